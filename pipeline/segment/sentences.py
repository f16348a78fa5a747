"""Sentences: runs of tokens inside a paragraph, ended by full stops, question and exclamation marks."""

from bisect import bisect_left

from pipeline.core.annotations import Paragraph, Sentence, Token
from pipeline.core.text import Span

ENDS = frozenset(".؟?!…")
CLOSERS = frozenset("»”\"')]")
ABBREVIATIONS = frozenset({"د", "ا", "م", "ص", "ه", "ت", "ق"})


def sentences_of(paragraphs: tuple[Paragraph, ...], tokens: tuple[Token, ...]) -> tuple[Sentence, ...]:
    """Return the sentences of a document."""
    sentences: list[Sentence] = []
    starts = [token.span.start for token in tokens]
    for number, paragraph in enumerate(paragraphs):
        at = bisect_left(starts, paragraph.span.start)
        last = bisect_left(starts, paragraph.span.end)
        first = at
        while at < last:
            at += 1
            if at < last and not _ends(tokens, at, last):
                continue
            while at < last and tokens[at].text in CLOSERS:
                at += 1
            span = Span(tokens[first].span.start, tokens[at - 1].span.end)
            sentences.append(Sentence(len(sentences), span, first, at, number, paragraph.kind))
            first = at
    return tuple(sentences)


def _ends(tokens: tuple[Token, ...], at: int, last: int) -> bool:
    """Say whether the token before ``at`` ends a sentence."""
    mark = tokens[at - 1]
    if mark.text not in ENDS:
        return False
    if mark.text != ".":
        return True
    before, after = tokens[at - 2] if at > 1 else None, tokens[at]
    touching = after.span.start == mark.span.end
    return not (before is not None and (before.norm in ABBREVIATIONS or (before.kind != "word" and touching)))
