"""Nationality adjectives and nouns: every form of a nisba."""

from collections.abc import Iterator
from dataclasses import dataclass

ENDINGS: tuple[tuple[str, str, str], ...] = (
    ("", "m", "singular"),
    ("ة", "f", "singular"),
    ("ان", "m", "dual"),
    ("ين", "m", "plural"),  # the oblique dual is written alike
    ("ون", "m", "plural"),
    ("تان", "f", "dual"),
    ("تين", "f", "dual"),
    ("ات", "f", "plural"),
)
"""What a nisba takes after its ي, with gender and number."""


@dataclass(frozen=True, slots=True)
class Demonym:
    """One form of a nationality adjective or noun.

    Attributes:
        text: As written (``الكويتية``).
        words: Its folded words.
        country: ISO 3166-1 alpha-2.
        gender: ``m`` or ``f``.
        number: ``singular``, ``dual`` or ``plural``.
        definite: Whether it has the article.
    """

    text: str
    words: tuple[str, ...]
    country: str
    gender: str
    number: str
    definite: bool


def inflect(country: str, nisbas: tuple[str, ...], people: tuple[str, ...]) -> Iterator[Demonym]:
    """Yield the forms of a country's nisbas and broken plurals, with and without the article, their words still empty.

    Args:
        country: ISO 3166-1 alpha-2.
        nisbas: Masculine singular forms without the article; every word of a form inflects (``كورية جنوبية``).
        people: Broken plurals without the article.
    """
    for nisba in nisbas:
        words = nisba.split()
        for ending, gender, number in ENDINGS:
            forms = [word + ending for word in words]
            yield Demonym(" ".join(forms), (), country, gender, number, definite=False)
            yield Demonym(" ".join("ال" + form for form in forms), (), country, gender, number, definite=True)
    for plural in people:
        yield Demonym(plural, (), country, "m", "plural", definite=False)
        yield Demonym("ال" + plural, (), country, "m", "plural", definite=True)
