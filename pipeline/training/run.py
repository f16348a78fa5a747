"""What ``mirsad train`` does: a configuration and annotated text become a model file, and its scores."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from zlib import crc32

import numpy as np
import torch

from pipeline.core.annotations import Token
from pipeline.core.errors import ModelError
from pipeline.ner.labels import ENTITIES, HEADS, TITLE
from pipeline.ner.tagger import Tagger as Runtime
from pipeline.ner.words import word_classes
from pipeline.resources.store import ModelStore
from pipeline.segment.segmenter import Segmenter
from pipeline.training.config import DataSet, SelfTraining, TrainingConfig, read_config
from pipeline.training.distant import organization_table, overrule
from pipeline.training.examples import Example, read_conll, read_corpus
from pipeline.training.network import Forms, Prepared, prepare, train
from pipeline.training.save import arrays_of, write
from pipeline.training.scores import Score, score
from pipeline.training.text import evenly, lines_of, read_texts
from pipeline.training.vectors import Vectors, learn

Report = Callable[[str], None]

SHIPPED = "ner/tagger.npz"
"""Model whose word vectors are taken where a configuration names neither texts nor a model."""

LONGEST = 64
"""Tokens of plain text that are labelled at a time in self-training; a longer line is cut."""


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
    items: list[Prepared] = []
    held: dict[str, list[Example]] = {}
    for item in config.data:
        held[item.name] = [example for example in examples[item.name] if _is_held(example, config.development)]
        kept = [example for example in examples[item.name] if not _is_held(example, config.development)]
        items += [prepare(example, forms, config.settings.doubt, item.weight) for example in kept]
        report(f"{item.name}: {len(kept)} sentences to train on, {len(held[item.name])} held out")
    if not items:
        raise ModelError(f"{path}: no annotated sentence to train on")
    tokens = sum(len(item.words) for item in items)
    target = config.out if out is None else out
    if config.selftraining is not None:
        teachers = _teachers(config, config.selftraining, items, forms, vectors, report)
        items += _labelled(config, config.selftraining, teachers, forms, models, report)
    tagger = train(items, forms, vectors.values, config.settings, report)
    about = {"tokens": tokens, "data": {name: len(rows) for name, rows in examples.items()}, "seed": config.settings.seed}
    write(arrays_of(tagger, vectors.keys, config.settings, about), target)
    runtime = Runtime.load(target, classes)
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
    source = models.path(SHIPPED) if plan.model is None else plan.model
    with np.load(source, allow_pickle=False) as archive:
        values = archive["vectors"].astype(np.float32) * archive["vectors.scale"][:, None]
        return Vectors(tuple(archive["keys"].tobytes().decode().split("\n")), values)


def _teachers(
    config: TrainingConfig, plan: SelfTraining, items: list[Prepared], forms: Forms, vectors: Vectors, report: Report
) -> list[Runtime]:
    """Return the first models."""
    teachers = []
    for number in range(plan.teachers):
        settings = replace(config.settings, epochs=plan.epochs, seed=config.settings.seed + number)
        tagger = train(items, forms, vectors.values, settings, report)
        teachers.append(Runtime(arrays_of(tagger, vectors.keys, settings, {}), forms.classes))
    return teachers


def _labelled(
    config: TrainingConfig, plan: SelfTraining, teachers: Sequence[Runtime], forms: Forms, models: ModelStore, report: Report
) -> list[Prepared]:
    """Return plain text with the teachers' mean probabilities, in which the gazetteer has a say."""
    table = organization_table(models)
    rows: list[tuple[Token, ...]] = []
    size = 0
    for line in lines_of(evenly(read_texts(plan.files, config.without), config.settings.seed), models):
        for at in range(0, len(line), LONGEST):
            rows.append(line[at : at + LONGEST])
            size += len(rows[-1])
        if size >= plan.tokens:
            break
    found: list[Prepared] = []
    for at in range(0, len(rows), 64):
        batch = rows[at : at + 64]
        for tokens, *answers in zip(batch, *(teacher(batch) for teacher in teachers), strict=True):
            words = np.array([forms.number(token) for token in tokens], dtype=np.int64)
            soft = {head: sum(chances[head] for chances in answers) / np.float32(len(answers)) for head in HEADS}
            if plan.gazetteer:
                overrule(tokens, soft["entity"], table, plan.gazetteer)
            found.append(Prepared(words, soft, plan.weight, soft=True))
    report(f"self-training: {size} tokens labelled")
    return found


def _scores(data: DataSet, examples: Sequence[Example], runtime: Runtime) -> dict[str, Score]:
    labels = (*ENTITIES, TITLE, "action", "action type") if data.format == "corpus" else tuple(dict.fromkeys(data.labels.values()))
    if data.open:
        labels = tuple(label for label in labels if label != "organization")
    return score(examples, runtime([example.tokens for example in examples]), labels)
