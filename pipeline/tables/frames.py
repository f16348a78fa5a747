"""Rows as pandas DataFrames with the dtypes of the schema. pandas is imported when the first frame is made."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.tables.entities import EntityBook, sightings
from pipeline.tables.rows import Row, Rows
from pipeline.tables.schema import TABLES, Column, Table

if TYPE_CHECKING:
    import pandas as pd

DTYPES = {"text": "string", "date": "string", "list": "object", "integer": "Int64", "number": "Float64", "flag": "boolean"}
"""pandas dtype of each kind of column; all but ``object`` know a missing value."""


def frame(table: Table, rows: Sequence[Row]) -> "pd.DataFrame":
    """Return rows as a DataFrame.

    Args:
        table: Whose columns, in their order, the frame has, also where there is no row.
        rows: Records with a value for every column.

    Returns:
        ``(n_rows, n_columns)``; an unknown value is ``<NA>``, a list column holds lists, empty where there is nothing.
    """
    import pandas as pd

    columns = {
        column.name: pd.Series([_value(column, row.get(column.name)) for row in rows], dtype=DTYPES[column.kind])
        for column in table.columns
    }
    return pd.DataFrame(columns)


def _value(column: Column, value: Any) -> Any:
    if column.kind == "list":
        return list(value or ())
    return None if value == "" else value


def frames(rows: Rows) -> dict[str, "pd.DataFrame"]:
    """Return every table of a run as a DataFrame, by name, in the order of the schema."""
    return {table.name: frame(table, rows.get(table.name, ())) for table in TABLES}


def run_rows(documents: Iterable[Rows]) -> Rows:
    """Join the rows of several documents and add the entities of them all.

    Args:
        documents: Rows of each document by table name.

    Returns:
        Rows of the run by table name, ``entities`` included.
    """
    joined: Rows = {table.name: [] for table in TABLES}
    book = EntityBook()
    for rows in documents:
        for name, records in rows.items():
            joined[name].extend(records)
        book.add(sightings(rows))
    joined["entities"] = book.rows()
    return joined
