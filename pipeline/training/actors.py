"""Training the ranker of actors on the composed corpus.

Run as ``python -m pipeline.training.actors CORPUS_FOLDER OUT.tsv``: reads every XML file, runs the pipeline, keeps for every annotated
action what its actors were chosen from, fits an L2-regularized log-linear model whose right options share the credit, and prints what it
does on files left out in turn. Deterministic: full-batch optimization from zero.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from pipeline.assemble import Stages, build
from pipeline.core.config import Config
from pipeline.core.document import Document
from pipeline.core.text import Span
from pipeline.evaluation.compare import same_actor
from pipeline.events.options import Choice
from pipeline.events.ranker import Ranker
from pipeline.resources.store import ModelStore
from pipeline.training.annotated import annotated, before_events

PENALTY = 3.0
"""L2 penalty, chosen on files left out in turn."""

RARE = 2
"""Features that occur less often have no weight."""

LEAST = 0.03
"""Weights smaller than this are dropped from the shipped file; the choices on files left out do not change."""

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One annotated action.

    Attributes:
        source: Corpus file it is from.
        options: Features of what its actors can be chosen from.
        right: Which of them are annotated.
        ruled: Which of them the rules would take.
    """

    source: str
    options: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    ruled: tuple[bool, ...]


def choices(stages: Stages, document: Document) -> list[Choice]:
    """Run the pipeline over a document and return what the actors of its actions were chosen from."""
    segmentation, spans, places, links = before_events(stages, document)
    found: list[Choice] = []
    stages.events(document, segmentation, spans, places, links, stages.timex(document, segmentation), found)
    return found


def examples(stages: Stages, paths: Iterable[Path]) -> Iterator[Example]:
    """Yield the annotated actions of corpus files whose actors, or nobody, are among the options."""
    for path, document, actions in annotated(paths):
        for choice in choices(stages, document):
            span = Span(choice.start, choice.end)
            mark = next((mark for action, mark in actions if action.overlaps(span)), None)
            if mark is None:
                continue
            names = [name.strip() for name in mark.get("by", "").split("|") if name.strip()]
            right = tuple(
                any(same_actor(actor.name, name) for actor in option.actors for name in names) if names else not option.actors
                for option in choice.options
            )
            if any(right):
                options = tuple(tuple(option.features) for option in choice.options)
                yield Example(path.stem, options, right, tuple(option.ruled for option in choice.options))


def fit(rows: list[Example], penalty: float = PENALTY) -> dict[str, float]:
    """Return weights by feature that make the right options of every example likely."""
    counts = Counter(name for row in rows for option in row.options for name in option)
    numbers = {name: number for number, name in enumerate(sorted(name for name, count in counts.items() if count >= RARE))}
    flat = [[numbers[name] for name in option if name in numbers] for row in rows for option in row.options]
    ends = np.cumsum([0] + [len(option) for option in flat])
    columns = [number for option in flat for number in option]
    table = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(flat), len(numbers)))
    starts = np.cumsum([0] + [len(row.options) for row in rows])[:-1]
    owner = np.repeat(np.arange(len(rows)), [len(row.options) for row in rows])
    right = np.array([flag for row in rows for flag in row.right], dtype=np.float64)

    def loss(weights: Array) -> tuple[float, Array]:
        scores = table @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        every, good = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts)
        gradient = table.T @ (odds / every[owner] - odds * right / good[owner]) + penalty * weights
        return float((np.log(every) - np.log(good)).sum() + penalty / 2 * weights @ weights), np.asarray(gradient).reshape(-1)

    best: Array = minimize(loss, np.zeros(len(numbers)), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    return {name: float(best[number]) for name, number in numbers.items()}


def hits(rows: list[Example], weights: dict[str, float]) -> tuple[int, int]:
    """Return how often the likeliest option is right, and how often what the rules take."""
    ranked = ruled = 0
    for row in rows:
        scores = [sum(weights.get(name, 0.0) for name in option) for option in row.options]
        ranked += row.right[int(np.argmax(scores))]
        ruled += any(right and rule for right, rule in zip(row.right, row.ruled, strict=True))
    return ranked, ruled


def main(corpus: Path, out: Path) -> None:
    """Train on a folder of corpus files, report, and write the weights."""
    stages = build(Config(), ModelStore.shipped())
    stages.events.ranker = Ranker({})
    rows = list(examples(stages, sorted(corpus.glob("*.xml"))))
    for source in sorted({row.source for row in rows}):
        test = [row for row in rows if row.source == source]
        ranked, ruled = hits(test, fit([row for row in rows if row.source != source]))
        print(f"{source:10} {len(test)} actions: actor {ranked / len(test):.3f} (rules alone {ruled / len(test):.3f})")  # noqa: T201 (a report)
    weights = fit(rows)
    lines = [f"{name}\t{value:.3g}\n" for name, value in sorted(weights.items()) if abs(value) >= LEAST]
    out.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
