"""The run manifest: everything needed to tell one run from another and to repeat it."""

import platform
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.batch.environment import files_under, package_versions, sha256_of
from pipeline.core.config import Config
from pipeline.core.version import __version__
from pipeline.resources.store import ModelStore


def manifest(
    config: Config,
    inputs: tuple[str, ...],
    options: dict[str, Any],
    models: tuple[str, ...],
    counts: dict[str, int],
    timing: dict[str, float],
) -> dict[str, Any]:
    """Return the manifest of a finished run.

    Args:
        config: Options that change what a run finds.
        inputs: What the user named; ``-`` is standard input.
        options: Options of reading and writing.
        models: Names of the model files that were read.
        counts: Documents by status, rows by table.
        timing: Seconds, and what follows from them.

    Returns:
        A JSON object; times stand here only, so that tables of two runs can be compared byte by byte.
    """
    store = ModelStore.of(config.models)
    store.used.update(models)
    return {
        "mirsad": __version__,
        "python": platform.python_version(),
        "packages": package_versions(),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "pipeline": {name: _plain(value) for name, value in asdict(config).items()},
        "options": options,
        "inputs": [
            {"path": path.as_posix(), "bytes": path.stat().st_size, "sha256": sha256_of(path)}
            for path in files_under(Path(name) for name in inputs if name != "-")
        ],
        "models": store.hashes() | {path.as_posix(): sha256_of(path) for path in files_under(_own_models(config))},
        "counts": counts,
        "timing": timing,
    }


def _plain(value: Any) -> Any:
    """Return an option as JSON has it: paths as text."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Path) else value


def _own_models(config: Config) -> tuple[Path, ...]:
    """Return what the user brought: a model, files of corrections."""
    model = () if config.ner_model is None else (config.ner_model,)
    return (*model, *config.corrections)
