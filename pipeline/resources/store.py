"""Where models, lexicons, gazetteers and rules are found, read and hashed."""

import csv
import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from pipeline.core.errors import ModelError

ENVIRONMENT = "MIRSAD_MODELS"
"""Environment variable that names a folder to use in place of the shipped one."""


def shipped_folder() -> Path:
    """Return the folder of shipped models: ``MIRSAD_MODELS``, the wheel's copy, or the checkout's ``models/``.

    Raises:
        ModelError: No such folder holds a lexicon.
    """
    named = os.environ.get(ENVIRONMENT)
    return _first([Path(named)]) if named else packaged_folder()


def packaged_folder() -> Path:
    """Return the folder of models that came with the program: the wheel's copy, or the checkout's ``models/``.

    Raises:
        ModelError: Neither holds a lexicon.
    """
    package = Path(__file__).resolve().parents[1]
    return _first([package / "_models", package.parent / "models"])


def _first(candidates: list[Path]) -> Path:
    for folder in candidates:
        if (folder / "lexicons").is_dir():
            return folder
    places = ", ".join(str(folder) for folder in candidates)
    raise ModelError(f"no models folder at {places}: reinstall mirsad, or point {ENVIRONMENT} at a copy of models/")


@dataclass(frozen=True, slots=True)
class ModelStore:
    """Reads the files of one models folder.

    Attributes:
        folder: The models folder.
        extensions: A user's own organization files, which add to the shipped gazetteer.
        used: Relative names of the files read so far; the run manifest gives their sha256.
    """

    folder: Path
    extensions: tuple[Path, ...] = ()
    used: set[str] = field(default_factory=set, compare=False)

    @classmethod
    def shipped(cls, extensions: tuple[Path, ...] = ()) -> "ModelStore":
        """Return the store of the shipped models."""
        return cls(shipped_folder(), extensions)

    @classmethod
    def of(cls, folder: Path | None, extensions: tuple[Path, ...] = ()) -> "ModelStore":
        """Return the store of a folder, or of the shipped models where it is None.

        Args:
            folder: A models folder.
            extensions: A user's own organization files.

        Raises:
            ModelError: The folder holds no lexicons.
        """
        if folder is None:
            return cls.shipped(extensions)
        if not (folder / "lexicons").is_dir():
            raise ModelError(f"{folder} has no lexicons folder: point at a complete copy of models/")
        return cls(folder, extensions)

    def path(self, name: str) -> Path:
        """Return the path of a file and note that it is used.

        Args:
            name: Path inside the models folder, such as ``lexicons/months.yaml``.

        Raises:
            ModelError: There is no such file.
        """
        path = self.folder / name
        if not path.exists():
            raise ModelError(f"{path} is missing: reinstall mirsad, or point {ENVIRONMENT} at a complete copy of models/")
        self.used.add(name)
        return path

    def yaml(self, name: str) -> Any:
        """Return the content of a YAML file."""
        return read_yaml(self.path(name))

    def sections(self, name: str, keys: Sequence[str]) -> dict[str, Any]:
        """Return the content of a YAML file that has exactly some keys.

        Args:
            name: Path inside the models folder.
            keys: Its keys.

        Raises:
            ModelError: A key is missing or unknown; the message names file, key and nearest known key.
        """
        data: dict[str, Any] = self.yaml(name)
        for given in data:
            if given not in keys:
                near = get_close_matches(given, keys, 1)
                raise ModelError(f"{name}: unknown key {given!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
        for wanted in keys:
            if wanted not in data:
                raise ModelError(f"{name}: key {wanted!r} is missing")
        return data

    def rows(self, name: str) -> list[dict[str, str]]:
        """Return the records of a CSV file with a header."""
        with open(self.path(name), encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))

    def lines(self, name: str) -> Iterator[str]:
        """Yield the lines of a word list, without comments and empty ones."""
        with open(self.path(name), encoding="utf-8") as handle:
            for line in handle:
                line = line.rstrip("\n")
                if line and not line.startswith("#"):
                    yield line

    def hashes(self) -> dict[str, str]:
        """Return the sha256 of every file read so far, by name."""
        return {name: hashlib.sha256((self.folder / name).read_bytes()).hexdigest() for name in sorted(self.used)}


def read_yaml(path: Path) -> Any:
    """Return the content of a YAML file.

    Raises:
        ModelError: The file is not valid YAML.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        with open(path, encoding="utf-8") as handle:
            return yaml.load(handle, Loader=loader)  # noqa: S506 (a safe loader)
    except yaml.YAMLError as error:
        raise ModelError(f"{path} is not valid YAML: {error}") from error
