"""One document as a run keeps it: what its worker rendered, packed into bytes, and read back by whoever writes a format."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cached_property

from pipeline.core.annotations import Segmentation
from pipeline.core.serialize import encode, to_json
from pipeline.core.text import Span
from pipeline.exports.cells import csv_bytes
from pipeline.tables.entities import Sighting, sightings
from pipeline.tables.rows import Rows
from pipeline.tables.schema import DOCUMENT_TABLES, DOCUMENTS

TABLES_KEPT = (DOCUMENTS, *DOCUMENT_TABLES)
"""Tables whose rows a record holds."""

LEVEL = 1
"""Of zlib: a seventh of a percent of the analysis a level, and level 1 already packs to a fifth."""


@dataclass(frozen=True, slots=True)
class TokenSpans:
    """Where the tokens of a sentence stand in the raw text.

    Attributes:
        furniture: Whether the sentence is of the site, not of the article; nothing is extracted from it.
    """

    furniture: bool
    tokens: tuple[Span, ...]


class Record:
    """One document of a run, ready to be written in any format.

    The line of ``documents.jsonl`` and the CSV rows are rendered where the document was analyzed; everything else is read from
    them when first asked for.
    """

    def __init__(self, parts: Sequence[bytes]) -> None:
        """Take the parts that :func:`render` made or :func:`unpack` read."""
        self._parts = tuple(parts)

    @property
    def line(self) -> bytes:
        """The document's line of ``documents.jsonl``, newline included."""
        return self._parts[0]

    def csv(self, number: int) -> bytes:
        """Return the CSV rows of the table ``TABLES_KEPT[number]``, empty where it has none."""
        return self._parts[3 + number]

    @property
    def parts(self) -> tuple[bytes, ...]:
        """All parts, for :func:`pack`."""
        return self._parts

    @cached_property
    def rows(self) -> Rows:
        """Rows by table name: ``documents`` with its one row, then the tables of :data:`DOCUMENT_TABLES`."""
        value = json.loads(self.line)
        rows: Rows = {"documents": [{name: value[name] for name in DOCUMENTS.names}]}
        return rows | {table.name: value[table.name] for table in DOCUMENT_TABLES}

    @cached_property
    def text(self) -> str:
        """The raw text into which all offsets point."""
        return str(json.loads(self.line)["text"])

    @property
    def sightings(self) -> tuple[Sighting, ...]:
        """What the document says of organizations and persons."""
        return tuple(
            Sighting(entity_id, kind, name, tuple(types), country, wikidata, tuple(aliases), mentions, published)
            for entity_id, kind, name, types, country, wikidata, aliases, mentions, published in json.loads(self._parts[1])
        )

    @property
    def sentences(self) -> tuple[TokenSpans, ...]:
        """Sentences with their tokens, in the order of the text; none where the document was not analyzed."""
        found, at = [], 0
        for furniture, *steps in json.loads(self._parts[2]):
            spans = []
            for gap, length in zip(steps[::2], steps[1::2], strict=True):
                spans.append(Span(at + gap, at + gap + length))
                at += gap + length
            found.append(TokenSpans(bool(furniture), tuple(spans)))
        return tuple(found)


def render(rows: Rows, text: str, sentences: Sequence[TokenSpans] = ()) -> Record:
    """Return the record of a document.

    Args:
        rows: Its rows by table name; a rejected input has ``documents`` alone.
        text: Its raw text.
        sentences: Its sentences with their tokens.
    """
    (document,) = rows["documents"]
    line = to_json(document | {"text": text} | {table.name: rows.get(table.name, []) for table in DOCUMENT_TABLES})
    seen = to_json([astuple(sighting) for sighting in sightings(rows)])
    tables = (csv_bytes(table, rows.get(table.name, ())) for table in TABLES_KEPT)
    return Record((encode(f"{line}\n"), encode(seen), encode(_steps(sentences)), *tables))


def token_spans(segmentation: Segmentation) -> tuple[TokenSpans, ...]:
    """Return the sentences of a document with the spans of their tokens."""
    return tuple(
        TokenSpans(sentence.kind == "furniture", tuple(token.span for token in segmentation.tokens_of(sentence)))
        for sentence in segmentation.sentences
    )


def _steps(sentences: Sequence[TokenSpans]) -> str:
    """Return token spans as JSON: a sentence is its flag, then for each token the gap before it and its length."""
    at, lists = 0, []
    for sentence in sentences:
        steps = [int(sentence.furniture)]
        for span in sentence.tokens:
            steps += (span.start - at, span.end - span.start)
            at = span.end
        lists.append(steps)
    return to_json(lists)


def pack(record: Record) -> tuple[bytes, tuple[int, ...]]:
    """Return a record as compressed bytes, and the sizes of its parts."""
    return zlib.compress(b"".join(record.parts), LEVEL), tuple(map(len, record.parts))


def unpack(packed: bytes, sizes: Sequence[int]) -> Record:
    """Return the record that :func:`pack` packed.

    Raises:
        ValueError: The bytes are damaged.
    """
    try:
        data = zlib.decompress(packed)
    except zlib.error as error:
        raise ValueError(f"damaged ({error})") from error
    if len(data) != sum(sizes):
        raise ValueError(f"damaged ({len(data)} bytes in place of {sum(sizes)})")
    parts, at = [], 0
    for size in sizes:
        parts.append(data[at : at + size])
        at += size
    return Record(parts)
