import json

import pytest

from pipeline.core.errors import RunError
from pipeline.exports.cells import csv_bytes, csv_head
from pipeline.exports.formats import FORMATS, create
from pipeline.exports.record import render
from pipeline.tables.schema import DATES, DOCUMENTS, TABLES


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
