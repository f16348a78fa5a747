"""Unannotated text for word vectors and pretraining: lines of our tokens."""

import json
import lzma
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import numpy as np

from pipeline.core.annotations import Token
from pipeline.core.errors import ModelError
from pipeline.normalize.normalizer import normalize
from pipeline.resources.store import ModelStore
from pipeline.segment.clitics import CliticSplitter
from pipeline.segment.tokens import tokenize


@dataclass(frozen=True, slots=True)
class Text:
    """One unannotated document.

    Attributes:
        text: Its title and text.
        group: Its outlet and category, where known.
    """

    text: str
    group: tuple[str, str] = ("", "")


def read_texts(paths: Sequence[Path], without: frozenset[str] = frozenset()) -> list[Text]:
    """Return the texts of files, in order.

    Args:
        paths: Files ``.jsonl`` or ``.jsonl.xz`` (one record a line, fields ``title`` and ``text``, and ``id``, ``source`` and
            ``category`` if known) or plain ``.txt``.
        without: Ids of records that are left out.

    Raises:
        ModelError: A line is no JSON record.
    """
    texts: list[Text] = []
    for path in paths:
        content = path.read_bytes()
        if path.suffix == ".xz":
            content = lzma.decompress(content)
        if path.suffix == ".txt":
            texts.append(Text(content.decode()))
            continue
        for number, line in enumerate(content.decode().split("\n"), 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
                if record.get("id") not in without:
                    group = str(record.get("source") or ""), str(record.get("category") or "")
                    texts.append(Text(f"{record.get('title') or ''}\n{record.get('text') or ''}", group))
            except (ValueError, AttributeError) as error:
                raise ModelError(f"{path}:{number} is no JSON record with the fields title and text") from error
    return texts


def evenly(texts: Sequence[Text], seed: int) -> Iterator[Text]:
    """Yield texts in a random order that depends on the seed alone, one of each group in turn while it lasts."""
    groups: dict[tuple[str, str], list[Text]] = {}
    for number in np.random.default_rng(seed).permutation(len(texts)):
        groups.setdefault(texts[number].group, []).append(texts[number])
    for turn in zip_longest(*(groups[group] for group in sorted(groups))):
        yield from (text for text in turn if text is not None)


def lines_of(texts: Iterable[Text], models: ModelStore) -> Iterator[tuple[Token, ...]]:
    """Yield the tokens of every line that is not empty."""
    splitter = CliticSplitter.from_models(models)
    for text in texts:
        for line in text.text.split("\n"):
            tokens = tokenize(normalize(line), splitter)
            if tokens:
                yield tokens
