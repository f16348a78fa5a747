"""The documents of a run as the report's page reads them: columns and numbers in place of records, so that the page stays small.

Entities are numbered by how often they are mentioned; a row refers to a document or an entity by its number. Texts and mentions, which
are only needed when an article is opened or searched, are kept apart in chunks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.tables.entities import EntityBook, sightings
from pipeline.tables.rows import Row, Rows

CHUNK = 50
"""Documents whose texts are packed together: some 60 KB, opened in a few milliseconds."""

DOCUMENT = ("doc_id", "title", "source", "published", "published_from", "n_chars", "n_tokens", "sha256", "status", "error", "warnings")
ENTITY = ("entity_id", "kind", "name", "type_or_role", "country", "wikidata", "aliases", "documents", "mentions", "first_seen", "last_seen")
OFFICIAL = ("honorific", "position", "role", "acting", "org", "country", "start", "end", "score", "found_by")
DATE = (
    "date_id",
    "text",
    "start",
    "end",
    "type",
    "value",
    "start_date",
    "end_date",
    "granularity",
    "calendar",
    "hijri",
    "anchor",
    "found_by",
)
ACTION = ("action_id", "type", "trigger", "start", "end", "lemma", "object", "location", "date_id", "date", "modality", "polarity")
"""Columns that the page has as they are in the tables."""


@dataclass(slots=True)
class Part:
    """What one page shows.

    Attributes:
        index: What the page needs at once.
        chunks: Texts and mentions, :data:`CHUNK` documents each.
    """

    index: dict[str, Any]
    chunks: list[list[dict[str, Any]]]


@dataclass(slots=True)
class _Numbers:
    """Entities by id."""

    rows: list[Row] = field(default_factory=list)
    by_id: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, documents: list[tuple[Rows, str]]) -> "_Numbers":
        book = EntityBook()
        for rows, _ in documents:
            book.add(sightings(rows))
        found = cls(sorted(book.rows(), key=lambda row: (-row["mentions"], row["kind"], row["entity_id"])))
        found.by_id = {row["entity_id"]: number for number, row in enumerate(found.rows)}
        return found

    def argument(self, name: str, identifier: str, kind: str) -> int | list[str]:
        """Return the number of a participant, or its name and type where it is no entity of the run."""
        number = self.by_id.get(identifier)
        return number if number is not None else [name, kind, identifier]


def collect(documents: Iterable[tuple[Rows, str]]) -> Part:
    """Return what a page shows of some documents.

    Args:
        documents: Rows by table name and raw text of each.
    """
    held = list(documents)
    entities = _Numbers.of(held)
    tables = {"officials": _officials, "dates": _dates, "actions": _actions, "relations": _relations}
    found: dict[str, list[list[Any]]] = {name: [] for name in tables}
    for number, (rows, _) in enumerate(held):
        for name, make in tables.items():
            found[name].extend(make(number, rows, entities))
    index = {
        "documents": _columns((*DOCUMENT, "named"), (_document(rows, entities) for rows, _ in held)),
        "entities": _columns(ENTITY, ([row[name] for name in ENTITY] for row in entities.rows)),
        "officials": _columns(("doc", "person", "name", "org_ref", *OFFICIAL), found["officials"]),
        "dates": _columns(("doc", *DATE), found["dates"]),
        "actions": _columns(("doc", "actors", "targets", "said_by", "rule", "score", *ACTION), found["actions"]),
        "relations": _columns(("doc", "subject", "predicate", "object"), found["relations"]),
    }
    return Part(index, [[_text(rows, text, entities) for rows, text in held[at : at + CHUNK]] for at in range(0, len(held), CHUNK)])


def _columns(names: tuple[str, ...], rows: Iterable[list[Any]]) -> dict[str, list[Any]]:
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    return {name: list(column) for name, column in zip(names, columns, strict=True)}


def _document(rows: Rows, entities: _Numbers) -> list[Any]:
    (row,) = rows["documents"]
    named = dict.fromkeys(
        entities.by_id[mention["entity_id"]] for mention in rows.get("mentions", ()) if mention["entity_id"] in entities.by_id
    )
    return [*(row[name] for name in DOCUMENT), list(named)]


def _officials(doc: int, rows: Rows, entities: _Numbers) -> Iterator[list[Any]]:
    for row in rows.get("officials", ()):
        person, org = entities.by_id.get(row["person_id"], -1), entities.by_id.get(row["org_id"], -1)
        yield [doc, person, row["name"], org, *(row[name] for name in OFFICIAL)]


def _dates(doc: int, rows: Rows, entities: _Numbers) -> Iterator[list[Any]]:
    for row in rows.get("dates", ()):
        yield [doc, *(row[name] for name in DATE)]


def _actions(doc: int, rows: Rows, entities: _Numbers) -> Iterator[list[Any]]:
    for row in rows.get("actions", ()):
        actors, targets = (
            [entities.argument(*one) for one in zip(row[f"{role}s"], row[f"{role}_ids"], row[f"{role}_types"], strict=True)]
            for role in ("actor", "target")
        )
        said_by = entities.argument(row["source"], row["source_id"], "") if row["source"] else None
        yield [doc, actors, targets, said_by, row["rule"], row["score"], *(row[name] for name in ACTION)]


def _relations(doc: int, rows: Rows, entities: _Numbers) -> Iterator[list[Any]]:
    for row in rows.get("relations", ()):
        ends = [entities.by_id.get(row[name], -1) for name in ("subject_id", "object_id")]
        if min(ends) >= 0:
            yield [doc, ends[0], row["predicate"], ends[1]]


def _text(rows: Rows, text: str, entities: _Numbers) -> dict[str, Any]:
    mentions = [
        [row["start"], row["end"], entities.by_id.get(row["entity_id"], -1), row["form"], row["found_by"]]
        for row in rows.get("mentions", ())
    ]
    organizations = [[entities.by_id.get(row["org_id"], -1), row["type"], row["score"]] for row in rows.get("organizations", ())]
    return {"text": text, "mentions": mentions, "orgs": organizations}
