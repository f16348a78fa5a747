"""What ingest hands on: a document, or an input that could not become one."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """One article as read.

    Attributes:
        id: Stable id; the same content and source give the same id on every run.
        text: Raw text, never altered; a title given apart is its first paragraph.
        source: Path (``archive.zip#member``, ``file.jsonl#12`` for records) or URL it was read from.
        title: Headline, or empty.
        published: Publication date, ISO 8601, or empty.
        published_from: ``metadata``, ``text``, ``option`` or empty.
    """

    id: str
    text: str
    source: str = ""
    title: str = ""
    published: str = ""
    published_from: str = ""

    @property
    def sha256(self) -> str:
        """Hex digest of the raw text in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that did not become a document, with the reason.

    Attributes:
        id: Stable id of the input.
        source: Path or record it stands for.
        status: ``skipped`` (nothing to extract from) or ``failed`` (could not be read).
        error: One sentence that says what is wrong and what mends it.
        text: Raw text where one could be read, for its size and hash.
    """

    id: str
    source: str
    status: str
    error: str
    text: str = ""


def document_id(source: str, text: str) -> str:
    """Return the stable id of a document that brings none of its own.

    Args:
        source: Where it was read from, relative to the input that the user named.
        text: Its raw text.

    Returns:
        ``doc-`` and twelve hex digits.
    """
    digest = hashlib.sha256(f"{source}\0{text}".encode("utf-8", "surrogatepass"))
    return f"doc-{digest.hexdigest()[:12]}"
