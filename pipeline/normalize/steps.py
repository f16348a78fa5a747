"""The character tables of normalization, from camel-tools, pyarabic and Unicode.

Two levels. *Light* normalization is what offsets are kept through: it changes how a letter is encoded, never which letter it
is. *Folding* is for matching alone and is applied word by word.
"""

import re
import unicodedata
from functools import lru_cache

from camel_tools.utils.normalize import normalize_alef_ar, normalize_alef_maksura_ar, normalize_teh_marbuta_ar
from pyarabic import araby

TATWEEL: str = araby.TATWEEL
"""Elongation, carries no sound."""

DIACRITICS: str = (
    "".join(araby.TASHKEEL)
    + "\u0670\u0653\u0654\u0655\u0656\u0657\u0658"
    + "".join(
        chr(code)
        for code in (*range(0x0610, 0x061B), *range(0x06D6, 0x06DD), *range(0x06DF, 0x06E5), 0x06E7, 0x06E8, *range(0x06EA, 0x06EE))
    )
)
"""Vowel signs (pyarabic), superscript alef, combining madda and hamza, and Quranic marks (Unicode block Arabic)."""

INVISIBLE: str = (
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\ufff9\ufffa\ufffb"
)
"""Bidi controls, zero-width marks, soft hyphen, byte-order mark and interlinear anchors."""

LETTERS: dict[str, str] = {
    "\u06cc": "ي",  # Persian yeh
    "\u06d0": "ي",  # Pashto e
    "\u06cd": "ي",
    "\u06a9": "ك",  # Persian kaf
    "\u06aa": "ك",
    "\u06c0": "ة",  # heh with yeh above
    "\u06c1": "ه",  # heh goal
    "\u06be": "ه",  # heh doachashmee
    "\u06d5": "ه",  # ae
    "\u0671": "ا",  # alef wasla
}
"""Letters of other Arabic-script keyboards that stand for an Arabic one."""

DIGITS: dict[str, str] = {chr(base + digit): str(digit) for base in (0x0660, 0x06F0) for digit in range(10)}
"""Arabic-Indic and extended Arabic-Indic digits."""

REMOVED = frozenset(DIACRITICS + INVISIBLE + TATWEEL)
MARKS = frozenset(DIACRITICS + TATWEEL)
"""What belongs to the letter before it and leaves no trace in light text."""

SINGLE: dict[str, str] = {**LETTERS, **DIGITS}

COMPATIBILITY = "\ufb50-\ufdfb\ufdfd-\ufdff\ufe70-\ufefe\uff01-\uff5e\u00a0\u2000-\u200a\u202f\u205f\u3000\u2011"
"""Presentation forms, full-width forms and odd spaces, which NFKC rewrites; anything else is left alone."""

COMPOSED = re.compile("[اويى][\u0653\u0654\u0655]")
"""A letter and a combining madda or hamza, which NFC makes one letter."""

CHANGED = re.compile(f"{COMPOSED.pattern}|[{re.escape(''.join(REMOVED) + ''.join(SINGLE))}{COMPATIBILITY}]")
"""Finds every raw stretch that light normalization touches."""


def rewrite(stretch: str) -> str:
    """Return what light normalization makes of a stretch that ``CHANGED`` found."""
    if stretch in REMOVED:
        return ""
    if stretch in SINGLE:
        return SINGLE[stretch]
    if len(stretch) == 2:
        return unicodedata.normalize("NFC", stretch)
    folded = unicodedata.normalize("NFKC", stretch)
    return "".join(SINGLE.get(char, char) for char in folded if char not in REMOVED)


HAMZA_SEATS: dict[str, str] = {"ؤ": "و", "ئ": "ي", "گ": "ك", "ڤ": "ف", "پ": "ب", "چ": "ج", "ژ": "ز"}
"""Hamza on its carrier, and the letters that stand for sounds Arabic lacks."""


def _folded(letter: str) -> str:
    return str(normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(letter))))


FOLDED = str.maketrans({**{chr(code): _folded(chr(code)) for code in range(0x0621, 0x064B)}, **HAMZA_SEATS})
"""camel-tools' tables for alef, alef maksura and taa marbuta, and the hamza seats, letter for letter."""


def fold_letters(text: str) -> str:
    """Fold a lightly normalized text of any length for matching, letter for letter: offsets stay as they are, so does case."""
    return text.translate(FOLDED)


@lru_cache(maxsize=1 << 15)
def fold(word: str) -> str:
    """Fold a lightly normalized word for matching.

    Args:
        word: A word or phrase.

    Returns:
        One alef, ي for ى, ه for ة (camel-tools' tables), hamza seats as their carrier, Latin in lower case.
    """
    return word.translate(FOLDED).lower()


def past_marks(raw: str, end: int) -> int:
    """Return the offset past the vowel signs and tatweel that follow the letter before ``end`` in the raw text."""
    while end < len(raw) and raw[end] in MARKS:
        end += 1
    return end
