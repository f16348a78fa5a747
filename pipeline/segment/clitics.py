"""Attached particles: which words carry them, judged by the frequencies of word forms.

A word is a base of its own where forms exist that only a base can have: with the article (``الوزارة``), with a particle
that does not stand before another (``بوزارة``), or, for verbs, with a prefix of the imperfect (``يوافق``). Where there is no
such form and the remainder is a word, the particle is detached.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.core.annotations import Token
from pipeline.core.errors import RuleError
from pipeline.normalize.normalizer import key, plain
from pipeline.normalize.steps import TATWEEL, fold
from pipeline.resources.store import ModelStore

FILE = "lexicons/clitics.yaml"
LISTS = ("keep", "exact", "split", "article_words", "hamza_words", "function_words", "no_complement", "two_cities", "whole_after")
HAMZA = frozenset("أإآ")
CONJUNCTIONS = frozenset("وف")
PREPOSITIONS = frozenset("بلك")

BEFORE: Mapping[str, tuple[str, ...]] = {
    "و": ("ال", "ب", "ل", "ف", "ي", "ت", "ن", "لل", "وال"),
    "ف": ("ال", "ب", "ل", "ي", "ت", "ن", "لل", "وال"),
    "ب": ("ال", "ل", "ي", "ت", "ن", "لل", "وال"),
    "ل": ("ال", "ب", "ي", "ت", "ن", "وال"),
    "ك": ("ال", "ب", "ل", "ي", "ت", "ن", "لل", "وال"),
    "س": ("ال", "ب", "ل", "ي", "ن", "لل", "وال"),
    "ست": ("ال", "ب", "ل", "لل", "وال"),
}
"""What can stand before a word only if its first letter is its own; not ي before ست, which makes another verb (``يستعيد``)."""

BEFORE_STEM = ("ال", "لل", "وال", "بال", "ي")
"""The like for a word without its suffix, where short stems meet others by chance (``فورا`` is not ف + ``ورا``)."""

SUFFIXES = (
    "وهما",
    "وها",
    "وهم",
    "وه",
    "هما",
    "كما",
    "تها",
    "ته",
    "تهم",
    "تنا",
    "ها",
    "هم",
    "هن",
    "نا",
    "وا",
    "تا",
    "تي",
    "ات",
    "ين",
    "ون",
    "ان",
    "ه",
    "ت",
    "ا",
    "ي",
)
"""Inflections and pronouns that are taken off a word to find evidence for its stem, longest first."""

OWN_SHARE = 0.04
"""Share of a word's own count that forms of it as a base must reach; below it they are other words by chance
(``بوعلي`` beside ``وعلي``). Chosen on the composed corpus, flat between 0.02 and 0.08."""

RATIO = {"و": 60.0, "ف": 4.0, "ب": 12.0, "ل": 8.0, "ك": 1.5, "س": 8.0}
"""How many times more frequent than its remainder a word may be and still carry the particle; ``وقال`` is written more
often than ``قال``, while a word with ك that outnumbers its remainder is one word."""

ORGANIZATIONS = "gazetteers/organizations.csv"
GAZETTEERS = (
    "gazetteers/countries.csv",
    "gazetteers/family_names.csv",
    "gazetteers/given_names.csv",
    "gazetteers/places.csv",
    ORGANIZATIONS,
)
GAZETTEER_COUNT = 8
"""Count given to a word of a gazetteer that the list of word forms lacks: the least that the list holds."""

NAME_LIMIT = 200
"""Count in the newspapers from which a form that is also a name (``بان``, ``فان``) is mostly something else, and is judged like any."""

NOUN_SHARE = 0.005
"""Share of a word's count that it must have with the article to be a noun; verbs and particles have none, ``مكافحه`` 0.02."""
ADJECTIVE_ENDS = "هاي"
"""Ends of folded adjectives that agree with a feminine noun (``الوطنيه``, ``العليا``, ``الكبري``)."""

BARE_SHARE = 10
"""How many times more frequent than with its article a name in ل must be to take none after ل (``لبنان``, ``ليبيا``)."""

Split = tuple[tuple[str, ...], str, int]
"""Proclitics, base, and how many letters of the word precede the base."""


@dataclass(frozen=True, slots=True)
class Exceptions:
    """Words of ``clitics.yaml``, folded but for ``split``; what each list holds is written there."""

    keep: frozenset[str]
    exact: frozenset[str]
    split: frozenset[str]
    article_words: frozenset[str]
    hamza_words: frozenset[str]
    function_words: frozenset[str]
    no_complement: frozenset[str]
    two_cities: frozenset[str]
    whole_after: frozenset[str]

    @classmethod
    def from_models(cls, models: ModelStore) -> "Exceptions":
        """Read the lists.

        Raises:
            RuleError: The file has an unknown list or lacks one.
        """
        data = models.yaml(FILE)
        if set(data) != set(LISTS):
            raise RuleError(f"{models.folder / FILE} must hold the lists {', '.join(LISTS)}; it holds {', '.join(map(str, data))}")
        return cls(**{name: frozenset((plain if name == "split" else key)(str(word)) for word in data[name]) for name in LISTS})


class CliticSplitter:
    """Splits words into proclitics and base; answers are remembered per surface form."""

    __slots__ = ("_counts", "_lists", "memory")

    LIMIT = 1 << 16
    """Forms remembered, the first that come: about 25 MB; rarer ones are split each time they come."""

    def __init__(self, counts: dict[str, int], lists: Exceptions) -> None:
        """Build a splitter.

        Args:
            counts: Corpus counts of folded word forms.
            lists: Words that the counts alone would decide wrongly.
        """
        self._counts = counts
        self._lists = lists
        self.memory: dict[str, tuple[str, Split]] = {}

    @classmethod
    def from_models(cls, models: ModelStore) -> "CliticSplitter":
        """Build the shipped splitter."""
        counts = {}
        for line in models.lines("lexicons/wordforms.tsv"):
            form, _, count = line.partition("\t")
            counts[form] = int(count)
        lists = Exceptions.from_models(models)
        names = set()
        for word, is_name in _gazetteer_words(models):
            if is_name and word[0] in RATIO and counts.get(word, 0) < NAME_LIMIT:
                names.add(word)
            counts.setdefault(word, GAZETTEER_COUNT)
        return cls(counts, replace(lists, exact=lists.exact | names))

    def analyze(self, surface: str) -> tuple[str, Split]:
        """Return the folded form of a lightly normalized word and its split."""
        found = self.memory.get(surface)
        if found is None:
            norm = fold(surface)
            found = (norm, self.split(norm, surface))
            if len(self.memory) < self.LIMIT:
                self.memory[surface] = found
        return found

    def analyze_marked(self, surface: str) -> tuple[str, Split]:
        """Like :meth:`analyze`, for a word whose first letter is drawn out (``بـمجلس``): that sets a particle apart."""
        norm, found = self.analyze(surface)
        first = norm[0]
        if found[0] or len(norm) < 4 or first not in CONJUNCTIONS | PREPOSITIONS or norm in self._lists.keep | self._lists.exact:
            return norm, found
        return norm, ((first,), norm[1:], 1)

    def governs(self, follower: str) -> bool:
        """Say whether a word makes the noun before it a construct: ``للجنة مكافحة …`` is ل + ``لجنة``, ``للجنة الوطنية`` is not.

        Args:
            follower: The folded word after the noun.
        """
        if follower in self._lists.no_complement:
            return False
        if follower.startswith("ال") and len(follower) > 4:
            return follower[-1] not in ADJECTIVE_ENDS
        return self._counts.get("ال" + follower, 0) >= NOUN_SHARE * self._counts.get(follower, 1)

    def joins(self, word: str, before: Token) -> bool:
        """Say whether a city's name is و and another city's, by the word before it."""
        return word in self._lists.two_cities and before.kind == "word" and before.base not in self._lists.whole_after

    def split(self, word: str, surface: str = "") -> Split:
        """Return the split of a folded word.

        Args:
            word: The folded word.
            surface: The word as written, if known: a hamza on the second letter shows where a base begins.
        """
        proclitics: tuple[str, ...] = ()
        base, cut = word, 0
        surface = surface if len(surface) == len(word) else word
        if base[:1] in CONJUNCTIONS and self._detaches(base, surface):
            proclitics, base, cut, surface = (base[0],), base[1:], 1, surface[1:]
        if len(base) > 2 and base.startswith("لل"):
            return (*proclitics, "ل"), self._with_article(base[2:]), cut + 1
        first = base[:1]
        if (first in PREPOSITIONS or (first == "س" and self._future(base, surface))) and self._detaches(base, surface):
            proclitics, base, cut = (*proclitics, first), base[1:], cut + 1
        return proclitics, base, cut

    def _with_article(self, rest: str) -> str:
        """Return what follows ل in a word with لل: ``اللجنه`` for ``للجنه``, ``الوزاره`` for ``للوزاره``, ``لبنان`` for ``للبنان``."""
        counts = self._counts
        plain_noun, own_lam, bare = counts.get("ال" + rest, 0), counts.get("الل" + rest, 0), counts.get("ل" + rest, 0)
        if (
            bare > BARE_SHARE * max(plain_noun, own_lam)
            and (bare or "ل" + rest in self._lists.exact)
            and not self._detaches("ل" + rest, "")
        ):
            return "ل" + rest
        return "الل" + rest if own_lam > plain_noun or rest == "ه" else "ال" + rest

    def _detaches(self, word: str, surface: str) -> bool:
        """Say whether the first letter of a word is a particle."""
        rest, lists = word[1:], self._lists
        if surface in lists.split:
            return True
        if len(rest) < 2:
            return False
        if surface[1:2] in HAMZA:
            return word not in lists.hamza_words
        if word in lists.keep or word in lists.exact or any(stem in lists.keep for stem in _stems(word)):
            return False
        if rest in lists.function_words and word[0] in "وفل":
            return True
        if rest.startswith("ال") and len(rest) > 4 and word[0] not in "لس":
            return word not in lists.article_words and not any(stem in lists.article_words for stem in _stems(word))
        whole, part = self._counts.get(word, 0), self._known(rest)
        if self._own(word, whole, part):
            return False
        if part:
            return whole <= RATIO[word[0]] * part
        if word[0] in CONJUNCTIONS and self.split(rest, surface[1:])[0]:
            return True
        return word[0] == "و" and whole == 0 and len(rest) > 3 and not self._known(word)

    def _own(self, word: str, whole: int, part: int) -> bool:
        """Say whether forms exist that show the first letter to be the word's own."""
        counts, before = self._counts, BEFORE["ست" if word.startswith("ست") else word[0]]
        for stem in (word, *(stem for stem in _stems(word) if stem in counts)):
            forms = sum(counts.get(prefix + stem, 0) for prefix in (before if stem is word else BEFORE_STEM))
            if forms and forms >= OWN_SHARE * max(whole, part, counts.get(stem, 0)):
                return True
        return False

    def _known(self, word: str) -> int:
        """Return the count of a word, or of its stem if the form itself is not in the list."""
        count = self._counts.get(word, 0)
        return count or max((self._counts.get(stem, 0) for stem in _stems(word)), default=0)

    def _future(self, word: str, surface: str) -> bool:
        """Say whether what follows س can be a verb in the imperfect."""
        return len(word) > 3 and (word[1] in "يتن" or surface[1] == "أ") and TATWEEL not in word


def _gazetteer_words(models: ModelStore) -> Iterator[tuple[str, bool]]:
    """Yield the folded words of the gazetteers, and whether each is an unambiguous name of a person or place."""
    for file in GAZETTEERS:
        names = file != ORGANIZATIONS
        for row in models.rows(file):
            for cell in (row["name"], row.get("aliases") or ""):
                for word in key(cell.replace("|", " ")).split():
                    if len(word) > 2:
                        yield word, names and not row.get("ambiguous")


def _stems(word: str) -> Iterator[str]:
    """Yield the word without each suffix that leaves at least three letters; ه for the ت of a feminine noun."""
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) > 2:
            yield word[: -len(suffix)]
            if suffix[0] == "ت" and len(suffix) > 1:
                yield word[: -len(suffix)] + "ه"
