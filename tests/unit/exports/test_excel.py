"""The workbook, read back by openpyxl."""

import datetime
import re
from pathlib import Path
from typing import Any
from unittest.mock import patch

import openpyxl
import pytest
from openpyxl import Workbook

from pipeline.exports import excel
from pipeline.exports.cells import from_cell
from pipeline.tables.schema import TABLES, Column, Table
from tests.unit.exports.conftest import Written, plain

ESCAPED = re.compile(r"_x([0-9A-F]{4})_")


@pytest.fixture(scope="module")
def book(written: Written) -> Workbook:
    return openpyxl.load_workbook(written.folder / "mirsad.xlsx", data_only=True)


def value_of(column: Column, value: Any) -> Any:
    """What a cell stands for."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, str):
        value = ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)  # which openpyxl leaves to its user
    if column.kind == "list":
        return from_cell(column, value or "")
    return value


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_sheet_is_the_frame(table: Table, written: Written, book: Workbook) -> None:
    head, *rows = book[table.name].values
    assert head == table.names
    found = [{column.name: value_of(column, value) for column, value in zip(table.columns, row, strict=True)} for row in rows]
    expected = plain(written.frames[table.name])
    if table.name == "documents":
        assert expected[1]["title"].startswith(found[1]["title"].removesuffix("…"))
        expected[1]["title"] = found[1]["title"]
    assert found == expected


def test_sheets_are_right_to_left_with_a_frozen_head_and_filters(book: Workbook) -> None:
    for name in (*(table.name for table in TABLES), "sentences"):
        sheet = book[name]
        assert sheet.sheet_view.rightToLeft
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:{sheet.dimensions.split(':')[1]}"


def test_days_are_days(book: Workbook) -> None:
    dates = book["dates"]
    head = [cell.value for cell in dates[1]]
    cell = dates.cell(2, head.index("start_date") + 1)
    assert isinstance(cell.value, datetime.datetime)
    assert cell.number_format == "yyyy-mm-dd"
    published = [row[3].value for row in book["documents"].iter_rows(min_row=2)]
    assert published == [datetime.datetime(2024, 3, 4), "1899-12-31", None]  # the second is before Excel's calendar


def test_no_text_is_a_formula(written: Written) -> None:
    book = openpyxl.load_workbook(written.folder / "mirsad.xlsx")
    formulas = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
    assert formulas
    assert all(re.fullmatch(r"=HYPERLINK\(\"#'(sentences|documents)'!A\d+\",\d+\)", formula) for formula in formulas)
    texts = [cell for row in book["documents"].iter_rows(min_row=2) for cell in row if cell.data_type == "s"]
    guarded = [cell for cell in texts if cell.value[0] in "=+-@"]
    assert len(guarded) == 3
    assert all(cell.quotePrefix for cell in guarded)


def test_a_row_leads_to_its_sentence(written: Written, book: Workbook) -> None:
    formulas = openpyxl.load_workbook(written.folder / "mirsad.xlsx")
    for name, text in (("actions", "sentence_text"), ("organizations", "text")):
        head = [cell.value for cell in book[name][1]]
        linked = head.index("sentence" if name == "actions" else "start")
        for number in range(2, book[name].max_row + 1):
            place = re.search(r"A(\d+)", formulas[name].cell(number, linked + 1).value)
            assert place
            sentence = [cell.value for cell in book["sentences"][int(place[1])]]
            assert sentence[0] == book[name].cell(number, 1).value
            assert book[name].cell(number, head.index(text) + 1).value in sentence[-1]


def test_what_does_not_fit_is_told(book: Workbook) -> None:
    notes = [str(cell) for row in book["about"].values for cell in row if cell]
    assert "1 cells of documents were longer than the 32,767 characters of a cell and end in … here; " in " ".join(notes)
    title = book["documents"].cell(3, 3).value
    assert len(title.encode("utf-16-le")) // 2 == 32_767
    assert title.endswith("ع…")


def test_a_cut_never_halves_a_character(written: Written, tmp_path: Path) -> None:
    with patch.object(excel, "MOST_CHARACTERS", 22):
        written.write_again(tmp_path / "run", "xlsx")
    texts = [row[-1] for row in openpyxl.load_workbook(tmp_path / "run" / "mirsad.xlsx")["sentences"].values]
    assert all(len(text.encode("utf-16-le")) // 2 <= 22 for text in texts)
    assert not any("\ufffd" in text for text in texts)


def test_a_table_longer_than_a_sheet_goes_on_in_another(written: Written, tmp_path: Path) -> None:
    with patch.object(excel, "MOST_ROWS", 4):
        written.write_again(tmp_path / "run", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "run" / "mirsad.xlsx", data_only=True)
    whole = openpyxl.load_workbook(written.folder / "mirsad.xlsx", data_only=True)
    parts = [sheet for sheet in book if sheet.title == "mentions" or sheet.title.startswith("mentions ")]
    assert len(parts) >= 2
    assert all(tuple(next(part.values)) == tuple(next(whole["mentions"].values)) for part in parts)
    assert [row for part in parts for row in list(part.values)[1:]] == list(whole["mentions"].values)[1:]
    assert "mentions goes on in the sheets mentions 2 to" in " ".join(str(cell) for row in book["about"].values for cell in row)
    formulas = openpyxl.load_workbook(tmp_path / "run" / "mirsad.xlsx")
    last = formulas[parts[-1].title].cell(2, 9).value
    assert re.match(r"=HYPERLINK\(\"#'sentences \d'!A[234]\",", last), last
