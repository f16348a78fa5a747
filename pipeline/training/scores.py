"""Span scores of a model on annotated examples."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.core.codes import ACTION_TYPES
from pipeline.ner.labels import ACTION, ENTITIES, HEADS, TITLE, decode
from pipeline.ner.tagger import Array
from pipeline.training.examples import Example

Span = tuple[int, int, str]
"""First token, token past the last, label."""


@dataclass(frozen=True, slots=True)
class Score:
    """Exact-span counts of one label.

    Attributes:
        right: Predicted spans that are annotated with the same edges and label.
        predicted: Predicted spans.
        annotated: Annotated spans.
    """

    right: int
    predicted: int
    annotated: int

    @property
    def precision(self) -> float:
        """Share of predicted spans that are right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of annotated spans that are found."""
        return self.right / self.annotated if self.annotated else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.predicted + self.annotated
        return 2 * self.right / total if total else 0.0


def annotated_spans(example: Example) -> set[Span]:
    """Return the spans that an example is annotated with; triggers a token each."""
    found: set[Span] = set()
    for head in ("entity", "title"):
        begins = {1 << number: label for number, label in enumerate(HEADS[head]) if label.startswith("B-")}
        insides = {1 << number: label for number, label in enumerate(HEADS[head]) if label.startswith("I-")}
        row = example.allowed[head]
        for first, allowed in enumerate(row):
            if allowed in begins:
                label = begins[allowed][2:]
                last = first + 1
                while last < len(row) and insides.get(row[last]) == f"I-{label}":
                    last += 1
                found.add((first, last, label))
    for number, allowed in enumerate(example.allowed["action"]):
        if allowed > 1 and allowed & (allowed - 1) == 0:
            found.add((number, number + 1, ACTION + ACTION_TYPES[allowed.bit_length() - 2]))
    return found


def predicted_spans(chances: dict[str, Array]) -> set[Span]:
    """Return the spans that a model's probabilities of one sentence amount to; triggers a token each."""
    found: set[Span] = set()
    for head, labels in (("entity", ENTITIES), ("title", (TITLE,))):
        found |= {(first, last, labels[label]) for first, last, label, _ in decode(chances[head])}
    best = chances["action"].argmax(axis=1)
    found |= {(int(token), int(token) + 1, ACTION + ACTION_TYPES[best[token] - 1]) for token in np.flatnonzero(best)}
    return found


def score(examples: Sequence[Example], chances: Sequence[dict[str, Array]], labels: Sequence[str]) -> dict[str, Score]:
    """Return the scores of some labels, and of ``action``, which takes every trigger for alike.

    Args:
        examples: Annotated sentences whose annotation covers those labels.
        chances: The model's probabilities for each.
        labels: Labels to report, such as ``person``.
    """
    counts = {label: [0, 0, 0] for label in labels}
    for example, heads in zip(examples, chances, strict=True):
        annotated, predicted = annotated_spans(example), predicted_spans(heads)
        for label in labels:
            wanted, got = _of(label, annotated), _of(label, predicted)
            counts[label][0] += len(wanted & got)
            counts[label][1] += len(got)
            counts[label][2] += len(wanted)
    return {label: Score(*numbers) for label, numbers in counts.items()}


def _of(label: str, spans: set[Span]) -> set[Span]:
    if label == "action":
        return {(first, last, label) for first, last, name in spans if name.startswith(ACTION)}
    if label == "action type":
        return {span for span in spans if span[2].startswith(ACTION)}
    return {span for span in spans if span[2] == label}
