"""Names for names: which words of an annotated text may be exchanged, and for which, so that context decides on unknown names."""

from collections.abc import Iterable, Sequence

import numpy as np

from pipeline.core.annotations import Token
from pipeline.core.errors import ModelError
from pipeline.ner.features import vector_key
from pipeline.ner.labels import HEADS
from pipeline.ner.words import CLASSES
from pipeline.normalize.normalizer import key, normalize
from pipeline.resources.gazetteers import family_names, given_names, organizations, places
from pipeline.resources.store import ModelStore
from pipeline.segment.clitics import CliticSplitter
from pipeline.segment.tokens import tokenize
from pipeline.training.batches import Array, Forms, Pools

NAME, ORGANIZATION, PLACE = range(3)
"""Pools: personal names, organizations of one word, places of one word; all without the article, with which any noun is a name's like."""

INVENTED = 3000
"""Invented names that are added to each pool."""

COMMON = 4000
"""A word within an organization's name is exchanged if it is rarer than so many word forms (then it is hardly a noun of its field)."""

LABELS = HEADS["entity"]

KEPT = frozenset(CLASSES.index(name) for name in ("head", "title", "demonym", "country", "begins an organization"))
"""Classes of words that say what the name around them is; they are never exchanged."""

BINDING = frozenset(key(word) for word in ("عبد", "أبو", "أبي", "أبا", "آل", "بن", "بنت", "ابن", "أم"))
"""Words that bind names together and stay."""


def pools_of(models: ModelStore, forms: Forms, seed: int) -> Pools:
    """Return the word forms of each pool.

    Args:
        models: The gazetteers.
        forms: Takes up the names' forms.
        seed: Seed of the invented names.
    """
    splitter = CliticSplitter.from_models(models)
    names = [name.name for name in (*given_names(models), *family_names(models)) if not name.ambiguous]
    bodies = [word for record in organizations(models) for word in (record.name, *record.aliases)]
    towns = [word for place in places(models) if not place.ambiguous for word in (place.name, *place.aliases)]
    plain = sorted({name for name in names if " " not in name and not name.startswith("ال") and len(name) > 3})
    random = np.random.default_rng(seed)
    made = [_crossed(plain, random) for _ in range(3 * INVENTED)]
    lists = (
        (*(name for name in names if not name.startswith("ال")), *made[:INVENTED]),
        (*(name for name in bodies if not name.startswith("ال")), *made[INVENTED : 2 * INVENTED]),
        (*(name for name in towns if not name.startswith("ال")), *made[2 * INVENTED :]),
    )
    return tuple(_numbers(words, forms, splitter) for words in lists)


def _crossed(names: Sequence[str], random: np.random.Generator) -> str:
    """Return a name that is not: the first half of one and the second half of another."""
    one, other = (names[number] for number in random.integers(len(names), size=2))
    return f"{one[: (len(one) + 1) // 2]}{other[len(other) // 2 :]}"


def _numbers(words: Iterable[str], forms: Forms, splitter: CliticSplitter) -> Array:
    """Return the form numbers of the words that are one token without particles.

    Raises:
        ModelError: There is no such word.
    """
    found: dict[int, None] = {}
    for word in words:
        if " " not in word:
            tokens = tokenize(normalize(word), splitter)
            if len(tokens) == 1 and tokens[0].kind == "word" and not tokens[0].proclitics:
                found[forms.number(tokens[0])] = None
    if not found:
        raise ModelError("the gazetteers have no names of one word to exchange names for: set exchange to 0")
    return np.array(list(found), dtype=np.int64)


def slots_of(tokens: Sequence[Token], labels: Sequence[int], forms: Forms) -> Array:
    """Return the pool of every token that may be exchanged, -1 for the others.

    Args:
        tokens: Tokens of a sentence.
        labels: Number of each token's label of the entity head, 0 where it is outside or not known.
        forms: Tells how rare a word is.
    """
    slots = np.full(len(tokens), -1, np.int64)
    at = 0
    while at < len(tokens):
        last = at + 1
        if labels[at]:
            while last < len(tokens) and labels[last] == labels[at] + labels[at] % 2 and labels[last] % 2 == 0:
                last += 1
            label = LABELS[labels[at]][2:]
            for place in range(at, last):
                slots[place] = _slot(tokens[place], label, place - at, last - at, forms)
        at = last
    return slots


def _slot(token: Token, label: str, order: int, size: int, forms: Forms) -> int:
    """Return the pool of one token of a name, or -1."""
    known = forms.classes.get(token.base, ())
    if token.kind != "word" or token.proclitics or token.base in BINDING or len(token.base) < 3 or any(number in KEPT for number in known):
        return -1
    if token.definite:
        return -1
    if label == "person":
        return NAME
    if size == 1:
        return ORGANIZATION if label == "organization" else PLACE
    rare = forms.vectors.get(vector_key(token), COMMON) >= COMMON
    return NAME if label == "organization" and order and rare else -1
