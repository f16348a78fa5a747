"""A text cut into stretches with what stands in each: what every display of highlights needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.core.analysis import Analysis
from pipeline.core.text import Span

KINDS = ("organization", "person", "position", "date", "action")
"""Kinds of marks, in the order of a legend."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text to highlight.

    Attributes:
        kind: One of :data:`KINDS`.
        label: What it stands for: a canonical name, a value, an action type.
        found_by: The rule or model that found it.
    """

    span: Span
    kind: str
    label: str
    found_by: str


def marks_of(analysis: Analysis) -> tuple[Mark, ...]:
    """Return the marks of a document in the order of the text, the longer of two that begin together first."""
    entities = {entity.id: entity for entity in analysis.entities}
    marks = [Mark(m.span, m.kind, entities[m.entity_id].name, m.found_by) for m in analysis.mentions if entities[m.entity_id].listed]
    marks += [Mark(t.span, "date", t.value or t.type, t.found_by) for t in analysis.timexes]
    marks += [Mark(e.span, "action", e.type, e.rule) for e in analysis.events]
    return tuple(sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end, KINDS.index(mark.kind))))


def stretches(text: str, marks: tuple[Mark, ...]) -> Iterator[tuple[str, Mark | None]]:
    """Cut a text into stretches, each with the shortest mark that covers it, or None.

    Args:
        text: The raw text.
        marks: In any order; they may overlap and lie inside each other.

    Yields:
        Stretches that joined together are the text.
    """
    borders = sorted({0, len(text), *(m.span.start for m in marks), *(m.span.end for m in marks)})
    ordered = sorted(marks, key=lambda mark: mark.span.start)
    open_marks: list[Mark] = []
    following = 0
    for start, end in pairwise(borders):
        while following < len(ordered) and ordered[following].span.start <= start:
            open_marks.append(ordered[following])
            following += 1
        open_marks = [mark for mark in open_marks if mark.span.end > start]
        yield text[start:end], min(open_marks, key=lambda mark: len(mark.span), default=None)
