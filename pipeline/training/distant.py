"""Distant supervision: names of the gazetteer in plain text as labels of organizations."""

from typing import Any

import numpy as np

from pipeline.core.annotations import Token
from pipeline.matching.phrases import PhraseTable
from pipeline.ner.labels import HEADS
from pipeline.resources.gazetteers import organizations
from pipeline.resources.store import ModelStore

BEGIN = HEADS["entity"].index("B-organization")
INSIDE = HEADS["entity"].index("I-organization")


def organization_table(models: ModelStore) -> PhraseTable[None]:
    """Return the full names, aliases and acronyms of the gazetteer's organizations; short names that need a cue are not in it."""
    return PhraseTable((words, None) for organization in organizations(models) for words in organization.keys)


def overrule(tokens: tuple[Token, ...], chances: np.ndarray[Any, Any], table: PhraseTable[None], share: float) -> None:
    """Move probabilities of the entity head towards the names of a table, longest first.

    A name that the teacher holds to be inside a longer organization (``وزارة الصحة`` in ``لجنة وزارة الصحة``) is left as it is.

    Args:
        tokens: Tokens of a line.
        chances: Their probabilities, changed in place.
        table: Names.
        share: How far, 0 (not at all) to 1 (the name is certain).
    """
    keys = [token.norm for token in tokens]
    at = 0
    while at < len(tokens):
        match = table.longest(keys, at, tokens[at].base)
        if match is None:
            at += 1
            continue
        last = match[0]
        inside = chances[at : last + 1, INSIDE] > 1 / 2
        if not inside[0] and not (len(inside) > last - at and inside[-1]):
            chances[at:last] *= 1 - share
            chances[at, BEGIN] += share
            chances[at + 1 : last, INSIDE] += share
        at = last
