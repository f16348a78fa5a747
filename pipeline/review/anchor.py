"""Where a correction's span lies in a text that may have changed since it was reviewed."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.core.text import Span
from pipeline.review.corrections import Correction


def anchored(correction: Correction, text: str, *, same: bool) -> Correction | None:
    """Return a correction with its spans in a text, or None where the text no longer holds them.

    Args:
        correction: As it was made.
        text: The raw text now.
        same: Whether it is the text that was reviewed, so that offsets count as they are.
    """
    span = Span(correction.start, correction.end)
    if same:
        fits = correction.end <= len(text) and (not correction.text or _alike(span.of(text), correction.text))
        new_end = correction.to.get("end", 0)
        return correction if fits and new_end <= len(text) else None
    if not correction.text:
        return None
    places = list(_occurrences(text, correction.text))
    exact = [at for at in places if _fits(text, at, correction)]
    chosen = exact if len(exact) == 1 else places if len(places) == 1 else []
    if not chosen:
        return None
    shift = chosen[0] - correction.start
    to = dict(correction.to)
    if "start" in to:
        to["start"], to["end"] = to["start"] + shift, to["end"] + shift
        if to["start"] < 0 or to["end"] > len(text) or (to.get("text") and text[to["start"] : to["end"]] != to["text"]):
            return None
    return replace(correction, start=correction.start + shift, end=correction.end + shift, to=to)


def _alike(first: str, second: str) -> bool:
    """Compare as a file can hold it: a lone surrogate is written as U+FFFD."""
    return first == second or first.encode("utf-8", "replace") == second.replace("\ufffd", "?").encode("utf-8", "replace")


def _occurrences(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _fits(text: str, at: int, correction: Correction) -> bool:
    end = at + len(correction.text)
    before = text[max(at - len(correction.before), 0) : at]
    return before == correction.before and text[end : end + len(correction.after)] == correction.after
