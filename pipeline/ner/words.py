"""What the gazetteers and lexicons know of a single word: classes that the trained model sees beside the word's form."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.normalize.normalizer import key
from pipeline.resources.gazetteers import countries, demonyms, family_names, given_names, organizations, places
from pipeline.resources.store import ModelStore

HEADS = "lexicons/organization_heads.yaml"
TITLES = "lexicons/titles.yaml"
PERSON_WORDS = "lexicons/person_words.tsv"

CLASSES = (
    "given",
    "given, ambiguous",
    "family",
    "family, ambiguous",
    "rarely in names",
    "often in names",
    "mostly in names",
    "place",
    "place, ambiguous",
    "in a place name",
    "country",
    "country, ambiguous",
    "demonym",
    "head",
    "title",
    "organization",
    "organization, ambiguous",
    "begins an organization",
)
"""The classes in the order of their rows in the model."""

OFTEN, MOSTLY = 30, 60
"""Uses in names, of 99, from which a word is often, or mostly, in names."""

BEGINNINGS = 2
"""Least number of organizations that a word which is no head begins, to say so of it."""

Classes = Mapping[str, tuple[int, ...]]
"""Numbers of a folded word's classes, ascending; a word without any is absent."""


def word_classes(models: ModelStore) -> Classes:
    """Return what is known of each folded word.

    Args:
        models: The models folder.
    """
    known: dict[str, set[int]] = {}
    for name, words in _classes(models):
        number = CLASSES.index(name)
        for word in words:
            known.setdefault(word, set()).add(number)
    return {word: tuple(sorted(numbers)) for word, numbers in known.items()}


def _classes(models: ModelStore) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield class names with words that are of it; a class may come several times."""
    for kind, names in (("given", given_names(models)), ("family", family_names(models))):
        for name in names:
            yield _named(kind, name.ambiguous), name.words
    for line in models.lines(PERSON_WORDS):
        word, share, _ = line.split("\t")
        yield "mostly in names" if int(share) >= MOSTLY else "often in names" if int(share) >= OFTEN else "rarely in names", (word,)
    for place in places(models):
        for words in place.keys:
            yield (_named("place", place.ambiguous) if len(words) == 1 else "in a place name"), words
    for country in countries(models):
        for words in country.keys:
            yield (_named("country", country.ambiguous) if len(words) == 1 else "in a place name"), words
    for form in demonyms(models):
        yield "demonym", form.words
    heads = set(_nouns(models.yaml(HEADS)["heads"].items()))
    yield "head", heads
    yield "title", _nouns((entry["noun"], entry) for entry in models.yaml(TITLES)["nouns"])
    begun: dict[str, int] = {}
    for organization in organizations(models):
        for words in organization.keys:
            if len(words) == 1:
                yield "organization", words
            else:
                begun[words[0]] = begun.get(words[0], 0) + 1
        for words in organization.contextual_keys:
            if len(words) == 1:
                yield "organization, ambiguous", words
    yield "begins an organization", (word for word, count in begun.items() if count >= BEGINNINGS and word not in heads)


def _named(kind: str, ambiguous: bool) -> str:
    return f"{kind}, ambiguous" if ambiguous else kind


def _nouns(entries: Iterable[tuple[str, dict[str, Any]]]) -> Iterator[str]:
    """Yield the forms of nouns, with and without article where they are one word."""
    for noun, entry in entries:
        plain = [noun, *entry.get("dual", ()), *entry.get("plural", ()), *entry.get("also", ())]
        if "takes" in entry:
            plain.append(entry.get("feminine") or f"{noun}ة")
        for form in plain:
            word = key(form)
            if " " not in word:
                yield word
                yield f"ال{word}"
