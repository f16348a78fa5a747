"""Web pages: main text, title and date by trafilatura."""

import re
from collections.abc import Iterator

from pipeline.core.config import ReadOptions
from pipeline.core.errors import IngestError
from pipeline.ingest.blob import Blob
from pipeline.ingest.encodings import decode
from pipeline.ingest.records import Article, Item, document_of, skipped
from pipeline.normalize.normalizer import plain

SUFFIXES = (".html", ".htm", ".xhtml")
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
HEAD = 4096
"""Bytes in which a page must declare its encoding (the HTML standard says 1,024; newspapers are less careful)."""


def read(blob: Blob, options: ReadOptions) -> Iterator[Item]:
    """Yield the document of a page."""
    data = blob.read()
    if not data.strip():
        yield skipped(blob.source, "the file is empty: there is nothing to extract")
        return
    page = _text(data)
    import trafilatura

    found = trafilatura.bare_extraction(
        page,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if isinstance(found, dict) or found is None or not (found.text or "").strip():
        yield skipped(blob.source, "no article text was found in the page: save the article alone, as .txt or .html")
        return
    title = _title(found.title or "", found.sitename or "")
    yield document_of(Article(blob.source, found.text or "", title, found.date), options)


def _text(data: bytes) -> str:
    """Return a page's text by the encoding that it declares, or by its letters where it declares none or a wrong one."""
    declared = CHARSET.search(data[:HEAD])
    if declared is not None and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        return decode(data).text
    except IngestError:
        if declared is None and data.isascii():
            return data.decode("ascii")
        raise


def _title(title: str, site: str) -> str:
    """Return a page's title without the site's name behind it (``… | صحيفة الميناء``)."""
    title = " ".join(title.split())
    for mark in (" | ", " - ", " – ", " — ", " :: ", " » "):
        head, found, tail = title.rpartition(mark)
        if found and head and (plain(tail) == plain(site) or mark == " | "):
            return head.strip()
    return title
