"""Excel: one right-to-left sheet a table, with filters, real dates and links to the sentence that a row was read from."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from pipeline.exports.arrow import day
from pipeline.exports.cells import joined
from pipeline.exports.record import TABLES_KEPT, Record
from pipeline.exports.sentences import SENTENCES, sentence_at, sentence_rows
from pipeline.exports.writer import Writer
from pipeline.tables.rows import Row
from pipeline.tables.schema import DOCUMENTS, ENTITIES, TABLES, Table

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format as CellFormat
    from xlsxwriter.worksheet import Worksheet

FILE = "mirsad.xlsx"

MOST_ROWS = 1_048_576
"""Rows of a sheet, the header included (Excel specifications and limits); what is more goes on in a sheet ``… 2``."""

MOST_CHARACTERS = 32_767
"""UTF-16 code units of a cell (same source); a longer text is cut, and the sheet ``about`` says how many were."""

FIRST_DAY = date(1900, 3, 1)
"""Excel counts a 29 February 1900, so earlier days would be off by one; they stay texts."""

_CREATED = datetime(2000, 1, 1)
"""The same in every workbook, so that the same tables give the same bytes."""

_GUARDED = re.compile(r"['=+\-@\x00-\x1f]")
"""What would make a formula of a text, or hide in it, when somebody edits the cell: it is marked as text as an apostrophe marks it."""

_DAYS = frozenset({("actions", "date")})
"""Texts that mostly are days: a day is written as one."""

_ARABIC = frozenset(
    {"title", "name", "text", "honorific", "position", "org", "trigger", "lemma", "object", "location", "quote", "sentence_text"}
    | {"aliases", "actors", "targets"}
)
"""Columns whose texts read from right to left, also where they begin with a Latin word or a digit."""

_WIDE = {"title": 60, "sentence_text": 80, "quote": 50, "object": 50, "source": 30, "name": 36, "org": 36, "error": 40}
_WIDTHS = {"text": 16, "date": 12, "list": 30, "integer": 9, "number": 8, "flag": 9}
"""Column widths in characters."""

_CUT = "…"


class Sheet:
    """One table's sheet, and those that it goes on in."""

    def __init__(self, book: "ExcelWriter", table: Table) -> None:
        """Add the first sheet to a workbook."""
        self.table = table
        self.rows = 0
        self.cut = 0
        self._book = book
        self._columns = [(number, column, (table.name, column.name) in _DAYS) for number, column in enumerate(table.columns)]
        self.sheets: list[Worksheet] = []
        self._next = MOST_ROWS
        self.turn()

    def turn(self) -> None:
        """Begin a sheet, unless there is room in the one at hand."""
        if self._next < MOST_ROWS:
            return
        number = len(self.sheets) + 1
        sheet = self._book.workbook.add_worksheet(self.table.name if number == 1 else f"{self.table.name} {number}")
        sheet.right_to_left()
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.repeat_rows(0)
        for at, column, _ in self._columns:
            wide = 80 if column.name == "text" and self.table is SENTENCES else _WIDE.get(column.name, _WIDTHS[column.kind])
            sheet.set_column(at, at, wide)
            sheet.write_string(0, at, column.name, self._book.head)
        self.sheets.append(sheet)
        self._next = 1

    @property
    def place(self) -> tuple[str, int]:
        """Sheet and row (0-based) of the next row."""
        self.turn()
        return self.sheets[-1].get_name(), self._next

    def write(self, row: Row, linked: str = "", target: tuple[str, int] | None = None) -> None:
        """Write a row.

        Args:
            row: A record with a value for every column.
            linked: Name of the integer column whose cell is a link.
            target: Sheet and row that it leads to.
        """
        self.turn()
        sheet, at = self.sheets[-1], self._next
        for number, column, dated in self._columns:
            value = row[column.name]
            if value is None or value == "" or value == []:
                continue
            if column.name == linked and target is not None:
                # the function, not a hyperlink: of those a sheet can have 65,530, and they are kept in memory
                formula = f"=HYPERLINK(\"#'{target[0]}'!A{target[1] + 1}\",{value})"
                sheet.write_formula(at, number, formula, self._book.link, value)
            elif column.kind in ("integer", "number"):
                sheet.write_number(at, number, value)
            elif column.kind == "flag":
                sheet.write_boolean(at, number, value)
            elif (column.kind == "date" or dated) and (moment := day(value)) is not None and moment >= FIRST_DAY:
                sheet.write_datetime(at, number, moment, self._book.date)
            else:
                text = self._fitted(joined(value) if column.kind == "list" else value)
                sheet.write_string(at, number, text, self._book.texts[column.name in _ARABIC, _GUARDED.match(text) is not None])
        self._next += 1
        self.rows += 1

    def _fitted(self, text: str) -> str:
        if len(text) * 2 <= MOST_CHARACTERS or len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS:
            return text
        self.cut += 1
        room = text.encode("utf-16-le")[: 2 * (MOST_CHARACTERS - len(_CUT))]
        return room.decode("utf-16-le", "ignore") + _CUT

    def close(self) -> None:
        """Give every sheet its filter."""
        for number, sheet in enumerate(self.sheets, 1):
            last = self._next - 1 if number == len(self.sheets) else MOST_ROWS - 1
            sheet.autofilter(0, 0, last, len(self._columns) - 1)


class ExcelWriter:
    """Fills a workbook, row by row; nothing but the row at hand is in memory."""

    def __init__(self, workbook: "Workbook") -> None:
        """Make the sheets.

        Args:
            workbook: A new one, in ``constant_memory`` mode.
        """
        self.workbook = workbook
        workbook.set_properties({"title": "Mirsad", "created": _CREATED})
        workbook.use_zip64()
        self.head: CellFormat = workbook.add_format({"bold": True, "bg_color": "#DDEBF7", "bottom": 1})
        self.link: CellFormat = workbook.add_format({"font_color": "#0563C1", "underline": 1})
        self.date: CellFormat = workbook.add_format({"num_format": "yyyy-mm-dd"})
        self.texts: dict[tuple[bool, bool], CellFormat] = {
            (arabic, guarded): workbook.add_format({"reading_order": 2 if arabic else 0, "quote_prefix": guarded})
            for arabic in (False, True)
            for guarded in (False, True)
        }
        self._about = workbook.add_worksheet("about")
        self._sheets = {table.name: Sheet(self, table) for table in (*TABLES, SENTENCES)}

    def write(self, record: Record) -> None:
        """Write the rows of a document."""
        (document,) = record.rows[DOCUMENTS.name]
        sentences = sentence_rows(record)
        own = self._sheets[DOCUMENTS.name].place
        places = []
        for row in sentences:
            places.append(self._sheets[SENTENCES.name].place)
            self._sheets[SENTENCES.name].write(row, "sentence", own)
        self._sheets[DOCUMENTS.name].write(document, "n_sentences", places[0] if places else None)
        starts = [row["start"] for row in sentences]
        for table in TABLES_KEPT:
            if table is not DOCUMENTS:
                self._rows(table, record.rows[table.name], starts, places)

    def _rows(self, table: Table, rows: Iterable[Row], starts: Sequence[int], places: Sequence[tuple[str, int]]) -> None:
        numbered = "sentence" in table.names
        for row in rows:
            sentence = row["sentence"] if numbered else sentence_at(starts, row["start"])
            self._sheets[table.name].write(row, "sentence" if numbered else "start", places[sentence])

    def finish(self, entities: Iterable[Row]) -> None:
        """Write the entities and what the workbook holds, and close it."""
        for row in entities:
            self._sheets[ENTITIES.name].write(row)
        for sheet in self._sheets.values():
            sheet.close()
        self._describe()
        self.workbook.close()

    def _describe(self) -> None:
        about = self._about
        about.set_column(0, 0, 18)
        about.set_column(1, 1, 18)
        about.set_column(2, 2, 90)
        lines: list[tuple[Any, ...]] = [("sheet", "rows", "one row")]
        lines += [(sheet.table.name, sheet.rows, sheet.table.row) for sheet in self._sheets.values()]
        heads = [0]
        lines += [(), ("notes",)]
        heads.append(len(lines) - 1)
        lines += [("", "", note) for note in self._notes()]
        lines += [(), ("column", "sheet", "meaning")]
        heads.append(len(lines) - 1)
        lines += [(column.name, sheet.table.name, column.meaning) for sheet in self._sheets.values() for column in sheet.table.columns]
        for at, line in enumerate(lines):
            for number, value in enumerate(line):
                if at in heads:
                    about.write_string(at, number, value, self.head)
                elif number == 0 and 0 < at <= len(self._sheets):
                    about.write_url(at, number, f"internal:'{value}'!A1", self.link, value)
                elif isinstance(value, int):
                    about.write_number(at, number, value)
                else:
                    about.write_string(at, number, value)

    def _notes(self) -> Iterator[str]:
        yield "The number of a sentence, or the start of a row, leads to the sentence; a sentence's number leads to its document."
        yield "Several values in a cell are joined with | ; a value that itself holds | or a backslash has it written \\| and \\\\."
        yield "Days before 1 March 1900, and dates of more or less than a day, are texts."
        for sheet in self._sheets.values():
            name = sheet.table.name
            if len(sheet.sheets) > 1:
                yield f"A sheet ends at row {MOST_ROWS:,}: {name} goes on in the sheets {name} 2 to {name} {len(sheet.sheets)}."
            if sheet.cut:
                yield (
                    f"{sheet.cut:,} cells of {name} were longer than the {MOST_CHARACTERS:,} characters of a cell and end in {_CUT} here; "
                    "CSV, JSON and the other formats have them whole."
                )


@contextmanager
def open_excel(folder: Path) -> Iterator[Writer]:
    """Open a new workbook in a folder."""
    from xlsxwriter import Workbook

    with TemporaryDirectory(prefix="excel-", dir=folder) as scratch:
        yield ExcelWriter(Workbook(str(folder / FILE), {"constant_memory": True, "tmpdir": scratch}))
