"""Word vectors from plain text: positive pointwise mutual information with neighbours, reduced by a truncated SVD.

Levy, Goldberg and Dagan 2015 show that this is on a par with word2vec; it needs seconds, no gradient steps, and one seed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.core.annotations import Token
from pipeline.ner.features import vector_key

Array = np.ndarray[Any, Any]

NEAR = (1, 2)
"""Distances at which left and right neighbours count apart, which brings words of one grammatical kind together."""

FAR = 5
"""Greatest distance of a neighbour in the bag that brings words of one topic together."""

SMOOTHING = 0.75
"""Exponent of the context distribution (Levy et al. 2015)."""

WEIGHTS = {1: 1.0, 2: 0.8}
"""Weight of each near distance's columns; the bag has the second's."""

LENGTH = 6.0
"""Length of every vector, so that an entry is of the size of a hidden unit."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """Word vectors, most frequent key first.

    Attributes:
        keys: Word forms as :func:`pipeline.ner.features.vector_key` gives them.
        values: ``(n_keys, size) float32``.
    """

    keys: tuple[str, ...]
    values: Array


def learn(lines: Iterable[tuple[Token, ...]], size: int, least: int, most: int, contexts: int, seed: int) -> Vectors:
    """Learn word vectors.

    Args:
        lines: Lines of tokens.
        size: Dimensions.
        least: Least count of a word form with a vector.
        most: Greatest number of word forms.
        contexts: Number of the most frequent forms that count as neighbours.
        seed: Seed of the randomized SVD.
    """
    from scipy import sparse
    from sklearn.utils.extmath import randomized_svd

    ids: dict[str, int] = {}
    stream: list[int] = []
    for tokens in lines:
        stream += [ids.setdefault(vector_key(token), len(ids)) for token in tokens]
        stream.append(-1)
    words = np.array(stream, dtype=np.int32)
    keys = list(ids)
    counts = np.bincount(words[words >= 0], minlength=len(keys))
    order = np.lexsort((np.arange(len(counts)), -counts))[: min(int((counts >= least).sum()), most)]
    rank = np.full(len(keys) + 1, -1, np.int64)
    rank[order] = np.arange(len(order))
    ranks, ends = rank[words], words < 0
    blocks = []
    bag = None
    for distance in range(1, FAR + 1):
        within = np.ones(len(words) - distance, bool)
        for step in range(1, distance):
            within &= ~ends[step : len(words) - distance + step]
        for left in (True, False):
            word, neighbour = (ranks[distance:], ranks[:-distance]) if left else (ranks[:-distance], ranks[distance:])
            kept = within & (word >= 0) & (neighbour >= 0) & (neighbour < contexts)
            pairs, number = np.unique(word[kept] * contexts + neighbour[kept], return_counts=True)
            matrix = sparse.csr_matrix((number.astype(np.float32), (pairs // contexts, pairs % contexts)), shape=(len(order), contexts))
            if distance in NEAR:
                blocks.append(_information(matrix) * WEIGHTS[distance])
            if distance > 1:
                bag = matrix if bag is None else bag + matrix
    blocks.append(_information(bag) * WEIGHTS[2])
    left_vectors, singular, _ = randomized_svd(sparse.hstack(blocks).tocsr(), size, n_iter=3, random_state=seed)
    values = left_vectors * np.sqrt(singular)[None]
    values *= LENGTH / (np.linalg.norm(values, axis=1, keepdims=True) + 1e-9)
    return Vectors(tuple(keys[number] for number in order), values.astype(np.float32))


def _information(matrix: Any) -> Any:
    """Return the positive pointwise mutual information of a count matrix."""
    from scipy import sparse

    rows = np.asarray(matrix.sum(1)).ravel()
    columns = np.asarray(matrix.sum(0)).ravel() ** SMOOTHING
    columns /= columns.sum()
    entries = matrix.tocoo()
    values = np.log(np.maximum(entries.data / (rows[entries.row] * columns[entries.col]), 1e-12))
    return sparse.csr_matrix((np.maximum(values, 0).astype(np.float32), (entries.row, entries.col)), shape=matrix.shape)
