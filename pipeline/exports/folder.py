"""The folder of a run: written under temporary names, put in place at the end, all or nothing."""

import contextlib
import os
import shutil
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from pipeline.core.errors import RunError
from pipeline.tables.schema import TABLES

MANIFEST = "manifest.json"
"""Put in place last: a folder that has it holds a whole run."""

RUN_FILES = (*(f"{table.name}.csv" for table in TABLES), "documents.jsonl", MANIFEST)
"""The files of a run."""

_PARTIAL = ".mirsad-partial"


class RunFolder:
    """Takes the parts of a run's files; use it as a context manager and call :meth:`commit` at the end."""

    def __init__(self, path: Path, *, force: bool = False) -> None:
        """Check that a run can be written to a folder.

        Args:
            path: The folder; it need not exist.
            force: Whether a run that it holds may be replaced.

        Raises:
            RunError: It holds a run, or cannot be a folder.
        """
        self.path = path
        if path.exists() and not path.is_dir():
            raise RunError(f"{path} is a file: name a folder for the tables with --out")
        held = next((name for name in RUN_FILES if (path / name).exists()), None)
        if held is not None and not force:
            raise RunError(f"{path} holds another run ({held}): choose another --out, or replace it with --force")
        self._partial = path / _PARTIAL
        self._files: dict[str, BinaryIO] = {}

    def __enter__(self) -> Self:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            if self._partial.exists():
                shutil.rmtree(self._partial)
            self._partial.mkdir()
        except OSError as error:
            raise RunError(f"cannot write to {self.path} ({error.strerror}): choose another --out") from error
        return self

    def append(self, name: str, data: bytes) -> None:
        """Append bytes to a file of the run."""
        handle = self._files.get(name)
        if handle is None:
            handle = self._files[name] = open(self._partial / name, "wb")  # noqa: SIM115 (closed by commit or __exit__)
        handle.write(data)

    def commit(self, manifest: bytes) -> None:
        """Put every file in its place, the manifest last; files of a run that was there before go."""
        self.append(MANIFEST, manifest)
        for handle in self._files.values():
            handle.flush()
            os.fsync(handle.fileno())
            handle.close()
        for name in reversed(RUN_FILES):
            if name == MANIFEST or name not in self._files:
                (self.path / name).unlink(missing_ok=True)
        for name in self._files:
            if name != MANIFEST:
                (self._partial / name).replace(self.path / name)
        (self._partial / MANIFEST).replace(self.path / MANIFEST)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for handle in self._files.values():
            with contextlib.suppress(OSError):
                handle.close()
        shutil.rmtree(self._partial, ignore_errors=True)
