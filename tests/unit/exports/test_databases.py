"""SQLite, DuckDB and Parquet, each read back by its own library."""

import datetime
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.exports.arrow import arrow_schema
from pipeline.exports.folding import folded, without_particles
from pipeline.normalize.normalizer import key
from pipeline.tables.schema import TABLES, Table
from tests.unit.exports.conftest import Written, plain

BY_NAME = {table.name: table for table in TABLES}


def typed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """A frame's row as the typed formats have it: days are days."""
    days = {column.name for column in table.columns if column.kind == "date"}
    return {name: datetime.date.fromisoformat(value) if name in days and value else value for name, value in row.items()}


@pytest.fixture
def sqlite(written: Written) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(written.folder / "mirsad.sqlite")) as database:
        yield database


@pytest.fixture
def duck(written: Written) -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(duckdb.connect(str(written.folder / "mirsad.duckdb"), read_only=True)) as database:
        yield database


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_parquet_is_the_frame(table: Table, written: Written) -> None:
    path = written.folder / f"{table.name}.parquet"
    expected = [typed(table, row) for row in plain(written.frames[table.name])]
    assert pq.read_table(path).to_pylist() == expected
    assert pq.read_schema(path).equals(arrow_schema(table))
    frame = pd.read_parquet(path)
    assert list(frame.columns) == list(table.names)


def test_parquet_has_the_types_of_the_schema(written: Written) -> None:
    schema = pq.read_schema(written.folder / "dates.parquet")
    assert schema.field("start_date").type == pa.date32()
    assert schema.field("sentence").type == pa.int64()
    assert schema.field("relative").type == pa.bool_()
    assert pq.read_schema(written.folder / "actions.parquet").field("actors").type == pa.list_(pa.string())
    assert schema.field("anchor").metadata == {b"description": b"the date it was resolved against"}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_sqlite_is_the_frame(table: Table, written: Written, sqlite: sqlite3.Connection) -> None:
    columns = ", ".join(f'"{name}"' for name in table.names)
    lists = {number for number, column in enumerate(table.columns) if column.kind == "list"}
    flags = {number for number, column in enumerate(table.columns) if column.kind == "flag"}
    found = []
    for values in sqlite.execute(f"SELECT {columns} FROM {table.name} ORDER BY rowid"):  # noqa: S608
        row = [json.loads(value) if number in lists else value for number, value in enumerate(values)]
        row = [bool(value) if number in flags and value is not None else value for number, value in enumerate(row)]
        found.append(dict(zip(table.names, row, strict=True)))
    expected = plain(written.frames[table.name])
    if table.name in ("documents", "entities"):  # no order of their own but that of their key
        found.sort(key=lambda row: row[table.names[0]])
        expected.sort(key=lambda row: row[table.names[0]])
    assert found == expected


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_duckdb_is_the_frame(table: Table, written: Written, duck: duckdb.DuckDBPyConnection) -> None:
    columns = ", ".join(f'"{name}"' for name in table.names)
    found = [dict(zip(table.names, values, strict=True)) for values in duck.execute(f"SELECT {columns} FROM {table.name}").fetchall()]  # noqa: S608
    assert found == [typed(table, row) for row in plain(written.frames[table.name])]


def test_sqlite_is_sound(sqlite: sqlite3.Connection) -> None:
    assert sqlite.execute("PRAGMA foreign_key_check").fetchall() == []
    assert sqlite.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert len(sqlite.execute("SELECT 1 FROM sqlite_schema WHERE sql LIKE '%REFERENCES%'").fetchall()) >= 8


def test_offsets_lead_into_the_raw_text(sqlite: sqlite3.Connection, duck: duckdb.DuckDBPyConnection) -> None:
    query = """
    SELECT substr(d.text, m.start + 1, m."end" - m.start), m.text FROM mentions m JOIN documents d ON d.doc_id = m.doc_id
    UNION ALL
    SELECT substr(d.text, s.start + 1, s."end" - s.start), s.text FROM sentences s JOIN documents d ON d.doc_id = s.doc_id
    """
    for rows in (sqlite.execute(query).fetchall(), duck.execute(query).fetchall()):
        assert len(rows) > 8
        assert all(there == text for there, text in rows)


def test_a_sentence_of_an_action_is_its_sentence(sqlite: sqlite3.Connection) -> None:
    query = "SELECT a.sentence_text, s.text FROM actions a JOIN sentences s ON s.doc_id = a.doc_id AND s.sentence = a.sentence"
    rows = sqlite.execute(query).fetchall()
    assert rows
    assert all(text == there for text, there in rows)


@pytest.mark.parametrize(
    "view", ["who_did_what", "positions_of_persons", "organizations_by_actions", "actions_by_month", "mentions_in_context"]
)
def test_both_databases_answer_the_same(view: str, sqlite: sqlite3.Connection, duck: duckdb.DuckDBPyConnection) -> None:
    one = sqlite.execute(f"SELECT * FROM {view}")  # noqa: S608
    names = [column[0] for column in one.description]
    other = duck.execute(f"SELECT * FROM {view}")  # noqa: S608
    assert [column[0] for column in other.description] == names
    found = [[str(value) for value in row] for row in one.fetchall()]
    flags = {"True": "1", "False": "0"}
    assert sorted(found) == sorted([flags.get(str(value), str(value)) for value in row] for row in other.fetchall())
    assert found


def test_who_did_what(sqlite: sqlite3.Connection) -> None:
    rows = sqlite.execute("SELECT actor, type, date FROM who_did_what WHERE doc_id = 'ordinary' AND trigger = 'أعلنت'").fetchall()
    assert rows == [("وزارة العدل", "announce", "2024-03-03")]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("وزارة العدل", "أعلنت وزارة العدل أمس"),
        ('"وزارة العدل"', "أعلنت وزارة العدل أمس"),
        ("وزاره", "أعلنت وزارة العدل أمس"),
        ("كلمة OR موقوفين OR الموقوفين", "للموقوفين"),
        ("الموقوفين", "للموقوفين"),
        ("المنظمه الدوليه", "المنظمة الدولية"),
        ("الأمم", "'الأُمَـــم' المتحدة"),
        ("الامم المتحده", "'الأُمَـــم' المتحدة"),
        ("الأُمم", "'الأُمَـــم' المتحدة"),
        ("٥", "5 < 6"),
        ("iom", "(IOM)"),
        ("وقع*", "ووقعت الوزارة"),
    ],
)
def test_full_text_search(words: str, sentence: str, sqlite: sqlite3.Connection) -> None:
    sqlite.execute("UPDATE search SET words = ?", (words,))
    assert any(sentence in text for (text,) in sqlite.execute("SELECT text FROM found"))


def test_full_text_search_finds_nothing_where_there_is_nothing(sqlite: sqlite3.Connection) -> None:
    assert sqlite.execute("SELECT * FROM found").fetchall() == []
    sqlite.execute("UPDATE search SET words = 'الجامعة'")
    assert sqlite.execute("SELECT * FROM found").fetchall() == []


@pytest.mark.parametrize("words", ["وزارة العدل", "وزاره", "الامم المتحده", "الأُمم", "٥", "iom"])
def test_search_in_duckdb(words: str, duck: duckdb.DuckDBPyConnection) -> None:
    assert duck.execute("SELECT text FROM found(?)", [words]).fetchall()
    assert not duck.execute("SELECT text FROM found('الجامعة')").fetchall()


def test_the_databases_fold_as_the_program_does(sqlite: sqlite3.Connection, duck: duckdb.DuckDBPyConnection) -> None:
    table = dict(sqlite.execute("SELECT letter, plain FROM folding"))
    for code in range(0x0600, 0x0700):
        letter = chr(code)
        assert table.get(letter, letter) == key(f"ب{letter}ب")[1:-1], hex(code)
        (there,) = duck.execute("SELECT fold(?)", [f"ب{letter}ب"]).fetchone() or ("",)
        assert there == key(f"ب{letter}ب"), hex(code)


@pytest.mark.parametrize(
    ("word", "bare"),
    [
        ("لوزارة", "وزاره"),
        ("للوزارة", "الوزاره"),
        ("وللوزارة", "الوزاره"),
        ("والوزارة", "الوزاره"),
        ("فبالوزارة", "الوزاره"),
        ("الوزارة", "الوزاره"),
        ("بلبنان", "لبنان"),
        ("في", "في"),
        ("به", "به"),
        ("ولد", "ولد"),
        ("الأمم المتحدة", "الامم المتحده"),
    ],
)
def test_particles(word: str, bare: str) -> None:
    assert without_particles(folded(word)) == bare
