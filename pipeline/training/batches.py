"""Training examples as numbers: word forms, what is allowed for every token, and batches in which names are exchanged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from pipeline.core.annotations import Token
from pipeline.ner.features import Rows, rows_of, vector_key
from pipeline.ner.labels import HEADS
from pipeline.ner.words import Classes
from pipeline.training.examples import Example

Array = np.ndarray[Any, Any]
Pools = Sequence[Array]
"""Numbers of word forms that may stand in for one another, one array a kind of name."""


class Forms:
    """Word forms as numbers: their hashed rows and word vectors, computed once."""

    def __init__(self, rows: int, vectors: dict[str, int], classes: Classes) -> None:
        self.rows = Rows(rows)
        self.classes = classes
        self.vectors = vectors
        self.ids: dict[tuple[str, str], int] = {}
        self.features: list[list[int]] = []
        self.vector: list[int] = []

    def number(self, token: Token) -> int:
        """Return the number of a token's form."""
        form = (token.text, token.base)
        found = self.ids.get(form)
        if found is None:
            found = self.ids[form] = len(self.features)
            self.features.append(rows_of(token, self.classes, self.rows))
            self.vector.append(self.vectors.get(vector_key(token), len(self.vectors)))
        return found


@dataclass(frozen=True, slots=True)
class Prepared:
    """An example as numbers.

    Attributes:
        words: Number of each token's form.
        allowed: By head, ``(n_tokens, n_labels) float32``: which labels the annotation allows, or a teacher's probabilities.
        weight: Weight in the loss.
        slots: Number of the pool that another name may be taken from for each token, or -1.
        soft: Whether ``allowed`` holds probabilities to be matched, not a set to stay in.
    """

    words: Array
    allowed: dict[str, Array]
    weight: float
    slots: Array
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """Some examples in a row, gaps between them, as the network takes them.

    Attributes:
        rows: Feature rows of the batch's word forms, joined.
        starts: Where each form's rows begin; the first two rows identify the form.
        vector: Word-vector number of each form.
        words: Form of each place, from 1; 0 in a gap.
        allowed: By head, ``(n_places, n_labels)``.
        weights: Weight of each place, 0 in a gap.
        soft: Whether each place is matched with a teacher's probabilities.
    """

    rows: Tensor
    starts: Tensor
    vector: Tensor
    words: Tensor
    allowed: dict[str, Tensor]
    weights: Tensor
    soft: Tensor


def prepare(example: Example, forms: Forms, doubt: float, slots: Array, weight: float = 1.0) -> Prepared:
    """Turn an example into numbers.

    Args:
        example: The example.
        forms: Takes up its word forms.
        doubt: Weight of a label that an incomplete annotation merely does not rule out.
        slots: As in :class:`Prepared`.
        weight: Its weight in the loss.
    """
    words = np.array([forms.number(token) for token in example.tokens], dtype=np.int64)
    allowed = {}
    for head, labels in HEADS.items():
        sets = np.array(example.allowed[head], dtype=np.int64)
        fits = ((sets[:, None] >> np.arange(len(labels))) & 1).astype(np.float32)
        fits[(fits[:, 0] > 0) & (fits.sum(1) < len(labels)), 1:] *= doubt
        allowed[head] = fits
    return Prepared(words, allowed, weight, slots)


def batches(items: Sequence[Prepared], size: int, random: np.random.Generator) -> Iterator[list[Prepared]]:
    """Yield batches of about ``size`` tokens in random order."""
    batch: list[Prepared] = []
    tokens = 0
    for number in random.permutation(len(items)):
        batch.append(items[number])
        tokens += len(items[number].words)
        if tokens >= size:
            yield batch
            batch, tokens = [], 0
    if batch:
        yield batch


def exchanged(words: Array, slots: Array, pools: Pools, share: float, random: np.random.Generator) -> Array:
    """Return word forms with a share of the names exchanged for others of their pool."""
    chosen = (slots >= 0) & (random.random(len(slots)) < share)
    if not chosen.any():
        return words
    words = words.copy()
    for number, pool in enumerate(pools):
        places = np.flatnonzero(chosen & (slots == number))
        words[places] = pool[random.integers(len(pool), size=len(places))]
    return words


def collate(batch: Sequence[Prepared], forms: Forms, gap: int, pools: Pools, share: float, random: np.random.Generator) -> Batch:
    """Put examples in a row.

    Args:
        batch: The examples.
        forms: Their word forms.
        gap: Places between two examples, at least the greatest dilation.
        pools: Forms that names are exchanged for.
        share: Share of names that are exchanged.
        random: Says which.
    """
    forms_of = exchanged(
        np.concatenate([item.words for item in batch]), np.concatenate([item.slots for item in batch]), pools, share, random
    )
    unique, back = np.unique(forms_of, return_inverse=True)
    rows = [forms.features[form] for form in unique]
    starts = np.cumsum([0] + [len(row) for row in rows[:-1]])
    count = gap + sum(len(item.words) + gap for item in batch)
    words = np.zeros(count, np.int64)
    weights = np.zeros(count, np.float32)
    soft = np.zeros(count, bool)
    allowed = {head: np.ones((count, len(labels)), np.float32) for head, labels in HEADS.items()}
    at, read = gap, 0
    for item in batch:
        size = len(item.words)
        words[at : at + size] = back[read : read + size] + 1
        weights[at : at + size] = item.weight
        soft[at : at + size] = item.soft
        for head in HEADS:
            allowed[head][at : at + size] = item.allowed[head]
        at += size + gap
        read += size
    return Batch(
        torch.from_numpy(np.array([row for form in rows for row in form], dtype=np.int64)),
        torch.from_numpy(starts),
        torch.from_numpy(np.array([forms.vector[form] for form in unique], dtype=np.int64)),
        torch.from_numpy(words),
        {head: torch.from_numpy(values) for head, values in allowed.items()},
        torch.from_numpy(weights),
        torch.from_numpy(soft),
    )
