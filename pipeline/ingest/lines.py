"""Text read as it comes, whole or line by line, so that a file larger than memory can be read."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from pipeline.core.errors import IngestError
from pipeline.ingest.blob import LIMIT, Blob
from pipeline.ingest.encodings import SAMPLE, detect

TOO_LONG = f"a line is longer than {LIMIT >> 20} MiB: give one object or row a line, and split what is larger"


def lines_of(blob: Blob) -> Iterator[tuple[int, str | bytes]]:
    """Yield the lines of a blob with their numbers, from 1; a line that cannot be decoded as bytes.

    Raises:
        IngestError: It is no text, or text in an unknown encoding, or a line is too long.
    """
    with blob.open() as handle:
        sample = handle.read(SAMPLE)
        encoding = encoding_of(sample)
        if encoding.startswith("utf-16"):
            yield from enumerate(_wide_lines(decoded(sample, handle, encoding, "replace")), 1)
            return
        number = 0
        for number, line in enumerate(_split(sample, handle), 1):
            yield number, _decoded(line, encoding)


def encoding_of(sample: bytes) -> str:
    """Return the encoding of a text that begins with some bytes.

    Raises:
        IngestError: They are no text, or text in an unknown encoding.
    """
    return detect(sample, whole=len(sample) < SAMPLE) if sample.strip() else "utf-8"


def decoded(sample: bytes, handle: BinaryIO, encoding: str, errors: str = "strict") -> Iterator[str]:
    """Yield the text of some bytes and of what follows them in a file, piece by piece, without a byte order mark.

    Raises:
        UnicodeDecodeError: The text is not in the encoding.
    """
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    block, first = sample, True
    while block:
        text = decoder.decode(block)
        yield text.removeprefix("\ufeff") if first else text
        block, first = handle.read(SAMPLE), False
    yield decoder.decode(b"", final=True)


def _split(sample: bytes, handle: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of some bytes and of what follows them in a file."""
    rest: list[bytes] = []
    size, block = 0, sample
    while block:
        first, *lines = block.split(b"\n")
        rest.append(first)
        if lines:
            yield b"".join(rest)
            yield from lines[:-1]
            rest = [lines[-1]]
            size = 0
        size += len(rest[-1])
        if size > LIMIT:
            raise IngestError(TOO_LONG)
        block = handle.read(SAMPLE)
    if any(rest):
        yield b"".join(rest)


def _wide_lines(pieces: Iterator[str]) -> Iterator[str]:
    rest = ""
    for piece in pieces:
        *lines, rest = (rest + piece).split("\n")
        yield from lines
        if len(rest) > LIMIT // 4:
            raise IngestError(TOO_LONG)
    if rest:
        yield rest


def _decoded(line: bytes, encoding: str) -> str | bytes:
    try:
        return line.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return line
