"""Whatever is wrong with an input is a row of documents.csv, and the rest goes on."""

import csv
import gzip
import json
import zipfile

import pytest

from pipeline.batch.inputs import Inputs
from pipeline.batch.runner import RunOptions, run
from pipeline.core.config import Config, ReadOptions

TEXT = "أعلنت وزارة العدل أمس إطلاق خدمة جديدة للمواطنين والمقيمين في جميع محافظات البلاد."
GOOD = json.dumps({"id": "good", "text": TEXT}, ensure_ascii=False)


def zipped(**members: str | bytes) -> bytes:
    from io import BytesIO

    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return buffer.getvalue()


CASES = {
    "empty.txt": (b"", ["skipped|failed"]),
    "blank.txt": (b" \n\t\n", ["skipped|failed"]),
    "english.txt": (b"The ministry said on Monday that it would open a new office in the city.", ["skipped|failed"]),
    "binary.txt": (bytes(range(256)) * 40, ["failed|skipped"]),
    "picture.png": (b"\x89PNG\r\n\x1a\n" + bytes(64), ["skipped|failed"]),
    "broken.zip": (zipped(a_txt=TEXT)[:-30], ["failed"]),
    "half.zip": (zipped(a_txt=TEXT, b_json="{"), ["ok", "failed"]),
    "broken.txt.gz": (gzip.compress(TEXT.encode())[:-12], ["failed"]),
    "broken.json": (b'[{"text": "', ["failed"]),
    "lines.jsonl": (f"{GOOD}\n{{broken\n{GOOD}\n".encode(), ["ok", "failed", "ok"]),
    "nocolumn.csv": (f"id,body\n1,{TEXT}\n".encode(), ["failed"]),
    "nokey.json": (json.dumps([{"body": TEXT}]).encode(), ["failed"]),
    "nocolumn.tsv": (f"id\tbody\n1\t{TEXT}\n".encode(), ["failed"]),
    "broken.docx": (b"PK\x03\x04nothing", ["failed"]),
    "windows.txt": (TEXT.encode("cp1256"), ["ok"]),
    "iso.txt": (TEXT.encode("iso-8859-6"), ["ok"]),
    "utf16.txt": (TEXT.encode("utf-16"), ["ok"]),
    "good.txt": (TEXT.encode(), ["ok"]),
    "good.txt.gz": (gzip.compress(TEXT.encode()), ["ok"]),
    "good.html": (
        f"<html><head><title>خبر</title></head><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>".encode(),
        ["ok"],
    ),
}


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    """The documents rows of one run over all the inputs, by file."""
    folder, out = tmp_path_factory.mktemp("in"), tmp_path_factory.mktemp("out")
    for name, (data, _) in CASES.items():
        (folder / name).write_bytes(data)
    run(Inputs((str(folder),), ReadOptions()), Config(), RunOptions(out))
    found: dict[str, list[dict[str, str]]] = {name: [] for name in CASES}
    with open(out / "documents.csv", encoding="utf-8-sig", newline="") as handle:
        for row in csv.DictReader(handle):
            found[row["source"].split("#")[0]].append(row)
    return found


@pytest.mark.parametrize("name", CASES)
def test_every_input_has_its_rows(name: str, rows: dict[str, list[dict[str, str]]]) -> None:
    expected = CASES[name][1]
    assert len(rows[name]) == len(expected), rows[name]
    for row, statuses in zip(rows[name], expected, strict=True):
        assert row["status"] in statuses.split("|"), row
        assert bool(row["error"]) == (row["status"] != "ok"), row


def test_ids_are_unique(rows: dict[str, list[dict[str, str]]]) -> None:
    ids = [row["doc_id"] for found in rows.values() for row in found]
    assert len(ids) == len(set(ids))
    assert {"good", "good-2"} <= set(ids)


def test_errors_name_the_remedy(rows: dict[str, list[dict[str, str]]]) -> None:
    assert "--text-column" in rows["nocolumn.csv"][0]["error"]
    assert "--text-column" in rows["nokey.json"][0]["error"]
    assert "Arabic" in rows["english.txt"][0]["error"]
