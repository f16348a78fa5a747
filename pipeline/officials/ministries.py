"""The fields of ministries (الخارجية, الصحة والسكان) and the nationality adjectives after them."""

from collections.abc import Callable, Sequence

from pipeline.core.annotations import Token
from pipeline.matching.phrases import PhraseTable
from pipeline.resources.gazetteers import countries, demonyms, organizations
from pipeline.resources.store import ModelStore

LONGEST = 8
Ends = Callable[[Sequence[Token], Sequence[str], int, int], bool]


class Ministries:
    """Knows the names of ministries and countries.

    Attributes:
        demonyms: ISO codes by folded nationality adjective with the article, masculine and feminine.
        countries: Short names by ISO code.
    """

    def __init__(
        self,
        heads: frozenset[str],
        known: PhraseTable[bool],
        demonyms: dict[str, str],
        countries: dict[str, str],
        nations: PhraseTable[str],
    ) -> None:
        self._nations = nations
        self._heads = heads
        self._known = known
        self.demonyms = demonyms
        self.countries = countries

    @classmethod
    def from_models(cls, models: ModelStore, heads: frozenset[str]) -> "Ministries":
        """Read the gazetteers.

        Args:
            models: The models folder.
            heads: Folded first words of fields, from ``titles.yaml``.
        """
        adjectives = {
            form.words[0]: form.country for form in demonyms(models) if form.definite and form.number == "singular" and len(form.words) == 1
        }
        nations: PhraseTable[str] = PhraseTable()
        for form in demonyms(models):
            if form.number == "singular" and (form.definite or len(form.words) > 1):
                nations.add(form.words, form.country)
                if len(form.words) == 2 and not form.definite:
                    nations.add((form.words[0], f"ال{form.words[1]}"), form.country)  # ``جنوب الأفريقي``
                    nations.add((f"ال{form.words[0]}", f"ال{form.words[1]}"), form.country)
        names = {country.code: country.name for country in countries(models)}
        known: PhraseTable[bool] = PhraseTable()
        for organization in organizations(models):
            for words in organization.keys:
                if len(words) > 1 and words[0] == "وزاره" and words[-1] not in adjectives:
                    known.add(words[1:], True)
        return cls(heads, known, adjectives, names, nations)

    def nation(self, keys: Sequence[str], at: int, end: int) -> tuple[str, int] | None:
        """Return the country of a nationality that stands at a token, of one word or more, and the index past it.

        Args:
            keys: Folded words of the document.
            at: Index of the token.
            end: Index that the nationality may not pass.
        """
        found = self._nations.longest(keys, at, None, end)
        return (found[1], found[0]) if found is not None else None

    def heads(self, word: str) -> bool:
        """Say whether a folded word is the first of a ministry's field."""
        return word in self._heads

    def read(self, tokens: Sequence[Token], keys: Sequence[str], at: int, end: int, ends: Ends, *, single: bool) -> int:
        """Return the index past a ministry's field that begins at a token, or ``at``.

        Args:
            tokens: Tokens of the document.
            keys: Their folded forms.
            at: Index of the first token.
            end: Index that the field may not pass.
            ends: Says whether a phrase must end before a token.
            single: Whether each coordinated word is a field of its own (``وزيرا الخارجية والداخلية``).
        """
        base = tokens[at].base
        listed = self._known.longest(keys, at, base, end)
        if listed is None and base not in self._heads:
            return at
        position = max(listed[0] if listed is not None else 0, at + 1)
        while position < min(end, at + LONGEST):
            token = tokens[position]
            if token.kind != "word" or token.norm in self.demonyms or ends(tokens, keys, position, end):
                break
            joined = token.proclitics[:1] == ("و",)
            if joined and (single or not (token.base.startswith("ال") or token.base in self._heads)):
                break
            if joined and token.base.startswith("ال") and token.base not in self._heads and listed is not None:
                break
            if not joined and token.proclitics:
                break
            if not joined and not token.norm.startswith("ال"):
                break
            if (
                not joined
                and listed is not None
                and position >= listed[0]
                and tokens[position - 1].norm.startswith("ال")
                and not _agrees(token.norm)
            ):
                break
            position += 1
        return position


def _agrees(norm: str) -> bool:
    """Say whether a definite word looks like an adjective or the second part of a field's name."""
    return norm.endswith(("ه", "ي")) or norm in ("العالي", "العام", "الوطني", "المدني")
