"""Every column of every table, once: the contract of the exports."""

from dataclasses import dataclass
from typing import Literal

from pipeline.core.codes import ACTION_CODES, ACTION_TYPES, MODALITIES, ORGANIZATION_TYPES, ROLES

Kind = Literal["text", "date", "list", "integer", "number", "flag"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: Its name in every export.
        kind: ``text``, ``date`` (a day, ISO 8601), ``list`` (of texts), ``integer``, ``number`` or ``flag`` (true, false or unknown).
        meaning: What it holds.
        values: The values it can have, where the vocabulary is closed; unknown is possible besides.
    """

    name: str
    kind: Kind
    meaning: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Attributes:
        name: Its name, and the stem of its file.
        row: What one row stands for.
        columns: Its columns in order.
    """

    name: str
    row: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns in order."""
        return tuple(column.name for column in self.columns)


def _table(name: str, row: str, *columns: tuple[str, Kind, str]) -> Table:
    return Table(name, row, tuple(Column(*column, _VALUES.get((name, column[0]), ())) for column in columns))


_TARGETS = ("organization", "person")

_VALUES: dict[tuple[str, str], tuple[str, ...]] = {
    ("documents", "published_from"): ("metadata", "text", "option"),
    ("documents", "status"): ("ok", "skipped", "failed"),
    ("organizations", "type"): ORGANIZATION_TYPES,
    ("officials", "role"): ROLES,
    ("dates", "type"): ("DATE", "TIME", "DURATION", "SET"),
    ("dates", "calendar"): ("gregorian", "hijri"),
    ("actions", "type"): ACTION_TYPES,
    ("actions", "plover"): tuple(sorted({plover for plover, _ in ACTION_CODES.values() if plover})),
    ("actions", "cameo"): tuple(sorted({cameo for _, cameo in ACTION_CODES.values() if cameo})),
    ("actions", "modality"): MODALITIES,
    ("actions", "polarity"): ("positive", "negative"),
    ("mentions", "kind"): _TARGETS,
    ("mentions", "form"): ("name", "short_name", "nominal"),
    ("entities", "kind"): _TARGETS,
    ("relations", "predicate"): ("holds_position_in", "part_of", "member_of", "represents"),
}
"""The closed vocabularies, by table and column."""


_DOC: tuple[str, Kind, str] = ("doc_id", "text", "document")
_SPAN: tuple[tuple[str, Kind, str], ...] = (
    ("start", "integer", "first code point in the raw text, inclusive"),
    ("end", "integer", "past the last code point in the raw text"),
)

DOCUMENTS = _table(
    "documents",
    "an input",
    ("doc_id", "text", "stable id of the document"),
    ("source", "text", "path or URL it was read from"),
    ("title", "text", "headline, if there is one"),
    ("published", "date", "publication date, ISO 8601, if known"),
    ("published_from", "text", "metadata, text, option or empty"),
    ("n_chars", "integer", "code points of the raw text"),
    ("n_sentences", "integer", "sentences"),
    ("n_tokens", "integer", "tokens"),
    ("sha256", "text", "of the raw text in UTF-8"),
    ("status", "text", "ok, skipped or failed"),
    ("error", "text", "why it was skipped or failed"),
    ("warnings", "list", "what a reader of the rows should know"),
)

ORGANIZATIONS = _table(
    "organizations",
    "an organization in a document",
    _DOC,
    ("org_id", "text", "the same for the same organization across documents and runs"),
    ("name", "text", "full canonical name, nominative singular head, no attached particles"),
    ("type", "text", "organization type"),
    ("country", "text", "ISO 3166-1 alpha-2, if known"),
    ("parent_id", "text", "organization that it is part of"),
    ("wikidata", "text", "QID, where the lexicon has one"),
    ("aliases", "list", "other surface names in this document"),
    ("mentions", "integer", "number of mentions, resolved nominal ones included"),
    *_SPAN,
    ("text", "text", "first full-name mention"),
    ("score", "number", "0..1"),
    ("found_by", "text", "rule or model that found the first mention"),
)

OFFICIALS = _table(
    "officials",
    "a person and position in a document",
    _DOC,
    ("person_id", "text", "the same for the same person across documents and runs; empty for an unnamed position"),
    ("name", "text", "fullest form of the name without honorifics; empty for an unnamed position"),
    ("honorific", "text", "as written"),
    ("position", "text", "title without its organization, with its modifiers"),
    ("role", "text", "role class"),
    ("acting", "flag", "held in an acting capacity"),
    ("org_id", "text", "organization in which the position is held, where it is a row of organizations"),
    ("org", "text", "its canonical name, or the country or province governed"),
    ("country", "text", "ISO 3166-1 alpha-2, if known"),
    ("mentions", "integer", "number of mentions of the person"),
    *_SPAN,
    ("text", "text", "the mention that ties person to position, title's first word to name's last"),
    ("score", "number", "0..1"),
    ("found_by", "text", "rule or model that found it"),
)

DATES = _table(
    "dates",
    "a temporal expression",
    _DOC,
    ("date_id", "text", "unique in the document"),
    ("text", "text", "the expression"),
    *_SPAN,
    ("sentence", "integer", "0-based number of its sentence"),
    ("type", "text", "TIMEX3 type: DATE, TIME, DURATION or SET"),
    ("value", "text", "TIMEX3 value, or start/end of a range"),
    ("start_date", "date", "first day covered, ISO"),
    ("end_date", "date", "last day covered, ISO"),
    ("granularity", "text", "day, week, month, quarter, season, year, decade, century"),
    ("calendar", "text", "gregorian or hijri"),
    ("hijri", "text", "Hijri value where the text is Hijri"),
    ("relative", "flag", "an anchor was needed"),
    ("anchor", "date", "the date it was resolved against"),
    ("found_by", "text", "rule that found it"),
    ("note", "text", "such as two calendars that contradict each other"),
)

ACTIONS = _table(
    "actions",
    "an action",
    _DOC,
    ("action_id", "text", "unique in the document"),
    ("type", "text", "action type"),
    ("plover", "text", "PLOVER event type"),
    ("cameo", "text", "CAMEO root code"),
    ("trigger", "text", "the words that express the action"),
    *_SPAN,
    ("lemma", "text", "dictionary form of the trigger"),
    ("actors", "list", "who did it: canonical names"),
    ("actor_ids", "list", "their ids"),
    ("actor_types", "list", "organization, person, position or country"),
    ("targets", "list", "to, with or about whom"),
    ("target_ids", "list", "their ids"),
    ("target_types", "list", "organization, person, position or country"),
    ("object", "text", "what was done, as text"),
    ("location", "text", "where"),
    ("date_id", "text", "row of dates"),
    ("date", "text", "when, ISO: a day, or first/last of several"),
    ("modality", "text", "asserted, planned, possible, obligatory or requested"),
    ("polarity", "text", "positive or negative"),
    ("source", "text", "who says so, where the action is reported"),
    ("source_id", "text", "its id"),
    ("quote", "text", "direct speech"),
    ("sentence", "integer", "0-based number of its sentence"),
    ("sentence_text", "text", "the sentence"),
    ("rule", "text", "the rule that matched"),
    ("score", "number", "0..1"),
)

MENTIONS = _table(
    "mentions",
    "a mention of an organization or person",
    _DOC,
    ("mention_id", "text", "unique in the document"),
    ("entity_id", "text", "organization or person"),
    ("kind", "text", "organization or person"),
    ("form", "text", "name, short_name or nominal"),
    ("text", "text", "the surface"),
    *_SPAN,
    ("sentence", "integer", "0-based number of its sentence"),
    ("found_by", "text", "rule or model that found it"),
)

ENTITIES = _table(
    "entities",
    "an organization or person of the whole run",
    ("entity_id", "text", "org_id or person_id"),
    ("kind", "text", "organization or person"),
    ("name", "text", "the commonest canonical name"),
    ("type_or_role", "text", "organization type or role"),
    ("country", "text", "ISO 3166-1 alpha-2, if known"),
    ("wikidata", "text", "QID, where the lexicon has one"),
    ("aliases", "list", "other names in the run"),
    ("documents", "integer", "documents that name it"),
    ("mentions", "integer", "mentions in the run"),
    ("first_seen", "date", "earliest publication date"),
    ("last_seen", "date", "latest publication date"),
)

RELATIONS = _table(
    "relations",
    "a pair of entities in a document",
    _DOC,
    ("subject_id", "text", "person or organization"),
    ("predicate", "text", "holds_position_in, part_of, member_of or represents"),
    ("object_id", "text", "organization"),
    *_SPAN,
)

TABLES: tuple[Table, ...] = (DOCUMENTS, ORGANIZATIONS, OFFICIALS, DATES, ACTIONS, MENTIONS, ENTITIES, RELATIONS)
"""All tables in the order in which they are written."""

DOCUMENT_TABLES: tuple[Table, ...] = (ORGANIZATIONS, OFFICIALS, DATES, ACTIONS, MENTIONS, RELATIONS)
"""The tables whose rows come from one document each."""
