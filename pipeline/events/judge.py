"""The learned judge: how likely a candidate counts as an action, and of which type.

Two hashed linear models over what the context of a candidate shows. The rules remain the source of candidates and the
explanation of each; the judge gives the score, and corrects a type only where it is surer than the rule.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import exp
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from pipeline.core.annotations import Sentence, Token
from pipeline.core.codes import ACTION_TYPES
from pipeline.core.errors import ModelError
from pipeline.events.candidates import Candidate

FILE = "rules/judge.npz"
"""The shipped model, inside the models folder; made by ``pipeline/training/events.py`` from the composed corpus."""

BITS = 18
"""Binary logarithm of the number of weights of the act model."""

TYPE_BITS = 15
"""Binary logarithm of the number of weight rows of the type model, each with one column a type."""

SUBORDINATORS = frozenset(
    (
        *(
            "ان",
            "التي",
            "الذي",
            "الذين",
            "اللذين",
            "اذا",
            "لو",
            "كي",
            "حتي",
            "عندما",
            "بعدما",
            "حين",
            "حيث",
            "بينما",
            "فيما",
            "كما",
            "ما",
            "اذ",
        ),
        *("لان", "لانه", "لانها", "انه", "انها", "انهم", "بان", "بانه", "بانها", "لكن", "بل", "قد", "لم", "لن", "لا", "سوف", "يجب", "يمكن"),
    )
)
"""Words (folded) whose nearest occurrence to the left tells what kind of clause a candidate stands in."""

Array = NDArray[np.float32]


OVERRULE = 0.8
"""Least probability at which the judge's type replaces the rule's, at it the types of annotated news are most often right."""


@dataclass(frozen=True, slots=True)
class View:
    """What a judge sees of a sentence.

    Attributes:
        tokens: The document's tokens.
        sentence: The sentence.
        near: By token, the kind of the entity mention that begins there (``organization``, ``person``, ``position``, ``country``).
        tagged: By token, probability and type that a trained tagger gives; empty where none was run.
        candidates: The sentence's candidates.
        quoted: Tokens inside quotation marks.
        habitual: Whether an adverb says that what it tells is a habit.
    """

    tokens: tuple[Token, ...]
    sentence: Sentence
    near: dict[int, str]
    tagged: dict[int, tuple[float, str]]
    candidates: list[Candidate]
    quoted: frozenset[int]
    habitual: bool


def shape(token: Token | None) -> str:
    """Return a coarse class of a word: its article and ending, or its kind."""
    if token is None:
        return "0"
    if token.kind != "word":
        return token.text if token.kind == "mark" else token.kind
    return _word_shape(token.text, token.base)


@lru_cache(maxsize=1 << 15)
def _word_shape(text: str, base: str) -> str:
    """Return article and ending; words recur, so that most are looked up."""
    head = "ال" if base.startswith("ال") and len(base) > 3 else ""
    for ending in ("ات", "ين", "ون", "ة", "ها", "هم", "ه", "ا", "ي"):
        if text.endswith(ending) and len(base) > len(ending) + 1:
            return head + "-" + ending
    return head + "x"


@lru_cache(maxsize=1 << 15)
def _own(
    form: str, kind: str, rule: str, type_: str, lemma: str, tense: str, place: str, *, matched: bool, quoted: bool, habitual: bool
) -> tuple[str, ...]:
    """Return what a word says of itself as a trigger; few hundred words make most of a text's triggers, so that it is looked up."""
    return (
        f"k={kind}",
        f"r={rule}",
        f"rk={rule}{kind}",
        f"l={lemma}{kind}",
        f"lt={lemma}{tense}",
        f"f={form}{kind}",
        f"t={tense}{kind}",
        f"h={place}{kind}{tense[:4]}",
        f"m={matched}{rule}",
        f"q={quoted}{kind}{tense}",
        f"qp={tense[-2:]}{quoted}",
        f"ty={type_}{kind}",
        f"tyt={type_}{tense}",
        f"hb={habitual}{tense}",
    )


def features(candidate: Candidate, view: View, order: int) -> tuple[tuple[str, ...], list[str]]:
    """Return the features of a candidate: what its word says of itself, and what its surroundings say.

    Args:
        candidate: The candidate.
        view: Its sentence.
        order: Its number among the sentence's candidates.
    """
    tokens, first, last = view.tokens, view.sentence.first, view.sentence.last
    at, after = candidate.first, candidate.last
    token = tokens[candidate.head]
    before = tokens[at - 1] if at > first else None
    second = tokens[at - 2] if at - 1 > first else None
    follower = tokens[after] if after < last else None
    next_two = tokens[after + 1] if after + 1 < last else None
    reading = candidate.reading
    kind = candidate.kind + candidate.context
    rule, lemma = candidate.rule.name, candidate.lemma
    tense = f"{reading.tense}{reading.person}" if reading is not None else ""
    pronoun = reading.pronoun if reading is not None else ""
    weak = "w" if reading is not None and reading.trigger.weak and candidate.match < 0 else "s"
    previous = before.norm if before is not None else "<"
    previous_base = before.base if before is not None else "<"
    previous_shape, next_shape = shape(before), shape(follower)
    following = follower.base if follower is not None else ">"
    attached = "".join(token.proclitics)
    clause = ""
    distance = 0
    for back in range(at - 1, max(first, at - 9) - 1, -1):
        if tokens[back].base in SUBORDINATORS:
            clause, distance = tokens[back].base, at - back
            break
        if tokens[back].kind == "mark":
            clause, distance = tokens[back].text, at - back
            break
    near = "".join(sorted({view.near[there] for there in range(after, min(last, after + 4)) if there in view.near}))
    nearer = "".join(sorted({view.near[there] for there in range(max(first, at - 6), at) if there in view.near}))
    start = min(at - first, 3)
    own = _own(
        token.base,
        kind,
        rule,
        candidate.rule.type,
        lemma,
        tense,
        view.sentence.kind,
        matched=candidate.match >= 0,
        quoted=candidate.head in view.quoted,
        habitual=view.habitual,
    )
    return own, [
        f"tp={tense}{previous_shape}",
        f"p={previous}{candidate.kind}",
        f"pb={previous_base}",
        f"ps={previous_shape}{kind}",
        f"pl={previous_base}{lemma}",
        f"p2={second.base if second is not None else '<'}{previous_base}",
        f"p2s={shape(second)}{previous_shape}{candidate.kind}",
        f"n={following}{candidate.kind}",
        f"ns={next_shape}{kind}",
        f"nst={next_shape}{tense}",
        f"nl={following}{lemma}",
        f"nsl={next_shape}{lemma}",
        f"n2={following}{next_two.base if next_two is not None else '>'}",
        f"n2s={next_shape}{shape(next_two)}{candidate.kind}",
        f"pn={previous_shape}{next_shape}{candidate.kind}",
        f"nq={''.join(follower.proclitics) if follower is not None else ''}{candidate.kind}",
        f"a={attached}{kind}{tense[:4]}",
        f"ap={attached}{start}{candidate.kind}",
        f"s={start}{kind}{tense}",
        f"w={weak}{kind}{previous_shape}",
        f"wl={weak}{clause}",
        f"c={clause}{candidate.kind}",
        f"cd={clause}{min(distance, 4)}{candidate.kind}",
        f"ct={clause}{tense}",
        f"cr={clause}{candidate.rule.type}{tense[:4]}",
        f"o={min(order, 4)}{kind}",
        f"pr={pronoun}{candidate.kind}{previous_shape}",
        f"e={near}{candidate.kind}",
        f"el={near}{lemma}",
        f"er={near}{nearer}{tense}",
        f"eb={nearer}{candidate.kind}{candidate.rule.type}",
        f"len={min((last - first) // 10, 4)}{kind}",
    ]


def type_features(candidate: Candidate, view: View) -> list[str]:
    """Return the features that bear on a candidate's type: its rule, its lemma and the words after it."""
    tokens, last = view.tokens, view.sentence.last
    lemma, at = candidate.lemma, candidate.last
    found = [
        f"R={candidate.rule.name}",
        f"L={lemma}",
        f"T={candidate.rule.type}",
        f"LR={lemma}{candidate.rule.name}",
        f"K={candidate.kind}{candidate.rule.type}",
    ]
    taken = 0
    for there in range(at, min(last, at + 9)):
        token = tokens[there]
        if token.kind == "word":
            word = token.base.removeprefix("ال")
            taken += 1
            found.append(f"W={word}")
            if taken <= 4:
                found.append(f"LW={lemma}{word}")
            found += [f"LP={lemma}{letter}" for letter in token.proclitics if letter in "بل"]
        if there in view.near:
            found.append(f"E={view.near[there]}{lemma}")
    for back in range(max(view.sentence.first, candidate.first - 4), candidate.first):
        token = tokens[back]
        if token.kind == "word":
            found.append(f"B={token.base.removeprefix('ال')}")
    return found


def indices(names: list[str], bits: int) -> list[int]:
    """Return the weight numbers of features."""
    mask = (1 << bits) - 1
    return [_hash(name) & mask for name in names]


@lru_cache(maxsize=1 << 16)
def _hash(name: str) -> int:
    return crc32(name.encode())


class Judge:
    """A trained judge."""

    def __init__(self, act: Array, types: Array) -> None:
        """Build a judge.

        Args:
            act: Weights of the act model, ``(2 ** BITS + 1,) float32``; the last is the bias.
            types: Weights of the type model, ``(2 ** TYPE_BITS + 1, n_types) float32``; the last row is the bias.
        """
        self._act: list[float] = act.tolist()
        self._types = types
        self._weight = lru_cache(maxsize=1 << 16)(self._look_up)
        self._own = lru_cache(maxsize=1 << 15)(self._sum)

    @classmethod
    def load(cls, path: Path) -> "Judge":
        """Read a judge.

        Raises:
            ModelError: The file is no judge of this program.
        """
        try:
            with np.load(path, allow_pickle=False) as data:
                return cls(_unpack(data, "act", (1 << BITS) + 1, 1)[:, 0], _unpack(data, "types", (1 << TYPE_BITS) + 1, len(ACTION_TYPES)))
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"{path} is no judge of actions: {error}; make it with pipeline.training.events") from error

    def act(self, own: tuple[str, ...], around: list[str]) -> float:
        """Return the log-odds that a candidate counts as an action, from its own features and those of its surroundings."""
        return self._own(own) + sum(map(self._weight, around))

    def _sum(self, own: tuple[str, ...]) -> float:
        return self._act[-1] + sum(map(self._weight, own))

    def _look_up(self, name: str) -> float:
        return self._act[crc32(name.encode()) & ((1 << BITS) - 1)]

    def type_of(self, names: list[str], type_: str) -> str:
        """Return the type that features speak for: another than the given one only where its probability is above ``OVERRULE``."""
        logits: Array = self._types[indices(names, TYPE_BITS)].sum(axis=0) + self._types[-1]
        best = int(logits.argmax())
        if ACTION_TYPES[best] == type_ or float(np.exp(logits - logits[best]).sum()) * OVERRULE >= 1:
            return type_
        return ACTION_TYPES[best]


def sigmoid(value: float) -> float:
    """Return the probability of log-odds."""
    return 1 / (1 + exp(-value)) if value > -30 else 0.0


def _unpack(data: Any, name: str, rows: int, columns: int) -> Array:
    """Return a weight table from its nonzero entries."""
    flat = np.zeros(rows * columns, dtype=np.float32)
    flat[np.cumsum(data[name + "_steps"].astype(np.int64))] = data[name + "_values"].astype(np.float32)
    return flat.reshape(rows, columns)


def pack(name: str, weights: Array) -> dict[str, NDArray[Any]]:
    """Return the arrays that :meth:`Judge.load` reads a table from: distances between nonzero entries, and half-precision values."""
    flat = weights.reshape(-1)
    where = np.flatnonzero(flat)
    return {name + "_steps": np.diff(where, prepend=0).astype(np.uint32), name + "_values": flat[where].astype(np.float16)}
