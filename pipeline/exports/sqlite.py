"""SQLite: one database with keys, indexes, views and full-text search."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from pipeline.core.serialize import to_json
from pipeline.exports.folding import folded, letters, without_particles
from pipeline.exports.record import TABLES_KEPT, Record
from pipeline.exports.sentences import SENTENCES, sentence_rows
from pipeline.exports.views import create_views
from pipeline.exports.writer import Writer
from pipeline.tables.rows import Row
from pipeline.tables.schema import ACTIONS, DOCUMENTS, ENTITIES, TABLES, Column, Table

FILE = "mirsad.sqlite"

_TYPES = {"text": "TEXT", "date": "TEXT", "list": "TEXT", "integer": "INTEGER", "number": "REAL", "flag": "INTEGER"}
"""A list is a JSON array, a flag 0 or 1, a date ISO 8601, as SQLite's own functions take them."""

_DOCUMENT = "FOREIGN KEY (doc_id) REFERENCES documents (doc_id)"
_SENTENCE = "FOREIGN KEY (doc_id, sentence) REFERENCES sentences (doc_id, sentence)"

_KEYS: dict[str, tuple[str, ...]] = {
    "documents": ("PRIMARY KEY (doc_id)",),
    "sentences": ("UNIQUE (doc_id, sentence)", _DOCUMENT),
    "entities": ("PRIMARY KEY (entity_id)",),
    "organizations": (
        "PRIMARY KEY (doc_id, org_id)",
        _DOCUMENT,
        "FOREIGN KEY (org_id) REFERENCES entities (entity_id)",
        "FOREIGN KEY (parent_id) REFERENCES entities (entity_id)",
    ),
    "officials": (
        _DOCUMENT,
        "FOREIGN KEY (person_id) REFERENCES entities (entity_id)",
        "FOREIGN KEY (org_id) REFERENCES entities (entity_id)",
    ),
    "dates": ("PRIMARY KEY (doc_id, date_id)", _SENTENCE),
    "actions": ("PRIMARY KEY (doc_id, action_id)", _SENTENCE, "FOREIGN KEY (doc_id, date_id) REFERENCES dates (doc_id, date_id)"),
    "mentions": ("PRIMARY KEY (doc_id, mention_id)", _SENTENCE, "FOREIGN KEY (entity_id) REFERENCES entities (entity_id)"),
    "relations": (
        _DOCUMENT,
        "FOREIGN KEY (subject_id) REFERENCES entities (entity_id)",
        "FOREIGN KEY (object_id) REFERENCES entities (entity_id)",
    ),
}

_ARGUMENTS = """
CREATE TABLE action_{role}s (
  doc_id TEXT, action_id TEXT, number INTEGER, name TEXT, id TEXT, type TEXT, entity_id TEXT,
  PRIMARY KEY (doc_id, action_id, number),
  FOREIGN KEY (doc_id, action_id) REFERENCES actions (doc_id, action_id),
  FOREIGN KEY (entity_id) REFERENCES entities (entity_id)
) WITHOUT ROWID;
"""
"""``id`` as in the list of the action, a country's code included; ``entity_id`` where it is a row of ``entities``."""

_INDEXES = """
CREATE INDEX organizations_by_org ON organizations (org_id);
CREATE INDEX officials_by_doc ON officials (doc_id);
CREATE INDEX officials_by_person ON officials (person_id);
CREATE INDEX officials_by_org ON officials (org_id);
CREATE INDEX actions_by_type ON actions (type, date);
CREATE INDEX actions_by_date ON actions (date);
CREATE INDEX action_actors_by_entity ON action_actors (entity_id);
CREATE INDEX action_targets_by_entity ON action_targets (entity_id);
CREATE INDEX dates_by_day ON dates (start_date, end_date);
CREATE INDEX mentions_by_entity ON mentions (entity_id);
CREATE INDEX relations_by_doc ON relations (doc_id);
CREATE INDEX relations_by_subject ON relations (subject_id);
CREATE INDEX relations_by_object ON relations (object_id);
CREATE INDEX documents_by_day ON documents (published);
CREATE INDEX entities_by_name ON entities (name);
"""

_SEARCH = """
CREATE VIRTUAL TABLE sentence_search USING fts5 (words, bare, content = '', tokenize = 'unicode61 remove_diacritics 0');
CREATE TABLE folding (number INTEGER PRIMARY KEY, letter TEXT, plain TEXT);
CREATE TABLE search (words TEXT);
INSERT INTO search VALUES ('');
CREATE VIEW found AS
WITH RECURSIVE folded (number, words) AS (
  SELECT 0, words FROM search WHERE words <> ''
  UNION ALL
  SELECT f.number, replace(folded.words, f.letter, f.plain) FROM folded JOIN folding f ON f.number = folded.number + 1
)
SELECT s.doc_id, d.published, d.title, s.sentence, s.text, sentence_search.rank AS rank
FROM sentence_search
JOIN sentences s ON s.rowid = sentence_search.rowid
JOIN documents d ON d.doc_id = s.doc_id
WHERE sentence_search MATCH coalesce((SELECT words FROM folded ORDER BY number DESC LIMIT 1), '""')
ORDER BY sentence_search.rank;
"""
"""``words`` are a sentence's words folded, ``bare`` the same without attached particles; ``found`` folds what stands in
``search`` and looks it up."""


class SqliteWriter:
    """Fills a database: unknown is NULL, the raw text is a column of ``documents``."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """Make the tables.

        Args:
            database: A new one.
        """
        self._database = database
        # no key is checked while rows come, as entities come last; what is written holds them all
        database.executescript("PRAGMA foreign_keys = OFF; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;")
        database.executescript("".join(map(_create, (*TABLES, SENTENCES))) + "".join(_ARGUMENTS.format(role=role) for role in _ROLES))
        database.executescript(_SEARCH)
        database.execute("BEGIN")
        database.executemany("INSERT INTO folding (letter, plain) VALUES (?, ?)", letters().items())
        self._sentences = 0

    def write(self, record: Record) -> None:
        """Insert the rows of a document, its sentences first."""
        rows = record.rows
        for table in TABLES_KEPT:
            extra = (record.text,) if table is DOCUMENTS else ()
            self._insert(table, rows[table.name], extra)
        for row in sentence_rows(record):
            self._sentences += 1
            self._database.execute(_ADD_SENTENCE, (self._sentences, *row.values()))
            words = folded(row["text"])
            self._database.execute(_ADD_WORDS, (self._sentences, words, without_particles(words)))
        listed = {row["org_id"] for row in rows["organizations"]} | {row["person_id"] for row in rows["officials"]}
        for role in _ROLES:
            self._database.executemany(
                f"INSERT INTO action_{role}s VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 (of _ROLES)
                (argument for row in rows[ACTIONS.name] for argument in _arguments(row, role, listed)),
            )

    def finish(self, entities: Iterable[Row]) -> None:
        """Insert the entities, make indexes and views, and put the file in order."""
        self._insert(ENTITIES, entities)
        self._database.execute("COMMIT")
        self._database.executescript(_INDEXES)
        self._database.executescript(create_views(_TARGETS))
        self._database.execute("INSERT INTO sentence_search (sentence_search) VALUES ('optimize')")
        self._database.execute("ANALYZE")
        self._database.execute("VACUUM")

    def _insert(self, table: Table, rows: Iterable[Row], extra: tuple[str, ...] = ()) -> None:
        marks = ", ".join("?" * (len(table.columns) + len(extra)))
        self._database.executemany(
            f"INSERT INTO {table.name} VALUES ({marks})",  # noqa: S608 (of the schema)
            ((*(_value(column, row[column.name]) for column in table.columns), *extra) for row in rows),
        )


_ADD_SENTENCE = "INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?, ?)"
_ADD_WORDS = "INSERT INTO sentence_search (rowid, words, bare) VALUES (?, ?, ?)"
_ROLES = ("actor", "target")
_TARGETS = "(SELECT group_concat(value, ' | ') FROM json_each(a.targets))"


def _create(table: Table) -> str:
    columns = [f'"{column.name}" {_TYPES[column.kind]}' for column in table.columns]
    if table is DOCUMENTS:
        columns.append('"text" TEXT')
    if table is SENTENCES:
        columns.insert(0, "sentence_id INTEGER PRIMARY KEY")  # the key of the search, which VACUUM must not renumber
    body = ",\n  ".join((*columns, *_KEYS[table.name]))
    return f"CREATE TABLE {table.name} (\n  {body}\n);\n"


def _value(column: Column, value: Any) -> Any:
    if column.kind == "list":
        return to_json(value or [])
    return None if value == "" else value


def _arguments(row: Row, role: str, listed: set[str]) -> Iterator[tuple[Any, ...]]:
    values = zip(row[f"{role}s"], row[f"{role}_ids"], row[f"{role}_types"], strict=True)
    for number, (name, identifier, kind) in enumerate(values, 1):
        entity = identifier if identifier in listed else None
        yield row["doc_id"], row["action_id"], number, name or None, identifier or None, kind or None, entity or None


@contextmanager
def open_sqlite(folder: Path) -> Iterator[Writer]:
    """Open a new database in a folder."""
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as database:
        yield SqliteWriter(database)
