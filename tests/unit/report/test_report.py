from html.parser import HTMLParser
from io import StringIO

import pytest
from rich.console import Console

from pipeline.api import Pipeline
from pipeline.core.errors import MirsadError
from pipeline.core.text import Span
from pipeline.report.html import highlighted
from pipeline.report.marks import Mark, stretches
from pipeline.report.terminal import show
from pipeline.tables.rows import rows_of

TEXT = (
    "أعلنت وزارة العدل أمس <script>alert(1)</script> إطلاق خدمة جديدة.\n\nوقال وزير العدل الدكتور أحمد بن سالم العلي إن الوزارة بدأت العمل."
)


class Reader(HTMLParser):
    """Collects text outside style, and tags."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.tags, self.depth = "", [], 0  # type: ignore[var-annotated]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.depth += tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "style"

    def handle_data(self, data: str) -> None:
        self.text += "" if self.depth else data


def mark(start: int, end: int, kind: str) -> Mark:
    return Mark(Span(start, end), kind, "", "")


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ((), [("abcdef", None)]),
        ((mark(1, 3, "person"),), [("a", None), ("bc", "person"), ("def", None)]),
        ((mark(0, 6, "position"), mark(2, 4, "person")), [("ab", "position"), ("cd", "person"), ("ef", "position")]),
        ((mark(0, 4, "date"), mark(3, 6, "action")), [("abc", "date"), ("d", "action"), ("ef", "action")]),
    ],
)
def test_stretches(marks: tuple[Mark, ...], expected: list[tuple[str, str | None]]) -> None:
    assert [(text, found and found.kind) for text, found in stretches("abcdef", marks)] == expected


def test_html_is_escaped_right_to_left_and_self_contained(nlp: Pipeline) -> None:
    page = highlighted(nlp.analyze(TEXT, published="2024-10-20").analysis)
    reader = Reader()
    reader.feed(page)
    assert "script" not in reader.tags
    assert "<script>alert(1)</script>" in reader.text
    assert 'dir="rtl"' in page
    assert "http" not in page
    assert {"div", "p", "mark"} <= set(reader.tags)
    for paragraph in TEXT.split("\n\n"):
        assert paragraph in reader.text


def test_terminal_shows_text_and_tables(nlp: Pipeline) -> None:
    analysis = nlp.analyze(TEXT, published="2024-10-20").analysis
    out = StringIO()
    show(Console(file=out, width=200), analysis, rows_of(analysis), explained=True)
    shown = out.getvalue()
    for paragraph in TEXT.split("\n\n"):
        assert paragraph in shown
    for name in ("organizations", "officials", "dates", "actions"):
        assert f"{name} (" in shown


def test_explaining_an_action_that_is_not_there(nlp: Pipeline) -> None:
    with pytest.raises(MirsadError, match="no action is called 'nonsense'"):
        nlp.analyze(TEXT).explain("nonsense")


def test_every_action_can_be_explained(nlp: Pipeline) -> None:
    result = nlp.analyze(TEXT, published="2024-10-20")
    for row in result.rows["actions"]:
        words = result.explain(row["action_id"])
        assert row["rule"] in words
        assert row["trigger"] in words
        assert row["sentence_text"] in words
