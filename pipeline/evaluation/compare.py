"""When two names, persons, countries or spans count as the same: the measures' notion of a match.

Names are compared by their folded words: no diacritics, one alef, ya and kaf, ha for taa marbuta. It is a notion of its own, apart from the
pipeline's normalizer, so that a change there does not change what is measured.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

P = TypeVar("P")
G = TypeVar("G")

_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ؤ": "و", "ئ": "ي"})

LENIENT = 0.66
"""Share of words at which two names of an organization are alike: two thirds, rounded down."""

HALF = 0.5
"""Share of words at which two titles are alike."""

COUNTRIES = (
    ("السعودية", "المملكة العربية السعودية", "المملكة", "العربية السعودية"),
    ("الكويت", "دولة الكويت"),
    ("قطر", "دولة قطر"),
    ("البحرين", "مملكة البحرين"),
    ("الإمارات", "دولة الإمارات", "الإمارات العربية المتحدة", "دولة الإمارات العربية المتحدة"),
    ("عمان", "سلطنة عمان"),
    ("مصر", "جمهورية مصر العربية"),
    ("الأردن", "المملكة الأردنية الهاشمية"),
    ("المغرب", "المملكة المغربية"),
    ("اليمن", "الجمهورية اليمنية"),
    ("سوريا", "سورية", "الجمهورية العربية السورية"),
    ("لبنان", "الجمهورية اللبنانية"),
    ("العراق", "جمهورية العراق"),
    ("تونس", "الجمهورية التونسية"),
    ("الجزائر", "الجمهورية الجزائرية"),
    ("ليبيا", "دولة ليبيا"),
    ("السودان", "جمهورية السودان"),
    ("فلسطين", "دولة فلسطين"),
    ("موريتانيا", "الجمهورية الإسلامية الموريتانية"),
    ("الولايات المتحدة", "الولايات المتحدة الأمريكية", "الولايات المتحدة الأميركية", "أمريكا", "أميركا"),
    ("إيران", "الجمهورية الإسلامية الإيرانية"),
    ("تركيا", "الجمهورية التركية"),
    ("فرنسا", "الجمهورية الفرنسية"),
    ("بريطانيا", "المملكة المتحدة"),
    ("روسيا", "روسيا الاتحادية"),
)
"""Names that stand for one country each."""


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a name."""
    text = _MARKS.sub("", unicodedata.normalize("NFKC", text)).translate(_FOLD)
    return tuple(re.findall(r"\w+", text))


_COUNTRY = {words(name): group[0] for group in COUNTRIES for name in group}


def same_country(first: str, second: str) -> bool:
    """Say whether two names stand for one country."""
    country = _COUNTRY.get(words(first))
    return country is not None and country == _COUNTRY.get(words(second))


def overlap(first: str, second: str) -> float:
    """Return the share of the longer name's words, articles aside, that both names have."""
    left, right = Counter(map(_bare, words(first))), Counter(map(_bare, words(second)))
    return (left & right).total() / max(left.total(), right.total(), 1)


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def same_person(first: str, second: str) -> bool:
    """Say whether two names are equal, or the shorter, of two words or more, is contained in the longer."""
    short, long = sorted((words(first), words(second)), key=len)
    return bool(short) and (short == long or (len(short) >= 2 and all(word in long for word in short)))


def same_actor(first: str, second: str) -> bool:
    """Say whether two actors are the same person, country or, leniently, organization."""
    if not words(first):
        return False
    return words(first) == words(second) or same_country(first, second) or same_person(first, second) or overlap(first, second) >= LENIENT


def same_organization(name: str, gold: Mapping[str, Any]) -> bool:
    """Say whether a name is the gold name or one of its surfaces of two words or more."""
    surfaces = (words(mention) for mention in gold.get("mentions", ()))
    return words(name) in {words(gold["name"]), *(surface for surface in surfaces if len(surface) >= 2)}


def like_organization(name: str, gold: Mapping[str, Any]) -> bool:
    """Say whether a name is the gold one or shares two thirds of its words."""
    return same_organization(name, gold) or overlap(name, gold["name"]) >= LENIENT


def nth(text: str, needle: str, number: int) -> tuple[int, int] | None:
    """Return the interval of an occurrence counted from 1, or None."""
    at = -1
    for _ in range(number):
        at = text.find(needle, at + 1)
        if at < 0:
            return None
    return at, at + len(needle)


def paired(predicted: Sequence[P], gold: Sequence[G], same: Callable[[P, G], bool]) -> list[tuple[int, int]]:
    """Match one to one, each prediction in order taking the first gold record still free that is the same.

    Returns:
        Pairs of indices.
    """
    pairs = []
    free = list(range(len(gold)))
    for i, prediction in enumerate(predicted):
        j = next((j for j in free if same(prediction, gold[j])), None)
        if j is not None:
            free.remove(j)
            pairs.append((i, j))
    return pairs
