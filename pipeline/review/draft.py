"""The rows of one document while corrections are applied to them."""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from pipeline.core.text import Span
from pipeline.linking.organizations import entity_id
from pipeline.linking.persons import person_id
from pipeline.normalize.normalizer import key
from pipeline.review.corrections import FOUND_BY
from pipeline.tables.rows import Row, Rows
from pipeline.tables.schema import DOCUMENT_TABLES

_ORDER: dict[str, tuple[str, ...]] = {
    "officials": ("start", "end", "position", "name"),
    "dates": ("start", "end"),
    "actions": ("start", "end"),
    "relations": ("start", "end", "subject_id", "predicate", "object_id"),
}
"""What the rows of each table are ordered by, as the pipeline orders them; organizations keep their order."""


@dataclass(slots=True)
class Draft:
    """Rows that may be changed; the originals are left alone.

    Attributes:
        rows: By table name.
        text: The raw text.
        touched: Ids of entities whose row has to be put in order.
        moved: By the id of an entity, the one that a mention of it was moved to.
    """

    rows: Rows
    text: str
    sentences: Callable[[str], tuple[Span, ...]]
    countries: Mapping[str, str]
    touched: set[str] = field(default_factory=set)
    moved: dict[str, str] = field(default_factory=dict)
    _numbers: int = 0

    @classmethod
    def of(cls, rows: Rows, text: str, sentences: Callable[[str], tuple[Span, ...]], country_codes: Mapping[str, str]) -> "Draft":
        """Copy the rows of a document."""
        copied = {name: [dict(row) for row in records] for name, records in rows.items()}
        for table in DOCUMENT_TABLES:
            copied.setdefault(table.name, [])
        return cls(copied, text, sentences, country_codes)

    @property
    def doc_id(self) -> str:
        """Id of the document."""
        return str(self.rows["documents"][0]["doc_id"])

    def number(self) -> str:
        """Return a new id for an added row: ``r1``, then ``r2``."""
        self._numbers += 1
        return f"r{self._numbers}"

    def sentence_of(self, start: int) -> tuple[int, str]:
        """Return the number and the text of the sentence at an offset."""
        spans = self.sentences(self.text)
        at = max(bisect_right([span.start for span in spans], start) - 1, 0)
        return (at, spans[at].of(self.text)) if spans else (0, "")

    def accept(self, kind: str, row: Row) -> None:
        """Mark a row as right."""
        name = "rule" if kind == "action" else "found_by"
        found = str(row[name] or "")
        if not found.endswith(FOUND_BY):
            row[name] = f"{found}, {FOUND_BY}" if found else FOUND_BY
        if "score" in row:
            row["score"] = 1.0
        if kind == "organization":
            for entity in self.rows["organizations"]:
                if entity["org_id"] == row["entity_id"] and (entity["start"], entity["end"]) == (row["start"], row["end"]):
                    self.accept("", entity)

    def organization(self, name: str, identifier: str = "") -> Row | None:
        """Return the document's organization of an id or name."""
        return self._entity("organizations", "org_id", name, identifier)

    def person(self, name: str, identifier: str = "") -> Row | None:
        """Return the first row of the document's person of an id or name."""
        return self._entity("officials", "person_id", name, identifier)

    def _entity(self, table: str, column: str, name: str, identifier: str) -> Row | None:
        rows = [row for row in self.rows[table] if row[column]]
        if identifier:
            return next((row for row in rows if row[column] == identifier), None)
        wanted = key(name)
        return next((row for row in rows if key(row["name"] or "") == wanted), None)

    def argument(self, name: str) -> tuple[str, str, str]:
        """Return name, id and type of an actor or target that a reviewer names."""
        organization, person = self.organization(name), self.person(name)
        if organization is not None:
            return organization["name"], organization["org_id"], "organization"
        if person is not None:
            return person["name"], person["person_id"], "person"
        for row in self.rows["actions"]:
            for role in ("actor", "target"):
                for known, identifier, kind in zip(row[f"{role}s"], row[f"{role}_ids"], row[f"{role}_types"], strict=True):
                    if key(known) == key(name):
                        return known, identifier, kind
        code = self.countries.get(key(name), "")
        if code:
            return name, code, "country"
        held = next((row for row in self.rows["officials"] if row["position"] and key(row["position"]) in key(name)), None)
        return name, "", "position" if held is not None else "organization"

    def new_id(self, kind: str, name: str, country: str) -> str:
        """Return the id of an entity that this document does not have yet, as the pipeline makes it."""
        return entity_id(name, country) if kind == "organization" else person_id(name)

    def finished(self) -> Rows:
        """Return the rows in the order in which the pipeline gives them."""
        self.rows["mentions"].sort(key=lambda row: (row["start"], -row["end"], row["kind"], row["entity_id"]))
        for name, columns in _ORDER.items():
            self.rows[name].sort(key=itemgetter(*columns))
        return self.rows
