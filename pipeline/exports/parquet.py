"""Parquet: one file a table, with the types of the schema."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.exports.arrow import Buffer
from pipeline.exports.record import TABLES_KEPT, Record
from pipeline.exports.sentences import SENTENCES, sentence_rows
from pipeline.exports.writer import Writer
from pipeline.tables.rows import Row
from pipeline.tables.schema import ENTITIES, TABLES

if TYPE_CHECKING:
    import pyarrow.parquet as pq

GROUP = 20_000
"""Rows of a row group: at most some fifty MB in memory before they are written, enough for its columns to compress well."""

FILES = tuple(f"{table.name}.parquet" for table in (*TABLES, SENTENCES))


class ParquetWriter:
    """One file a table, zstd-compressed; dates, integers, numbers, flags and lists are what they are, unknown is null."""

    def __init__(self, files: "dict[str, pq.ParquetWriter]", buffers: dict[str, Buffer]) -> None:
        """Take the files, open for writing, and what gathers their rows, by table name."""
        self._files, self._buffers = files, buffers

    def write(self, record: Record) -> None:
        """Take the rows of a document."""
        for table in TABLES_KEPT:
            self._add(table.name, record.rows[table.name])
        self._add(SENTENCES.name, sentence_rows(record))

    def finish(self, entities: Iterable[Row]) -> None:
        """Write the entities and what the buffers hold."""
        for row in entities:
            self._add(ENTITIES.name, [row])
        for name, buffer in self._buffers.items():
            for batch in buffer.rest():
                self._files[name].write_batch(batch)

    def _add(self, name: str, rows: list[Row]) -> None:
        for batch in self._buffers[name].add(rows):
            self._files[name].write_batch(batch)


@contextmanager
def open_parquet(folder: Path) -> Iterator[Writer]:
    """Open the files of every table in a folder."""
    import pyarrow.parquet as pq

    with ExitStack() as stack:
        buffers = {table.name: Buffer(table, GROUP) for table in (*TABLES, SENTENCES)}
        files = {
            name: stack.enter_context(pq.ParquetWriter(folder / f"{name}.parquet", buffer.schema, compression="zstd"))
            for name, buffer in buffers.items()
        }
        yield ParquetWriter(files, buffers)
