"""What a format is, and the formats by name.

A format turns the rows of one document into the bytes to append to each of its files. So documents can be rendered where they
are analyzed, in any process, and the files are their parts in the order of the documents.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any, Protocol

from pipeline.core.errors import RunError
from pipeline.core.serialize import encode, to_json
from pipeline.exports.cells import Cells
from pipeline.tables.rows import Rows
from pipeline.tables.schema import DOCUMENT_TABLES, TABLES

_BOM = b"\xef\xbb\xbf"


class Format(Protocol):
    """Writes a run's rows as the parts of its files."""

    def heads(self) -> dict[str, bytes]:
        """Return what each file begins with, by file name."""
        ...

    def parts(self, rows: Rows, text: str) -> dict[str, bytes]:
        """Return what to append to each file.

        Args:
            rows: Rows of one document by table name, or the run's ``entities``.
            text: The document's raw text.
        """
        ...


class CsvFormat:
    """One CSV file a table: UTF-8 with a byte order mark, comma, RFC 4180 quoting; cells as ``cells.py`` says."""

    def heads(self) -> dict[str, bytes]:
        """Return byte order mark and header of each table."""
        return {f"{table.name}.csv": _BOM + _csv([table.names]) for table in TABLES}

    def parts(self, rows: Rows, text: str) -> dict[str, bytes]:
        """Return the rows of each table that has any."""
        return {f"{name}.csv": _csv(map(cells, rows[name])) for name, cells in _CELLS.items() if rows.get(name)}


_CELLS = {table.name: Cells(table.columns) for table in TABLES}


def _csv(records: Iterable[Iterable[Any]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(records)
    return encode(buffer.getvalue())


class JsonFormat:
    """``documents.jsonl``: one object a document, with its metadata, its raw ``text`` and the rows of every table."""

    def heads(self) -> dict[str, bytes]:
        """Return the one file, which begins empty."""
        return {"documents.jsonl": b""}

    def parts(self, rows: Rows, text: str) -> dict[str, bytes]:
        """Return the line of a document."""
        lines = [
            to_json(row | {"text": text} | {table.name: rows.get(table.name, []) for table in DOCUMENT_TABLES})
            for row in rows.get("documents", ())
        ]
        return {"documents.jsonl": encode("".join(f"{line}\n" for line in lines))} if lines else {}


_FORMATS: dict[str, type[Format]] = {"csv": CsvFormat, "json": JsonFormat}

NAMES = tuple(_FORMATS)
"""Names of the formats."""


def create(names: Sequence[str]) -> tuple[Format, ...]:
    """Return formats by name.

    Raises:
        RunError: There is no format of that name.
    """
    for name in names:
        if name not in _FORMATS:
            close = get_close_matches(name, NAMES, 1)
            hint = f"did you mean {close[0]}?" if close else f"choose of {', '.join(NAMES)}"
            raise RunError(f"no format is called {name!r}: {hint}")
    return tuple(_FORMATS[name]() for name in dict.fromkeys(names))
