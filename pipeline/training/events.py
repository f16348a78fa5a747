"""Training the judge of action candidates on the composed corpus.

Run as ``python -m pipeline.training.events CORPUS_FOLDER OUT.npz``: reads every XML file, runs the pipeline up to the rules'
candidates, labels each candidate by the annotation, fits two L2-regularized linear models, and prints what they do on files
left out in turn. Deterministic: full-batch optimization from zero.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from pipeline.assemble import Stages, build
from pipeline.core.codes import ACTION_TYPES
from pipeline.core.config import Config
from pipeline.core.document import Document
from pipeline.core.text import Span
from pipeline.events.candidates import Candidate
from pipeline.events.judge import BITS, TYPE_BITS, View, features, indices, pack, type_features
from pipeline.resources.store import ModelStore
from pipeline.training.annotated import annotated, before_events

ACT_PENALTY = 0.3
"""L2 penalty of the act model, chosen on files left out in turn."""

TYPE_PENALTY = 0.3
"""L2 penalty of the type model, chosen likewise."""

LEAST = 0.004
"""Weights smaller than this are dropped from the shipped file; the scores of files left out do not change."""


Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One candidate with its label.

    Attributes:
        source: Corpus file it is from.
        act: Feature numbers of the act model.
        type: Feature numbers of the type model.
        rule: Number of the rule's type.
        label: Number of the annotated type, or -1 where it is no action.
    """

    source: str
    act: tuple[int, ...]
    type: tuple[int, ...]
    rule: int
    label: int


def views(stages: Stages, document: Document) -> Iterator[View]:
    """Yield what the judge sees of every sentence of a document."""
    segmentation, _, places, links = before_events(stages, document)
    yield from stages.events.views(segmentation, places, links)


def examples(stages: Stages, paths: Iterable[Path]) -> Iterator[Example]:
    """Yield the candidates of corpus files with their labels."""
    for path, document, actions in annotated(paths):
        for view in views(stages, document):
            for order, candidate in enumerate(view.candidates):
                span = Span(candidate.start, view.tokens[candidate.last - 1].span.end)
                kind = next((mark.get("t", "other") for action, mark in actions if action.overlaps(span)), "")
                yield example(stages, path.stem, view, candidate, order, kind)


def example(stages: Stages, source: str, view: View, candidate: Candidate, order: int, kind: str) -> Example:
    """Return a candidate with its label; an empty ``kind`` says that it is no action."""
    own, around = features(candidate, view, order)
    return Example(
        source,
        tuple(indices([*own, *around], BITS)),
        tuple(indices(type_features(candidate, view), TYPE_BITS)),
        ACTION_TYPES.index(candidate.rule.type),
        ACTION_TYPES.index(kind) if kind else -1,
    )


def matrix(rows: list[tuple[int, ...]], bits: int) -> csr_matrix:
    """Return feature rows as a sparse matrix with a last column of ones, the bias."""
    width = (1 << bits) + 1
    columns = [number for row in rows for number in (*row, width - 1)]
    ends = np.cumsum([0] + [len(row) + 1 for row in rows])
    table = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), width))
    table.sum_duplicates()
    return table


def fit_act(table: csr_matrix, labels: Array, penalty: float = ACT_PENALTY) -> Array:
    """Return the weights of an L2-regularized logistic regression; ``labels`` are 1 for actions and 0 for others."""
    signs = 2 * labels - 1

    def loss(weights: Array) -> tuple[float, Array]:
        margins = signs * (table @ weights)
        chances = 1 / (1 + np.exp(np.clip(margins, -30, 30)))
        gradient = -(table.T @ (signs * chances)) + penalty * weights
        return float(np.logaddexp(0, -margins).sum() + penalty / 2 * weights @ weights), gradient

    result: Array = minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return result


def fit_types(table: csr_matrix, labels: NDArray[np.int64], penalty: float = TYPE_PENALTY) -> Array:
    """Return the weights of an L2-regularized softmax regression, ``(n_features, n_types)``."""
    used = np.unique(table.indices)
    small = table[:, used]
    truth = np.zeros((small.shape[0], len(ACTION_TYPES)))
    truth[np.arange(len(labels)), labels] = 1

    def loss(flat: Array) -> tuple[float, Array]:
        weights = flat.reshape(len(used), len(ACTION_TYPES))
        logits = small @ weights
        logits -= logits.max(axis=1, keepdims=True)
        total = np.log(np.exp(logits).sum(axis=1, keepdims=True))
        value = -((logits - total) * truth).sum() + penalty / 2 * flat @ flat
        gradient = small.T @ (np.exp(logits - total) - truth) + penalty * weights
        return float(value), np.asarray(gradient).reshape(-1)

    start = np.zeros(len(used) * len(ACTION_TYPES))
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 100}).x.reshape(len(used), len(ACTION_TYPES))
    weights: Array = np.zeros((table.shape[1], len(ACTION_TYPES)))
    weights[used] = best
    return weights


def train(rows: list[Example]) -> tuple[Array, Array]:
    """Fit both models."""
    labels = np.array([row.label for row in rows])
    act = fit_act(matrix([row.act for row in rows], BITS), (labels >= 0).astype(float))
    kept = [row for row in rows if row.label >= 0]
    return act, fit_types(matrix([row.type for row in kept], TYPE_BITS), labels[labels >= 0])


def left_out(rows: list[Example]) -> Iterator[tuple[str, NDArray[np.int64], Array, Array]]:
    """Yield for every file its labels, and the log-odds and type probabilities of models trained on the other files."""
    for source in sorted({row.source for row in rows}):
        test = [row for row in rows if row.source == source]
        act, types = train([row for row in rows if row.source != source])
        logits = matrix([row.type for row in test], TYPE_BITS) @ types
        chances = np.exp(logits - logits.max(axis=1, keepdims=True))
        yield (
            source,
            np.array([row.label for row in test]),
            matrix([row.act for row in test], BITS) @ act,
            chances / chances.sum(1, keepdims=True),
        )


def main(corpus: Path, out: Path) -> None:
    """Train on a folder of corpus files, report, and write the judge."""
    rows = list(examples(build(Config(), ModelStore.shipped()), sorted(corpus.glob("*.xml"))))
    for source, labels, odds, chances in left_out(rows):
        rules = np.array([row.rule for row in rows if row.source == source])
        chosen = odds > 0
        right = chosen & (labels >= 0)
        typed, ruled = right & (chances.argmax(1) == labels), right & (rules == labels)
        print(  # noqa: T201 (the report of a command)
            f"{source:10} {len(labels)} candidates, {(labels >= 0).sum()} actions: precision {right.sum() / chosen.sum():.3f}, "
            f"recall {right.sum() / (labels >= 0).sum():.3f}, type {typed.sum() / right.sum():.3f} "
            f"(rules alone {ruled.sum() / right.sum():.3f})"
        )
    act, types = train(rows)
    small = [np.where(np.abs(table) < LEAST, 0, table).astype(np.float32) for table in (act, types)]
    np.savez_compressed(out, allow_pickle=False, **pack("act", small[0]), **pack("types", small[1]))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
