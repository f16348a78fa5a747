"""The report as a file: what it holds, what it refuses, and that it is the same every time."""

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.api import Pipeline
from pipeline.core.document import Document
from pipeline.core.errors import RunError
from pipeline.exports.record import render
from pipeline.report.page import SCRIPTS, WEB, write_report

TEXT = "أعلنت وزارة العدل أمس إطلاق خدمة </script><script>alert(1)</script> جديدة."


@pytest.fixture
def run(nlp: Pipeline, tmp_path: Path) -> Path:
    lines = [render(nlp.analyze(Document(f"d{number}", TEXT, published="2024-10-20")).rows, TEXT).line for number in range(3)]
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "documents.jsonl").write_bytes(b"".join(lines))
    return tmp_path / "run"


def island(page: str, name: str) -> Any:
    found = re.search(rf'id="data-{name}">([A-Za-z0-9+/=]*)</script>', page)
    assert found is not None
    return json.loads(gzip.decompress(base64.b64decode(found[1])))


def test_the_page_holds_the_run_and_nothing_of_it_as_markup(run: Path, tmp_path: Path) -> None:
    written = write_report(run, tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert (written.documents, written.paths, written.bytes) == (3, (tmp_path / "r.html",), len(page.encode()))
    assert "alert(1)" not in page
    index = island(page, "index")
    assert index["documents"]["doc_id"] == ["d0", "d1", "d2"]
    assert "وزارة العدل" in index["entities"]["name"]
    assert [document["text"] for document in island(page, "chunk-0")] == [TEXT] * 3
    assert island(page, "config")["rules"]
    write_report(run, tmp_path / "again.html")
    again = (tmp_path / "again.html").read_text(encoding="utf-8")
    assert island(again, "index") == index


def test_only_the_own_scripts_and_style_may_run(run: Path, tmp_path: Path) -> None:
    write_report(run, tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    for text in [*re.findall(r"<script>(.*?)</script>", page, re.DOTALL), *re.findall(r"<style>(.*?)</style>", page, re.DOTALL)]:
        assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in policy[1]


def test_every_script_and_word_is_there() -> None:
    assert {path.stem for path in WEB.glob("*.js")} == set(SCRIPTS)
    words = json.loads((WEB / "strings.json").read_text(encoding="utf-8"))
    assert set(words["en"]) == set(words["ar"])
    code = "".join((WEB / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    used = set(re.findall(r'\bt\("([\w.]+)"', code))
    assert used <= set(words["en"]), used - set(words["en"])


def test_a_large_run_goes_to_several_files(run: Path, tmp_path: Path) -> None:
    written = write_report(run, tmp_path / "r.html", per_page=2)
    assert [path.name for path in written.paths] == ["r.html", "r-2.html"]
    assert island((tmp_path / "r-2.html").read_text(encoding="utf-8"), "index")["documents"]["doc_id"] == ["d2"]


def test_mistakes_are_told(run: Path, tmp_path: Path) -> None:
    with pytest.raises(RunError, match="json among its formats"):
        write_report(tmp_path, tmp_path / "r.html")
    with pytest.raises(RunError, match="choose another --out"):
        write_report(run, run)
    with open(run / "documents.jsonl", "ab") as handle:
        handle.write(b"{\n")
    with pytest.raises(RunError, match="damaged in line 4"):
        write_report(run, tmp_path / "r.html")
