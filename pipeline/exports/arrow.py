"""Rows as Arrow record batches with the types of the schema; needs pyarrow, which is imported by whoever calls."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pipeline.tables.rows import Row
from pipeline.tables.schema import Column, Table

if TYPE_CHECKING:
    import pyarrow as pa


def arrow_schema(table: Table) -> "pa.Schema":
    """Return the Arrow schema of a table; what a column means is in its metadata, under ``description``."""
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "date": pa.date32(),
        "list": pa.list_(pa.string()),
        "integer": pa.int64(),
        "number": pa.float64(),
        "flag": pa.bool_(),
    }
    return pa.schema([pa.field(column.name, types[column.kind], metadata={"description": column.meaning}) for column in table.columns])


def arrow_batch(table: Table, schema: "pa.Schema", rows: Sequence[Row]) -> "pa.RecordBatch":
    """Return rows as a record batch; unknown is null, a list without values is empty."""
    import pyarrow as pa

    columns = [pa.array([_value(column, row[column.name]) for row in rows], schema.field(column.name).type) for column in table.columns]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def day(value: str) -> date | None:
    """Return an ISO date, None for what is none."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _value(column: Column, value: Any) -> Any:
    kind = column.kind
    if kind == "text":
        return value or None
    if kind == "list":
        return value or []
    if kind == "date":
        return day(value) if value else None
    return value


class Buffer:
    """Gathers the rows of a table until there are enough for a batch."""

    def __init__(self, table: Table, most: int) -> None:
        """Make an empty buffer.

        Args:
            table: Whose rows it takes.
            most: Rows of a batch.
        """
        self.table = table
        self.schema = arrow_schema(table)
        self._most = most
        self._rows: list[Row] = []

    def add(self, rows: Sequence[Row]) -> "Iterator[pa.RecordBatch]":
        """Take rows and yield the batches that are full."""
        self._rows.extend(rows)
        while len(self._rows) >= self._most:
            yield arrow_batch(self.table, self.schema, self._rows[: self._most])
            del self._rows[: self._most]

    def rest(self) -> "Iterator[pa.RecordBatch]":
        """Yield what is left, if anything."""
        if self._rows:
            yield arrow_batch(self.table, self.schema, self._rows)
            self._rows = []
