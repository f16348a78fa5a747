"""What is installed: packages, and model files with their sha256."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

PACKAGES = (
    "camel-tools",
    "charset-normalizer",
    "distributed",
    "duckdb",
    "filelock",
    "hijridate",
    "jinja2",
    "numpy",
    "pandas",
    "pebble",
    "pyarabic",
    "pyarrow",
    "python-docx",
    "pyyaml",
    "rich",
    "stanza",
    "torch",
    "trafilatura",
    "typer",
    "xlsxwriter",
)
"""Distributions that mirsad builds on."""


def package_versions() -> dict[str, str]:
    """Return the installed version of each package, empty where it is not installed."""
    from importlib.metadata import PackageNotFoundError, version

    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


def sha256_of(path: Path) -> str:
    """Return the hex digest of a file, read in pieces."""
    with open(path, "rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def files_under(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield files, those of folders recursively in the order of their names."""
    for path in paths:
        if path.is_dir():
            yield from sorted(child for child in path.rglob("*") if child.is_file())
        elif path.is_file():
            yield path


def model_files(folder: Path) -> dict[str, str]:
    """Return the sha256 of every file of a models folder, by its name inside the folder."""
    return {path.relative_to(folder).as_posix(): sha256_of(path) for path in files_under([folder])}
