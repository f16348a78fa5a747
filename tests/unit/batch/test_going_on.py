"""A run that goes on: what it takes over, what it does anew, and what it refuses to mix."""

import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from pipeline import assemble
from pipeline.api import Pipeline
from pipeline.batch import journal
from pipeline.batch.inputs import Inputs
from pipeline.batch.runner import RunOptions, Summary, run
from pipeline.batch.state import opened
from pipeline.core.config import Config, ReadOptions
from pipeline.core.document import Document, Rejected
from pipeline.core.errors import RunError
from pipeline.ingest.records import Item
from pipeline.resources.store import ModelStore

from .conftest import articles, forked, rows, tables

pytestmark = pytest.mark.usefixtures("loaded")


def go(items: list[Item] | Inputs, out: Path, **options: object) -> Summary:
    return run(items, Config(), RunOptions(out, **options))  # type: ignore[arg-type]


@pytest.fixture
def analyzed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the documents that were analyzed."""
    real, seen = assemble.analyze, []

    def analyze(stages: object, document: Document) -> object:
        seen.append(document.id)
        return real(stages, document)  # type: ignore[arg-type]

    monkeypatch.setattr(assemble, "analyze", analyze)
    return seen


def test_the_same_run_again_does_nothing_and_gives_the_same(tmp_path: Path, analyzed: list[str]) -> None:
    first = go(articles(9), tmp_path / "out")
    before = tables(tmp_path / "out")
    analyzed.clear()
    second = go(articles(9), tmp_path / "out")
    assert (first.before, second.before, analyzed) == (0, 9, [])
    assert first.counts == second.counts
    assert tables(tmp_path / "out") == before


def test_articles_that_were_added_are_done_and_no_others(tmp_path: Path, analyzed: list[str]) -> None:
    whole = articles(20)
    for number in (8, 4, 2, 1):  # each time more, in between those that are there
        go(whole[::number], tmp_path / "grown")
    assert len(analyzed) == len(set(analyzed)) == 20
    go(whole, tmp_path / "whole")
    assert tables(tmp_path / "grown") == tables(tmp_path / "whole")


def test_a_folder_that_grew(tmp_path: Path, analyzed: list[str]) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for document in articles(4):
        (source / f"{document.id}.txt").write_text(document.text, encoding="utf-8")
    inputs = Inputs((str(source),), ReadOptions())
    go(inputs, tmp_path / "out", inputs=(str(source),))
    (source / "a0001b.txt").write_text(articles(5)[4].text, encoding="utf-8")
    (source / "z.zip").write_bytes(b"PK\x03\x04 broken")
    analyzed.clear()
    summary = go(inputs, tmp_path / "out", inputs=(str(source),))
    assert (len(analyzed), summary.before, summary.counts["failed"]) == (1, 4, 1)
    go(inputs, tmp_path / "fresh", inputs=(str(source),))
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")


def test_other_formats_need_no_analysis(tmp_path: Path, analyzed: list[str]) -> None:
    go(articles(3), tmp_path / "out", formats=("json",))
    assert list(tables(tmp_path / "out")) == ["documents.jsonl"]
    analyzed.clear()
    go(articles(3), tmp_path / "out")
    go(articles(3), tmp_path / "fresh")
    assert len(analyzed) == 3
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")


@pytest.mark.parametrize("change", ["changed", "gone"])
def test_a_document_that_left_is_told_and_leaves_with_force(tmp_path: Path, change: str) -> None:
    items = articles(6)
    go(items, tmp_path / "out")
    before = tables(tmp_path / "out")
    items[2:3] = [Document("a0002", items[2].text + " وأضاف.", items[2].source)] if change == "changed" else []
    with pytest.raises(RunError, match=r"1 documents .* \(in/0002.txt\): add --force"):
        go(items, tmp_path / "out")
    assert tables(tmp_path / "out") == before
    go(items, tmp_path / "out", force=True)
    go(items, tmp_path / "fresh")
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")


def test_shards_that_hold_nothing_of_the_input_go(tmp_path: Path) -> None:
    go(articles(3), tmp_path / "out")
    go(articles(3, seed=1), tmp_path / "out", force=True)
    assert len(list((tmp_path / "out" / ".mirsad" / "shards").iterdir())) == 1


def test_other_inputs_are_told_before_they_are_read(tmp_path: Path) -> None:
    go(articles(2), tmp_path / "out", inputs=("a.zip",))
    go(articles(3), tmp_path / "out", inputs=("a.zip", "b.zip"))
    with pytest.raises(RunError, match=r"other inputs \(a.zip\)"):
        go([], tmp_path / "out", inputs=("b.zip",))


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda folder: (Config(published="2020-01-01"), {}), "option published"),
        (lambda folder: (Config(models=folder), {}), "model lexicons/honorifics.yaml"),
        (lambda folder: (Config(lexicons=(folder / "mine.csv",)), {}), "--lexicon 1"),
    ],
)
def test_another_configuration_is_another_run(tmp_path: Path, make: Callable[[Path], tuple[Config, object]], what: str) -> None:
    folder = tmp_path / "models"
    shutil.copytree(ModelStore.shipped().folder, folder, ignore=shutil.ignore_patterns("training"))
    with open(folder / "lexicons" / "honorifics.yaml", "a", encoding="utf-8") as handle:
        handle.write("\n# a note\n")
    (folder / "mine.csv").write_text("name,type\nهيئة الموانئ,authority\n", encoding="utf-8")
    run(articles(2), Config(), RunOptions(tmp_path / "out"))
    before = tables(tmp_path / "out")
    config, _ = make(folder)
    with pytest.raises(RunError, match="another configuration") as caught:
        run(articles(2), config, RunOptions(tmp_path / "out"))
    assert what in str(caught.value)
    assert "--force" in str(caught.value)
    assert tables(tmp_path / "out") == before
    assert run(articles(2), config, RunOptions(tmp_path / "out", force=True)).before == 0


def test_a_run_begun_with_force_goes_on_with_force(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "dates.csv").write_text("of an older version")
    with pytest.raises(RunError, match="another run"):
        go(articles(2), tmp_path / "out")
    assert go(articles(2), tmp_path / "out", force=True).before == 0
    assert go(articles(2), tmp_path / "out", force=True).before == 2


def test_failed_documents_stay_failed_until_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nlp: Pipeline) -> None:
    real = assemble.analyze

    def analyze(stages: object, document: Document) -> object:
        if document.id == "a0001":
            raise KeyError("ألف")
        return real(stages, document)  # type: ignore[arg-type]

    items = [*articles(3), Rejected("b", "b.zip", "failed", "not a zip archive")]
    with monkeypatch.context() as broken:
        broken.setattr(assemble, "analyze", analyze)
        first = go(items, tmp_path / "out")
    assert (first.failed, first.retriable) == (2, 1)
    assert go(items, tmp_path / "out").failed == 2
    assert go(items, tmp_path / "out", retry_failed=True).failed == 1
    go(items, tmp_path / "fresh")
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")


def test_an_input_that_can_be_read_now_is_simply_done(tmp_path: Path) -> None:
    (document,) = articles(1)
    go([Rejected("x", document.source, "failed", "cannot be read (Permission denied)")], tmp_path / "out")
    go([document], tmp_path / "out")
    assert [row["status"] for row in rows(tmp_path / "out", "documents")] == ["ok"]


@pytest.mark.parametrize("damage", [lambda data: data[:-10], lambda data: b"{" + data, lambda data: b""], ids=["short", "head", "empty"])
def test_a_damaged_shard_is_done_again(tmp_path: Path, damage: Callable[[bytes], bytes], analyzed: list[str]) -> None:
    go(articles(5), tmp_path / "out")
    before = tables(tmp_path / "out")
    (shard,) = (tmp_path / "out" / ".mirsad" / "shards").iterdir()
    shard.write_bytes(damage(shard.read_bytes()))
    analyzed.clear()
    go(articles(5), tmp_path / "out")
    assert len(analyzed) == 5
    assert tables(tmp_path / "out") == before


def test_a_damaged_record_is_told_and_done_again(tmp_path: Path) -> None:
    go(articles(5), tmp_path / "out")
    before = tables(tmp_path / "out")
    (shard,) = (tmp_path / "out" / ".mirsad" / "shards").iterdir()
    data = shard.read_bytes()
    shard.write_bytes(data[:-500] + bytes(200) + data[-300:])
    with pytest.raises(RunError, match="run the same command again"):
        go(articles(5), tmp_path / "out")
    go(articles(5), tmp_path / "out")
    assert tables(tmp_path / "out") == before


def holds(out: Path, held: Path) -> None:
    with opened(out):
        held.write_text("")
        while True:
            os.sched_yield()


def test_two_runs_never_write_to_one_folder(tmp_path: Path) -> None:
    process = forked(partial(holds, tmp_path / "out", tmp_path / "held"))
    while not (tmp_path / "held").exists():
        os.sched_yield()
    with pytest.raises(RunError, match="another run is writing"):
        go(articles(1), tmp_path / "out")
    process.kill()  # and nothing is left of it that would be in the way
    process.join()
    go(articles(1), tmp_path / "out")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(RunError, match="is a file"):
        go(articles(1), tmp_path / "out")


def test_two_documents_of_one_id_keep_their_numbers(tmp_path: Path) -> None:
    one, two, three = articles(3)
    same = [Document("same", document.text, document.source) for document in (one, two, three)]
    go(same[1:], tmp_path / "out")
    go(same, tmp_path / "out", force=True)  # the first of the id is another now
    go(same, tmp_path / "fresh")
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")
    assert [row["doc_id"] for row in rows(tmp_path / "out", "documents")] == ["same", "same-2", "same-3"]


def test_ctrl_c_keeps_what_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "SECONDS", 1000)

    def items() -> object:
        yield from articles(40)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go(items(), tmp_path / "out")  # type: ignore[arg-type]
    assert go(articles(50), tmp_path / "out").before == 32
    go(articles(50), tmp_path / "fresh")
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")
