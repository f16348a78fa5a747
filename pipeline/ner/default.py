"""The trained backend: the shipped tagger's probabilities as labelled spans."""

from bisect import bisect_right
from pathlib import Path

import numpy as np

from pipeline.core.annotations import NerSpan, Segmentation, Token
from pipeline.core.codes import ACTION_TYPES
from pipeline.ner.ensemble import Ensemble
from pipeline.ner.joins import NameJoiner
from pipeline.ner.labels import ACTION, ENTITIES, HEADS, TITLE, decode
from pipeline.ner.tagger import Array, Tagger
from pipeline.ner.words import word_classes
from pipeline.resources.store import ModelStore

FILE = "ner/tagger.npz"
"""The shipped model, inside the models folder."""

ENSEMBLE = "ner/ensemble.npz"
"""The further members of the ensemble whose first is the shipped model."""

LEAST_TRIGGER = 0.3
"""A token is reported as a trigger from this probability of any action on; the events stage judges by the score."""

BEGIN = HEADS["entity"].index("B-person")
INSIDE = HEADS["entity"].index("I-person")


class TrainedBackend:
    """Finds persons, organizations, places, positions and action triggers with a trained tagger.

    Spans are labelled ``person``, ``organization``, ``place`` (none of these overlaps another), ``position`` (title words with
    the organization in them) and ``action:TYPE``; scores are the model's mean probabilities.
    """

    def __init__(self, tagger: Tagger | Ensemble, joiner: NameJoiner, name: str = "trained") -> None:
        """Build a backend.

        Args:
            tagger: A loaded model.
            joiner: Completes the persons it finds.
            name: Name of the backend, the ``found_by`` of its spans.
        """
        self.name = name
        self.tagger = tagger
        self._joiner = joiner

    @classmethod
    def from_models(cls, models: ModelStore, model: Path | None = None) -> "TrainedBackend":
        """Load the shipped model, or a trained one.

        Args:
            models: The models folder.
            model: A model file of ``mirsad train`` to use in place of the shipped one.

        Raises:
            ModelError: The file is missing or no model of this program.
        """
        tagger = Tagger.load(models.path(FILE) if model is None else model, word_classes(models))
        return cls(tagger, NameJoiner.from_models(models))

    @classmethod
    def several(cls, models: ModelStore, model: Path | None = None) -> "TrainedBackend":
        """Load the shipped ensemble, or a trained one beside the shipped model.

        Args:
            models: The models folder.
            model: A file of ``mirsad train`` with the further members.

        Raises:
            ModelError: A file is missing, no model of this program, or of another first member.
        """
        path = models.path(ENSEMBLE) if model is None else model
        return cls(Ensemble.load(path, models.path(FILE), word_classes(models)), NameJoiner.from_models(models), "ensemble")

    def recognize(self, segmentation: Segmentation) -> tuple[NerSpan, ...]:
        """Return labelled token spans with scores, in the order of the text."""
        sentences = [sentence for sentence in segmentation.sentences if sentence.kind != "furniture"]
        rows = [segmentation.tokens_of(sentence) for sentence in sentences]
        chances, places = self.tagger.together(rows)
        _part_at_conjunctions(rows, places, chances["entity"])
        starts = [first for first, _ in places]
        shifts = [sentence.first - first for sentence, first in zip(sentences, starts, strict=True)]
        names: list[list[NerSpan]] = [[] for _ in sentences]
        for first, last, label, score in decode(chances["entity"]):
            number = bisect_right(starts, first) - 1
            shift = shifts[number]
            names[number].append(NerSpan(first + shift, last + shift, ENTITIES[label], round(score, 4), self.name))
        found: list[NerSpan] = []
        for sentence, tokens, spans in zip(sentences, rows, names, strict=True):
            found += self._joiner.complete(spans, tokens, sentence.first)
        for first, last, _, score in decode(chances["title"]):
            shift = shifts[bisect_right(starts, first) - 1]
            end = self._joiner.without_rank(segmentation.tokens, first + shift, last + shift)
            found.append(NerSpan(first + shift, end, TITLE, round(score, 4), self.name))
        for first, last, label, score in _triggers(chances["action"]):
            shift = shifts[bisect_right(starts, first) - 1]
            found.append(NerSpan(first + shift, last + shift, ACTION + ACTION_TYPES[label], round(score, 4), self.name))
        return tuple(sorted(found, key=lambda span: (span.first, -span.last, span.label)))


def _triggers(chances: Array) -> list[tuple[int, int, int, float]]:
    """Return first row, row past the last, type and greatest probability of the triggers; neighbours of one type are one."""
    rows = np.flatnonzero(chances[:, 0] <= 1 - LEAST_TRIGGER)
    types = chances[rows, 1:].argmax(axis=1)
    found: list[tuple[int, int, int, float]] = []
    for row, kind, score in zip(rows.tolist(), types.tolist(), chances[rows, 1 + types].tolist(), strict=True):
        if found and found[-1][1] == row and found[-1][2] == kind:
            before = found.pop()
            found.append((before[0], row + 1, kind, max(before[3], score)))
        else:
            found.append((row, row + 1, kind, score))
    return found


def _part_at_conjunctions(sentences: list[tuple[Token, ...]], places: list[tuple[int, int]], chances: Array) -> None:
    """Let a word with an attached و begin a person rather than go on with one: no Arabic name has an "and" in it."""
    joined = [
        row
        for tokens, (first, _) in zip(sentences, places, strict=True)
        for row, token in enumerate(tokens, first)
        if token.proclitics and token.proclitics[0] == "و"
    ]
    if joined:
        chances[joined, BEGIN] += chances[joined, INSIDE]
        chances[joined, INSIDE] = 0
