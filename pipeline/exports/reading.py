"""A run's tables read back from its folder."""

import csv
from pathlib import Path

from pipeline.core.errors import RunError
from pipeline.exports.cells import from_cell
from pipeline.tables.rows import Rows
from pipeline.tables.schema import TABLES


def read_rows(folder: Path) -> Rows:
    """Return the rows of every table of a run.

    Args:
        folder: What ``mirsad run --out`` wrote.

    Returns:
        Rows by table name; unknown values are None, lists are lists.

    Raises:
        RunError: The folder holds no run, or a table is missing or damaged.
    """
    rows: Rows = {}
    csv.field_size_limit(2**31 - 1)
    for table in TABLES:
        path = folder / f"{table.name}.csv"
        if not path.is_file():
            raise RunError(f"{path} is missing: name a folder that `mirsad run` wrote, with csv among its formats")
        columns = {column.name: column for column in table.columns}
        with open(path, encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle)
            absent = [name for name in table.names if name not in (reader.fieldnames or ())]
            if absent:
                raise RunError(f"{path} has no column {absent[0]}: it is not a table of this version of mirsad, run it again")
            try:
                rows[table.name] = [{name: from_cell(columns[name], record[name] or "") for name in columns} for record in reader]
            except (ValueError, csv.Error) as error:
                raise RunError(f"{path} is damaged near line {reader.line_num} ({error}): run it again") from error
    return rows
