"""Tests of single words: verb, adjective, common noun, part of a name."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache

from pipeline.core.annotations import Token
from pipeline.normalize.normalizer import key
from pipeline.organizations.gazetteer import Known
from pipeline.organizations.lexicon import Head, Words, bare
from pipeline.resources.gazetteers import given_names
from pipeline.resources.store import ModelStore

FOREIGN_LIMIT = 5
"""Occurrences in the word counts from which on a word is taken for an Arabic one."""

BRAND_WORDS = frozenset(
    [
        "بوست",
        "تايمز",
        "نيوز",
        "تريبيون",
        "تربيون",
        "جورنال",
        "هيرالد",
        "ميل",
        "تلغراف",
        "غارديان",
        "يونايتد",
        "سيتي",
        "غالاكسي",
        "سبورت",
        "كابيتال",
        "موتورز",
        "غروب",
        "ايرلاينز",
        "تيليكوم",
        "بزنس",
        "ريفيو",
    ]
)
"""Foreign words, folded, that are frequent in the names of newspapers, clubs and companies."""


class Vocabulary:
    """The head nouns, the word classes and the whole names, with caches of the word tests."""

    def __init__(self, heads: Mapping[str, Head], words: Words, known: Known, given: AbstractSet[str] = frozenset()) -> None:
        self.heads = heads
        self.given = given
        self.words = words
        self.known = known
        self.verbal = lru_cache(maxsize=1 << 15)(self._verbal)
        self.adjectival = lru_cache(maxsize=1 << 15)(self._adjectival)

    def common(self, word: str) -> bool:
        """Say whether a folded indefinite word is a common noun or adjective."""
        return self.words.common(word)

    def foreign(self, word: str) -> bool:
        """Say whether a folded word without article is no Arabic word: hardly counted, never with the article."""
        counts = self.words.counts
        if word in BRAND_WORDS:
            return True
        return counts.get(word, 0) < FOREIGN_LIMIT and not counts.get("ال" + word, 0) and word not in self.words.fields

    def _verbal(self, word: str) -> bool:
        """Say whether a folded indefinite word is a finite verb, by its form and the forms that stand beside it."""
        words, counts = self.words, self.words.counts
        if word in words.verbs:
            return True
        if word.endswith("ت") and not word.endswith("ات") and len(word) > 3:
            return word[:-1] in words.verbs or (counts.get(word[:-1], 0) > 0 and not self.common(word))
        if word[:1] == "ي" and len(word) > 3:
            return counts.get("ت" + word[1:], 0) > 0 and not self.common(word)
        if word[:1] == "ت" and len(word) > 3:
            return counts.get("ي" + word[1:], 0) >= 5 and not self.common(word)
        return False

    def _adjectival(self, word: str) -> bool:
        """Say whether a folded definite word is an adjective: a nisba, a listed one, or a nationality."""
        words = self.words
        if word in words.breaks or word in words.titles or (word in self.heads and word not in words.also_adjectives):
            return False
        if word in words.adjectives or word in words.nationalities:
            return True
        if word.endswith(("يه", "يتين", "يين")):
            return bare(word) not in words.nouns_in_ya
        return word.endswith("ي") and len(word) > 4 and bare(word) not in words.nouns_in_ya

    def name_part(self, token: Token) -> bool:
        """Say whether a word may be part of a person's name."""
        if token.kind != "word" or token.proclitics or token.norm in self.words.function:
            return False
        return not self.verbal(token.base)

    def surname(self, token: Token) -> bool:
        """Say whether a word may be a surname without article."""
        return self.name_part(token) and not token.definite and not self.common(token.base)


def given_keys(models: ModelStore) -> frozenset[str]:
    """Return the folded given names of one word."""
    return frozenset(key(record.name) for record in given_names(models) if " " not in record.name)
