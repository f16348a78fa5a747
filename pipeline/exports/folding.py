"""Arabic words folded for search, here and in the databases that people query without this package."""

import re

from pipeline.normalize.normalizer import key
from pipeline.normalize.steps import FOLDED, REMOVED, SINGLE

_PARTICLES = re.compile(r"(?<!\S)[وف]?(?:لل(?=\S{2})|[بك](?=ال\S{2})|[بكل](?=\S{3})|(?<=[وف])(?=\S{3}))")
_ARTICLE = "ال"


def folded(text: str) -> str:
    """Return a text as search compares it: see ``docs/tables.md``.

    One alef, ي for ى, ه for ة, hamza seats as their carrier, no vowel signs, tatweel or invisible marks, digits as ASCII.
    """
    return key(text)


def without_particles(text: str) -> str:
    """Return a folded text with the particles و ف ب ل ك taken off where a word may begin with them.

    This is for finding, not for reading: it takes the ب of ``بلاد`` off too. Search looks at the words as they are besides.
    """
    return _PARTICLES.sub(lambda match: _ARTICLE if match.group().endswith("لل") else "", text)


def letters() -> dict[str, str]:
    """Return what folding makes of each single letter that it changes, the empty string where it removes it."""
    changes = {chr(code): str(letter) for code, letter in FOLDED.items() if str(letter) != chr(code)}
    changes |= {letter: plain.translate(FOLDED) for letter, plain in SINGLE.items()}
    return changes | dict.fromkeys(sorted(REMOVED), "")
