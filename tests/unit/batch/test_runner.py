"""A run: order, ids, failures, and the same bytes whatever the number of processes."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import assemble
from pipeline.batch import engine
from pipeline.batch.progress import table
from pipeline.batch.runner import Progress, RunOptions, Summary, run
from pipeline.core.config import Config
from pipeline.core.document import Document, Rejected
from pipeline.core.errors import MirsadError
from pipeline.resources.store import ModelStore

TEXT = "أعلنت وزارة العدل أمس إطلاق خدمة جديدة.\n\nوقال وزير العدل الدكتور أحمد بن سالم العلي إن الوزارة بدأت العمل."


def documents(number: int) -> list[Document]:
    return [Document(f"d{i:03}", f"{TEXT} {i}", f"in/{i}.txt", "", "2024-10-20", "metadata") for i in range(number)]


def rows(out: Path, name: str) -> list[dict[str, str]]:
    with open(out / f"{name}.csv", encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def tables(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.iterdir()) if path.is_file() and path.name != "manifest.json"}


def test_tables_are_the_same_bytes_with_one_process_and_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "CHUNK_DOCUMENTS", 3)
    items = [*documents(25), Rejected("bad", "in/bad.txt", "failed", "not text")]
    for jobs in (0, 2):
        run(items, Config(), RunOptions(tmp_path / str(jobs), jobs=jobs))
    assert tables(tmp_path / "0") == tables(tmp_path / "2")
    assert [row["doc_id"] for row in rows(tmp_path / "2", "documents")] == [*(f"d{i:03}" for i in range(25)), "bad"]


def test_a_document_that_raises_becomes_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = assemble.analyze

    def analyze(stages: object, document: Document) -> object:
        if document.id == "d001":
            raise KeyError("ألف")
        return real(stages, document)  # type: ignore[arg-type]

    monkeypatch.setattr(assemble, "analyze", analyze)
    seen: list[Progress] = []
    summary = run(documents(3), Config(), RunOptions(tmp_path / "out"), seen.append)
    found = rows(tmp_path / "out", "documents")
    assert [row["status"] for row in found] == ["ok", "failed", "ok"]
    assert "KeyError" in found[1]["error"]
    assert found[1]["published"] == "2024-10-20"
    assert found[1]["n_chars"] == str(len(documents(2)[1].text))
    assert summary.failed == 1
    assert [source for progress in seen for source, _ in progress.failures] == ["in/1.txt"]


def test_rejected_inputs_have_rows(tmp_path: Path) -> None:
    items = [Rejected("a", "a.txt", "skipped", "the text is not Arabic", "hello"), Rejected("b", "b.zip", "failed", "not a zip archive")]
    summary = run(items, Config(), RunOptions(tmp_path / "out"))
    first, second = rows(tmp_path / "out", "documents")
    assert (first["status"], first["error"], first["n_chars"]) == ("skipped", "the text is not Arabic", "5")
    assert (second["status"], second["sha256"]) == ("failed", "")
    assert (summary.counts["ok"], summary.counts["skipped"], summary.counts["failed"]) == (0, 1, 1)


def test_every_row_points_into_the_raw_text(tmp_path: Path) -> None:
    run(documents(2), Config(), RunOptions(tmp_path / "out"))
    lines = (tmp_path / "out" / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines:
        record = json.loads(line)
        for name, column in (
            ("organizations", "text"),
            ("officials", "text"),
            ("dates", "text"),
            ("mentions", "text"),
            ("actions", "trigger"),
        ):
            for row in record[name]:
                assert record["text"][row["start"] : row["end"]] == row[column]


def test_an_unknown_backend_stops_the_run_in_any_number_of_processes(tmp_path: Path) -> None:
    for jobs in (0, 1):
        with pytest.raises(MirsadError, match="nonsense"):
            run(documents(1), Config(ner="nonsense"), RunOptions(tmp_path / "out", jobs=jobs))
        assert tables(tmp_path / "out") == {}
    run(documents(1), Config(), RunOptions(tmp_path / "out"))  # a run that did nothing is in nobody's way


def test_manifest(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(TEXT, encoding="utf-8")
    run(documents(2), Config(published="2024-01-01"), RunOptions(tmp_path / "out", (str(source),)))
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["inputs"][0]["bytes"] == len(TEXT.encode())
    assert len(manifest["inputs"][0]["sha256"]) == 64
    assert manifest["pipeline"]["published"] == "2024-01-01"
    assert manifest["options"]["text_column"] == "text"
    assert manifest["counts"]["ok"] == 2
    assert manifest["counts"]["documents"] == 2
    assert "lexicons/clitics.yaml" in manifest["models"]
    assert manifest["options"]["formats"] == ["csv", "json"]
    assert manifest["timing"]["words"] == sum(len(document.text.split()) for document in documents(2))


def test_manifest_names_a_model_that_the_user_brought(tmp_path: Path) -> None:
    model = tmp_path / "tagger.npz"
    model.write_bytes((ModelStore.shipped().folder / "ner" / "tagger.npz").read_bytes())
    run(documents(1), Config(ner_model=model), RunOptions(tmp_path / "out"))
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert len(manifest["models"][model.as_posix()]) == 64


def test_only_the_asked_formats_are_written(tmp_path: Path) -> None:
    run(documents(1), Config(), RunOptions(tmp_path / "out", formats=("json",)))
    assert sorted(tables(tmp_path / "out")) == ["documents.jsonl"]


def test_reading_is_lazy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "CHUNK_DOCUMENTS", 1)
    read = 0

    def items() -> Iterator[Document]:
        nonlocal read
        for document in documents(10):
            read += 1
            yield document

    seen: list[tuple[int, int]] = []
    run(items(), Config(), RunOptions(tmp_path / "out"), lambda progress: seen.append((progress.documents, read)))
    assert all(read == done for done, read in seen)


def test_summary_reads_well() -> None:
    counts = {"ok": 1200, "skipped": 0, "failed": 2, "organizations": 3456, "officials": 4, "dates": 5, "actions": 6}
    lines = table(Summary(counts, 1000, 0, 300_000, 20.0)).splitlines()
    assert lines[0] == "  documents      1,200 ok, 2 failed (1,000 of them done before)"
    assert lines[1:3] == ["  organizations  3,456", "  officials          4"]
    assert lines[-1] == "  time           20.0 s for 300,000 words, 15,000 words/s"
