"""What makes an input the same input, and a run the same run."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.batch.environment import files_under, model_files, sha256_of
from pipeline.core.config import Config
from pipeline.core.document import Document
from pipeline.core.serialize import to_json
from pipeline.core.version import __version__
from pipeline.ingest.records import Item
from pipeline.resources.store import ModelStore


def key_of(item: Item) -> str:
    """Return the key of an input: 32 hex digits of the hash of all that is known of it before it is analyzed, its id included."""
    kind = "document" if isinstance(item, Document) else "rejected"
    values = (kind, *(getattr(item, part.name) for part in fields(item)))
    return hashlib.sha256("\0".join(values).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Identity:
    """All that a document's rows depend on, besides the document.

    Attributes:
        values: sha256 or value by what it is of, such as ``program``, ``option ner`` or ``model lexicons/verbs.yaml``.
    """

    values: dict[str, str]

    @property
    def token(self) -> str:
        """One hash of it all."""
        return hashlib.sha256(to_json(sorted(self.values.items())).encode()).hexdigest()

    def differences(self, other: dict[str, str]) -> list[str]:
        """Return what is not the same in another identity, in one or two words each."""
        names = sorted({*self.values, *other})
        return [name for name in names if self.values.get(name) != other.get(name)]


def identity_of(config: Config, options: dict[str, Any]) -> Identity:
    """Return what the rows of a run depend on: the program, the options, and the content of every model file.

    Args:
        config: Options of the pipeline.
        options: Other options that change rows.
    """
    values = {"version of mirsad": __version__, "program": _program()}
    values |= {f"option {name}": to_json(value) for name, value in options.items()}
    values |= {f"option {name}": to_json(getattr(config, name)) for name in ("ner", "published")}
    folder = ModelStore.of(config.models).folder
    values |= {
        f"model {name}": digest
        for name, digest in model_files(folder).items()
        if not name.startswith("training/") and not name.endswith(".md")
    }
    for name, paths in (("--ner-model", _given(config.ner_model)), ("--lexicon", config.lexicons), ("--rules", config.rules)):
        values |= {f"{name} {number}": _digest(path) for number, path in enumerate(paths, 1)}
    return Identity(values)


def _given(path: Path | None) -> tuple[Path, ...]:
    return () if path is None else (path,)


def _digest(path: Path) -> str:
    """Return one hash of a file, or of all files of a folder with their names."""
    total = hashlib.sha256()
    for file in files_under([path]):
        total.update(f"{file.relative_to(path).as_posix()}\0{sha256_of(file)}\n".encode())
    return total.hexdigest()


@lru_cache(maxsize=1)
def _program() -> str:
    """Return one hash of the program itself, so that the rows of two states of it are never mixed."""
    total = hashlib.sha256()
    for path in _sources(Path(__file__).resolve().parents[1]):
        total.update(path.read_bytes())
    return total.hexdigest()


def _sources(package: Path) -> Iterator[Path]:
    """Yield the modules whose code a row depends on: all but those that only report, train or measure."""
    for path in sorted(package.rglob("*.py")):
        if path.relative_to(package).parts[0] not in _APART:
            yield path


_APART = frozenset({"report", "review", "training", "evaluation", "api.py", "_models"})
