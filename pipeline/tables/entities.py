"""The entities of a whole run, gathered document by document."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby, starmap
from operator import itemgetter
from pathlib import Path

from pipeline.core.serialize import to_json
from pipeline.tables.rows import Row, Rows


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one document says of one organization or person.

    Attributes:
        kind: ``organization`` or ``person``.
        type_or_role: Organization type, or the role of each position the person holds here.
        published: Publication date of the document, ISO 8601, or empty.
    """

    entity_id: str
    kind: str
    name: str
    type_or_role: tuple[str, ...]
    country: str
    wikidata: str
    aliases: tuple[str, ...]
    mentions: int
    published: str


def sightings(rows: Rows) -> tuple[Sighting, ...]:
    """Return what one document's rows say of its organizations and persons.

    Args:
        rows: Rows of one document by table name.

    Returns:
        One sighting an entity, organizations first, each kind in the order of its table.
    """
    published = rows["documents"][0]["published"] if rows.get("documents") else ""
    aliases: dict[str, dict[str, None]] = {}
    for row in rows.get("mentions", ()):
        if row["kind"] == "person" and row["form"] == "name":
            aliases.setdefault(row["entity_id"], {})[row["text"]] = None
    found = [
        Sighting(
            row["org_id"],
            "organization",
            row["name"],
            (row["type"],) if row["type"] else (),
            row["country"],
            row["wikidata"],
            tuple(row["aliases"]),
            row["mentions"],
            published,
        )
        for row in rows.get("organizations", ())
    ]
    people: dict[str, list[Row]] = {}
    for row in rows.get("officials", ()):
        if row["person_id"]:
            people.setdefault(row["person_id"], []).append(row)
    for person_id, held in people.items():
        first = held[0]
        roles = tuple(dict.fromkeys(row["role"] for row in held if row["role"]))
        country = next((row["country"] for row in held if row["country"]), "")
        names = tuple(name for name in aliases.get(person_id, ()) if name != first["name"])
        found.append(Sighting(person_id, "person", first["name"], roles, country, "", names, first["mentions"], published))
    return tuple(found)


@dataclass(slots=True)
class _Record:
    """What is known of one entity so far."""

    kind: str
    names: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    wikidata: Counter[str] = field(default_factory=Counter)
    aliases: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    mentions: int = 0
    first_seen: str = ""
    last_seen: str = ""


MOST = 4_000
"""Entities that a book holds in memory, about 12 MB; a newspaper day has more."""


class EntityBook:
    """Gathers sightings, in the order of the documents, and gives the rows of ``entities.csv``.

    The number of entities grows with the number of documents. A book that is given a file moves them there when they are too many,
    so that its memory is bounded.
    """

    def __init__(self, spill: Path | None = None, most: int = MOST) -> None:
        """Make an empty book.

        Args:
            spill: File to use for what memory should not hold; None keeps everything in memory.
            most: Entities held in memory.
        """
        self._records: dict[str, _Record] = {}
        self._spill = _Spill(spill) if spill is not None else None
        self._most = most

    def add(self, seen: Iterable[Sighting]) -> None:
        """Take note of what one document, or several, say."""
        for sighting in seen:
            record = self._records.get(sighting.entity_id)
            if record is None:
                record = self._records[sighting.entity_id] = _Record(sighting.kind)
            record.names[sighting.name] += 1
            record.types.update(sighting.type_or_role)
            record.aliases.update(sighting.aliases)
            if sighting.country:
                record.countries[sighting.country] += 1
            if sighting.wikidata:
                record.wikidata[sighting.wikidata] += 1
            record.documents += 1
            record.mentions += sighting.mentions
            if sighting.published:
                record.first_seen = min(record.first_seen or sighting.published, sighting.published)
                record.last_seen = max(record.last_seen, sighting.published)
        if self._spill is not None and len(self._records) > self._most:
            self._spill.take(self._records)
            self._records = {}

    def rows(self) -> list[Row]:
        """Return one row an entity: organizations, then persons, the most mentioned first."""
        return list(self.stream())

    def stream(self) -> Iterator[Row]:
        """Yield the same rows one by one."""
        if self._spill is not None and not self._spill.empty:
            self._spill.take(self._records)
            self._records = {}
            return self._spill.rows()
        rows = [_row(entity_id, record) for entity_id, record in self._records.items()]
        return iter(sorted(rows, key=lambda row: (row["kind"], -row["mentions"], row["name"], row["entity_id"])))

    @property
    def number(self) -> int:
        """Number of entities."""
        if self._spill is None or self._spill.empty:
            return len(self._records)
        self._spill.take(self._records)
        self._records = {}
        return self._spill.number()

    def close(self) -> None:
        """Close the file."""
        if self._spill is not None:
            self._spill.close()


_FACTS = ("names", "types", "countries", "wikidata", "aliases")
_TABLES = """
CREATE TABLE entity (id TEXT PRIMARY KEY, kind TEXT, documents INTEGER, mentions INTEGER, first TEXT, last TEXT) WITHOUT ROWID;
CREATE TABLE fact (id TEXT, fact INTEGER, value TEXT, number INTEGER, PRIMARY KEY (id, fact, value)) WITHOUT ROWID;
"""
_SORTED = "CREATE TABLE row (kind TEXT, mentions INTEGER, name TEXT, id TEXT, json TEXT)"
_ADD_ENTITY = """
INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
documents = documents + excluded.documents, mentions = mentions + excluded.mentions,
first = CASE WHEN first = '' OR (excluded.first <> '' AND excluded.first < first) THEN excluded.first ELSE first END,
last = max(last, excluded.last)
"""
_ADD_FACT = "INSERT INTO fact VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET number = number + excluded.number"


class _Spill:
    """Entities in a file, which SQLite keeps and sorts; the file is scratch, made anew."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._database = sqlite3.connect(f"{path.resolve().as_uri()}?nolock=1", uri=True, isolation_level=None)
        self._database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16384; {_TABLES}")
        self.empty = True
        self._sorted = False

    def take(self, records: Mapping[str, _Record]) -> None:
        """Add records to those in the file."""
        if not records:
            return
        self._database.execute("BEGIN")
        self._database.executemany(
            _ADD_ENTITY, ((name, r.kind, r.documents, r.mentions, r.first_seen, r.last_seen) for name, r in records.items())
        )
        self._database.executemany(
            _ADD_FACT,
            (
                (name, number, value, count)
                for name, record in records.items()
                for number, fact in enumerate(_FACTS)
                for value, count in getattr(record, fact).items()
            ),
        )
        self._database.execute("COMMIT")
        self.empty = self._sorted = False

    def rows(self) -> Iterator[Row]:
        """Yield the rows in the order of the table."""
        if not self._sorted:
            self._sort()
        for (value,) in self._database.execute("SELECT json FROM row ORDER BY kind, mentions DESC, name, id"):
            yield json.loads(value)

    def _sort(self) -> None:
        self._database.executescript(f"DROP TABLE IF EXISTS row; {_SORTED}; BEGIN")
        self._database.executemany(
            "INSERT INTO row VALUES (?, ?, ?, ?, ?)",
            ((row["kind"], row["mentions"], row["name"], row["entity_id"], to_json(row)) for row in starmap(_row, self._gathered())),
        )
        self._database.execute("COMMIT")
        self._sorted = True

    def number(self) -> int:
        return int(self._database.execute("SELECT count(*) FROM entity").fetchone()[0])

    def close(self) -> None:
        self._database.close()

    def _gathered(self) -> Iterator[tuple[str, _Record]]:
        """Yield every entity with all that is known of it, by id."""
        facts = self._database.execute("SELECT id, fact, value, number FROM fact ORDER BY id, fact, value")
        by_id = groupby(facts, itemgetter(0))
        entities = self._database.execute("SELECT id, kind, documents, mentions, first, last FROM entity ORDER BY id")
        for (name, kind, documents, mentions, first, last), (owner, found) in zip(entities, by_id, strict=True):
            if owner != name:
                raise ValueError(f"the facts of {name} are missing")
            record = _Record(kind, documents=documents, mentions=mentions, first_seen=first, last_seen=last)
            for _, number, value, count in found:
                getattr(record, _FACTS[number])[value] = count
            yield name, record


def _row(entity_id: str, record: _Record) -> Row:
    name = _commonest(record.names)
    other = record.aliases + record.names
    del other[name]
    return {
        "entity_id": entity_id,
        "kind": record.kind,
        "name": name,
        "type_or_role": _commonest(record.types),
        "country": _commonest(record.countries),
        "wikidata": _commonest(record.wikidata),
        "aliases": sorted(other, key=lambda alias: (-other[alias], alias)),
        "documents": record.documents,
        "mentions": record.mentions,
        "first_seen": record.first_seen,
        "last_seen": record.last_seen,
    }


def _commonest(counts: Counter[str]) -> str:
    """Return the commonest value, of equals the first in the order of code points, or the empty string."""
    return min(counts, key=lambda value: (-counts[value], value), default="")
