"""Words, numbers and marks with their offsets in the raw text."""

import re

from pipeline.core.annotations import Token
from pipeline.core.text import AlignedText, Span
from pipeline.normalize.steps import DIACRITICS
from pipeline.segment.clitics import CliticSplitter

TOKEN = re.compile(
    r"(?P<word>[\u0621-\u064a\u066e-\u06d3\u06fa-\u06fc]+)"
    r"|(?P<number>\d+(?:[.,٫٬]\d+)*)"
    r"|(?P<latin>[^\W\d_\u0600-\u06ff]+(?:['’&.-][^\W\d_\u0600-\u06ff]+)*)"
    r"|(?P<mark>\S)"
)


def tokenize(aligned: AlignedText, splitter: CliticSplitter) -> tuple[Token, ...]:
    """Return the tokens of a text, in order."""
    tokens: list[Token] = []
    raw, text, identity = aligned.raw, aligned.text, aligned.raw == aligned.text
    analyze_word = splitter.analyze
    for match in TOKEN.finditer(text):
        start, end = match.span()
        kind = match.lastgroup or "mark"
        surface = match.group()
        span = Span(start, end) if identity else _with_marks(raw, aligned.to_raw(start, end))
        if kind != "word":
            lowered = surface.lower()
            tokens.append(Token(len(tokens), span, surface, lowered, kind, (), lowered, span.start))
            continue
        norm, (proclitics, base, cut) = analyze_word(surface)
        base_start = span.start if not cut else (start + cut if identity else aligned.raw_start(start + cut))
        tokens.append(Token(len(tokens), span, surface, norm, kind, proclitics, base, base_start))
    return tuple(tokens)


def _with_marks(raw: str, span: Span) -> Span:
    """Let a word keep the vowel signs after its last letter."""
    end = span.end
    while end < len(raw) and raw[end] in DIACRITICS:
        end += 1
    return Span(span.start, end)
