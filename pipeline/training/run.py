"""What ``mirsad train`` does: a configuration and annotated text become a model file, and its scores."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import torch

from pipeline.core.errors import ModelError
from pipeline.ner.ensemble import Ensemble
from pipeline.ner.labels import ENTITIES, TITLE
from pipeline.ner.tagger import Tagger as Runtime
from pipeline.ner.words import word_classes
from pipeline.resources.store import ModelStore
from pipeline.segment.segmenter import Segmenter
from pipeline.training.batches import Forms, Prepared, prepare
from pipeline.training.config import DataSet, TrainingConfig, read_config
from pipeline.training.examples import Example, read_conll, read_corpus
from pipeline.training.exchange import pools_of, slots_of
from pipeline.training.network import train
from pipeline.training.save import arrays_of, ensemble_of, write
from pipeline.training.scores import Score, score
from pipeline.training.selftraining import teach
from pipeline.training.text import lines_of, read_texts
from pipeline.training.vectors import Vectors, learn

Report = Callable[[str], None]

SHIPPED = "ner/tagger.npz"
"""Model whose word vectors are taken where a configuration names neither texts nor a model."""


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training run made.

    Attributes:
        path: The model file.
        sha256: Of the model file.
        tokens: Training tokens, annotated ones.
        scores: Score by data set and label on the development documents.
    """

    path: Path
    sha256: str
    tokens: int
    scores: dict[str, dict[str, Score]]


def train_model(path: Path, models: ModelStore | None = None, out: Path | None = None, report: Report = lambda _: None) -> Trained:
    """Train a model as a configuration says.

    The run is deterministic: one thread, one seed. The same machine and library versions give the same bytes; another
    machine's rounding gives a model whose development scores differ by less than one point of F1.

    Args:
        path: The configuration (``models/training/ner.yaml`` made the shipped model).
        models: The models folder to segment with; the shipped one if None.
        out: Where to write the model in place of the configured file.
        report: Called with lines of progress.

    Raises:
        ModelError: The configuration or a data file is wrong.
    """
    config = read_config(path)
    models = ModelStore.shipped() if models is None else models
    torch.set_num_threads(1)
    examples = {item.name: list(_read(item, models)) for item in config.data}
    vectors = _vectors(config, models, report)
    classes = word_classes(models)
    forms = Forms(config.settings.rows, {key: number for number, key in enumerate(vectors.keys)}, classes)
    pools = pools_of(models, forms, config.settings.seed) if config.settings.exchange else ()
    items: list[Prepared] = []
    held: dict[str, list[Example]] = {}
    for item in config.data:
        held[item.name] = [example for example in examples[item.name] if _is_held(example, config.development)]
        kept = [example for example in examples[item.name] if not _is_held(example, config.development)]
        items += [prepare(example, forms, config.settings.doubt, _slots(example, forms), item.weight) for example in kept]
        report(f"{item.name}: {len(kept)} sentences to train on, {len(held[item.name])} held out")
    if not items:
        raise ModelError(f"{path}: no annotated sentence to train on")
    tokens = sum(len(item.words) for item in items)
    target = config.out if out is None else out
    if config.selftraining is not None:
        plan, known = config.selftraining, (vectors.keys, vectors.values)
        items += teach(items, forms, *known, config.settings, plan, pools, config.without, models, report)
    about = {"tokens": tokens, "data": {name: len(rows) for name, rows in examples.items()}, "seed": config.settings.seed}
    members = []
    for number in range(config.members):
        settings = replace(config.settings, seed=config.settings.seed + number)
        members.append(arrays_of(train(items, forms, vectors.values, settings, pools, report), vectors.keys, settings, about))
    runtime: Runtime | Ensemble
    if config.beside is None:
        write(members[0], target)
        runtime = Runtime.load(target, classes)
    else:
        write(ensemble_of(members, config.beside), target)
        runtime = Ensemble.load(target, config.beside, classes)
    scores = {item.name: _scores(item, held[item.name], runtime) for item in config.data if held[item.name]}
    return Trained(target, sha256(target.read_bytes()).hexdigest(), tokens, scores)


def _read(data: DataSet, models: ModelStore) -> list[Example]:
    segmenter = Segmenter.from_models(models)
    found: list[Example] = []
    for path in data.files:
        found += read_corpus(path, segmenter) if data.format == "corpus" else read_conll(path, segmenter, data.labels, data.open)
    return [example for example in found if example.tokens]


def _is_held(example: Example, one_in: int) -> bool:
    return one_in > 0 and crc32(example.document.encode()) % one_in == 0


def _vectors(config: TrainingConfig, models: ModelStore, report: Report) -> Vectors:
    plan = config.vectors
    if plan.files:
        report("learning word vectors")
        lines = lines_of(read_texts(plan.files, config.without), models)
        return learn(lines, plan.size, plan.least, plan.most, plan.contexts, config.settings.seed)
    source = config.beside or plan.model or models.path(SHIPPED)
    with np.load(source, allow_pickle=False) as archive:
        values = archive["vectors"].astype(np.float32) * archive["vectors.scale"][:, None]
        return Vectors(tuple(archive["keys"].tobytes().decode().split("\n")), values)


def _slots(example: Example, forms: Forms) -> np.ndarray[Any, Any]:
    """Return the pool of every token whose label the annotation gives."""
    labels = [row.bit_length() - 1 if row & (row - 1) == 0 else 0 for row in example.allowed["entity"]]
    return slots_of(example.tokens, labels, forms)


def _scores(data: DataSet, examples: Sequence[Example], runtime: Runtime | Ensemble) -> dict[str, Score]:
    labels = (*ENTITIES, TITLE, "action", "action type") if data.format == "corpus" else tuple(dict.fromkeys(data.labels.values()))
    if data.open:
        labels = tuple(label for label in labels if label != "organization")
    return score(examples, runtime([example.tokens for example in examples]), labels)
