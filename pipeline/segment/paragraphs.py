"""Paragraphs: stretches between line ends; the first a headline where it reads like one, furniture marked."""

import re

from pipeline.core.annotations import Paragraph
from pipeline.core.text import AlignedText, Span
from pipeline.normalize.normalizer import plain
from pipeline.normalize.steps import past_marks
from pipeline.segment.boilerplate import Boilerplate

LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85\x1c-\x1e]*\S[^\n\r\u2028\u2029\x0b\x0c\x85\x1c-\x1e]*")
HEADLINE_LIMIT = 160
"""Longest headline, in code points; the longest of 2,972 newspaper titles of one day has 151."""
NO_HEADLINE = ".،:؛,;"
EARLY = 4
LATE = 5
"""How many lines from the beginning a head, and from the end a tail of furniture may stand."""
TEXT_LENGTH = 60
"""Shortest line, in code points, that ends a row of teasers."""
REPEATED_WORDS = 4
"""Words that a later line must have to count as the headline repeated."""


def paragraphs_of(aligned: AlignedText, boilerplate: Boilerplate, title: str = "") -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text.

    Args:
        aligned: The lightly normalized text.
        boilerplate: The recognizer of furniture.
        title: The document's title, where known.
    """
    lines = _lines(aligned.text)
    title = " ".join(plain(title).split())
    found: list[Paragraph] = []
    headline, teasers, over = "", "", False
    for number, (start, end) in enumerate(lines):
        line = aligned.text[start:end]
        if teasers and (over or not _reads_like_text(line)):
            found.append(Paragraph(_raw(aligned, start, end), "furniture", teasers))
            continue
        teasers = ""
        verdict = boilerplate.judge(line, early=number < EARLY, late=number >= len(lines) - LATE)
        if verdict is not None:
            over = over or (verdict.over and bool(headline))
            teasers = verdict.name if verdict.rest and headline else ""
            for first, last, kind in _pieces(aligned.text, start, end, start + verdict.first, start + verdict.last):
                found.append(Paragraph(_raw(aligned, first, last), kind, verdict.name))
            if not verdict.meta and (verdict.first or verdict.last < len(line)):
                headline = headline or line
            continue
        if headline and line == headline and line.count(" ") >= REPEATED_WORDS - 1:
            found.append(Paragraph(_raw(aligned, start, end), "furniture", "headline-again"))
            continue
        kind, rule = "body", "line"
        if not headline and number < len(lines) and (line == title or _reads_like_headline(line, number, lines)):
            kind, rule = "headline", "title" if line == title else "first-line"
        headline = headline or line
        found.append(Paragraph(_raw(aligned, start, end), kind, rule))
    return tuple(found)


def _lines(text: str) -> list[tuple[int, int]]:
    """Return the intervals of lines that hold anything, without surrounding white space."""
    lines = []
    for match in LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        lines.append((start, start + len(line.strip())))
    return lines


def _reads_like_text(line: str) -> bool:
    """Say whether a line among teasers, which are headlines, is the article going on: it ends like a sentence."""
    return len(line) >= TEXT_LENGTH and line.rstrip("»”\"')").endswith((".", "؟", "!", "…"))


def _reads_like_headline(line: str, number: int, lines: list[tuple[int, int]]) -> bool:
    """Say whether the first line of an article is its headline: short, with no full stop."""
    if len(line) > HEADLINE_LIMIT or line[-1] in NO_HEADLINE:
        return False
    if line[-1] in "؟!…?":
        return number + 1 < len(lines) and lines[number + 1][1] - lines[number + 1][0] > len(line)
    return True


def _pieces(text: str, start: int, end: int, first: int, last: int) -> list[tuple[int, int, str]]:
    """Cut a line into body and furniture; each piece without surrounding white space, empty ones left out."""
    pieces = []
    for begin, stop, kind in ((start, first, "body"), (first, last, "furniture"), (last, end, "body")):
        piece = text[begin:stop]
        if piece.strip():
            begin += len(piece) - len(piece.lstrip())
            pieces.append((begin, begin + len(piece.strip()), kind))
    return pieces


def _raw(aligned: AlignedText, start: int, end: int) -> Span:
    span = aligned.to_raw(start, end)
    return Span(span.start, past_marks(aligned.raw, span.end))
