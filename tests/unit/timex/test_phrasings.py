"""Every phrasing of ``tests/cases/timex.yaml`` has the value it stands under, and no string that is none is taken for one."""

from pathlib import Path

import pytest
import yaml

from pipeline.core.annotations import Timex
from pipeline.core.document import Document
from pipeline.normalize.normalizer import normalize
from pipeline.resources.store import ModelStore
from pipeline.segment.segmenter import Segmenter
from pipeline.timex.finder import TimexFinder

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "timex.yaml").read_text(encoding="utf-8"))
STORE = ModelStore.shipped()
SEGMENT = Segmenter.from_models(STORE)
FIND = TimexFinder.from_models(STORE)


def find(text: str, published: str = "") -> tuple[Timex, ...]:
    document = Document("case", text, "case.txt", "", published, "option" if published else "")
    return FIND(document, SEGMENT(document, normalize(text)))


def bracketed(text: str) -> tuple[str, str]:
    """Return the text without its brackets and the expression inside them."""
    if "[" not in text:
        return text, text
    before, rest = text.split("[", 1)
    inside, after = rest.split("]", 1)
    return before + inside + after, inside


def table(name: str) -> list[tuple[str, str, str]]:
    return [(text, group["value"], group.get("type", "")) for group in CASES[name] for text in group["texts"]]


@pytest.mark.parametrize(("text", "value", "kind"), table("values"))
def test_value(text: str, value: str, kind: str) -> None:
    text, expression = bracketed(text)
    found = [timex for timex in find(text, CASES["reference"]) if timex.span.of(text) == expression]
    assert [(timex.value, timex.type) for timex in found] == [(value, kind)], find(text, CASES["reference"])


@pytest.mark.parametrize(("text", "value", "kind"), table("unanchored"))
def test_without_publication_date(text: str, value: str, kind: str) -> None:
    text, expression = bracketed(text)
    found = [timex for timex in find(text) if timex.span.of(text) == expression]
    assert [timex.value for timex in found] == [value], find(text)
    if "X" in value or not value:
        assert found[0].start_date == found[0].end_date == found[0].anchor == ""


@pytest.mark.parametrize("text", [text for group in CASES["nothing"] for text in group])
def test_nothing(text: str) -> None:
    assert [(timex.span.of(text), timex.value) for timex in find(text, CASES["reference"])] == []


def test_there_are_enough_cases() -> None:
    assert len(table("values")) >= 400
    assert sum(len(group) for group in CASES["nothing"]) >= 150
