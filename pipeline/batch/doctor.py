"""``mirsad doctor``: what is installed, which models there are, what works without a network."""

import platform
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from pipeline.assemble import analyze, build
from pipeline.batch.environment import model_files, package_versions
from pipeline.core.config import Config
from pipeline.core.document import Document
from pipeline.core.errors import MirsadError
from pipeline.core.version import __version__
from pipeline.ner.catalog import altered
from pipeline.ner.registry import NAMES
from pipeline.resources.store import ModelStore

_OPTIONAL = {"stanza": "Stanza's NER", "torch": "neural backends", "python-docx": "reading .docx", "trafilatura": "reading .html"}
"""Packages without which a part of mirsad does not work, and which part."""

_SAMPLE = "أعلنت وزارة العدل أمس إطلاق خدمة جديدة."


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The state of an installation.

    Attributes:
        packages: Installed version by distribution, empty where it is missing.
        folder: The models folder.
        models: sha256 by file name.
        backends: Names of the named-entity backends.
        seconds: Time to load the models and analyze one sentence, or None where that failed.
        problems: One sentence each, with what mends it.
    """

    mirsad: str
    python: str
    packages: dict[str, str]
    folder: str
    models: dict[str, str]
    backends: tuple[str, ...]
    seconds: float | None
    problems: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the diagnosis as a JSON object."""
        return asdict(self)


def diagnose(models: Path | None) -> Diagnosis:
    """Examine the installation; nothing is downloaded."""
    packages = package_versions()
    problems = [
        f"{name} is not installed, so {part} does not work: pip install {name}" for name, part in _OPTIONAL.items() if not packages[name]
    ]
    folder, files, seconds = "", {}, None
    try:
        store = ModelStore.of(models)
        folder, files = str(store.folder), model_files(store.folder)
        problems += altered(store.folder)
        begun = perf_counter()
        analyze(build(Config(models=models), store), Document("sample", _SAMPLE))
        seconds = round(perf_counter() - begun, 2)
    except MirsadError as error:
        problems.append(str(error))
    return Diagnosis(__version__, platform.python_version(), packages, folder, files, NAMES, seconds, tuple(problems))


def as_text(diagnosis: Diagnosis) -> str:
    """Return the diagnosis for a terminal."""
    lines = [f"mirsad {diagnosis.mirsad}, Python {diagnosis.python}", "", "packages"]
    lines += [f"  {name:20} {version or 'missing'}" for name, version in diagnosis.packages.items()]
    lines += ["", f"models in {diagnosis.folder}"]
    lines += [f"  {sha256[:16]}  {name}" for name, sha256 in diagnosis.models.items()]
    lines += ["", f"backends: {', '.join(diagnosis.backends)}"]
    if diagnosis.seconds is not None:
        lines.append(f"works without a network: yes (loaded, and one sentence analyzed, in {diagnosis.seconds} s)")
    lines += [f"problem: {problem}" for problem in diagnosis.problems]
    return "\n".join(lines) + "\n"
