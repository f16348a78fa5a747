"""The time stage: temporal expressions and their values."""

from dataclasses import replace
from datetime import date

from pipeline.core.annotations import Segmentation, Timex, Token
from pipeline.core.document import Document
from pipeline.core.text import Span
from pipeline.normalize.steps import REMOVED, TATWEEL
from pipeline.resources.store import ModelStore
from pipeline.timex.anchor import Context
from pipeline.timex.lexicon import Lexicon
from pipeline.timex.patterns import load_rules
from pipeline.timex.points import Value
from pipeline.timex.recognize import Found, Recognizer
from pipeline.timex.slots import NARRATIVE, first_value
from pipeline.timex.values import value_of

PUBLISHED_YEARS = range(1000, 9000)
"""Years of a publication date that is believed; outside them relative dates could fall off the calendar."""


class TimexFinder:
    """Finds temporal expressions and resolves them."""

    def __init__(self, lexicon: Lexicon, recognizer: Recognizer) -> None:
        self._lexicon = lexicon
        self._recognizer = recognizer

    @classmethod
    def from_models(cls, models: ModelStore) -> "TimexFinder":
        """Build the shipped finder."""
        lexicon = Lexicon.from_models(models)
        return cls(lexicon, Recognizer(lexicon, load_rules(models, lexicon)))

    def __call__(self, document: Document, segmentation: Segmentation) -> tuple[Timex, ...]:
        """Return the temporal expressions of a document in the order of the text."""
        found = self._recognizer(segmentation)
        if not found:
            return ()
        published = parse_date(document.published)
        context = Context(published, segmentation.tokens, tense=self._lexicon.tense)
        sentence = -1
        result: list[Timex] = []
        for expression in found:
            if expression.sentence != sentence:
                sentence = expression.sentence
                context.same_sentence = None
                context.begin = segmentation.sentences[sentence].first
            context.first = expression.first
            value = value_of(expression, context)
            if not value.keep:
                continue
            result.append(self._timex(document.text, segmentation.tokens, expression, value, len(result), published))
            if not _narrative(expression) and value.start is not None and value.start == value.end:
                context.same_sentence = context.last_day = value.start
            if value.start is not None:
                context.last_year = value.start.year
                context.last_month = value.start if value.granularity in ("week", "month") else None
        return tuple(_with_contradictions(result, segmentation.tokens))

    def _timex(self, raw: str, tokens: tuple[Token, ...], expression: Found, value: Value, number: int, published: date | None) -> Timex:
        items = expression.items[value.skip :]
        first, last = items[0].first, expression.last
        entry = items[0].entry
        start = tokens[first].span.start
        if items[0].last - items[0].first == 1 and entry is not None and entry.particles:
            start = _after_particles(raw, tokens[first], entry.particles)
        elif entry is not None and entry.particles:
            joined = tokens[first].kind == "word" and len(tokens[first].text) == len(entry.particles)
            start = tokens[first + 1].span.start if joined else _after_particles(raw, tokens[first], entry.particles)
            first += joined
        return Timex(
            id=f"t{number + 1}",
            span=Span(start, _with_tatweel(raw, tokens[last - 1].span.end)),
            first=first,
            last=last,
            sentence=expression.sentence,
            type=value.type,
            value=value.value,
            start_date=value.start.isoformat() if value.start is not None else "",
            end_date=value.end.isoformat() if value.end is not None else "",
            granularity=value.granularity,
            calendar=value.calendar,
            hijri=value.hijri,
            relative=value.relative,
            anchor=published.isoformat() if value.relative and published is not None else "",
            found_by=expression.rule.name,
            note=value.note,
        )


def _after_particles(raw: str, token: Token, particles: str) -> int:
    """Return the raw offset at which a word begins after its particles, vowel signs and tatweel passed over.

    A ل that has swallowed the article's alef stays with its word (``للعام``).
    """
    if particles[-1] == "ل" and token.norm.startswith(particles + "ل"):
        particles = particles[:-1]
    elif len(token.proclitics) == len(particles):
        return token.base_start
    at = token.span.start
    for _ in particles:
        at += 1
        while at < token.span.end and raw[at] in REMOVED:
            at += 1
    return at


def _with_tatweel(raw: str, end: int) -> int:
    """Return the end of a word with the tatweel that it is written with (``1436هـ``)."""
    while end < len(raw) and raw[end] == TATWEEL:
        end += 1
    return end


def _narrative(expression: Found) -> bool:
    """Say whether an expression is itself counted from another date of the text."""
    return first_value(expression.slots, "rel", "rel") in NARRATIVE


def parse_date(text: str) -> date | None:
    """Return the date that an ISO text begins with, None where it does not."""
    try:
        found = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return found if found.year in PUBLISHED_YEARS else None


def _with_contradictions(timexes: list[Timex], tokens: tuple[Token, ...]) -> list[Timex]:
    """Note on both where a date and the one after ``الموافق`` are different days."""
    for index in range(1, len(timexes)):
        left, right = timexes[index - 1], timexes[index]
        between = tokens[left.last : right.first]
        if left.sentence != right.sentence or len(between) > 4 or not left.start_date or not right.start_date:
            continue
        if not any(token.base in ("الموافق", "موافق") or token.norm in ("الموافق", "للموافق") for token in between):
            continue
        if left.granularity != "day" or right.granularity != "day" or left.start_date == right.start_date:
            continue
        for place, other in ((index - 1, right), (index, left)):
            note = f"the paired date is {other.start_date}"
            old = timexes[place]
            timexes[place] = replace(old, note=f"{old.note}; {note}" if old.note else note)
    return timexes
