"""Plain text files: one article each."""

from collections.abc import Iterator

from pipeline.core.config import ReadOptions
from pipeline.ingest.blob import Blob
from pipeline.ingest.encodings import decode
from pipeline.ingest.records import Article, Item, document_of, skipped

SUFFIXES = (".txt", ".text")


def read(blob: Blob, options: ReadOptions) -> Iterator[Item]:
    """Yield the document of a text file."""
    data = blob.read()
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        yield skipped(blob.source, "the file is empty: there is nothing to extract")
        return
    yield document_of(Article(blob.source, decode(data).text), options)
