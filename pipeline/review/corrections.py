"""What a reviewer corrected, as the report's review page saves it: a small JSON file, checked when it is read.

A correction names what it is about by document, kind and span; a document is known by the hash of its text and by its id.
``docs/review.md`` describes the file.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pipeline.core.codes import ACTION_TYPES, MODALITIES, ORGANIZATION_TYPES, ROLES
from pipeline.core.errors import ReviewError
from pipeline.core.serialize import to_pretty_json

FORMAT, VERSION = "mirsad-corrections", 1

FOUND_BY = "review"
"""Provenance of a row that a reviewer added or changed; after the rule of a row that one accepted."""

OPERATIONS = ("accept", "reject", "change", "add")
KINDS = ("organization", "person", "official", "date", "action")
ENTITY_KINDS = ("organization", "person")
POLARITIES = ("positive", "negative")

_SPAN = ("start", "end", "text")
VALUES: dict[str, tuple[str, ...]] = {
    "organization": (*_SPAN, "name", "type", "country", "entity_id"),
    "person": (*_SPAN, "name", "entity_id"),
    "official": (*_SPAN, "name", "honorific", "position", "role", "org", "country", "acting"),
    "date": (*_SPAN, "type", "value", "start_date", "end_date"),
    "action": (*_SPAN, "type", "lemma", "actors", "targets", "object", "date", "modality", "polarity"),
}
"""What a correction can change or give, by kind."""

CLOSED: dict[tuple[str, str], Sequence[str]] = {
    ("organization", "type"): ORGANIZATION_TYPES,
    ("official", "role"): ROLES,
    ("date", "type"): ("DATE", "TIME", "DURATION", "SET"),
    ("action", "type"): ACTION_TYPES,
    ("action", "modality"): MODALITIES,
    ("action", "polarity"): POLARITIES,
}
"""Values that come from a closed vocabulary."""

_REQUIRED_TO_ADD = {"organization": "name", "person": "name", "official": "position", "date": "value", "action": "type"}


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction of one document.

    Attributes:
        operation: One of :data:`OPERATIONS`.
        kind: One of :data:`KINDS`.
        start: First code point of the corrected row's span in the raw text.
        end: Past its last code point.
        text: What stands there; it finds the place again in a text that has changed.
        before: A few characters before it, for the same purpose.
        after: A few characters after it.
        was: Values of the row that the reviewer saw, to tell rows of one span apart.
        to: New values; keys as in :data:`VALUES`.
    """

    operation: str
    kind: str
    start: int
    end: int
    text: str
    before: str = ""
    after: str = ""
    was: Mapping[str, Any] = field(default_factory=dict)
    to: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EntityCorrection:
    """A correction of an organization or person wherever it is named: renamed, typed anew, or merged into another.

    Attributes:
        id: The entity as it was.
        kind: ``organization`` or ``person``.
        name: Its canonical name as it was.
        to: ``name``, and for an organization ``type`` and ``country``; ``id`` where it is merged into a known entity.
    """

    id: str
    kind: str
    name: str
    to: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DocumentCorrections:
    """The corrections of one document.

    Attributes:
        sha256: Of the raw text that was reviewed.
        reviewed: Whether the reviewer read the document to its end, so that what is left uncorrected is right.
    """

    doc_id: str
    sha256: str
    title: str
    reviewed: bool
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of one review or several, the later ones after the earlier."""

    documents: tuple[DocumentCorrections, ...] = ()
    entities: tuple[EntityCorrection, ...] = ()

    def of(self, doc_id: str, sha256: str) -> tuple[DocumentCorrections, ...]:
        """Return the corrections of a document: those of its text, or else of its id."""
        same = tuple(document for document in self.documents if document.sha256 == sha256)
        return same or tuple(document for document in self.documents if document.doc_id == doc_id)

    def __bool__(self) -> bool:
        return bool(self.documents or self.entities)


def read_corrections(paths: Iterable[Path]) -> Corrections:
    """Read the files of one or several reviews.

    Raises:
        ReviewError: A file is missing or not one of corrections; the message names file, place and remedy.
    """
    documents: list[DocumentCorrections] = []
    entities: list[EntityCorrection] = []
    for path in paths:
        read = parse(_load(path), str(path))
        documents += read.documents
        entities += read.entities
    return Corrections(tuple(documents), tuple(entities))


def parse(data: Any, name: str) -> Corrections:
    """Return the corrections that a parsed JSON value holds.

    Args:
        data: The value.
        name: What to call it in a message.

    Raises:
        ReviewError: It is none.
    """
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ReviewError(f"{name} is not a file of corrections: save one from the report's review page")
    if data.get("version") != VERSION:
        raise ReviewError(f"{name} is of version {data.get('version')}: this mirsad reads version {VERSION}, write the report anew")
    _only(data, ("format", "version", "run", "saved", "entities", "documents"), name)
    documents = [_document(record, f"{name}: documents[{at}]") for at, record in enumerate(_list(data, "documents", name))]
    entities = [_entity(record, f"{name}: entities[{at}]") for at, record in enumerate(_list(data, "entities", name))]
    return Corrections(tuple(documents), tuple(entities))


def as_json(corrections: Corrections) -> str:
    """Return corrections as the text of a file."""
    return to_pretty_json(
        {
            "format": FORMAT,
            "version": VERSION,
            "entities": [{"id": e.id, "kind": e.kind, "name": e.name, "to": dict(e.to)} for e in corrections.entities],
            "documents": [
                {
                    "doc_id": document.doc_id,
                    "sha256": document.sha256,
                    "title": document.title,
                    "reviewed": document.reviewed,
                    "corrections": [_plain(correction) for correction in document.corrections],
                }
                for document in corrections.documents
            ],
        }
    )


def _plain(correction: Correction) -> dict[str, Any]:
    record: dict[str, Any] = {"op": correction.operation, "kind": correction.kind, "start": correction.start, "end": correction.end}
    record["text"] = correction.text
    optional = {"before": correction.before, "after": correction.after, "was": dict(correction.was), "to": dict(correction.to)}
    return record | {name: value for name, value in optional.items() if value}


def _load(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ReviewError(f"{path} cannot be read ({error.strerror}): name the file that the report's review page saved") from error
    except ValueError as error:
        raise ReviewError(f"{path} is not JSON ({error}): save it anew from the report's review page") from error


def _document(record: Any, place: str) -> DocumentCorrections:
    _only(record, ("doc_id", "sha256", "title", "reviewed", "corrections"), place)
    corrections = tuple(_correction(item, f"{place}.corrections[{at}]") for at, item in enumerate(_list(record, "corrections", place)))
    texts = [_text(record, name, place) for name in ("doc_id", "sha256", "title")]
    return DocumentCorrections(texts[0], texts[1], texts[2], record.get("reviewed") is True, corrections)


def _correction(record: Any, place: str) -> Correction:
    _only(record, ("op", "kind", *_SPAN, "before", "after", "was", "to"), place)
    operation, kind = _text(record, "op", place), _text(record, "kind", place)
    _choice(operation, OPERATIONS, f"{place}.op")
    _choice(kind, KINDS, f"{place}.kind")
    start, end = record.get("start"), record.get("end")
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end):
        raise ReviewError(f"{place}: start and end should be whole numbers with start before end, not {start!r} and {end!r}")
    was, to = _mapping(record, "was", place), _mapping(record, "to", place)
    _values(kind, to, f"{place}.to")
    if operation == "add" and not to.get(_REQUIRED_TO_ADD[kind]):
        raise ReviewError(f"{place}: what is added needs a {_REQUIRED_TO_ADD[kind]} in its 'to'")
    if operation == "change" and not to:
        raise ReviewError(f"{place}: a change needs its new values in 'to'")
    texts = [_text(record, name, place) for name in ("text", "before", "after")]
    return Correction(operation, kind, start, end, texts[0], texts[1], texts[2], was, to)


def _values(kind: str, to: Mapping[str, Any], place: str) -> None:
    _only(to, VALUES[kind], place)
    for name, value in to.items():
        if name in ("start", "end"):
            fits = isinstance(value, int) and not isinstance(value, bool) and value >= 0
        elif name in ("actors", "targets"):
            fits = isinstance(value, list) and all(isinstance(item, str) and item for item in value)
        elif name == "acting":
            fits = value is None or isinstance(value, bool)
        else:
            fits = isinstance(value, str)
        if not fits:
            raise ReviewError(f"{place}.{name}: {value!r} is not a value that it can have")
        if (kind, name) in CLOSED and value:
            _choice(value, CLOSED[kind, name], f"{place}.{name}")
    if "start" in to and not ("end" in to and to["start"] < to["end"]):
        raise ReviewError(f"{place}: a new span needs start and end, start first")


def _entity(record: Any, place: str) -> EntityCorrection:
    _only(record, ("id", "kind", "name", "to"), place)
    kind, to = _text(record, "kind", place), _mapping(record, "to", place)
    _choice(kind, ENTITY_KINDS, f"{place}.kind")
    _only(to, ("id", "name", "type", "country") if kind == "organization" else ("id", "name"), f"{place}.to")
    if not to or not all(isinstance(value, str) for value in to.values()):
        raise ReviewError(f"{place}.to: give at least one new value, each a text")
    if to.get("type"):
        _choice(to["type"], ORGANIZATION_TYPES, f"{place}.to.type")
    return EntityCorrection(_text(record, "id", place), kind, _text(record, "name", place), to)


def _only(record: Any, known: Sequence[str], place: str) -> None:
    if not isinstance(record, dict):
        raise ReviewError(f"{place} should be a JSON object, not {record!r:.40}")
    for key in record:
        if key not in known:
            near = get_close_matches(str(key), known, 1, 0.0)[0]
            raise ReviewError(f"{place} has the unknown key {key!r}: the nearest known one is {near!r}")


def _choice(value: Any, known: Sequence[str], place: str) -> None:
    if value not in known:
        near = get_close_matches(str(value), known, 1, 0.0)[0]
        raise ReviewError(f"{place}: {value!r} is not known: the nearest is {near!r}")


def _text(record: Mapping[str, Any], name: str, place: str) -> str:
    value = record.get(name, "")
    if not isinstance(value, str):
        raise ReviewError(f"{place}.{name} should be a text, not {value!r:.40}")
    return value


def _list(record: Mapping[str, Any], name: str, place: str) -> list[Any]:
    value = record.get(name, [])
    if not isinstance(value, list):
        raise ReviewError(f"{place}: {name} should be a list, not {value!r:.40}")
    return value


def _mapping(record: Mapping[str, Any], name: str, place: str) -> Mapping[str, Any]:
    value = record.get(name, {})
    if not isinstance(value, dict):
        raise ReviewError(f"{place}: {name} should be a JSON object, not {value!r:.40}")
    return value
