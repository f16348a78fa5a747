"""The library as a user meets it."""

import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import pipeline
from pipeline.batch.runner import RunOptions, run
from pipeline.tables.schema import DOCUMENT_TABLES, TABLES

TEXT = "أعلنت وزارة العدل أمس إطلاق خدمة جديدة.\n\nوقال وزير العدل الدكتور أحمد بن سالم العلي إن الوزارة بدأت العمل."


@pytest.fixture(scope="module")
def result(nlp: pipeline.Pipeline) -> pipeline.Result:
    return nlp.analyze(TEXT, published="2024-10-20")


def test_tables_are_frames_with_the_columns_of_the_schema(result: pipeline.Result) -> None:
    for table in DOCUMENT_TABLES:
        frame = getattr(result, table.name)
        assert isinstance(frame, pd.DataFrame)
        assert tuple(frame.columns) == table.names
        assert getattr(result, table.name) is frame


def test_a_result_shows_itself(result: pipeline.Result) -> None:
    assert 'dir="rtl"' in result._repr_html_()
    assert len(repr(result)) < 5000 or "rows" not in repr(result)


def test_the_same_text_has_the_same_id(nlp: pipeline.Pipeline, result: pipeline.Result) -> None:
    assert nlp.analyze(TEXT).document.id == result.document.id


@pytest.mark.parametrize("published", ["2024-10-20", date(2024, 10, 20)])
def test_published(nlp: pipeline.Pipeline, published: str | date) -> None:
    document = nlp.analyze(TEXT, published=published).document
    assert (document.published, document.published_from) == ("2024-10-20", "option")


@pytest.mark.parametrize("published", ["20/10/2024", "yesterday", "2024-13-01"])
def test_published_must_be_a_date(nlp: pipeline.Pipeline, published: str) -> None:
    with pytest.raises(pipeline.MirsadError, match="is not a date"):
        nlp.analyze(TEXT, published=published)


def test_a_document_keeps_its_own_date(nlp: pipeline.Pipeline) -> None:
    document = pipeline.Document("a", TEXT, published="2020-01-01", published_from="metadata")
    assert nlp.analyze(document).document == document


def test_a_date_line_in_the_text_counts_last(nlp: pipeline.Pipeline) -> None:
    text = f"تاريخ النشر: 21 نوفمبر 2024\n\n{TEXT}"
    document = nlp.analyze(text).document
    assert (document.published, document.published_from) == ("2024-11-21", "text")
    assert nlp.analyze(text, published="2024-10-20").document.published == "2024-10-20"
    assert nlp.analyze(TEXT).document.published == ""


def test_many_documents_are_analyzed_as_they_are_asked_for(nlp: pipeline.Pipeline) -> None:
    results = nlp.analyze_many([TEXT, pipeline.Document("b", TEXT)])
    assert next(results).document.text == TEXT
    assert next(results).document.id == "b"


def test_files_are_read_as_by_a_run(nlp: pipeline.Pipeline, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(f'{{"id": "b", "text": {json.dumps(TEXT)}, "published": "2024-10-20"}}\n', encoding="utf-8")
    results = list(nlp.analyze_files(tmp_path / "a.txt", tmp_path / "b.jsonl"))
    assert [result.document.published for result in results] == ["", "2024-10-20"]
    assert results[1].document.id == "b"


def test_what_is_no_document_is_warned_of(nlp: pipeline.Pipeline, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    with pytest.warns(UserWarning, match=r"b\.txt"):
        assert len(list(nlp.analyze_files(tmp_path))) == 1
    with pytest.raises(pipeline.MirsadError, match="does not exist"):
        next(nlp.analyze_files(tmp_path / "c.txt"))


def test_frames_of_several_results(nlp: pipeline.Pipeline) -> None:
    frames = pipeline.to_frames(nlp.analyze_many([pipeline.Document("a", TEXT), pipeline.Document("b", TEXT)]))
    assert list(frames) == [table.name for table in TABLES]
    assert frames["documents"]["doc_id"].tolist() == ["a", "b"]
    assert (frames["entities"]["documents"] == 2).all()


def test_a_run_reads_back_as_it_was(nlp: pipeline.Pipeline, tmp_path: Path) -> None:
    documents = [pipeline.Document("a", TEXT, "a.txt", "", "2024-10-20", "metadata"), pipeline.Document("b", "= نص")]
    run(documents, nlp.config, RunOptions(tmp_path / "out"))
    read, made = pipeline.read_run(tmp_path / "out"), pipeline.to_frames(nlp.analyze_many(documents))
    for name, frame in made.items():
        pd.testing.assert_frame_equal(read[name], frame)


def test_no_run_to_read(tmp_path: Path) -> None:
    with pytest.raises(pipeline.MirsadError, match="is missing"):
        pipeline.read_run(tmp_path)
