"""Bytes to read: a file, a member of an archive, or standard input."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from pipeline.core.errors import IngestError

LIMIT = 1 << 29
"""Most bytes read at once (512 MiB); JSONL and tables are read line by line and have no limit."""


@dataclass(frozen=True, slots=True)
class Blob:
    """Something with bytes.

    Attributes:
        source: Path relative to the input that the user named, POSIX style; ``archive.zip#member`` for a member.
        name: File name, whose ending says what the bytes hold.
        open: Opens the bytes for reading.
    """

    source: str
    name: str
    open: Callable[[], BinaryIO]

    @property
    def suffix(self) -> str:
        """The file name's ending in lower case, with its dot."""
        return PurePosixPath(self.name).suffix.lower()

    def read(self) -> bytes:
        """Return all bytes.

        Raises:
            IngestError: There are more than ``LIMIT``.
        """
        with self.open() as handle:
            data = handle.read(LIMIT + 1)
        if len(data) > LIMIT:
            raise IngestError(f"larger than {LIMIT >> 20} MiB: split it, or give its articles as JSONL, which is read line by line")
        return data


def file_blob(path: Path, source: str) -> Blob:
    """Return the blob of a file."""
    return Blob(source, path.name, lambda: open(path, "rb"))


class Rejoined(io.BytesIO):
    """The first bytes of a stream and the rest of it, as one stream; only :meth:`read` is of use."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        """Put them together."""
        super().__init__(first)
        self._rest = rest

    def read(self, size: int | None = -1, /) -> bytes:
        """Return the next bytes: all of them, or at most ``size``."""
        if size is None or size < 0:
            return super().read() + self._rest.read()
        first = super().read(size)
        return first + self._rest.read(size - len(first)) if len(first) < size else first


def stdin_blob() -> Blob:
    """Return the blob of standard input; its bytes can be read once."""
    return Blob("stdin", "", lambda: sys.stdin.buffer)
