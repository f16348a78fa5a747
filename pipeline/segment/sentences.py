"""Sentences: runs of tokens inside a paragraph, ended by full stops, question and exclamation marks and ellipses.

A semicolon does not end one: in Arabic prose what follows ؛ is the reason or the result of what precedes. A line end always does.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.core.annotations import Paragraph, Sentence, Token
from pipeline.core.errors import RuleError
from pipeline.core.text import Span
from pipeline.normalize.normalizer import key
from pipeline.resources.store import ModelStore

FILE = "lexicons/abbreviations.yaml"
LISTS = ("titles", "words", "units")
ENDS = frozenset(".؟?!…")
CONTINUE = frozenset("،,:؛;")
CLOSERS: Mapping[str, str] = {"»": "«", "”": "“", ")": "(", "]": "[", "}": "{", "’": "‘", '"': '"'}
OPENERS = frozenset("«“([{")
BULLETS = frozenset("-–—•*▪()[]/ـ")
QUOTE_LIMIT = 30
"""Tokens up to which a quotation or parenthesis is kept in one sentence although a full stop stands in it."""
CLAUSE_WORDS = 3
"""Words that must precede an ellipsis in its sentence for it to end the sentence; a shorter run is a pause (``نعم.. سنفوز``)."""


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Folded abbreviations of ``abbreviations.yaml``."""

    titles: frozenset[str]
    words: frozenset[str]
    units: frozenset[str]

    @classmethod
    def from_models(cls, models: ModelStore) -> "Abbreviations":
        """Read the lists.

        Raises:
            RuleError: The file has an unknown list or lacks one.
        """
        data = models.yaml(FILE)
        if set(data) != set(LISTS):
            raise RuleError(f"{models.folder / FILE} must hold the lists {', '.join(LISTS)}; it holds {', '.join(map(str, data))}")
        return cls(**{name: frozenset(key(str(word)) for word in data[name]) for name in LISTS})


def sentences_of(paragraphs: tuple[Paragraph, ...], tokens: tuple[Token, ...], abbreviations: Abbreviations) -> tuple[Sentence, ...]:
    """Return the sentences of a document."""
    sentences: list[Sentence] = []
    starts = [token.span.start for token in tokens]
    for number, paragraph in enumerate(paragraphs):
        first = at = bisect_left(starts, paragraph.span.start)
        last = bisect_left(starts, paragraph.span.end)
        guarded = first
        while at < last:
            token = tokens[at]
            at += 1
            if token.kind != "mark":
                continue
            if at - 1 >= guarded and (token.text in OPENERS or token.text == '"'):
                guarded = _closed_by(tokens, at - 1, last)
            if token.text not in ENDS or at >= last:
                continue
            at = _past_run(tokens, at, last)
            if at < guarded or not _ends(tokens, first, at, last, abbreviations):
                continue
            at = _past_closers(tokens, at, last)
            if at < last and tokens[at].text in CONTINUE:
                continue
            sentences.append(_sentence(sentences, tokens, first, at, number, paragraph))
            first = at
        if first < last:
            sentences.append(_sentence(sentences, tokens, first, last, number, paragraph))
    return tuple(sentences)


def _sentence(found: list[Sentence], tokens: tuple[Token, ...], first: int, last: int, number: int, paragraph: Paragraph) -> Sentence:
    return Sentence(len(found), Span(tokens[first].span.start, tokens[last - 1].span.end), first, last, number, paragraph.kind)


def _closed_by(tokens: tuple[Token, ...], at: int, last: int) -> int:
    """Return the index of the mark that closes the one at ``at``, if it comes soon; else ``at``."""
    opener = tokens[at].text
    for position in range(at + 1, min(last, at + QUOTE_LIMIT)):
        token = tokens[position]
        if token.kind == "mark" and CLOSERS.get(token.text) == opener:
            return position
    return at


def _past_run(tokens: tuple[Token, ...], at: int, last: int) -> int:
    """Return the index past further end marks that touch the one before ``at`` (``؟!``, ``...``)."""
    while at < last and tokens[at].text in ENDS and tokens[at].span.start == tokens[at - 1].span.end:
        at += 1
    return at


def _past_closers(tokens: tuple[Token, ...], at: int, last: int) -> int:
    """Return the index past closing quotes and brackets; a straight quote closes only where it touches what it closes."""
    while at < last:
        mark = tokens[at]
        touching = mark.span.start == tokens[at - 1].span.end
        if mark.text not in CLOSERS or (mark.text == '"' and not touching):
            return at
        at += 1
    return at


def _ends(tokens: tuple[Token, ...], first: int, at: int, last: int, abbreviations: Abbreviations) -> bool:
    """Say whether the end marks before ``at`` end the sentence that began at ``first``."""
    if at >= last:
        return False
    mark, after = tokens[at - 1], tokens[at]
    if after.text in CONTINUE:
        return False
    if mark.text in "؟?!":
        return True
    run = at - 1
    while run > first and tokens[run - 1].text == "." and tokens[run - 1].span.end == tokens[run].span.start:
        run -= 1
    if run <= first:
        return False
    if mark.text == "…" or run < at - 1:
        return sum(token.kind == "word" for token in tokens[first:run]) >= CLAUSE_WORDS
    return _stop_ends(tokens, first, at, after, abbreviations)


def _stop_ends(tokens: tuple[Token, ...], first: int, at: int, after: Token, abbreviations: Abbreviations) -> bool:
    """Say whether the single full stop at ``at - 1`` ends a sentence."""
    stop, before = tokens[at - 1], tokens[at - 2]
    touching = after.span.start == stop.span.end
    joined = before.span.end == stop.span.start
    if before.kind == "number":
        opens = all(token.text in BULLETS for token in tokens[first : at - 2])
        return not (opens or (touching and after.kind == "number"))
    if before.kind == "latin":
        single = len(before.text) == 1
        return not (touching and after.kind == "latin") and not (single and after.kind == "latin")
    if before.kind != "word" or not joined:
        return True
    earlier = tokens[at - 3] if at - 3 >= first else None
    if before.norm in abbreviations.units and earlier is not None and earlier.kind == "number":
        return True
    return not (before.norm in abbreviations.titles or before.norm in abbreviations.words or len(before.norm) == 1)
