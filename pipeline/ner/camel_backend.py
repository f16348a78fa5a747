"""CAMeL Tools' named-entity recognizer behind our door, batched by length instead of padded to 256 word pieces."""

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.core.annotations import NerSpan, Segmentation, Token
from pipeline.core.errors import BackendError
from pipeline.ner.catalog import CAMEL_MODEL, fetched_folder
from pipeline.ner.tags import check_labels, label_table, spans_of
from pipeline.resources.store import ModelStore

FETCH = "`mirsad models fetch camel`, or name a folder of your own with --ner-model"
"""How a user gets that model onto a machine without network."""

INSTALL = "pip install camel-tools torch transformers"

ENVIRONMENT = "CAMELTOOLS_DATA"
"""Variable that tells camel-tools where its catalogue is."""

CATALOGUE = {"version": "1", "packages": {}, "components": {}}
"""The smallest catalogue that camel-tools accepts."""

OUTSIDE = ("O", 1.0)
"""Tag of a word that the model never saw."""

PIECES = 256
"""Word pieces a chunk, its two special ones included; as in camel-tools. A longer sentence is cut between words."""

BATCH = 2048
"""Word pieces a batch, padding included; keeps a batch of BERT-base under 200 MB of activations."""

Chunk = list[tuple[int, list[int]]]
"""Words of one chunk: index of the token in the document, and its word pieces (at least one)."""


class CamelBackend:
    """Finds what a BERT token classifier of the CAMeL Tools format finds."""

    name = "camel"

    def __init__(self, recognizer: Any, table: dict[str, str | None]) -> None:
        """Build a backend.

        Args:
            recognizer: A loaded ``camel_tools.ner.NERecognizer``.
            table: Our label by the model's.
        """
        self._model = recognizer.model.eval()
        self._tokenizer = recognizer.tokenizer
        self._tags: dict[int, str] = {int(number): tag for number, tag in recognizer.labels_map.items()}
        self._table = table
        self._pieces: dict[str, list[int]] = {}

    @classmethod
    def from_models(cls, models: ModelStore, model: Path | None = None) -> "CamelBackend":
        """Load the recognizer.

        Args:
            models: The models folder, for the label table.
            model: Folder of the BERT model (``config.json``, weights, ``vocab.txt``), or None for CAMeL Lab's own, which must
                already be fetched or in the local Hugging Face cache: nothing is downloaded.

        Raises:
            BackendError: A package or the model is missing.
        """
        if model is not None and not (model / "config.json").is_file():
            raise BackendError(f"{model} holds no BERT model (config.json is missing): get one with {FETCH}")
        recognizer_type = _import()
        try:
            recognizer = recognizer_type(str(model) if model is not None else _cached(), use_gpu=False)
        except (OSError, ValueError, TypeError) as error:
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            raise BackendError(f"the backend camel cannot load {model or CAMEL_MODEL} ({reason}): get the model with {FETCH}") from error
        table = label_table(models, cls.name)
        check_labels(table, list(recognizer.labels_map.values()), cls.name, str(model or CAMEL_MODEL))
        return cls(recognizer, table)

    def recognize(self, segmentation: Segmentation) -> tuple[NerSpan, ...]:
        """Return labelled token spans with scores, in the order of the text."""
        chunks: list[Chunk] = []
        for sentence in segmentation.sentences:
            if sentence.kind != "furniture":
                chunks += self._chunks(segmentation.tokens_of(sentence))
        tags: dict[int, tuple[str, float]] = {}
        for batch in _batches(chunks):
            self._predict(batch, tags)
        found: list[NerSpan] = []
        for sentence in segmentation.sentences:
            row = [tags.get(number, OUTSIDE) for number in range(sentence.first, sentence.last)]
            found += spans_of(row, sentence.first, self._table, self.name)
        return tuple(found)

    def _chunks(self, tokens: tuple[Token, ...]) -> list[Chunk]:
        """Return a sentence's words with pieces, cut into chunks; a word without pieces (a stray mark) stays outside."""
        chunks: list[Chunk] = [[]]
        size = 2
        for token in tokens:
            pieces = self._pieces.get(token.text)
            if pieces is None:
                made = self._tokenizer.convert_tokens_to_ids(self._tokenizer.tokenize(token.text))
                pieces = self._pieces[token.text] = made[: PIECES - 2]
            if not pieces:
                continue
            if size + len(pieces) > PIECES:
                chunks.append([])
                size = 2
            chunks[-1].append((token.index, pieces))
            size += len(pieces)
        return [chunk for chunk in chunks if chunk]

    def _predict(self, batch: list[Chunk], tags: dict[int, tuple[str, float]]) -> None:
        """Write tag and probability of every word of a batch, read off its first piece."""
        import torch

        begin, end, pad = (getattr(self._tokenizer, f"{name}_token_id") for name in ("cls", "sep", "pad"))
        rows = [[begin, *(piece for _, pieces in chunk for piece in pieces), end] for chunk in batch]
        longest = max(map(len, rows))
        ids = torch.tensor([row + [pad] * (longest - len(row)) for row in rows])
        mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows])
        with torch.inference_mode():
            chances, best = torch.softmax(self._model(input_ids=ids, attention_mask=mask).logits, -1).max(-1)
        for chunk, scores, labels in zip(batch, chances.tolist(), best.tolist(), strict=True):
            at = 1
            for token, pieces in chunk:
                tags[token] = (self._tags[labels[at]], scores[at])
                at += len(pieces)


def _batches(chunks: list[Chunk]) -> Iterator[list[Chunk]]:
    """Yield the chunks in batches of like length, shortest first."""
    batch: list[Chunk] = []
    for size, _, chunk in sorted((sum(len(pieces) for _, pieces in chunk) + 2, number, chunk) for number, chunk in enumerate(chunks)):
        if batch and (len(batch) + 1) * size > BATCH:
            yield batch
            batch = []
        batch.append(chunk)
    if batch:
        yield batch


def _cached() -> str:
    """Return the folder of CAMeL Lab's model: what `mirsad models fetch` made, or the local Hugging Face cache.

    Raises:
        OSError: It is not there; nothing is downloaded.
    """
    from huggingface_hub import snapshot_download

    fetched = fetched_folder("camel")
    if fetched.is_dir():
        return str(fetched)
    return str(snapshot_download(CAMEL_MODEL, local_files_only=True))


def _import() -> Any:
    """Import the recognizer's class.

    camel-tools reads a catalogue at import and tries to download one where there is none; an empty catalogue, for the time
    of the import, keeps it from that.
    """
    named = os.environ.get(ENVIRONMENT)
    try:
        with tempfile.TemporaryDirectory() as folder:
            if named is None:
                Path(folder, "catalogue.json").write_text(json.dumps(CATALOGUE), encoding="utf-8")
                os.environ[ENVIRONMENT] = folder
            try:
                from camel_tools.ner import NERecognizer
            finally:
                if named is None:
                    del os.environ[ENVIRONMENT]
    except ImportError as error:
        raise BackendError(f"the backend camel needs a package that is missing ({error}): {INSTALL}") from error
    return NERecognizer
