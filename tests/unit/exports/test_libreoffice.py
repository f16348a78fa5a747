"""LibreOffice opens the workbook and the CSV files, and gives back what was written."""

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.exports.cells import from_cell
from pipeline.tables.schema import TABLES, Table
from tests.unit.exports.conftest import Written, plain

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice (Debian: apt-get install libreoffice-calc-nogui)"),
]

EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,UTF8,1,,1033,false,true,false,false,false,-1"
"""A CSV file a sheet, UTF-8, values as shown (https://help.libreoffice.org, CSV filter parameters)."""


def converted(sources: list[Path], target: str, folder: Path, *options: str) -> Path:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", *options, "--convert-to", target, "--outdir", folder, *sources]
    subprocess.run(list(map(str, command)), check=True, capture_output=True, timeout=180)
    return folder


@pytest.fixture(scope="module")
def opened(written: Written, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return converted([written.folder / "mirsad.xlsx"], EVERY_SHEET, tmp_path_factory.mktemp("workbook"))


def records(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_workbook(table: Table, written: Written, opened: Path) -> None:
    rows = records(opened / f"mirsad-{table.name}.csv")
    expected = plain(written.frames[table.name])
    assert len(rows) == len(expected)
    for row, wanted in zip(rows, expected, strict=True):
        for column in table.columns:
            shown = row[column.name]
            if column.kind in ("text", "date") and column.name not in ("title", "sentence_text", "quote"):
                assert (shown or None) == wanted[column.name]
            elif column.kind == "list":
                assert from_cell(column, shown) == wanted[column.name]
            elif column.kind == "integer":
                assert (int(shown) if shown else None) == wanted[column.name]


def test_days_of_the_workbook_are_days(written: Written, tmp_path: Path) -> None:
    """In the open document format a cell says what it is."""
    folder = converted([written.folder / "mirsad.xlsx"], "fods", tmp_path)
    text = (folder / "mirsad.fods").read_text(encoding="utf-8")
    assert 'office:value-type="date" office:date-value="2024-03-03"' in text
    assert "وزارة العدل" in text
    assert text.count('style:writing-mode="rl-tb"') >= len(TABLES)


def test_csv(written: Written, tmp_path: Path) -> None:
    """The filter's parameters are what its dialogue offers by itself for such a file: UTF-8, comma."""
    names = ("dates", "actions", "documents")
    sources = [written.folder / f"{name}.csv" for name in names]
    folder = converted(sources, "fods", tmp_path, "--infilter=CSV:44,34,UTF8,1,,1033,false,true")
    for name in names:
        text = (folder / f"{name}.fods").read_text(encoding="utf-8")
        assert "table:formula" not in text
        assert 'office:value-type="date" office:date-value="2024-03-0' in text
        for row in plain(written.frames[name]):
            for key in ("text", "trigger", "lemma"):
                assert not row.get(key) or row[key].replace("&", "&amp;") in text
