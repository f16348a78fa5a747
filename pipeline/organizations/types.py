"""Type and country of an organization, from the words of its name."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from pipeline.normalize.normalizer import key
from pipeline.organizations.lexicon import TypeRule, bare

STATELESS = frozenset({"intergovernmental"})
"""Types whose organizations belong to no country unless the lexicon says so."""


def stem(word: str) -> str:
    """Return a folded word without article and feminine ending, so that adjectives of both genders compare equal."""
    word = bare(word)
    return word[:-1] if word.endswith("ه") and len(word) > 3 else word


class Typer:
    """Decides types by the rules of ``organization_types.yaml``."""

    def __init__(self, rules: tuple[TypeRule, ...]) -> None:
        self._rules: dict[str, list[tuple[tuple[tuple[str, ...], ...], bool, str]]] = {}
        for rule in rules:
            words = tuple(tuple(map(stem, phrase)) for phrase in rule.words)
            for head in rule.heads:
                self._rules.setdefault(head, []).append((words, rule.exact, rule.type))
        self.type_of = lru_cache(maxsize=1 << 14)(self._type_of)

    def _type_of(self, lemma: str, default: str, words: tuple[str, ...]) -> str:
        """Return the type of a name.

        Args:
            lemma: Its head in the singular.
            default: The head's own type.
            words: The folded words behind the head, without particles.
        """
        stems = tuple(map(stem, words))
        for phrases, exact, kind in self._rules.get(key(lemma), ()):
            if not phrases or any(_within(phrase, stems, exact) for phrase in phrases):
                return kind
        return default


def _within(phrase: tuple[str, ...], stems: tuple[str, ...], exact: bool) -> bool:
    if exact:
        return stems == phrase
    size = len(phrase)
    return any(stems[at : at + size] == phrase for at in range(len(stems) - size + 1))


def nationality(bases: Sequence[str], nationalities: Mapping[str, str]) -> str:
    """Return the country of the last nationality adjective among folded words, or empty."""
    for base in reversed(bases):
        code = nationalities.get(base)
        if code:
            return code
    return ""
