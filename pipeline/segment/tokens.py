"""Words, numbers and marks with their offsets in the raw text."""

import re
from dataclasses import replace

from pipeline.core.annotations import Token
from pipeline.core.text import AlignedText, Span
from pipeline.normalize.steps import TATWEEL, past_marks
from pipeline.segment.clitics import CliticSplitter

LETTER = r"[^\W\d_\u0600-\u06ff]"
TOKEN = re.compile(
    r"(?P<word>[\u0621-\u064a\u066e-\u06d3\u06fa-\u06fc]+)"
    r"|(?P<number>\d+(?:[.,٫٬]\d+|،\d{1,3}(?!\d))*)"
    r"|(?P<latin>(?:(?:https?|ftp)://|www\.)[^\s<>«»\"“”()\u0600-\u06ff]*[^\s<>«»\"“”().,;:!?'\u0600-\u06ff]"
    r"|[A-Za-z0-9._%+-]*[A-Za-z0-9_%+-]@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
    r"|@[A-Za-z0-9_]+"
    rf"|{LETTER}(?:[^\W_\u0600-\u06ff]|['’&.\-/_](?=[^\W_\u0600-\u06ff]))*)"
    r"|(?P<mark>\S)"
)
"""Tokens of lightly normalized text. A decimal, a Latin word with its digits (``COVID-19``), an e-mail address and a URL are one
token each; digits, dashes and slashes of a date are tokens of their own, and so are the words of a hashtag."""


def tokenize(aligned: AlignedText, splitter: CliticSplitter) -> tuple[Token, ...]:
    """Return the tokens of a text, in order."""
    tokens: list[Token] = []
    constructs: list[int] = []
    raw, text = aligned.raw, aligned.text
    identity = len(aligned.starts) == 1 and not aligned.blocks[0]
    analyze, analyze_marked, memory = splitter.analyze, splitter.analyze_marked, splitter.memory
    starts, origins, blocks = aligned.starts, aligned.origins, aligned.blocks
    piece, pieces = 0, len(starts)
    shift = origins[0] - starts[0]
    limit = starts[1] if pieces > 1 else len(text)
    for index, match in enumerate(TOKEN.finditer(text)):
        start, end = match.span()
        kind = match.lastgroup or "mark"
        surface = match.group()
        while start >= limit:
            piece += 1
            limit = starts[piece + 1] if piece + 1 < pieces else len(text)
            shift = origins[piece] - starts[piece]
        simple = identity or (end <= limit and not blocks[piece])
        if simple:
            raw_start, raw_end = start + shift, end + shift
            if end == limit:
                raw_end = past_marks(raw, raw_end)
        else:
            raw_start = origins[piece] if blocks[piece] else start + shift
            raw_end = past_marks(raw, aligned.raw_end(end))
        if kind == "word":
            if not simple and raw[raw_start + 1 : raw_start + 2] == TATWEEL and raw[raw_start + 2 : raw_start + 3] != TATWEEL:
                norm, (proclitics, base, cut) = analyze_marked(surface)
            else:
                norm, (proclitics, base, cut) = memory.get(surface) or analyze(surface)
            if not cut and norm[0] == "و" and tokens and splitter.joins(norm, tokens[-1]):
                proclitics, base, cut = ("و",), norm[1:], 1
            base_start = raw_start
            if constructs and constructs[-1] == index - 1 and splitter.governs(norm):
                tokens[-1] = _construct(tokens[-1])
            if cut:
                if base.startswith("الل") and proclitics[-1] == "ل":
                    constructs.append(index)
                base_start = raw_start + cut if simple else aligned.raw_start(start + cut)
            tokens.append(Token(index, Span(raw_start, raw_end), surface, norm, "word", proclitics, base, base_start))
        else:
            lowered = surface if kind == "mark" else surface.lower()
            tokens.append(Token(index, Span(raw_start, raw_end), surface, lowered, kind, (), lowered, raw_start))
    return tuple(tokens)


def _construct(token: Token) -> Token:
    """Return ``للجنة`` read as ل and a noun without the article: the two are written alike."""
    return replace(token, base=token.base[2:])
