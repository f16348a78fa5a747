"""The trained backend: the shipped tagger's probabilities as labelled spans."""

from pathlib import Path

import numpy as np

from pipeline.core.annotations import NerSpan, Segmentation, Token
from pipeline.ner.joins import NameJoiner
from pipeline.ner.labels import ACTION, ACTIONS, ENTITIES, HEADS, TITLE, decode
from pipeline.ner.tagger import Array, Tagger
from pipeline.resources.store import ModelStore

FILE = "ner/tagger.npz"
"""The shipped model, inside the models folder."""

LEAST_TRIGGER = 0.3
"""A token is reported as a trigger from this probability of any action on; the events stage judges by the score."""

BEGIN = HEADS["entity"].index("B-person")
INSIDE = HEADS["entity"].index("I-person")


class TrainedBackend:
    """Finds persons, organizations, places, positions and action triggers with a trained tagger.

    Spans are labelled ``person``, ``organization``, ``place`` (none of these overlaps another), ``position`` (title words with
    the organization in them) and ``action:TYPE``; scores are the model's mean probabilities.
    """

    def __init__(self, tagger: Tagger, joiner: NameJoiner, name: str = "trained") -> None:
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
        return cls(Tagger.load(models.path(FILE) if model is None else model), NameJoiner.from_models(models))

    def recognize(self, segmentation: Segmentation) -> tuple[NerSpan, ...]:
        """Return labelled token spans with scores, in the order of the text."""
        sentences = [sentence for sentence in segmentation.sentences if sentence.kind != "furniture"]
        found: list[NerSpan] = []
        chances = self.tagger(segmentation.tokens_of(sentence) for sentence in sentences)
        for sentence, heads in zip(sentences, chances, strict=True):
            tokens = segmentation.tokens_of(sentence)
            _part_at_conjunctions(tokens, heads["entity"])
            found += self._joiner.complete(self._spans(sentence.first, heads["entity"], ENTITIES), tokens, sentence.first)
            found += self._spans(sentence.first, heads["title"], (TITLE,))
            self._triggers(found, sentence.first, heads["action"])
        return tuple(sorted(found, key=lambda span: (span.first, -span.last, span.label)))

    def _spans(self, at: int, chances: Array, labels: tuple[str, ...]) -> list[NerSpan]:
        return [NerSpan(at + first, at + last, labels[label], round(score, 4), self.name) for first, last, label, score in decode(chances)]

    def _triggers(self, found: list[NerSpan], at: int, chances: Array) -> None:
        last = -1
        for token in np.flatnonzero(chances[:, 0] <= 1 - LEAST_TRIGGER).tolist():
            action = int(chances[token, 1:].argmax())
            score = round(float(chances[token, 1 + action]), 4)
            label = ACTION + ACTIONS[action]
            if token == last and found[-1].label == label:
                before = found.pop()
                found.append(NerSpan(before.first, at + token + 1, label, max(before.score, score), self.name))
            else:
                found.append(NerSpan(at + token, at + token + 1, label, score, self.name))
            last = token + 1


def _part_at_conjunctions(tokens: tuple[Token, ...], chances: Array) -> None:
    """Let a word with an attached و begin a person rather than go on with one: no Arabic name has an "and" in it."""
    joined = [number for number, token in enumerate(tokens) if token.proclitics and token.proclitics[0] == "و"]
    if joined:
        chances[joined, BEGIN] += chances[joined, INSIDE]
        chances[joined, INSIDE] = 0
