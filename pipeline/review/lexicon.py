"""What a reviewer corrected, promoted to the user's own lexicon: records for ``--lexicon``."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.core.errors import ReviewError
from pipeline.core.serialize import encode
from pipeline.normalize.normalizer import key
from pipeline.resources.gazetteers import ORGANIZATION_COLUMNS, Organization, organizations
from pipeline.resources.store import ModelStore
from pipeline.review.corrections import Corrections

SOURCE = "review"
"""Source of the records, in a word."""

_BOM = b"\xef\xbb\xbf"
_LISTS = ("aliases", "acronyms", "contextual")


@dataclass(slots=True)
class _Record:
    """An organization in the making; lists keep their order and hold each folded name once."""

    cells: dict[str, str]
    lists: dict[str, dict[str, str]] = field(default_factory=lambda: {name: {} for name in _LISTS})

    def add(self, column: str, name: str) -> None:
        if key(name) != key(self.cells["name"]) and not any(key(name) in names for names in self.lists.values()):
            self.lists[column][key(name)] = name

    def row(self) -> list[str]:
        cells = self.cells | {column: " | ".join(names.values()) for column, names in self.lists.items()}
        return [cells.get(column, "") for column in ORGANIZATION_COLUMNS]


@dataclass(frozen=True, slots=True)
class Promoted:
    """What became of a lexicon.

    Attributes:
        added: Names of new records.
        changed: Names of records that were there and got another type or more names.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """An organization that a reviewer named.

    Attributes:
        surface: What the text or the run called it.
    """

    name: str
    type: str
    country: str
    surface: str


def findings(corrections: Corrections) -> Iterator[Finding]:
    """Yield the organizations that corrections added, renamed, merged or gave another type."""
    for document in corrections.documents:
        for correction in document.corrections:
            if correction.kind == "organization" and correction.operation in ("add", "change"):
                to, was = correction.to, correction.was
                name = str(to.get("name") or was.get("name") or "")
                if name and any(to.get(value) for value in ("name", "type", "country")):
                    kind, country = (str(to.get(value) or was.get(value) or "") for value in ("type", "country"))
                    yield Finding(name, kind, country, str(to.get("text") or correction.text))
    for entity in corrections.entities:
        if entity.kind == "organization":
            yield Finding(entity.to.get("name") or entity.name, entity.to.get("type", ""), entity.to.get("country", ""), entity.name)


def promote(corrections: Corrections, lexicon: Path, models: ModelStore) -> Promoted:
    """Add the organizations that a reviewer named to a lexicon.

    Args:
        corrections: The review.
        lexicon: CSV file with columns of ``models/gazetteers/organizations.csv``; made if it is not there.
        models: Where the shipped organizations are: a shipped one keeps its id, so that the record takes its place.

    Returns:
        The records that were added or changed, in order.

    Raises:
        ReviewError: The corrections name no organization.
        RuleError: The lexicon is not one.
    """
    found = list(findings(corrections))
    if not found:
        raise ReviewError("the corrections name no organization to add: add, rename or retype one in the report first")
    own = organizations(ModelStore.of(models.folder, (lexicon,))) if lexicon.exists() else ()
    shipped = {key(record.name): record for record in organizations(models)}
    ours = _own_ids(lexicon)
    records = {key(record.name): _record(record) for record in own if record.id in ours}
    before = {name: record.row() for name, record in records.items()}
    for finding in found:
        record = records.get(key(finding.name))
        if record is None:
            known = shipped.get(key(finding.name))
            record = _record(known) if known else _Record({"name": finding.name, "type": "other"})
            record.cells["source"] = SOURCE
            records[key(finding.name)] = record
        for column, value in (("type", finding.type), ("country", finding.country)):
            if value:
                record.cells[column] = value
        # one word alone is too common to stand for an organization without a cue
        record.add("aliases" if len(finding.surface.split()) > 1 else "contextual", finding.surface)
    _write(lexicon, records.values())
    organizations(ModelStore.of(models.folder, (lexicon,)))
    added = tuple(record.cells["name"] for name, record in records.items() if name not in before)
    changed = tuple(record.cells["name"] for name, record in records.items() if name in before and before[name] != record.row())
    return Promoted(added, changed)


def _own_ids(lexicon: Path) -> set[str]:
    """Return the ids of the lexicon's records, given or made from the name as the gazetteer makes them."""
    if not lexicon.exists():
        return set()
    with open(lexicon, encoding="utf-8-sig", newline="") as handle:
        named = {(row.get("id") or "", row["name"]) for row in csv.DictReader(handle)}
    return {identifier or "user-" + "-".join(key(name).split()) for identifier, name in named}


def _record(known: Organization) -> _Record:
    cells = {column: getattr(known, column) for column in ORGANIZATION_COLUMNS if column not in _LISTS}
    cells["id"] = "" if known.id.startswith("user-") else known.id
    record = _Record(cells)
    for column in _LISTS:
        record.lists[column] = {key(name): name for name in getattr(known, column)}
    return record


def _write(lexicon: Path, records: Iterable[_Record]) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(ORGANIZATION_COLUMNS)
    writer.writerows(record.row() for record in records)
    partial = lexicon.with_name(lexicon.name + ".partial")
    try:
        partial.write_bytes(_BOM + encode(buffer.getvalue()))
        partial.replace(lexicon)
    except OSError as error:
        raise ReviewError(f"cannot write {lexicon} ({error.strerror}): choose another --to") from error
