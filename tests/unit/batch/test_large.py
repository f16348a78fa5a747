"""Large documents: cut at paragraphs, joined again with the offsets of the whole."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.api import Pipeline
from pipeline.batch.large import Limits, analyze_large, cut
from pipeline.batch.runner import RunOptions, run
from pipeline.core.config import Config
from pipeline.core.document import Document
from pipeline.core.errors import RunError

from .conftest import articles, rows

pytestmark = pytest.mark.usefixtures("loaded")

BOOK = "\n\n".join(document.text for document in articles(12))


@settings(deadline=None)
@given(st.text("اب .\n؟", max_size=400), st.integers(2, 60))
def test_pieces_are_the_text(text: str, most: int) -> None:
    pieces = list(cut(text, most))
    assert "".join(span.of(text) for span in pieces) == text
    assert all(span.end - span.start <= most for span in pieces)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("aaaaaa\n\nbbb\nccc", "aaaaaa\n\n"),
        ("aaaaaa\nbb. cc", "aaaaaa\n"),
        ("aaaaaa. bb cc", "aaaaaa. "),
        ("aaaaaa bbbbbb", "aaaaaa "),
        ("aaaaaaaaaaaaa", "aaaaaaaaaa"),
    ],
)
def test_the_best_border_is_taken(text: str, first: str) -> None:
    assert next(cut(text, 10)).of(text) == first


def test_offsets_are_those_of_the_whole(nlp: Pipeline) -> None:
    document = Document("book", BOOK, "book.txt", "", "2024-03-20", "metadata")
    found, sentences = analyze_large(nlp._stages, document, Limits(1000))
    (row,) = found["documents"]
    assert (row["n_chars"], row["sha256"], row["status"]) == (len(BOOK), document.sha256, "ok")
    assert "parts" in row["warnings"][0]
    for table, column in (
        ("organizations", "text"),
        ("officials", "text"),
        ("dates", "text"),
        ("mentions", "text"),
        ("actions", "trigger"),
    ):
        assert found[table], table
        for record in found[table]:
            assert BOOK[record["start"] : record["end"]] == record[column]
        starts = [record["start"] for record in found[table]]
        assert starts[-1] > len(BOOK) // 2, table
    for table, column in (("dates", "date_id"), ("actions", "action_id"), ("mentions", "mention_id")):
        numbers = [int(record[column][1:]) for record in found[table]]
        assert len(numbers) == len(set(numbers)), table
    assert row["n_sentences"] == len(sentences)
    for record in (*found["dates"], *found["actions"], *found["mentions"]):
        sentence = sentences[record["sentence"]]
        assert sentence.tokens[0].start <= record["start"] < sentence.tokens[-1].end
    dates = {record["date_id"]: record for record in found["dates"]}
    for record in found["actions"]:
        assert not record["date_id"] or dates[record["date_id"]]["sentence"] <= record["sentence"]


def test_an_organization_is_one_row_with_all_its_mentions(nlp: Pipeline) -> None:
    document = Document("book", BOOK, published="2024-03-20")
    whole, _ = analyze_large(nlp._stages, document, Limits(len(BOOK)))
    parts, _ = analyze_large(nlp._stages, document, Limits(1000))
    assert len({record["org_id"] for record in parts["organizations"]}) == len(parts["organizations"])
    assert sum(record["mentions"] for record in parts["organizations"]) == sum(
        record["kind"] == "organization" for record in parts["mentions"]
    )
    assert {record["name"] for record in whole["organizations"]} == {record["name"] for record in parts["organizations"]}


def test_refused(tmp_path: Path) -> None:
    items = [Document("book", BOOK, "book.txt"), *articles(1)]
    run(items, Config(), RunOptions(tmp_path / "out", limits=Limits(1000, "refuse")))
    first, second = rows(tmp_path / "out", "documents")
    assert (first["status"], second["status"]) == ("failed", "ok")
    assert "--max-characters 1,000" in first["error"]


def test_an_unknown_policy() -> None:
    with pytest.raises(RunError, match="split and refuse"):
        Limits(1000, "cut")
