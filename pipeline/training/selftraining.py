"""Self-training: plain text labelled by first models, in which the whole program and the gazetteer have a say."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.assemble import Stages, build
from pipeline.core.annotations import Token
from pipeline.core.config import Config
from pipeline.core.document import Document
from pipeline.ner.labels import HEADS, TITLE
from pipeline.ner.tagger import Tagger as Runtime
from pipeline.normalize.normalizer import normalize
from pipeline.resources.store import ModelStore
from pipeline.training.batches import Forms, Pools, Prepared
from pipeline.training.config import SelfTraining
from pipeline.training.distant import organization_table, overrule
from pipeline.training.exchange import slots_of
from pipeline.training.network import Settings, train
from pipeline.training.save import arrays_of, read, write
from pipeline.training.text import Text, evenly, lines_of, read_texts

Report = Callable[[str], None]
Array = np.ndarray[Any, Any]
Labelled = tuple[tuple[Token, ...], dict[str, Array] | None]
"""Tokens of a line, and by head the number of the label that the program gives each, or None where it was not asked."""

LONGEST = 64
"""Tokens of plain text that are labelled at a time; a longer line is cut."""

BATCH = 64
"""Lines that the teachers label at a time."""

SILENCE = 0.6
"""Part of its say that the program has where it finds nothing: it overlooks more than it invents."""

OPEN = [number for number, label in enumerate(HEADS["entity"]) if label.endswith("organization")]
"""Labels that the program's silence says nothing against: it takes no unknown name for an organization by itself."""


def teach(
    items: Sequence[Prepared],
    forms: Forms,
    keys: Sequence[str],
    vectors: Array,
    settings: Settings,
    plan: SelfTraining,
    pools: Pools,
    without: frozenset[str],
    models: ModelStore,
    report: Report,
) -> list[Prepared]:
    """Train the first models and return plain text with their mean probabilities.

    Args:
        items: Annotated examples.
        forms: Word forms.
        keys: Word forms of the word vectors.
        vectors: The word vectors.
        settings: Hyperparameters of the final model.
        plan: The second pass.
        pools: Forms that names are exchanged for.
        without: Ids of texts that are left out.
        models: The models folder.
        report: Called with lines of progress.
    """
    archives = [] if plan.model is None else [read(plan.model)]
    for number in range(plan.teachers if plan.model is None else 0):
        chosen = replace(settings, epochs=plan.epochs, seed=settings.seed + number)
        archives.append(arrays_of(train(items, forms, vectors, chosen, pools, report), keys, chosen, {}))
    teachers = [Runtime(arrays, forms.classes) for arrays in archives]
    texts = evenly(read_texts(plan.files, without), settings.seed)
    table = organization_table(models)
    found: list[Prepared] = []
    with tempfile.TemporaryDirectory() as folder:
        if plan.program:
            write(archives[0], Path(folder, "teacher.npz"))
            lines = _by_program(texts, build(Config(ner_model=Path(folder, "teacher.npz")), models))
        else:
            lines = ((tokens, None) for tokens in lines_of(texts, models))
        rows = _first(lines, plan.tokens)
    for at in range(0, len(rows), BATCH):
        batch = rows[at : at + BATCH]
        answers = [teacher([tokens for tokens, _ in batch]) for teacher in teachers]
        for number, (tokens, labels) in enumerate(batch):
            soft = {head: _mean([answer[number][head] for answer in answers]) for head in HEADS}
            if labels is not None:
                for head, told in labels.items():
                    soft[head] = _told(soft[head], told, plan.program)
            if plan.gazetteer:
                overrule(tokens, soft["entity"], table, plan.gazetteer)
            words = np.array([forms.number(token) for token in tokens], dtype=np.int64)
            slots = slots_of(tokens, soft["entity"].argmax(axis=1).tolist(), forms)
            found.append(Prepared(words, soft, plan.weight, slots, soft=True))
    report(f"self-training: {sum(len(tokens) for tokens, _ in rows)} tokens labelled")
    return found


def _first(lines: Iterator[Labelled], count: int) -> list[Labelled]:
    """Return pieces of the first lines, about so many tokens."""
    rows: list[Labelled] = []
    size = 0
    for tokens, labels in lines:
        for at in range(0, len(tokens), LONGEST):
            piece = tokens[at : at + LONGEST]
            rows.append((piece, None if labels is None else {head: told[at : at + LONGEST] for head, told in labels.items()}))
            size += len(piece)
        if size >= count:
            break
    return rows


def _mean(answers: list[Array]) -> Array:
    return np.asarray(np.stack(answers).mean(axis=0), np.float32)


def _told(chances: Array, told: Array, share: float) -> Array:
    """Return a teacher's probabilities moved towards the program's labels."""
    doubted = chances[:, OPEN].sum(axis=1) < 1 / 2 if chances.shape[1] == len(HEADS["entity"]) else np.ones(len(told), bool)
    shares = np.where(told > 0, share, share * SILENCE * doubted).astype(np.float32)
    moved: Array = chances * (1 - shares)[:, None]
    moved[np.arange(len(told)), told] += shares
    return moved


def _by_program(texts: Iterator[Text], stages: Stages) -> Iterator[Labelled]:
    """Yield the sentences of texts with the labels that the program's stages give their tokens."""
    for number, text in enumerate(texts):
        document = Document(f"text-{number}", text.text.strip())
        segmentation = stages.segment(document, normalize(document.text))
        spans = stages.ner.recognize(segmentation)
        places = stages.places(segmentation, spans)
        organizations = stages.organizations(document, segmentation, spans, places)
        persons, positions = stages.officials(document, segmentation, spans, places, organizations)
        entity = np.zeros(len(segmentation.tokens), np.int64)
        title = np.zeros(len(segmentation.tokens), np.int64)
        names = [(mention.first, mention.last, "organization") for mention in organizations if mention.form != "nominal"]
        names += [(person.first, person.last, "person") for person in persons]
        names += [(place.first, place.last, "place") for place in places]
        for first, last, label in names:
            if not entity[first:last].any():
                entity[first:last] = HEADS["entity"].index(f"I-{label}")
                entity[first] -= 1
        for position in positions:
            inside = [
                token.index
                for token in segmentation.tokens[position.first : position.last]
                if token.base_start < position.title_span.end and position.title_span.start < token.span.end
            ]
            if inside and not title[inside].any():
                title[inside] = HEADS["title"].index(f"I-{TITLE}")
                title[inside[0]] -= 1
        for sentence in segmentation.sentences:
            if sentence.kind != "furniture" and sentence.last > sentence.first:
                where = slice(sentence.first, sentence.last)
                yield segmentation.tokens[where], {"entity": entity[where], "title": title[where]}
