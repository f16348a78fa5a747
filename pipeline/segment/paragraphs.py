"""Paragraphs: stretches between line ends, the first a headline where it reads like one."""

import re

from pipeline.core.annotations import Paragraph
from pipeline.core.text import Span

LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
HEADLINE_LIMIT = 160
"""Longest headline, in code points; the longest of 2,972 newspaper titles of one day has 151."""


def paragraphs_of(raw: str, title: str = "") -> tuple[Paragraph, ...]:
    """Return the paragraphs of a raw text.

    Args:
        raw: The raw text.
        title: The document's title, where known.
    """
    found: list[Paragraph] = []
    for match in LINE.finditer(raw):
        text = match.group()
        start = match.start() + len(text) - len(text.lstrip())
        end = match.end() - len(text) + len(text.rstrip())
        if start >= end:
            continue
        kind, rule = "body", "line"
        if not found and (raw[start:end] == title.strip() or (end - start <= HEADLINE_LIMIT and raw[end - 1] not in ".؟!:،")):
            kind, rule = "headline", "first-line"
        found.append(Paragraph(Span(start, end), kind, rule))
    return tuple(found)
