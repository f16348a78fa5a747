"""The gazetteers: organizations, countries, places and personal names, as immutable records.

Keys are tuples of folded words, cut as the tokenizer cuts text, without punctuation and parentheses: ``مجموعة الـ77`` has
the key ``("مجموعه", "ال", "77")``. They go straight into a :class:`pipeline.matching.phrases.PhraseTable`. The records of a
file are read once a process.
"""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from pipeline.core.codes import ORGANIZATION_TYPES
from pipeline.core.errors import RuleError
from pipeline.resources.demonyms import Demonym, inflect
from pipeline.resources.records import Reader, Words, parts, word_keys
from pipeline.resources.spellings import Pairs, Speller, read_pairs
from pipeline.resources.store import ModelStore

PLACE_KINDS = frozenset(("city", "region", "place"))
GENDERS = frozenset(("m", "f", "u"))
ORGANIZATION_COLUMNS = ("id", "name", "aliases", "acronyms", "type", "country", "parent", "wikidata", "contextual", "source")


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization of the gazetteer.

    Attributes:
        id: Unique, such as ``kw-ministry-justice``.
        name: Full canonical name.
        aliases: Other full names, and everyday short names that stand for nothing else (``كونا``).
        acronyms: Latin abbreviations.
        type: One of ``ORGANIZATION_TYPES``.
        country: ISO 3166-1 alpha-2, or empty for an international one.
        parent: Id of the organization it is part of, or empty.
        wikidata: QID, or empty.
        contextual: Short names that are common words as well (``الصحة``), to be trusted only with a cue.
        source: Where the record comes from, in a word.
        keys: Folded words of the name, then of each alias and acronym, then of their other spellings (``شئون``).
        contextual_keys: Folded words of each contextual name.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    acronyms: tuple[str, ...]
    type: str
    country: str
    parent: str
    wikidata: str
    contextual: tuple[str, ...]
    source: str
    keys: tuple[Words, ...]
    contextual_keys: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """A country.

    Attributes:
        code: ISO 3166-1 alpha-2.
        name: Usual name.
        official: Official name.
        aliases: Other names and spellings.
        contextual: Names that stand for it only in its own news (``المملكة``).
        demonyms: Masculine singular nisbas without the article; two words where the name has two (``كوري جنوبي``).
        people: Broken plurals without the article (``أتراك``).
        capital: Its capital, or empty.
        ambiguous: Whether the usual name is a common word (``مالي``).
        keys: Folded words of name, official name and aliases.
        contextual_keys: Folded words of each contextual name.
    """

    code: str
    name: str
    official: str
    aliases: tuple[str, ...]
    contextual: tuple[str, ...]
    demonyms: tuple[str, ...]
    people: tuple[str, ...]
    capital: str
    ambiguous: bool
    keys: tuple[Words, ...]
    contextual_keys: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A city, region or other place.

    Attributes:
        name: Canonical name.
        aliases: Other names and spellings.
        kind: ``city``, ``region`` or ``place`` (sea, crossing, camp, mountain, square).
        country: ISO 3166-1 alpha-2, or empty.
        ambiguous: Whether the name is a common word or a person's name as well.
        keys: Folded words of name and aliases.
    """

    name: str
    aliases: tuple[str, ...]
    kind: str
    country: str
    ambiguous: bool
    keys: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class PersonalName:
    """A given name or a family name.

    Attributes:
        name: As usually written.
        gender: ``m``, ``f`` or ``u`` (both) for a given name, empty for a family name.
        ambiguous: Whether it is a frequent common word as well.
        words: Its folded words.
    """

    name: str
    gender: str
    ambiguous: bool
    words: Words


def organizations(models: ModelStore) -> tuple[Organization, ...]:
    """Return the organizations of the shipped gazetteer and of the store's extensions, in order.

    A record of an extension takes the place of the shipped one of the same id.

    Raises:
        RuleError: A file has a column or value that it may not have; the message names file, line and column.
    """
    path = models.path("gazetteers/organizations.csv")
    pairs = read_pairs(models)
    shipped = _organizations(path, path.stat().st_mtime_ns, pairs, shipped=True)
    if not models.extensions:
        return shipped
    merged = {record.id: record for record in shipped}
    for extension in models.extensions:
        models.used.add(str(extension.resolve()))
        added = _organizations(extension, _mtime(extension), pairs, shipped=False)
        merged.update((record.id, record) for record in added)
        for record in added:
            if record.parent and record.parent not in merged:
                near = get_close_matches(record.parent, merged, n=1, cutoff=0.0)[0]
                raise RuleError(f"{extension}: column parent of {record.id}: {record.parent!r} is no id: the nearest is {near!r}")
    return tuple(merged.values())


def countries(models: ModelStore) -> tuple[Country, ...]:
    """Return the countries of the world, by code."""
    path = models.path("gazetteers/countries.csv")
    return _countries(path, path.stat().st_mtime_ns)


def demonyms(models: ModelStore) -> tuple[Demonym, ...]:
    """Return every inflected nationality adjective (``كويتي كويتية كويتيون …``), with and without the article."""
    path = models.path("gazetteers/countries.csv")
    return _demonyms(path, path.stat().st_mtime_ns)


def places(models: ModelStore) -> tuple[Place, ...]:
    """Return the places, by country."""
    path = models.path("gazetteers/places.csv")
    return _places(path, path.stat().st_mtime_ns)


def given_names(models: ModelStore) -> tuple[PersonalName, ...]:
    """Return the given names."""
    path = models.path("gazetteers/given_names.csv")
    return _names(path, path.stat().st_mtime_ns, gendered=True)


def family_names(models: ModelStore) -> tuple[PersonalName, ...]:
    """Return the family names and tribal nisbas."""
    path = models.path("gazetteers/family_names.csv")
    return _names(path, path.stat().st_mtime_ns, gendered=False)


def _mtime(path: Path) -> int:
    """Return a file's time of change in nanoseconds, 0 where there is no such file (the reader then says so)."""
    return path.stat().st_mtime_ns if path.exists() else 0


@lru_cache(maxsize=16)
def _organizations(path: Path, _changed: int, pairs: Pairs, *, shipped: bool) -> tuple[Organization, ...]:
    reader = Reader(path, ORGANIZATION_COLUMNS, required=ORGANIZATION_COLUMNS if shipped else ("name", "type"))
    rows = reader.rows()
    keys = reader.keys(rows, ("name", "aliases", "acronyms"))
    contextual = reader.keys(rows, ("contextual",))
    spell = Speller(pairs)
    records = []
    seen: dict[str, int] = {}
    for (line, row), words, weak in zip(rows, keys, contextual, strict=True):
        name, kind = row["name"], row["type"]
        identifier = row["id"] or "user-" + "-".join(words[0])
        if identifier in seen:
            raise reader.error(line, "id", f"{identifier!r} is the id of line {seen[identifier]} too: give each record its own")
        seen[identifier] = line
        reader.check(line, "type", kind, ORGANIZATION_TYPES)
        reader.check_country(line, "country", row["country"])
        qid = row["wikidata"]
        if qid and not (qid[0] == "Q" and qid[1:].isdigit()):
            raise reader.error(line, "wikidata", f"{qid!r} is no Wikidata id: write it like Q1065, or leave it empty")
        records.append(
            Organization(
                identifier,
                name,
                parts(row["aliases"]),
                parts(row["acronyms"]),
                kind,
                row["country"],
                row["parent"],
                qid,
                parts(row["contextual"]),
                row["source"],
                spell(words),
                weak,
            )
        )
    return tuple(records)


@lru_cache(maxsize=4)
def _countries(path: Path, _changed: int) -> tuple[Country, ...]:
    columns = ("code", "name", "official", "aliases", "contextual", "demonym", "people", "capital", "ambiguous")
    reader = Reader(path, columns, required=columns)
    rows = reader.rows()
    keys = reader.keys(rows, ("name", "official", "aliases"))
    contextual = reader.keys(rows, ("contextual",))
    records = []
    for (line, row), words, weak in zip(rows, keys, contextual, strict=True):
        reader.check_country(line, "code", row["code"])
        records.append(
            Country(
                row["code"],
                row["name"],
                row["official"],
                parts(row["aliases"]),
                parts(row["contextual"]),
                parts(row["demonym"]),
                parts(row["people"]),
                row["capital"],
                row["ambiguous"] == "1",
                words,
                weak,
            )
        )
    return tuple(records)


@lru_cache(maxsize=4)
def _demonyms(path: Path, changed: int) -> tuple[Demonym, ...]:
    forms = [form for country in _countries(path, changed) for form in inflect(country.code, country.demonyms, country.people)]
    keys = word_keys([form.text for form in forms])
    return tuple(
        Demonym(form.text, words, form.country, form.gender, form.number, form.definite) for form, words in zip(forms, keys, strict=True)
    )


@lru_cache(maxsize=4)
def _places(path: Path, _changed: int) -> tuple[Place, ...]:
    columns = ("name", "aliases", "kind", "country", "ambiguous")
    reader = Reader(path, columns, required=columns)
    rows = reader.rows()
    records = []
    for (line, row), words in zip(rows, reader.keys(rows, ("name", "aliases")), strict=True):
        reader.check(line, "kind", row["kind"], PLACE_KINDS)
        reader.check_country(line, "country", row["country"])
        records.append(Place(row["name"], parts(row["aliases"]), row["kind"], row["country"], row["ambiguous"] == "1", words))
    return tuple(records)


@lru_cache(maxsize=8)
def _names(path: Path, _changed: int, *, gendered: bool) -> tuple[PersonalName, ...]:
    columns = ("name", "gender", "ambiguous") if gendered else ("name", "ambiguous")
    reader = Reader(path, columns, required=columns)
    rows = reader.rows()
    records = []
    for (line, row), words in zip(rows, reader.keys(rows, ("name",)), strict=True):
        gender = row["gender"] if gendered else ""
        if gendered:
            reader.check(line, "gender", gender, GENDERS)
        records.append(PersonalName(row["name"], gender, row["ambiguous"] == "1", words[0]))
    return tuple(records)
