"""Where and when something was done, and the words that were spoken."""

from pipeline.core.annotations import PlaceMention, Sentence, Timex, Token
from pipeline.core.text import Span
from pipeline.events.candidates import Candidate
from pipeline.events.clausewords import REPORTING

CLAUSE_LIMIT = 40
"""Most tokens of a reported clause."""

OPENERS = {"«": "»", "“": "”", '"': '"', "„": "“"}
"""Quotation marks with their partners."""


def clause(candidate: Candidate, sentence: Sentence, heads: frozenset[int]) -> tuple[int, int]:
    """Return the tokens of a candidate's clause: from the verb before it to the verb after it."""
    start = max((head + 1 for head in heads if head < candidate.first), default=sentence.first)
    stop = min((head for head in heads if head > candidate.head), default=sentence.last)
    return max(start, sentence.first), min(stop, sentence.last)


def location_of(candidate: Candidate, tokens: tuple[Token, ...], places: tuple[PlaceMention, ...], first: int, last: int) -> str:
    """Return the place of an act: the nearest one after في or attached ب in its clause."""
    best = ""
    for place in places:
        if place.first < first or place.first >= last:
            continue
        inside = (place.first > first and tokens[place.first - 1].base in ("في", "مدينه", "محافظه", "منطقه")) or "ب" in tokens[
            place.first
        ].proclitics
        if inside and (not best or place.first > candidate.head):
            best = place.name
            if place.first > candidate.head:
                break
    return best


def when_of(candidate: Candidate, timexes: tuple[Timex, ...], tokens: tuple[Token, ...], first: int, last: int) -> Timex | None:
    """Return the nearest date or time of an act; one inside what the act reports is the reported act's own.

    Args:
        candidate: The trigger.
        timexes: The document's temporal expressions.
        tokens: The document's tokens.
        first: First token to look at.
        last: Past the last token to look at.
    """
    reported = next((at for at in range(candidate.last, last) if tokens[at].base in REPORTING), last)
    inside = [timex for timex in timexes if first <= timex.first < reported and timex.type in ("DATE", "TIME")]
    return min(inside, key=lambda timex: (abs(timex.first - candidate.head), timex.first), default=None)


def iso(timex: Timex) -> str:
    """Return a day, or an interval as ``start/end``; empty where the expression could not be resolved."""
    return timex.start_date if timex.start_date == timex.end_date else f"{timex.start_date}/{timex.end_date}"


def quote_of(candidate: Candidate, tokens: tuple[Token, ...], stop: int, end: int) -> Span | None:
    """Return the direct speech that a statement introduces, without its marks.

    Args:
        candidate: A statement's trigger.
        tokens: The document's tokens.
        stop: The token before which the quotation must begin.
        end: The token past its paragraph.
    """
    colon = -1
    for at in range(candidate.last, min(stop, end)):
        mark = tokens[at].text
        if mark == ":":
            colon = at
        elif mark in OPENERS and (
            colon >= 0 or tokens[at - 1].base in REPORTING or tokens[at - 1].kind == "mark" or at - candidate.last < CLAUSE_LIMIT
        ):
            for there in range(at + 1, end):
                if tokens[there].text == OPENERS[mark]:
                    if there - at > 4 or colon >= 0:
                        return Span(tokens[at + 1].span.start, tokens[there - 1].span.end)
                    break
            else:
                return Span(tokens[at + 1].span.start, tokens[end - 1].span.end) if at + 1 < end else None
    if colon >= 0 and colon + 1 < end and colon - candidate.head < 15:
        return Span(tokens[colon + 1].span.start, tokens[stop - 1].span.end) if colon + 1 < stop else None
    return None
