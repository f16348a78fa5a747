"""The trained tagger in NumPy: a form's input is computed once and cached, a document is one pass through the convolutions."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from pipeline.core.annotations import Token
from pipeline.core.errors import ModelError
from pipeline.ner.features import Rows, rows_in, rows_of, vector_key
from pipeline.ner.labels import HEADS
from pipeline.ner.words import CLASSES, Classes

Array = np.ndarray[Any, np.dtype[np.float32]]

FORMAT = 2
"""Version of the model file; a file of another version is refused."""

CACHE = 1 << 15
"""Word forms whose inputs are kept; the cache starts afresh when it is full (64 MB at width 128)."""

BLOCK = 64
"""Rows of a matrix product over word forms: a multiple of what BLAS kernels take at a time."""

EPSILON = 1e-5
"""Added to the variance in layer normalization, as in PyTorch."""


class Tagger:
    """Label probabilities of tokens.

    The model is an ``.npz`` archive without pickled objects: ``table`` (hashed rows, then one a word class) and ``vectors`` (word
    vectors) as int8 with one float32 scale a row, everything else float32, ``keys`` the vectors' word forms and ``meta`` JSON,
    both as bytes.
    """

    def __init__(self, arrays: dict[str, np.ndarray[Any, Any]], classes: Classes) -> None:
        """Take over the arrays of a model file.

        Args:
            arrays: The arrays by name.
            classes: What the gazetteers know of words.
        """
        meta = json.loads(arrays["meta"].tobytes())
        heads = {head: tuple(labels) for head, labels in meta["heads"].items()}
        if meta["format"] != FORMAT or heads != HEADS or tuple(meta["classes"]) != CLASSES:
            raise ModelError("the model's labels or word classes are not this program's: train it again with `mirsad train`")
        self.meta: dict[str, Any] = meta
        self._classes = classes
        self._arrays = arrays
        self._vector = {key: number for number, key in enumerate(arrays["keys"].tobytes().decode().split("\n"))}
        self._rows = Rows(rows_in(len(arrays["table"])))
        self._table: Array = arrays["table"] * arrays["table.scale"][:, None]
        self.gap = max(meta["dilations"])
        self._blocks = [
            (
                gap,
                arrays[f"norm{number}.gain"],
                arrays[f"norm{number}.bias"],
                np.ascontiguousarray(arrays[f"conv{number}.weight"].transpose(1, 2, 0).reshape(meta["width"], -1)),
                arrays[f"conv{number}.bias"],
            )
            for number, gap in enumerate(meta["dilations"])
        ]
        self._out = np.concatenate([arrays[f"{head}.weight"].T for head in HEADS], axis=1)
        self._out_bias = np.concatenate([arrays[f"{head}.bias"] for head in HEADS])
        self._forget()

    @classmethod
    def load(cls, path: Path, classes: Classes) -> "Tagger":
        """Read a model file.

        Args:
            path: The file.
            classes: What the gazetteers know of words.

        Raises:
            ModelError: The file is no model of this program.
        """
        try:
            with open(path, "rb") as handle, np.load(handle, allow_pickle=False) as archive:
                arrays = {name: archive[name] for name in archive.files}
            return cls(arrays, classes)
        except (KeyError, ValueError, OSError, EOFError, AttributeError, TypeError, BadZipFile) as error:
            raise ModelError(f"{path} is not a tagger model ({error}): reinstall mirsad, or train it again with `mirsad train`") from error

    def _forget(self) -> None:
        self._ids: dict[tuple[str, str], int] = {}
        self._cache: Array = np.zeros((1024, 4 * self.meta["width"]), np.float32)
        self._used = 1  # row 0 stays zero: the gap between two sentences

    def __call__(self, sentences: Iterable[tuple[Token, ...]]) -> list[dict[str, Array]]:
        """Return the label probabilities of every sentence.

        Args:
            sentences: Tokens of sentences; what one says has no influence on another.

        Returns:
            One dictionary a sentence: ``(n_tokens, n_labels) float32`` probabilities by head.
        """
        chances, places = self.together(list(sentences))
        return [{head: values[first:last] for head, values in chances.items()} for first, last in places]

    def together(self, sentences: Sequence[tuple[Token, ...]]) -> tuple[dict[str, Array], list[tuple[int, int]]]:
        """Return the label probabilities of all sentences in one array a head, which is the fastest to work on.

        Args:
            sentences: Tokens of sentences.

        Returns:
            ``(n_rows, n_labels) float32`` by head, and the rows at which each sentence begins and ends; between two sentences
            there are rows that are outside for certain.
        """
        ids, places = self._number(sentences)
        mask = (ids > 0).astype(np.float32)[:, None]
        width = self.meta["width"]
        cached = self._cache[ids]
        hidden, both = np.ascontiguousarray(cached[:, :width]), cached[:, width:]
        for number, (gap, gain, bias, weight, shift) in enumerate(self._blocks):
            if number:
                inner = _normalized(hidden)
                inner *= gain
                inner += bias
                inner *= mask
                both = inner @ weight
            out = both[:, width : 2 * width] + shift
            out[gap:] += both[:-gap, :width]
            out[:-gap] += both[gap:, 2 * width :]
            np.maximum(out, 0, out=out)
            hidden += out
        inner = _normalized(hidden)
        inner *= self._arrays["last.gain"]
        inner += self._arrays["last.bias"]
        logits = inner @ self._out + self._out_bias
        chances: dict[str, Array] = {}
        between = ids == 0
        at = 0
        for head, labels in HEADS.items():
            part = logits[:, at : at + len(labels)]
            part = np.exp(part - part.max(axis=1, keepdims=True))
            part /= part.sum(axis=1, keepdims=True)
            part[between] = [1.0] + [0.0] * (len(labels) - 1)
            chances[head] = part
            at += len(labels)
        return chances, places

    def _number(self, sentences: Sequence[tuple[Token, ...]]) -> tuple[np.ndarray[Any, Any], list[tuple[int, int]]]:
        """Return the cache rows of all tokens, sentences apart by zero rows, and where each sentence lies."""
        if self._used + sum(map(len, sentences)) > CACHE:
            self._forget()
        known = self._ids
        fresh: list[Token] = []
        ids: list[int] = [0] * self.gap
        places: list[tuple[int, int]] = []
        for tokens in sentences:
            first = len(ids)
            for token in tokens:
                form = (token.text, token.base)  # one text may be parted in two ways
                number = known.get(form)
                if number is None:
                    number = known[form] = self._used + len(fresh)
                    fresh.append(token)
                ids.append(number)
            places.append((first, len(ids)))
            ids += [0] * self.gap
        if fresh:
            self._compute(fresh)
        return np.array(ids), places

    def _compute(self, tokens: list[Token]) -> None:
        """Compute the inputs of new word forms, and what the first convolution makes of each, and append them to the cache."""
        arrays = self._arrays
        rows: list[int] = []
        starts: list[int] = []
        for token in tokens:
            starts.append(len(rows))
            rows += rows_of(token, self._classes, self._rows)
        summed = np.add.reduceat(self._table[rows], starts, axis=0)
        vector = np.array([self._vector.get(vector_key(token), -1) for token in tokens])
        vectors = arrays["vectors"][vector].astype(np.float32)
        vectors *= (arrays["vectors.scale"][vector] * (vector >= 0))[:, None]
        summed += _product(vectors, arrays["project.weight"].T) + arrays["project.bias"]
        inner = np.maximum(_normalized(summed) * arrays["form_norm.gain"] + arrays["form_norm.bias"], 0)
        inputs = np.maximum(_product(inner, arrays["form.weight"].T) + arrays["form.bias"], 0)
        need = self._used + len(tokens)
        if need > len(self._cache):
            grown = np.zeros((max(need, 2 * len(self._cache)), self._cache.shape[1]), np.float32)
            grown[: self._used] = self._cache[: self._used]
            self._cache = grown
        _, gain, bias, weight, _ = self._blocks[0]
        width = self.meta["width"]
        self._cache[self._used : need, :width] = inputs
        self._cache[self._used : need, width:] = _product(_normalized(inputs) * gain + bias, weight)
        self._used = need


def _product(rows: Array, weight: Array) -> Array:
    """Return ``rows @ weight``, in blocks of one shape.

    The last bit of a matrix product may depend on how many rows there are. What a word form computes to must not depend on which
    others are computed with it, or a document's scores would depend on the documents before it and on the number of processes.
    """
    count = len(rows)
    blocks = np.zeros((-(-count // BLOCK), BLOCK, rows.shape[1]), np.float32)
    blocks.reshape(-1, rows.shape[1])[:count] = rows
    return np.asarray((blocks @ weight).reshape(-1, weight.shape[1])[:count], np.float32)


def _normalized(values: Array) -> Array:
    """Return rows with mean 0 and variance 1."""
    centred = values - values.mean(axis=1, keepdims=True)
    centred /= np.sqrt(np.einsum("ij,ij->i", centred, centred) / values.shape[1] + EPSILON)[:, None]
    return np.asarray(centred, np.float32)
