"""The word tables of organization names: heads, limits, type rules and headless names, read once and folded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pipeline.core.codes import ORGANIZATION_TYPES
from pipeline.core.errors import ModelError
from pipeline.normalize.normalizer import key
from pipeline.resources.gazetteers import demonyms
from pipeline.resources.store import ModelStore

HEADS = "lexicons/organization_heads.yaml"
TYPES = "lexicons/organization_types.yaml"
WORDS = "lexicons/organization_words.yaml"
NAMES = "lexicons/organization_names.yaml"

COMMON_RATIO = 0.04
"""A word whose form with the article is at least this share of its bare form is a common noun; names hardly
ever take the article. Over the counts of ``wordforms.tsv``, 3 of the gazetteer's 469 unambiguous one-word places without article
lie above it, and all but 1 of the 161 adjectives of the list ``weak``; company names were not measured."""

TAILS = ("any", "name", "place", "proper", "portfolio", "quoted", "title", "none")
ALONE = ("nominal", "name", "none")
PLAIN = ("", "all", "nation", "common")
HEAD_KEYS = ("type", "dual", "plural", "tail", "alone", "local", "lam", "human", "not", "only", "titled", "full", "plain", "feminine")
NAME_KEYS = ("name", "id", "also", "type", "country", "at", "only_at", "not_before", "not_after", "cue", "beside", "surname")
RULE_KEYS = ("heads", "any", "type", "exact")
WORD_KEYS = (
    "function", "titles", "breaks", "weak",
    "vague",
    "also_adjectives", "fields", "verbal_nouns", "adjectives", "nouns_in_ya", "portfolios", "patrons", "localities", "verbs",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun in one of its forms.

    Attributes:
        lemma: Singular without article, as written in the lexicon (``وزارة``).
        number: ``singular``, ``dual`` or ``plural``.
        definite: Whether the form carries the article.
        feminine: Gender of the singular.
        barred: Folded words behind the head that make it a common noun (``مجلس إدارة``).
        only: Folded words of which one must stand behind an indefinite head, if any.
        full: The name that the definite head alone is short for, or empty.
        plain: Which adjectives make no name of the definite head: ``all``, ``nation`` (a nationality), ``common`` (all others), or empty.
        titled: Whether a title may stand inside the name (``مكتب رئيس الوزراء``).
    """

    lemma: str
    type: str
    number: str
    definite: bool
    feminine: bool
    tail: str
    alone: str
    local: bool
    local_fi: bool
    lam: str
    human: bool
    barred: frozenset[str]
    only: frozenset[str] = frozenset()
    titled: bool = False
    full: str = ""
    plain: str = ""


@dataclass(frozen=True, slots=True)
class NameEntry:
    """An organization known by its whole name.

    Attributes:
        name: Canonical name.
        country: ISO code, ``local`` for the article's own country, or empty.
        at: Whether a ب or في phrase of place behind it belongs to it.
        only_at: Whether it is a name only with such a phrase.
        not_before: Folded words that may not stand before it.
        not_after: Folded words that may not follow it.
        cue: Folded words of which one must stand before it, if any.
        beside: Folded words of which one within four words makes it a name without a cue.
        surname: Whether it is a family name as well, so that no given name or title may stand before it.
        listed: Whether it comes from ``organization_names.yaml``, not from the gazetteer.
    """

    name: str
    type: str
    country: str
    at: bool
    only_at: bool
    not_before: frozenset[str]
    not_after: frozenset[str]
    cue: frozenset[str]
    id: str = ""
    wikidata: str = ""
    parent: str = ""
    listed: bool = True
    beside: frozenset[str] = frozenset()
    surname: bool = False


@dataclass(frozen=True, slots=True)
class NameLists:
    """The lists of ``organization_names.yaml``, folded.

    Attributes:
        phrases: Words and entry of every headless name.
        ministries: Fields of government that stand for their ministry, as written, by folded field.
        field_verbs: Verbs before such a field.
        reports: Words before a quoted outlet that make it the article's source.
        media: Words of outlets.
    """

    phrases: tuple[tuple[tuple[str, ...], NameEntry], ...]
    ministries: dict[str, str]
    field_verbs: frozenset[str]
    reports: frozenset[str]
    media: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class TypeRule:
    """Words of a name that decide its type; an item of ``words`` is a word or several words in a row."""

    heads: frozenset[str]
    words: tuple[tuple[str, ...], ...]
    exact: bool
    type: str


@dataclass(frozen=True, slots=True)
class Words:
    """The word classes of ``organization_words.yaml``, folded."""

    function: frozenset[str]
    titles: frozenset[str]
    breaks: frozenset[str]
    weak: frozenset[str]
    vague: frozenset[str]
    also_adjectives: frozenset[str]
    fields: frozenset[str]
    verbal_nouns: frozenset[str]
    adjectives: frozenset[str]
    nouns_in_ya: frozenset[str]
    portfolios: frozenset[str]
    patrons: frozenset[str]
    localities: frozenset[str]
    verbs: frozenset[str]
    governing: frozenset[tuple[str, str]]
    counts: Mapping[str, int]
    nationalities: Mapping[str, str]

    def common(self, word: str) -> bool:
        """Say whether a folded word without article is a common noun or adjective."""
        return self.counts.get("ال" + word, 0) > COMMON_RATIO * self.counts.get(word, 0)


def check(file: str, record: str, found: Iterable[str], known: tuple[str, ...]) -> None:
    """Refuse a key that a lexicon file does not know.

    Raises:
        ModelError: With the file, the record, the key and the nearest known one.
    """
    for item in found:
        if item not in known:
            near = get_close_matches(str(item), known, 1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(known)}"
            raise ModelError(f"{file}: {record}: unknown value {item!r}{hint}")


def article(word: str) -> str:
    """Return a folded word with the article."""
    return "ال" + word


def bare(word: str) -> str:
    """Return a folded word without its article."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def read_heads(models: ModelStore) -> dict[str, Head]:
    """Return head nouns by folded form, with and without the article."""
    heads: dict[str, Head] = {}
    for lemma, record in models.yaml(HEADS)["heads"].items():
        check(HEADS, lemma, record, HEAD_KEYS)
        check(HEADS, lemma, [record["type"]], ORGANIZATION_TYPES)
        check(HEADS, lemma, [record.get("tail", "any")], TAILS)
        check(HEADS, lemma, [record.get("alone", "nominal")], ALONE)
        check(HEADS, lemma, [record.get("plain", "")], PLAIN)
        lam = record.get("lam", True)
        for number, forms in (("plural", record.get("plural", ())), ("dual", record.get("dual", ())), ("singular", (lemma,))):
            for form in forms:
                for definite in (False, True):
                    if number == "dual" and definite:
                        continue
                    folded = article(key(form)) if definite else key(form)
                    heads[folded] = Head(
                        lemma,
                        record["type"],
                        number,
                        definite,
                        key(lemma).endswith(("ه", "ات")) or number == "plural" or bool(record.get("feminine", False)),
                        record.get("tail", "any"),
                        record.get("alone", "nominal"),
                        record.get("local", False) in (True, "both"),
                        record.get("local", False) == "both",
                        lam if isinstance(lam, str) else "yes" if lam else "no",
                        bool(record.get("human", False)),
                        frozenset(key(word) for word in record.get("not", ())),
                        frozenset(key(word) for word in record.get("only", ())),
                        bool(record.get("titled", False)),
                        record.get("full", ""),
                        record.get("plain", ""),
                    )
    return heads


def read_rules(models: ModelStore) -> tuple[TypeRule, ...]:
    """Return the type rules in order."""
    rules = []
    for number, record in enumerate(models.yaml(TYPES)["rules"]):
        check(TYPES, f"rule {number + 1}", record, RULE_KEYS)
        check(TYPES, f"rule {number + 1}", [record["type"]], ORGANIZATION_TYPES)
        words = tuple(tuple(key(phrase).split()) for phrase in record["any"])
        rules.append(TypeRule(frozenset(map(key, record["heads"])), words, bool(record.get("exact", False)), record["type"]))
    return tuple(rules)


def read_words(models: ModelStore) -> Words:
    """Return the word classes, the counts of word forms and the nationality adjectives."""
    record: dict[str, Any] = models.yaml(WORDS)
    check(WORDS, "top level", record, (*WORD_KEYS, "governing"))
    governing = frozenset((key(particle), key(noun)) for particle, nouns in record["governing"].items() for noun in nouns)
    folded = {name: frozenset(map(key, record[name])) for name in WORD_KEYS}
    counts: dict[str, int] = {}
    for line in models.lines("lexicons/wordforms.tsv"):
        form, count = line.split("\t")
        counts[form] = int(count)
    return Words(**folded, governing=governing, counts=counts, nationalities=read_nationalities(models))


def read_nationalities(models: ModelStore) -> dict[str, str]:
    """Return country codes by folded nationality adjective with its article (``الكويتيه``)."""
    return {form.words[0]: form.country for form in demonyms(models) if form.definite and len(form.words) == 1}


def read_names(models: ModelStore) -> NameLists:
    """Return the names of ``organization_names.yaml``."""
    record: dict[str, Any] = models.yaml(NAMES)
    check(NAMES, "top level", record, ("names", "ministries", "field_verbs", "reports", "media"))
    phrases: list[tuple[tuple[str, ...], NameEntry]] = []
    for item in record["names"]:
        check(NAMES, str(item.get("name")), item, NAME_KEYS)
        check(NAMES, item["name"], [item["type"]], ORGANIZATION_TYPES)
        entry = NameEntry(
            item["name"],
            item["type"],
            item.get("country", ""),
            bool(item.get("at", False)),
            bool(item.get("only_at", False)),
            frozenset(map(key, item.get("not_before", ()))),
            frozenset(map(key, item.get("not_after", ()))),
            frozenset(map(key, item.get("cue", ()))),
            item.get("id", ""),
            beside=frozenset(map(key, item.get("beside", ()))),
            surname=bool(item.get("surname", False)),
        )
        phrases += [(tuple(key(form).split()), entry) for form in (item["name"], *item.get("also", ()))]
    ministries = {key(name): name for name in record["ministries"]}
    media = tuple(tuple(key(name).split()) for name in record["media"])
    return NameLists(tuple(phrases), ministries, frozenset(map(key, record["field_verbs"])), frozenset(map(key, record["reports"])), media)
