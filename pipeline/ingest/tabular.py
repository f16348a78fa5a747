"""Tables: CSV and TSV with a header."""

import csv
from collections.abc import Iterator

from pipeline.core.config import ReadOptions
from pipeline.core.document import Rejected
from pipeline.core.errors import IngestError
from pipeline.ingest.blob import Blob
from pipeline.ingest.lines import lines_of
from pipeline.ingest.records import Item, article_of, document_of, failed, missing, skipped

CSV_SUFFIXES = (".csv",)
TSV_SUFFIXES = (".tsv", ".tab")
FIELD_LIMIT = 1 << 24
"""Longest cell, in characters; Python's own limit of 131,072 is shorter than a long report."""


def read_csv(blob: Blob, options: ReadOptions) -> Iterator[Item]:
    """Yield the documents of a CSV file; the mark between columns is the most frequent of ``, ; tab |`` in its header."""
    yield from _read(blob, options, "")


def read_tsv(blob: Blob, options: ReadOptions) -> Iterator[Item]:
    """Yield the documents of a TSV file."""
    yield from _read(blob, options, "\t")


def _read(blob: Blob, options: ReadOptions, delimiter: str) -> Iterator[Item]:
    """Yield the documents of a table.

    Raises:
        IngestError: The header lacks the text's column, or the table is malformed.
    """
    lines = _text_lines(blob)
    header = next(lines, "")
    if not header.strip():
        yield skipped(blob.source, "the file is empty: there is nothing to extract")
        return
    delimiter = delimiter or max(",;\t|", key=header.count)
    csv.field_size_limit(FIELD_LIMIT)
    rows = csv.reader(_chain(header, lines), delimiter=delimiter, quotechar='"', strict=False)
    names = [name.strip() for name in next(rows)]
    if options.text_column not in names:
        raise IngestError(missing(options.text_column, names, "--text-column"))
    number = 0
    try:
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            number += 1
            source = f"{blob.source}#{number}"
            if len(row) > len(names):
                yield failed(source, f"the row has {len(row)} cells and the header {len(names)}: quote the cells that hold {delimiter!r}")
                continue
            article = article_of(dict(zip(names, [*row, *[""] * (len(names) - len(row))], strict=True)), source, options)
            yield article if isinstance(article, Rejected) else document_of(article, options)
    except csv.Error as error:
        yield failed(f"{blob.source}#{number + 1}", f"the table is malformed after row {number} ({error}): mend its quotes")
        return
    if not number:
        yield skipped(blob.source, "the table has a header and no rows: there is nothing to extract")


def _text_lines(blob: Blob) -> Iterator[str]:
    """Yield the lines with their ends.

    Raises:
        IngestError: A line is not valid in the file's encoding.
    """
    for number, line in lines_of(blob):
        if isinstance(line, bytes):
            raise IngestError(f"line {number} is not valid in the encoding of the rest: save the file as UTF-8")
        yield line if line.endswith("\n") else line + "\n"


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest
