"""Unannotated text for word vectors and pretraining: lines of our tokens."""

import json
import lzma
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from pipeline.core.annotations import Token
from pipeline.core.errors import ModelError
from pipeline.normalize.normalizer import normalize
from pipeline.resources.store import ModelStore
from pipeline.segment.clitics import CliticSplitter
from pipeline.segment.tokens import tokenize


def read_texts(paths: Sequence[Path]) -> list[str]:
    """Return the texts of files, in order.

    Args:
        paths: Files ``.jsonl`` or ``.jsonl.xz`` (one record a line, fields ``title`` and ``text``) or plain ``.txt``.

    Raises:
        ModelError: A line is no JSON record.
    """
    texts: list[str] = []
    for path in paths:
        content = path.read_bytes()
        if path.suffix == ".xz":
            content = lzma.decompress(content)
        if path.suffix == ".txt":
            texts.append(content.decode())
            continue
        for number, line in enumerate(content.decode().split("\n"), 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
                texts.append(f"{record.get('title') or ''}\n{record.get('text') or ''}")
            except (ValueError, AttributeError) as error:
                raise ModelError(f"{path}:{number} is no JSON record with the fields title and text") from error
    return texts


def shuffled(texts: Sequence[str], seed: int) -> list[str]:
    """Return texts in a random order that depends on the seed alone."""
    return [texts[number] for number in np.random.default_rng(seed).permutation(len(texts))]


def lines_of(texts: Sequence[str], models: ModelStore) -> Iterator[tuple[Token, ...]]:
    """Yield the tokens of every line that is not empty."""
    splitter = CliticSplitter.from_models(models)
    for text in texts:
        for line in text.split("\n"):
            tokens = tokenize(normalize(line), splitter)
            if tokens:
                yield tokens
