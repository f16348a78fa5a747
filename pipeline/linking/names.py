"""Names of organizations as words to compare: folded, without articles, particles and fillers."""

from collections.abc import Sequence
from functools import lru_cache

from pipeline.normalize.normalizer import key

FILLERS = frozenset(["منطقه", "محافظه", "مدينه", "في", "بمنطقه", "بمحافظه", "بمدينه"])
"""Words that short forms of a name leave out (``إمارة الباحة`` for ``إمارة منطقة الباحة``)."""

SERVICES = (
    (("شوون", "صحيه"), "صحه"),
    (("صحه",), "صحه"),
    (("تربيه", "وتعليم"), "تعليم"),
    (("تعليم",), "تعليم"),
    (("دفاع", "مدني"), "مدني"),
    (("مدني",), "مدني"),
    (("مرور",), "مرور"),
    (("جوازات",), "جوازات"),
)
"""Names of services that have a branch in every province, folded and without articles, and their shortest names."""


@lru_cache(maxsize=1 << 15)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name for comparison: folded, without articles, particles before them, and fillers."""
    words = [word for word in key(name).split() if word not in FILLERS]
    return tuple(_root(word) if number == 0 else _inner_root(word) for number, word in enumerate(words))


def service(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a local service by its shortest name, so that its names compare equal.

    ``صحة الأحساء``, ``الشؤون الصحية بمحافظة الأحساء`` and ``مديرية الشؤون الصحية بالأحساء`` are one; empty for other names.
    """
    at = 0
    while at < len(words) and words[at] in ("اداره", "مديريه", "عامه"):
        at += 1
    rest = words[at:]
    for full, short in SERVICES:
        if rest[: len(full)] == full and len(rest) > len(full):
            return (short, *rest[len(full) :])
    return ()


def _root(word: str) -> str:
    if word.startswith("لل") and len(word) > 4:
        return word[2:]
    if word.startswith(("بال", "وال")) and len(word) > 5:
        return word[3:]
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def _inner_root(word: str) -> str:
    """Return a word behind the head without its article and the ب of a place (``بجدة``)."""
    root = _root(word)
    return root[1:] if root.startswith("ب") and len(root) > 3 and not word.startswith(("ال", "لل", "بال", "وال")) else root


def within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Say whether all words of a name stand in another in order, a ب before a word of the longer disregarded."""
    at = 0
    for word in long:
        if at < len(short) and (word == short[at] or word == "ب" + short[at] or short[at] == "ب" + word):
            at += 1
    return at == len(short)
