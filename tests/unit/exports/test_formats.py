import json
import tomllib
from pathlib import Path

import pytest

from pipeline.core.errors import RunError
from pipeline.exports import formats
from pipeline.exports.cells import csv_bytes, csv_head
from pipeline.exports.formats import FORMATS, NAMES, create
from pipeline.exports.record import render
from pipeline.exports.writer import Format
from pipeline.tables.schema import DATES, DOCUMENTS, TABLES
from tests.unit.exports.conftest import Written


def test_csv_has_a_file_for_every_table() -> None:
    assert FORMATS[0].files == tuple(f"{table.name}.csv" for table in TABLES)


def test_csv_begins_with_a_byte_order_mark_and_a_header() -> None:
    assert csv_head(DATES) == b"\xef\xbb\xbf" + ",".join(DATES.names).encode() + b"\r\n"


def test_no_two_formats_make_the_same_file() -> None:
    files = [name for form in FORMATS for name in form.files]
    assert len(files) == len(set(files))


def test_a_lone_surrogate_becomes_one_replacement_character() -> None:
    row = dict.fromkeys(DATES.names, None) | {"doc_id": "d", "text": "أ\ud800ب"}
    assert "أ\ufffdب" in csv_bytes(DATES, [row]).decode("utf-8")


def test_json_is_one_line_a_document() -> None:
    document = dict.fromkeys(DOCUMENTS.names, "") | {"doc_id": "d", "title": "عنوان"}
    line = render({"documents": [document], "dates": [dict.fromkeys(DATES.names) | {"text": "أمس"}]}, "سطر\nسطر").line.decode("utf-8")
    assert line.endswith("\n")
    assert line.count("\n") == 1
    value = json.loads(line)
    assert value["text"] == "سطر\nسطر"
    assert [row["text"] for row in value["dates"]] == ["أمس"]
    assert value["actions"] == []


@pytest.mark.parametrize(("name", "hint"), [("cvs", "did you mean csv"), ("nothing", "choose of csv, json")])
def test_unknown_format(name: str, hint: str) -> None:
    with pytest.raises(RunError, match=hint):
        create([name])


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_the_same_records_give_the_same_bytes(form: Format, written: Written, tmp_path: Path) -> None:
    folder = written.write_again(tmp_path / "again", form.name)
    assert sorted(path.name for path in folder.iterdir()) == sorted(form.files)
    for name in form.files:
        first, again = (written.folder / name).read_bytes(), (folder / name).read_bytes()
        if form.name == "duckdb":  # the first block holds a random identifier of the file, which DuckDB gives it, and its checksum
            first, again = first[4096:], again[4096:]
        assert first == again, name


@pytest.mark.parametrize(
    ("name", "missing", "command"),
    [
        ("xlsx", "xlsxwriter", "pip install 'mirsad[excel]'"),
        ("parquet", "pyarrow", "pip install 'mirsad[parquet]'"),
        ("duckdb", "duckdb", "pip install 'mirsad[duckdb]'"),
    ],
)
def test_a_format_without_its_library(name: str, missing: str, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "find_spec", lambda module: None if module == missing else object())
    with pytest.raises(RunError) as raised:
        create([name])
    assert str(raised.value) == f"the format {name} needs {missing}, which is not installed: {command}"


def test_what_a_format_needs_is_in_its_extra(root: Path) -> None:
    extras = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    for form in FORMATS:
        assert {wanted.split(">=")[0] for wanted in extras.get(form.extra, ())} == set(form.needs)


def test_the_help_names_every_format(root: Path) -> None:
    assert f"Of {', '.join(NAMES)}." in (root / "cli.py").read_text(encoding="utf-8")
