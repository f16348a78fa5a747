"""What a matched pattern holds: its items by slot, and the numbers they say."""

from typing import Any

from pipeline.timex.lexicon import Entry

OFFSETS = {"this": 0, "next": 1, "last": -1, "next2": 2, "last2": -2, "previous": -1, "following": 1, "same": 0}
"""Steps of a unit that a relative word takes."""

NARRATIVE = frozenset(("previous", "following", "same"))
"""Relative words that are counted from the date before them in the text."""

NUMBERS = ("num", "dn", "n1", "n10", "nt", "nh", "nk", "o1", "ot", "oi", "nd", "frac", "dec", "hn", "nn")
"""Classes that carry a number, in the order in which they are asked."""


Slots = dict[str, tuple[Entry, ...]]


def number_of(entries: tuple[Entry, ...], wanted: tuple[str, ...] = NUMBERS) -> float:
    """Return the number that items say together (``خمسة وعشرين`` 25): in Arabic every part adds."""
    total = 0.0
    for entry in entries:
        for name in wanted:
            if name in entry.values:
                total += entry.values[name]
                break
    return total


def first_value(slots: Slots, slot: str, *classes: str) -> Any:
    """Return the value of a slot's first item in one of the classes, None if the slot is empty."""
    for entry in slots.get(slot, ()):
        for name in classes or (slot,):
            if name in entry.values:
                return entry.values[name]
    return None
