"""Honorifics, ranks and styles before a name."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.core.annotations import Token
from pipeline.core.errors import ModelError
from pipeline.matching.phrases import PhraseTable
from pipeline.normalize.normalizer import key
from pipeline.resources.store import ModelStore

FILE = "lexicons/honorifics.yaml"
SECTIONS = ("styles", "degrees", "ranks", "suffixes", "abbreviations", "weak")
MARKS = frozenset("./")


@dataclass(frozen=True, slots=True)
class Honorific:
    """A run of honorifics: past its last token, the gender it tells, and whether it is only words that are common nouns too."""

    last: int
    gender: str
    weak: bool


class HonorificLexicon:
    """Reads honorifics off a row of tokens."""

    def __init__(
        self,
        phrases: PhraseTable[str],
        suffixes: PhraseTable[bool],
        abbreviations: frozenset[str],
        weak: frozenset[str],
        firsts: frozenset[str],
    ) -> None:
        self._phrases = phrases
        self._suffixes = suffixes
        self._abbreviations = abbreviations
        self._weak = weak
        self.firsts = firsts
        self.words = frozenset(word for word in firsts if word.startswith("ال") and word not in weak)
        self.definite = frozenset(word for word in firsts if word.startswith("ال"))

    @classmethod
    def from_models(cls, models: ModelStore) -> "HonorificLexicon":
        """Read the lexicon.

        Raises:
            ModelError: The file has an unknown key or lacks one.
        """
        content = models.yaml(FILE)
        if set(content) != set(SECTIONS):
            odd = ", ".join(sorted(set(content) ^ set(SECTIONS)))
            raise ModelError(f"{models.folder / FILE}: keys {odd} are unknown or missing; it has {', '.join(SECTIONS)}")
        phrases: PhraseTable[str] = PhraseTable()
        firsts = set()
        for section in ("styles", "degrees", "ranks"):
            for gender, words in content[section].items():
                for word in words:
                    parts = key(word).split()
                    phrases.add(parts, "" if gender == "any" else gender)
                    firsts.add(parts[0])
        suffixes: PhraseTable[bool] = PhraseTable((key(word).split(), True) for word in content["suffixes"])
        abbreviations = frozenset(key(part) for word in content["abbreviations"] for part in word.replace(".", " ").split())
        return cls(phrases, suffixes, abbreviations, frozenset(key(word) for word in content["weak"]), frozenset(firsts) | abbreviations)

    def read(self, tokens: Sequence[Token], keys: Sequence[str], at: int, end: int) -> Honorific | None:
        """Read the honorifics that begin at a token.

        Args:
            tokens: Tokens of the document.
            keys: Their folded forms.
            at: Index of the first.
            end: Index that they may not pass.
        """
        position, gender, weak = at, "", True
        while position < end:
            token = tokens[position]
            step = self._abbreviation(tokens, position, end)
            if step:
                position, weak = step, False
                continue
            first = token.base if position == at or token.norm not in self.firsts else token.norm
            if first not in self.firsts:
                break
            found = self._phrases.longest(keys, position, first, end)
            if found is None:
                break
            weak = weak and found[0] == position + 1 and first in self._weak
            gender = found[1] or gender
            position = found[0]
            while (
                position < end
                and keys[position] not in self.firsts
                and (suffix := self._suffixes.longest(keys, position, None, end)) is not None
            ):
                position = suffix[0]
            if position < end and tokens[position].text in ("/", "\\"):
                position, weak = position + 1, False
        return Honorific(position, gender, weak) if position > at else None

    def _abbreviation(self, tokens: Sequence[Token], at: int, end: int) -> int:
        """Return the index past ``د.``, ``أ.د.``, ``م/`` at a token, or 0."""
        position = at
        while position + 1 < end and (tokens[position].base if position == at else tokens[position].norm) in self._abbreviations:
            mark = tokens[position + 1]
            if mark.text in MARKS or mark.text == "\\":
                position += 2
            elif position > at and mark.kind == "word" and tokens[position].norm == "د":
                position += 1
                break
            else:
                break
        if position > at and position < end and tokens[position].text in MARKS:
            position += 1
        return position if position > at else 0
