import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.exports.cells import Cells, from_cell
from pipeline.tables.schema import Column


def through_csv(cell: object) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerow([cell, "x"])
    buffer.seek(0)
    return next(csv.reader(buffer))[0]


def to_cell(column: Column, value: object) -> str:
    """The text of a cell, written and read by the csv module."""
    return through_csv(Cells([column, column])({column.name: value})[0])


TEXT = Column("c", "text", "")
LIST = Column("c", "list", "")


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        ("text", "وزارة العدل", "وزارة العدل"),
        ("text", "", ""),
        ("text", None, ""),
        ("text", "=SUM(A1)", "'=SUM(A1)"),
        ("text", "+9650000000", "'+9650000000"),
        ("text", "- قال الوزير", "'- قال الوزير"),
        ("text", "@mirsad", "'@mirsad"),
        ("text", "\tx", "'\tx"),
        ("text", "\rx", "'\rx"),
        ("text", "'=x", "''=x"),
        ("text", "'قال'", "'قال'"),
        ("text", "2 + 2", "2 + 2"),
        ("list", ["أ", "ب"], "أ | ب"),
        ("list", [], ""),
        ("list", ["", "org-1"], " | org-1"),
        ("list", ["a|b", "c\\"], "a\\|b | c\\\\"),
        ("list", ["=x", "y"], "'=x | y"),
        ("flag", True, "true"),
        ("flag", False, "false"),
        ("flag", None, ""),
        ("date", "2024-10-20", "2024-10-20"),
        ("date", "", ""),
        ("integer", 0, "0"),
        ("number", 0.85, "0.85"),
    ],
)
def test_cell(kind: str, value: object, cell: str) -> None:
    column = Column("c", kind, "")  # type: ignore[arg-type]
    assert to_cell(column, value) == cell
    expected = None if value == "" else value
    assert from_cell(column, cell) == expected


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_survives(text: str) -> None:
    assert from_cell(TEXT, to_cell(TEXT, text)) == text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1)))
def test_any_list_survives(values: list[str]) -> None:
    assert from_cell(LIST, to_cell(LIST, values)) == values


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_cell_is_a_formula(text: str) -> None:
    assert not to_cell(TEXT, text).startswith(("=", "+", "-", "@", "\t", "\r"))
