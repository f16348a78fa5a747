"""From what a reader found to a document, or to a rejected input with the reason."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Protocol

from pipeline.core.config import ReadOptions
from pipeline.core.document import Document, Rejected, document_id
from pipeline.ingest import published as dates
from pipeline.normalize.normalizer import plain

ARABIC = re.compile("[\u0621-\u064a\u0671-\u06d3]")
ARABIC_SHARE = 0.25
"""Share of a text's letters that must be Arabic; an English release that names an Arab ministry has under 0.1, an Arabic one that
is full of English product names over 0.5."""
TEXT_NAMES = frozenset({"text", "content", "body", "article", "article_text", "full_text", "النص", "المحتوى"})
"""Names that the column of the text often has; one of them is proposed, never taken."""
SURROGATES = re.compile("[\ud800-\udfff]")
Item = Document | Rejected


@dataclass(frozen=True, slots=True)
class Article:
    """What a reader found.

    Attributes:
        source: Where, as in :class:`~pipeline.core.document.Document`.
        text: The text without a title that was given apart.
        title: A title given apart, or empty.
        published: A publication date as the metadata write it, or None.
        id: An id that the input gives, or empty.
        url: The address that the input gives, or empty.
        headline: The title, where it is the text's own first paragraph.
    """

    source: str
    text: str
    title: str = ""
    published: object = None
    id: str = ""
    url: str = ""
    headline: str = ""


def document_of(article: Article, options: ReadOptions) -> Item:
    """Return the document of an article, or why it is none."""
    title, body = _clean(article.title).strip(), _clean(article.text)
    text = body
    if title and not _begins_with(body, title):
        text = f"{title}\n\n{body}" if body.strip() else title
    source = article.url or article.source
    identity = article.id or document_id(source, text)
    if not text.strip():
        return Rejected(identity, source, "skipped", "the text is empty: there is nothing to extract", text)
    share = arabic_share(text)
    if share is None:
        return Rejected(identity, source, "skipped", "the text has no letters: there is nothing to extract", text)
    if share < ARABIC_SHARE:
        error = f"the text is not Arabic: {share:.0%} of its letters are; give Arabic articles"
        return Rejected(identity, source, "skipped", error, text)
    published, origin = _published(article, text, options)
    return Document(identity, text, source, title or _clean(article.headline).strip(), published, origin)


def failed(source: str, error: str, identity: str = "") -> Rejected:
    """Return a rejected input that could not be read."""
    return Rejected(identity or document_id(source, ""), source, "failed", error)


def skipped(source: str, error: str) -> Rejected:
    """Return a rejected input with nothing to extract from."""
    return Rejected(document_id(source, ""), source, "skipped", error)


def article_of(record: Mapping[str, object], source: str, options: ReadOptions) -> Article | Rejected:
    """Return the article of a record: a JSON object or a row of a table.

    Args:
        record: Values by key or column.
        source: Where it stands.
        options: Which keys are read.
    """
    identity = _string(record.get(options.id_column)).strip()
    if options.text_column not in record:
        return failed(source, missing(options.text_column, list(record), "--text-column"), identity)
    return Article(
        source=source,
        text=_string(record[options.text_column]),
        title=_string(record.get(options.title_column)),
        published=record.get(options.published_column),
        id=identity,
        url=_string(record.get(options.url_column)).strip(),
    )


def missing(wanted: str, names: list[str], option: str) -> str:
    """Return the error for a column or key that is not there."""
    known = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    close = get_close_matches(wanted, names, 1) or [name for name in names if name.lower() in TEXT_NAMES][:1]
    hint = f"did you mean {option} {close[0]}?" if close else f"name the text's with {option}"
    return f"has no column or key {wanted!r}, only {known or 'none'}: {hint}"


def arabic_share(text: str) -> float | None:
    """Return the share of a text's letters that are Arabic, or None if it has none."""
    sample = plain(text[:20_000])
    letters = sum(map(str.isalpha, sample))
    return len(ARABIC.findall(sample)) / letters if letters else None


class Identifiers(Protocol):
    """Remembers the ids that are taken."""

    def last(self, identifier: str) -> int:
        """Return the last number given to an id, 0 if it is new."""
        ...

    def give(self, identifier: str, number: int) -> None:
        """Note the last number given to an id."""
        ...


class _InMemory:
    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def last(self, identifier: str) -> int:
        return self._last.get(identifier, 0)

    def give(self, identifier: str, number: int) -> None:
        self._last[identifier] = number


def with_unique_ids(items: Iterable[Item], taken: Identifiers | None = None) -> Iterator[Item]:
    """Give every item an id of its own: a second ``a`` becomes ``a-2``, a third ``a-3``, passing over ids that are taken.

    Args:
        items: Documents and rejected inputs.
        taken: Remembers the ids; in memory, unless one is given that does not grow.
    """
    taken = taken if taken is not None else _InMemory()
    for item in items:
        name = item.id
        first = number = taken.last(name)
        while number and taken.last(name):
            number += 1
            name = f"{item.id}-{number}"
        if first:
            taken.give(item.id, number)
        taken.give(name, 1)
        yield item if name == item.id else replace(item, id=name)


def _published(article: Article, text: str, options: ReadOptions) -> tuple[str, str]:
    """Return the publication date and where it is from: metadata, then the option, then a date line."""
    if found := dates.normalized(article.published):
        return found, "metadata"
    if options.published:
        return options.published[:10], "option"
    if found := dates.in_text(text):
        return found, "text"
    return "", ""


def _begins_with(text: str, title: str) -> bool:
    wanted = " ".join(plain(title).split())
    return " ".join(plain(text[: 2 * len(title) + 200]).split()).startswith(wanted)


def _string(value: object) -> str:
    """Return a JSON value as text; paragraphs in a list become paragraphs."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n\n".join(_string(part) for part in value)
    return value if isinstance(value, str) else str(value)


def _clean(text: str) -> str:
    """Replace lone surrogates, which no encoding can write."""
    return SURROGATES.sub("\ufffd", text)
