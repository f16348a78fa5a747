"""Anchors: what a relative expression is counted from, and which way an incomplete one looks."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from pipeline.core.annotations import Token

LOOKBACK = 14
"""Tokens before an expression that are searched for a verb that tells past from future."""


NEARBY = 7
"""Days from publication within which the day named last is still what the text is about."""


@dataclass(slots=True)
class Context:
    """What is known where an expression stands.

    Attributes:
        published: Publication date, None if unknown; never the day of the run.
        last_day: The day that the text named last.
        last_month: First day of the week or month that the text named last, where no smaller or larger part has been since.
        last_year: The year that the text named last.
        same_sentence: The day that this sentence named last.
    """

    published: date | None
    tokens: tuple[Token, ...] = ()
    first: int = 0
    begin: int = 0
    tense: dict[str, frozenset[str]] = field(default_factory=dict)
    last_day: date | None = None
    last_month: date | None = None
    last_year: int | None = None
    same_sentence: date | None = None

    def recent_day(self) -> date | None:
        """Return the day that an hour without a day belongs to: named in this sentence, or last and close to publication."""
        if self.same_sentence is not None:
            return self.same_sentence
        if self.last_day is not None and self.published is not None and abs((self.last_day - self.published).days) <= NEARBY:
            return self.last_day
        return self.published

    def direction(self) -> str:
        """Return ``future``, ``past`` or empty, by the nearest verb or preposition before the expression."""
        future, past, until = self.tense["future"], self.tense["past"], self.tense["until"]
        nearest = self.tokens[self.first - 1] if self.first > self.begin else None
        if nearest is not None and (nearest.norm in until or nearest.base in until):
            return "until"
        for index in range(self.first - 1, max(self.begin, self.first - LOOKBACK) - 1, -1):
            token = self.tokens[index]
            if "س" in token.proclitics or token.norm in future or token.base in future:
                return "future"
            if token.norm in past or token.base in past:
                return "past"
        return ""


def weekday_on(reference: date, weekday: int, way: str) -> date:
    """Return the day of a weekday (ISO number) nearest to a reference in a way.

    Args:
        reference: The day to look from.
        weekday: ISO number, Monday 1.
        way: ``before`` or ``after`` (strictly), ``until`` or ``from`` (the reference included), or ``near``.
    """
    back = (reference.isoweekday() - weekday) % 7
    ahead = (weekday - reference.isoweekday()) % 7
    if way == "before":
        return reference - timedelta(days=back or 7)
    if way == "after":
        return reference + timedelta(days=ahead or 7)
    if way == "until":
        return reference - timedelta(days=back)
    if way == "from":
        return reference + timedelta(days=ahead)
    return reference - timedelta(days=back) if back <= ahead else reference + timedelta(days=ahead)
