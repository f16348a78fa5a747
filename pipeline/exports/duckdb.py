"""DuckDB: one database with the types of the schema, the views, and search as a table macro."""

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.exports.arrow import Buffer
from pipeline.exports.folding import folded, letters
from pipeline.exports.record import TABLES_KEPT, Record
from pipeline.exports.sentences import SENTENCES, sentence_rows
from pipeline.exports.views import create_views
from pipeline.exports.writer import Writer
from pipeline.tables.rows import Row
from pipeline.tables.schema import DOCUMENTS, ENTITIES, TABLES, Column, Table

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

FILE = "mirsad.duckdb"

GROUP = 10_000
"""Rows inserted at a time."""

_TYPES = {"text": "VARCHAR", "date": "DATE", "list": "VARCHAR[]", "integer": "BIGINT", "number": "DOUBLE", "flag": "BOOLEAN"}

_DOCUMENTS = Table("documents", DOCUMENTS.row, (*DOCUMENTS.columns, Column("text", "text", "the raw text into which all offsets point")))
_SENTENCES = Table("sentences", SENTENCES.row, (*SENTENCES.columns, Column("folded", "text", "the sentence as search compares it")))
_TABLES = (_DOCUMENTS, *(table for table in TABLES if table is not DOCUMENTS), _SENTENCES)

_ARGUMENTS = """
CREATE TABLE action_{role}s AS
SELECT a.doc_id, a.action_id, u.number, nullif(a.{role}s[u.number], '') AS name, nullif(a.{role}_ids[u.number], '') AS id,
       nullif(a.{role}_types[u.number], '') AS type, e.entity_id
FROM (SELECT *, rowid AS place FROM actions) a, generate_series(1, len(a.{role}s)) AS u (number)
LEFT JOIN entities e ON e.entity_id = a.{role}_ids[u.number]
ORDER BY a.place, u.number;
"""

_SEARCH = """
CREATE MACRO fold(words) AS translate(lower(words), '{letters}', '{plain}');
CREATE MACRO found(query) AS TABLE
SELECT s.doc_id, d.published, d.title, s.sentence, s.text
FROM sentences s JOIN documents d ON d.doc_id = s.doc_id
WHERE list_bool_and([contains(s.folded, word) for word in string_split(fold(query), ' ')]);
"""

_TARGETS = "nullif(array_to_string(a.targets, ' | '), '')"


class DuckdbWriter:
    """Fills a database: unknown is NULL, a list is a list, the raw text is a column of ``documents``.

    There are no keys: DuckDB keeps an index in memory for each, and scans faster than they would find.
    """

    def __init__(self, database: "duckdb.DuckDBPyConnection") -> None:
        """Make the tables.

        Args:
            database: A new one.
        """
        self._database = database
        database.execute("SET threads = 1; SET preserve_insertion_order = true; SET memory_limit = '512MB';")
        for table in _TABLES:
            columns = ", ".join(f'"{column.name}" {_TYPES[column.kind]}' for column in table.columns)
            database.execute(f"CREATE TABLE {table.name} ({columns})")
        self._buffers = {table.name: Buffer(table, GROUP) for table in _TABLES}

    def write(self, record: Record) -> None:
        """Take the rows of a document."""
        rows = record.rows
        for table in TABLES_KEPT:
            self._add(table.name, [row | {"text": record.text} for row in rows["documents"]] if table is DOCUMENTS else rows[table.name])
        self._add("sentences", [row | {"folded": folded(row["text"])} for row in sentence_rows(record)])

    def finish(self, entities: Iterable[Row]) -> None:
        """Insert what is left, and make what is made of the tables."""
        for row in entities:
            self._add(ENTITIES.name, [row])
        for name, buffer in self._buffers.items():
            for batch in buffer.rest():
                self._insert(name, batch)
        for role in ("actor", "target"):
            self._database.execute(_ARGUMENTS.format(role=role))
        self._database.execute(create_views(_TARGETS))
        changed = letters()
        ordered = sorted(changed, key=lambda letter: changed[letter] == "")  # translate removes those that have no counterpart
        search = _SEARCH.format(letters="".join(ordered), plain="".join(changed[letter] for letter in ordered))
        self._database.execute(search)
        self._database.execute("CHECKPOINT")

    def _add(self, name: str, rows: list[Row]) -> None:
        for batch in self._buffers[name].add(rows):
            self._insert(name, batch)

    def _insert(self, name: str, batch: "pa.RecordBatch") -> None:
        import pyarrow

        self._database.register("batch", pyarrow.Table.from_batches([batch]))
        self._database.execute(f"INSERT INTO {name} SELECT * FROM batch")  # noqa: S608 (of the schema)
        self._database.unregister("batch")


@contextmanager
def open_duckdb(folder: Path) -> Iterator[Writer]:
    """Open a new database in a folder."""
    import duckdb

    with closing(duckdb.connect(str(folder / FILE))) as database:
        yield DuckdbWriter(database)
