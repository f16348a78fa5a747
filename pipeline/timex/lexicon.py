"""The vocabulary of time: words and phrases by class, and one character for each combination of classes and particle.

The recognizer writes a sentence as a string with one character an item (a word, number, mark, or phrase such as ``تشرين
الأول``), so that patterns over word classes are ordinary regular expressions over short strings.
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.core.errors import ModelError
from pipeline.matching.phrases import PhraseTable
from pipeline.normalize.normalizer import key
from pipeline.resources.store import ModelStore

HEAD = "_head"
"""Class of the words at which a phrase may begin."""

OTHER = "."
"""Character of an item that means nothing to time."""

FIRST_CODE = 0x4E00
"""Characters are handed out from here: a block of letters that means nothing special in a regular expression."""

PARTICLES = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل", "وك")
"""Attached particles that may stand before a word of time."""

JOINED = ("و", "ل", "ب")
"""Particles that a writer may put right before digits (``و22``), where they are a token of their own."""

Values = Mapping[str, Any]
"""Classes of an item, each with its value: ``{"gm": 10}``."""

FILES = ("time_numerals.yaml", "time_units.yaml", "time_days.yaml")

_SEPARATED = re.compile(r"\d+(?:[./\\-]\d+)+")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word or phrase can mean.

    Attributes:
        values: Its classes and their values.
        particles: Attached particles, as one string (``ول``).
        code: The character of its classes and particles.
        bare: The character it would have without particles.
    """

    values: Values
    particles: str
    code: str
    bare: str


class Codebook:
    """Hands out one character for each combination of classes and particle."""

    def __init__(self) -> None:
        self._codes: dict[tuple[tuple[str, ...], str], str] = {}
        self._bare: dict[str, str] = {}
        self._members: dict[tuple[str, str | None], str] = {}

    def code(self, classes: Iterable[str], particles: str) -> str:
        """Return the character of a combination, a new one if need be."""
        particle = particles[-1:] if particles[-1:] in JOINED else "ف" if particles else ""
        combination = (tuple(sorted(classes)), particle)
        if combination not in self._codes:
            self._codes[combination] = chr(FIRST_CODE + len(self._codes))
            self._members.clear()
        return self._codes[combination]

    def all(self) -> tuple[str, ...]:
        """Return every character in use."""
        return tuple(self._codes.values())

    def bare(self, code: str) -> str:
        """Return the character of the same classes without a particle."""
        if len(self._bare) != len(self._codes):
            self._bare = {code: self._codes.get((classes, ""), code) for (classes, _), code in self._codes.items()}
        return self._bare[code]

    def members(self, name: str, particle: str | None) -> str:
        """Return the characters of all combinations that hold a class.

        Args:
            name: The class.
            particle: The particle it must carry, empty for none, None for any.
        """
        if (name, particle) not in self._members:
            self._members[name, particle] = "".join(
                code for (classes, has), code in self._codes.items() if name in classes and (particle is None or has == particle)
            )
        return self._members[name, particle]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The vocabulary.

    Attributes:
        words: Entries by folded word, forms with particles included.
        phrases: Entries by folded words, for phrases of two words or more.
        heads: Folded words at which a phrase may begin.
        book: The characters in use.
        numbers: Entries of number tokens, filled as they come.
    """

    words: dict[str, Entry]
    phrases: PhraseTable[Entry]
    heads: frozenset[str]
    book: Codebook
    numbers: dict[str, Entry | None]
    ambiguous: frozenset[str]
    exact: dict[str, frozenset[str]]
    tense: dict[str, frozenset[str]]

    @classmethod
    def from_models(cls, models: ModelStore) -> "Lexicon":
        """Read the vocabulary.

        Raises:
            ModelError: A file has a key that is not known, or a word is empty.
        """
        found: dict[str, dict[str, Any]] = {}
        for name in FILES:
            for group, values in models.yaml(f"lexicons/{name}").items():
                for value, words in values.items():
                    for word in words:
                        found.setdefault(_folded(word, name), {})[group] = value
        months = models.yaml("lexicons/time_months.yaml")
        check_keys("lexicons/time_months.yaml", months, ("gregorian", "hijri", "ambiguous", "exact"))
        ambiguous = frozenset(_folded(word, "time_months.yaml") for word in months["ambiguous"])
        for calendar, group in (("gregorian", "gm"), ("hijri", "hm")):
            for number, words in months[calendar].items():
                for word in words:
                    folded = _folded(word, "time_months.yaml")
                    found.setdefault(folded, {})[group] = number
                    if folded not in ambiguous:
                        found[folded][group + "s"] = number
        function = models.yaml("lexicons/time_words.yaml")
        check_keys("lexicons/time_words.yaml", function, ("words", "marks", "not_split", "tense"))
        for group, words in function["words"].items():
            for word in words:
                found.setdefault(_folded(word, "time_words.yaml"), {}).setdefault(key(group), word)
        for head in {name.split()[0] for name in found if " " in name} | set(JOINED):
            found.setdefault(head, {})[HEAD] = True
        book = Codebook()
        marks: dict[str, Entry] = {}
        for character in dict.fromkeys(c for characters in function["marks"].values() for c in characters):
            values = {group: character for group, characters in function["marks"].items() if character in characters}
            code = book.code(values, "")
            marks[character] = Entry(values, "", code, code)
        words, phrases = _forms(found, frozenset(key(word) for word in function["not_split"]), book)
        table: PhraseTable[Entry] = PhraseTable((tuple(name.split()), entry) for name, entry in phrases.items())
        heads = frozenset(name.split()[0] for name in phrases) | frozenset(JOINED)
        exact = {_folded(word, "time_months.yaml"): frozenset(forms) for word, forms in months["exact"].items()}
        tense = {name: frozenset(key(word) for word in forms) for name, forms in function["tense"].items()}
        lexicon = cls({**words, **marks}, table, heads, book, {}, ambiguous, exact, tense)
        for sample in SHAPES:
            entry = lexicon.number(sample)
            if entry is not None:
                for particle in JOINED:
                    book.code(entry.values, particle)
        return lexicon

    def number(self, text: str) -> Entry | None:
        """Return the entry of a number token, by its shape and size."""
        if text in self.numbers:
            return self.numbers[text]
        values = number_values(text)
        entry = None
        if values:
            code = self.book.code(values, "")
            entry = Entry(values, "", code, code)
        if len(self.numbers) < NUMBERS_KEPT:
            self.numbers[text] = entry
        return entry


NUMBERS_KEPT = 20_000
"""Number tokens whose entries are kept; a newspaper day has about 3,000 different ones."""

SHAPES = (
    "0", "00", "5", "05", "12", "24", "23", "31", "32", "59", "60", "99", "100", "150", "1000", "1436", "1600", "1985", "2100",
    "12.30", "3.5", "9.40", "25.70", "25.10.2015", "25.10", "12,30", "2,5",
)  # fmt: skip
"""One number of every combination of classes, so that every character exists before patterns are compiled."""


def number_values(text: str) -> dict[str, Any]:
    """Return the classes of a number token.

    Args:
        text: A number token with ASCII digits (``24``, ``12.30``, ``25.10.1436``).

    Returns:
        ``num`` any whole number; ``dn`` day, ``mn`` month, ``hn`` hour, ``nn`` minute with two digits; ``y4`` year, with ``gy`` or
        ``hy``; ``dec`` decimal; ``clk`` hour and minute in one token; ``dmy`` a whole date in one token.
    """
    if text.isdigit():
        if len(text) > 6:
            return {}
        number = int(text)
        values: dict[str, Any] = {"num": number}
        if len(text) <= 2:
            if 1 <= number <= 31:
                values["dn"] = number
            if 1 <= number <= 12:
                values["mn"] = number
            if number <= 24:
                values["hn"] = number
            if len(text) == 2 and number <= 59:
                values["nn"] = number
            if len(text) == 2:
                values["y2"] = number
        elif len(text) == 4:
            if 1700 <= number <= 2199:
                values["y4"] = values["gy"] = number
            elif 1300 <= number <= 1500:
                values["y4"] = values["hy"] = number
        return values
    parts = re.split(r"[.,٫٬/\\-]", text)
    if not all(part.isdigit() for part in parts):
        return {}
    numbers = [int(part) for part in parts]
    if len(parts) == 3 and _SEPARATED.fullmatch(text):
        for day, month, year in ((0, 1, 2), (2, 1, 0)):
            if len(parts[year]) == 4 and 1 <= numbers[day] <= 31 and 1 <= numbers[month] <= 12 and 1300 <= numbers[year] <= 2199:
                return {"dmy": (numbers[day], numbers[month], numbers[year])}
        return {}
    if len(parts) != 2:
        return {}
    found: dict[str, Any] = {}
    if "." in text or "٫" in text:
        found["dec"] = numbers[0] + numbers[1] / 10 ** len(parts[1])
    if len(parts[1]) == 2 and numbers[0] <= 24 and numbers[1] <= 59 and len(parts[0]) <= 2:
        found["clk"] = (numbers[0], numbers[1])
    return found


def _forms(found: dict[str, dict[str, Any]], unsplit: frozenset[str], book: Codebook) -> tuple[dict[str, Entry], dict[str, Entry]]:
    """Return the entries of all words and phrases with and without particles; a word itself goes before a word with a particle."""
    plain: dict[str, Entry] = {}
    prefixed: dict[str, Entry] = {}
    for name, values in found.items():
        bare = book.code(values, "")
        plain[name] = Entry(values, "", bare, bare)
        for particles in PARTICLES:
            form = particles + (name[1:] if particles[-1] == "ل" and name.startswith("ال") else name)
            if form not in unsplit:
                prefixed.setdefault(form, Entry(values, particles, book.code(values, particles), bare))
    merged = {**prefixed, **plain}
    return {n: e for n, e in merged.items() if " " not in n}, {n: e for n, e in merged.items() if " " in n}


def _folded(word: object, name: str) -> str:
    folded = key(str(word))
    if not folded:
        raise ModelError(f"models/lexicons/{name}: an empty word")
    return folded


def check_keys(name: str, given: Iterable[str], known: Iterable[str]) -> None:
    """Check the keys of a model file.

    Args:
        name: The file, inside the models folder.
        given: Keys it has.
        known: Keys it may have.

    Raises:
        ModelError: A key is not known; the message names the nearest known one.
    """
    known = tuple(known)
    for word in given:
        if word not in known:
            near = difflib.get_close_matches(str(word), known, 1, 0.0)
            raise ModelError(f"models/{name}: unknown key {word!r}; the nearest known one is {near[0]!r}")
