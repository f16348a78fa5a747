from pathlib import Path

import pytest

from pipeline.batch.inputs import check, pick
from pipeline.core.config import ReadOptions
from pipeline.core.errors import MirsadError, RunError

TEXT = "أعلنت وزارة العدل أمس إطلاق خدمة جديدة."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "in" / "b.jsonl").write_text(f'{{"id": "x", "text": "{TEXT}"}}\n{{"id": "y", "text": "{TEXT}"}}\n', encoding="utf-8")
    (tmp_path / "in" / "empty.txt").write_text("", encoding="utf-8")


@pytest.mark.parametrize(
    ("inputs", "out"), [(["in"], "out"), (["in/a.txt", "-"], "out"), (["in"], "input"), (["in/a.txt"], "in/out"), (["in", "in"], None)]
)
def test_good_inputs(inputs: list[str], out: str | None) -> None:
    check(inputs, Path(out) if out else None)


@pytest.mark.parametrize(
    ("inputs", "out", "message"),
    [
        (["im"], "out", "did you mean in?"),
        (["in/a.text"], "out", "did you mean in/a.txt?"),
        (["nowhere/x"], "out", "name a file, a folder, or -"),
        (["in"], "in/out", "choose an --out outside"),
        (["in"], "in", "choose an --out outside"),
    ],
)
def test_bad_inputs(inputs: list[str], out: str, message: str) -> None:
    with pytest.raises(RunError) as caught:
        check(inputs, Path(out))
    assert message in str(caught.value)


def test_pick_the_first_or_the_named() -> None:
    assert pick("in/a.txt", ReadOptions()).text == TEXT
    assert pick("in/b.jsonl", ReadOptions()).id == "x"
    assert pick("in/b.jsonl", ReadOptions(), "y").id == "y"


@pytest.mark.parametrize(
    ("name", "wanted", "message"),
    [("in/b.jsonl", "xx", "did you mean x?"), ("in/b.jsonl", "0", "it has x, y"), ("in/empty.txt", "", "empty")],
)
def test_nothing_to_pick(name: str, wanted: str, message: str) -> None:
    with pytest.raises(MirsadError) as caught:
        pick(name, ReadOptions(), wanted)
    assert message in str(caught.value)
