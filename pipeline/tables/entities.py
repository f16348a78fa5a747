"""The entities of a whole run, gathered document by document."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

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


class EntityBook:
    """Gathers sightings, in the order of the documents, and gives the rows of ``entities.csv``."""

    def __init__(self) -> None:
        self._records: dict[str, _Record] = {}

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

    def rows(self) -> list[Row]:
        """Return one row an entity: organizations, then persons, the most mentioned first."""
        rows = [_row(entity_id, record) for entity_id, record in self._records.items()]
        return sorted(rows, key=lambda row: (row["kind"], -row["mentions"], row["name"], row["entity_id"]))


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
