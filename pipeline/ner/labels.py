"""The label sets of the trained model's three heads, and decoding of their probabilities into spans."""

from collections.abc import Iterator, Sequence
from math import inf
from typing import Any

import numpy as np

from pipeline.core.codes import ACTION_TYPES

ENTITIES = ("person", "organization", "place")
"""Spans of the entity head; none overlaps another."""

TITLE = "position"
"""Spans of the title head: title words, their organization and modifiers; they may hold organizations."""

ACTION = "action:"
"""Prefix of a trigger's label (``action:state``)."""

HEADS: dict[str, tuple[str, ...]] = {
    "entity": ("O", *(f"{part}-{label}" for label in ENTITIES for part in "BI")),
    "title": ("O", f"B-{TITLE}", f"I-{TITLE}"),
    "action": ("O", *ACTION_TYPES),
}
"""Token labels of every head; label 0 is outside, then B and I of each span label, or one label an action type."""

LEAST = 1e-26
"""Least probability whose logarithm is taken, so that an impossible label stays finite in single precision."""

SURE = 0.995
"""A token whose outside probability is at least this is outside; decoding looks at the stretches between such tokens."""


def decode(chances: np.ndarray[Any, np.dtype[np.float32]]) -> Iterator[tuple[int, int, int, float]]:
    """Yield the spans of the likeliest label sequence in which every I follows a B or I of its own label.

    Args:
        chances: Probabilities, ``(n_tokens, 1 + 2 * n_spans)``: outside, then B and I of every span label. Between two sentences
            there is a row that is surely outside.

    Yields:
        First token, token past the last, number of the span label, and mean probability of the span's tokens.
    """
    doubtful = np.flatnonzero(chances[:, 0] < SURE)
    if not len(doubtful):
        return
    picked = chances[doubtful]
    rows, likeliest, places = picked.tolist(), picked.argmax(axis=1).tolist(), doubtful.tolist()
    begin, size = 0, len(places)
    while begin < size:
        end = begin + 1
        while end < size and places[end] == places[end - 1] + 1:
            end += 1
        greedy = likeliest[begin:end]
        if any(greedy):
            spans = _valid(greedy)
            for first, last, label in _best(np.log(np.maximum(picked[begin:end], LEAST)).tolist()) if spans is None else spans:
                part = 1 + 2 * label
                mass = sum(row[part] + row[part + 1] for row in rows[begin + first : begin + last])
                yield places[begin] + first, places[begin] + last, label, mass / (last - first)
        begin = end


def _valid(labels: Sequence[int]) -> list[tuple[int, int, int]] | None:
    """Return the spans of a label sequence, or None where an I follows no B or I of its own: it is the best one if it is valid."""
    found: list[tuple[int, int, int]] = []
    before = 0
    for token, label in enumerate(labels):
        if label % 2:
            found.append((token, token + 1, label // 2))
        elif label:
            if before not in (label - 1, label):
                return None
            first, _, name = found[-1]
            found[-1] = (first, token + 1, name)
        before = label
    return found


def _best(scores: Sequence[Sequence[float]]) -> list[tuple[int, int, int]]:
    """Return the spans of the best sequence over one stretch."""
    width = len(scores[0])
    spans = range(1, width, 2)
    state = [0.0] + [-inf] * (width - 1)
    steps: list[list[int]] = []
    for row in scores:
        before = max(range(width), key=state.__getitem__)
        top = state[before]
        came = [before] * width
        new = [top + value for value in row]
        for begin in spans:
            inside = begin + 1
            source = begin if state[begin] >= state[inside] else inside
            came[inside] = source
            new[inside] = state[source] + row[inside]
        steps.append(came)
        state = new
    label = max(range(width), key=state.__getitem__)
    found: list[tuple[int, int, int]] = []
    last = -1
    for token in range(len(scores) - 1, -1, -1):
        if label and last < 0:
            last = token + 1
        came_from = steps[token][label]
        if label % 2:
            found.append((token, last, (label - 1) // 2))
            last = -1
        label = came_from
    return found[::-1]
