"""The formats by name, and the two plainest of them: their bytes are rendered where a document is analyzed, and only joined here."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

from pipeline.core.errors import RunError
from pipeline.exports import conll, duckdb, excel, labelstudio, parquet, sqlite
from pipeline.exports.cells import csv_bytes, csv_head
from pipeline.exports.record import TABLES_KEPT, Record
from pipeline.exports.writer import Format, Writer
from pipeline.tables.rows import Row
from pipeline.tables.schema import ENTITIES, TABLES

JSON_LINES = "documents.jsonl"


class CsvWriter:
    """One CSV file a table: UTF-8 with a byte order mark, comma, RFC 4180 quoting; cells as ``cells.py`` says."""

    def __init__(self, handles: dict[str, BinaryIO]) -> None:
        """Write the head of every table.

        Args:
            handles: Files open for writing, by table name.
        """
        for table in TABLES:
            handles[table.name].write(csv_head(table))
        self._documents = [handles[table.name].write for table in TABLES_KEPT]
        self._entities = handles[ENTITIES.name]

    def write(self, record: Record) -> None:
        """Append the document's rows to each table."""
        for number, write in enumerate(self._documents):
            write(record.csv(number))

    def finish(self, entities: Iterable[Row]) -> None:
        """Write the entities."""
        for row in entities:
            self._entities.write(csv_bytes(ENTITIES, (row,)))


class JsonWriter:
    """``documents.jsonl``: one object a document, with its metadata, its raw ``text`` and the rows of every table."""

    def __init__(self, handle: BinaryIO) -> None:
        """Take the file, open for writing."""
        self._handle = handle

    def write(self, record: Record) -> None:
        """Append the document's line."""
        self._handle.write(record.line)

    def finish(self, entities: Iterable[Row]) -> None:
        """Write nothing: the entities are of the whole run."""


@contextmanager
def _csv(folder: Path) -> Iterator[Writer]:
    with ExitStack() as stack:
        yield CsvWriter({table.name: stack.enter_context(open(folder / f"{table.name}.csv", "wb")) for table in TABLES})


@contextmanager
def _json(folder: Path) -> Iterator[Writer]:
    with open(folder / JSON_LINES, "wb") as handle:
        yield JsonWriter(handle)


FORMATS = (
    Format("csv", tuple(f"{table.name}.csv" for table in TABLES), _csv),
    Format("json", (JSON_LINES,), _json),
    Format("parquet", parquet.FILES, parquet.open_parquet, ("pyarrow",), "parquet"),
    Format("xlsx", (excel.FILE,), excel.open_excel, ("xlsxwriter",), "excel"),
    Format("sqlite", (sqlite.FILE,), sqlite.open_sqlite),
    Format("duckdb", (duckdb.FILE,), duckdb.open_duckdb, ("duckdb", "pyarrow"), "duckdb"),
    Format("conll", (conll.FILE,), conll.open_conll),
    Format("labelstudio", labelstudio.FILES, labelstudio.open_labelstudio),
)
"""All formats; see ``writer.py`` for how to add one."""

DEFAULT = ("csv", "json")
"""Those that a run writes where none is named."""

NAMES = tuple(form.name for form in FORMATS)
"""Names of the formats."""


def create(names: Sequence[str]) -> tuple[Format, ...]:
    """Return formats by name.

    Raises:
        RunError: There is no format of that name, or what it needs is not installed.
    """
    known = {form.name: form for form in FORMATS}
    for name in names:
        if name not in known:
            close = get_close_matches(name, NAMES, 1)
            hint = f"did you mean {close[0]}?" if close else f"choose of {', '.join(NAMES)}"
            raise RunError(f"no format is called {name!r}: {hint}")
        missing = next((module for module in known[name].needs if find_spec(module) is None), None)
        if missing is not None:
            raise RunError(f"the format {name} needs {missing}, which is not installed: pip install 'mirsad[{known[name].extra}]'")
    return tuple(known[name] for name in dict.fromkeys(names))
