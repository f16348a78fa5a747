"""Several taggers as one: the mean of their probabilities."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from pipeline.core.annotations import Token
from pipeline.core.errors import ModelError
from pipeline.ner.tagger import FORMAT, Array, Tagger
from pipeline.ner.words import Classes

SHARED = ("keys", "vectors", "vectors.scale")
"""Arrays that the members have in common where only the first member's own file holds them."""


class Ensemble:
    """Label probabilities of tokens, the mean of several taggers'."""

    def __init__(self, members: Sequence[Tagger]) -> None:
        """Build an ensemble.

        Args:
            members: Taggers of the same labels.
        """
        self.members = tuple(members)
        gap = max(member.gap for member in members)
        for member in self.members:
            member.gap = gap

    @classmethod
    def load(cls, path: Path, first: Path, classes: Classes) -> "Ensemble":
        """Read the file of the further members.

        Args:
            path: The file: ``0.table`` … of the first further member, ``1.table`` … of the second, and ``meta``.
            first: Model file of the first member, whose word vectors are those of members that bring none.
            classes: What the gazetteers know of words.

        Raises:
            ModelError: A file is no model of this program, or the word vectors are not those the members were trained with.
        """
        try:
            with open(path, "rb") as handle, np.load(handle, allow_pickle=False) as archive:
                further = {name: archive[name] for name in archive.files}
            with open(first, "rb") as handle, np.load(handle, allow_pickle=False) as archive:
                own = {name: archive[name] for name in archive.files}
            meta = json.loads(further["meta"].tobytes())
            shared = {name: own[name] for name in SHARED}
            fits = meta["format"] == FORMAT and meta["shared"] == digest(shared)
            members = [own, *(shared | _member(further, number) for number in range(meta["members"]))]
        except (KeyError, ValueError, OSError, EOFError, AttributeError, TypeError, BadZipFile) as error:
            raise ModelError(f"{path} is not an ensemble of taggers ({error}): reinstall mirsad, or train it again") from error
        if not fits:
            raise ModelError(f"{path} was trained beside another model than {first}: train it again with `mirsad train`")
        return cls([Tagger(arrays, classes) for arrays in members])

    def together(self, sentences: Sequence[tuple[Token, ...]]) -> tuple[dict[str, Array], list[tuple[int, int]]]:
        """Return the mean label probabilities of all sentences, as :meth:`pipeline.ner.tagger.Tagger.together` does."""
        total, places = self.members[0].together(sentences)
        for member in self.members[1:]:
            for head, values in member.together(sentences)[0].items():
                total[head] += values
        for values in total.values():
            values /= np.float32(len(self.members))
        return total, places

    def __call__(self, sentences: Sequence[tuple[Token, ...]]) -> list[dict[str, Array]]:
        """Return the mean label probabilities of every sentence, one dictionary by head each."""
        chances, places = self.together(sentences)
        return [{head: values[first:last] for head, values in chances.items()} for first, last in places]


def digest(shared: dict[str, np.ndarray[Any, Any]]) -> str:
    """Return the sha256 of the arrays that members have in common."""
    return hashlib.sha256(b"".join(np.ascontiguousarray(shared[name]).tobytes() for name in SHARED)).hexdigest()


def _member(arrays: dict[str, np.ndarray[Any, Any]], number: int) -> dict[str, np.ndarray[Any, Any]]:
    prefix = f"{number}."
    return {
        name.removeprefix(prefix): values.astype(np.float32) if values.dtype == np.float16 else values
        for name, values in arrays.items()
        if name.startswith(prefix)
    }
