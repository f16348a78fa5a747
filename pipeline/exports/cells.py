r"""Values as CSV cells and back, without loss.

Three things a plain CSV cell cannot do, and how they are written:

- **Several values** are joined with `` | ``. A value that holds a ``|`` or a backslash has it written ``\|`` and ``\\``.
- **Unknown** is the empty cell; a flag is ``true`` or ``false``.
- **Formulas.** A spreadsheet takes a text that begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return for a formula.
  Such a cell gets one apostrophe in front (as one would type it there), and so does a cell that has apostrophes before such a
  character already; reading takes one off again. Names, mentions, dates and triggers begin with a letter or a digit, so
  ``raw[start:end] == text`` holds for the cell as it stands; it is titles, quotes and whole sentences that can begin so.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from pipeline.core.serialize import encode
from pipeline.tables.rows import Row
from pipeline.tables.schema import TABLES, Column, Table

JOIN = " | "
"""Between the values of a list; an escaped ``|`` has a backslash before it, so this never stands inside a value."""

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


class Cells:
    """Turns the rows of one table into records for the csv module, which writes numbers and None (as nothing) itself."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """Plan which cells need more than their value.

        Args:
            columns: Columns of the table, two or more.
        """
        self._values = itemgetter(*(column.name for column in columns))
        self._texts = [i for i, column in enumerate(columns) if column.kind == "text"]
        self._lists = [i for i, column in enumerate(columns) if column.kind == "list"]
        self._flags = [i for i, column in enumerate(columns) if column.kind == "flag"]

    def __call__(self, row: Mapping[str, Any]) -> list[Any]:
        """Return a row's cells."""
        values = list(self._values(row))
        for i in self._texts:
            value = values[i]
            if value and value[0] in _FIRST:
                values[i] = _guard(value)
        for i in self._lists:
            values[i] = _guard(joined(values[i])) if values[i] else ""
        for i in self._flags:
            values[i] = _FLAGS[values[i]]
        return values


_CELLS = {table.name: Cells(table.columns) for table in TABLES}


def csv_head(table: Table) -> bytes:
    """Return what the CSV file of a table begins with: a byte order mark and the names of its columns."""
    return b"\xef\xbb\xbf" + _csv([table.names])


def csv_bytes(table: Table, rows: Iterable[Row]) -> bytes:
    """Return rows of a table as the lines of its CSV file."""
    cells = _CELLS[table.name]
    return _csv(map(cells, rows))


def _csv(records: Iterable[Iterable[Any]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(records)
    return encode(buffer.getvalue())


_FIRST = frozenset("'=+-@\t\r")
_FLAGS = {None: "", True: "true", False: "false"}


def from_cell(column: Column, cell: str) -> Any:
    """Return the value of a cell, None for unknown.

    The inverse of :class:`Cells`, but that the empty text is None and a list of one empty text is an empty list.
    """
    kind = column.kind
    if kind == "list":
        return [_ESCAPE.sub(r"\1", part) for part in _bare(cell).split(JOIN)] if cell else []
    if cell == "":
        return None
    if kind == "text":
        return _bare(cell)
    if kind == "date":
        return cell
    if kind == "flag":
        return cell == "true"
    return int(cell) if kind == "integer" else float(cell)


def joined(values: Iterable[str]) -> str:
    """Return several values as the text of one cell."""
    return JOIN.join(map(_escape, values))


def _guard(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _bare(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def _escape(part: str) -> str:
    return part.replace("\\", "\\\\").replace("|", "\\|") if "|" in part or "\\" in part else part
