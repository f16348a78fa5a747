"""The sentences of a document as rows: what the tables' ``sentence`` numbers and offsets lead to in formats that can join."""

from bisect import bisect_right
from collections.abc import Sequence

from pipeline.exports.record import Record
from pipeline.tables.rows import Row
from pipeline.tables.schema import Column, Table

SENTENCES = Table(
    "sentences",
    "a sentence",
    (
        Column("doc_id", "text", "document"),
        Column("sentence", "integer", "0-based number in the document"),
        Column("start", "integer", "first code point in the raw text, inclusive"),
        Column("end", "integer", "past the last code point in the raw text"),
        Column("furniture", "flag", "of the site, not of the article; nothing is extracted from it"),
        Column("text", "text", "the sentence"),
    ),
)
"""Written by the formats that hold several tables in a file, and as Parquet; ``documents.jsonl`` has the raw text instead."""


def sentence_rows(record: Record) -> list[Row]:
    """Return one row a sentence, in the order of the text; none where the document was not analyzed."""
    text, (document,) = record.text, record.rows["documents"]
    rows = []
    for number, sentence in enumerate(record.sentences):
        start, end = (sentence.tokens[0].start, sentence.tokens[-1].end) if sentence.tokens else (0, 0)
        row = {"doc_id": document["doc_id"], "sentence": number, "start": start, "end": end, "furniture": sentence.furniture}
        rows.append(row | {"text": text[start:end]})
    return rows


def sentence_at(starts: Sequence[int], offset: int) -> int:
    """Return the number of the sentence that an offset is in.

    Args:
        starts: Where each sentence of the document begins, ascending.
        offset: In code points of the raw text.
    """
    return max(0, bisect_right(starts, offset) - 1)
