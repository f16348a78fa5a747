import json

import pytest

from pipeline.core.errors import RunError
from pipeline.exports.formats import CsvFormat, JsonFormat, create
from pipeline.tables.schema import DATES, TABLES


def test_csv_has_a_byte_order_mark_and_a_header_for_every_table() -> None:
    heads = CsvFormat().heads()
    assert list(heads) == [f"{table.name}.csv" for table in TABLES]
    assert heads["dates.csv"] == b"\xef\xbb\xbf" + ",".join(DATES.names).encode() + b"\r\n"


def test_a_lone_surrogate_becomes_one_replacement_character() -> None:
    row = dict.fromkeys(DATES.names, None) | {"doc_id": "d", "text": "أ\ud800ب"}
    part = CsvFormat().parts({"dates": [row]}, "")["dates.csv"]
    assert "أ\ufffdب" in part.decode("utf-8")


def test_json_is_one_line_a_document() -> None:
    document = {"doc_id": "d", "title": "عنوان"}
    part = JsonFormat().parts({"documents": [document], "dates": [{"doc_id": "d", "text": "أمس"}]}, "سطر\nسطر")["documents.jsonl"]
    line = part.decode("utf-8")
    assert line.endswith("\n")
    assert line.count("\n") == 1
    record = json.loads(line)
    assert record["text"] == "سطر\nسطر"
    assert record["dates"] == [{"doc_id": "d", "text": "أمس"}]
    assert record["actions"] == []


@pytest.mark.parametrize(("name", "hint"), [("cvs", "did you mean csv"), ("parquet", "choose of csv, json")])
def test_unknown_format(name: str, hint: str) -> None:
    with pytest.raises(RunError, match=hint):
        create([name])
