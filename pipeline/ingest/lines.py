"""Lines of text read as they come, so that a file larger than memory can be read."""

import io
from collections.abc import Iterator

from pipeline.ingest.blob import Blob
from pipeline.ingest.encodings import SAMPLE, detect


def lines_of(blob: Blob) -> Iterator[tuple[int, str | bytes]]:
    """Yield the lines of a blob with their numbers, from 1; a line that cannot be decoded as bytes.

    Raises:
        IngestError: It is no text, or text in an unknown encoding.
    """
    with blob.open() as handle:
        sample = handle.read(SAMPLE)
        encoding = detect(sample, whole=len(sample) < SAMPLE) if sample.strip() else "utf-8"
        if encoding.startswith("utf-16"):
            yield from enumerate(io.StringIO((sample + handle.read()).decode(encoding, "replace").removeprefix("\ufeff")), 1)
            return
        number, rest, block = 0, b"", sample
        while block:
            lines = (rest + block).split(b"\n")
            rest = lines.pop()
            for line in lines:
                number += 1
                yield number, _decoded(line, encoding)
            block = handle.read(SAMPLE)
        if rest:
            yield number + 1, _decoded(rest, encoding)


def _decoded(line: bytes, encoding: str) -> str | bytes:
    try:
        return line.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return line
