"""The reference of the tables, ``docs/tables.md``, made from the schema.

``python -m pipeline.tables.reference > docs/tables.md`` writes it anew; a test keeps it current.
"""

from pipeline.core.codes import ACTION_CODES, MODALITIES, ORGANIZATION_TYPES, ROLES
from pipeline.tables.schema import TABLES, Table

_HEAD = """\
# Tables

Made from `pipeline/tables/schema.py` and `pipeline/core/codes.py` by `python -m pipeline.tables.reference`.

`mirsad run INPUT --out DIR` writes each table as a CSV file, all of them nested by document in `documents.jsonl`, and
`manifest.json`. In pandas (`pipeline.load().analyze(...)`, `pipeline.to_frames`, `pipeline.read_run`) the columns have the dtypes below.

- **Offsets** count Unicode code points of the document's raw text, `start` inclusive, `end` exclusive: `raw[start:end]` is the `text`
  (of an action: the `trigger`) of the row. The raw text stands in `documents.jsonl` under `text`.
- **Unknown** is the empty cell in CSV, `""` or `null` in JSON, `<NA>` in pandas.
- **CSV** is UTF-8 with a byte order mark, so that spreadsheets open Arabic correctly. Several values in a cell are joined with ` | `; a
  value that itself holds `|` or a backslash has it written `\\|` and `\\\\`.
- **Formulas.** A text cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return gets one apostrophe in front, so that no
  spreadsheet takes it for a formula; so does a cell that has apostrophes before such a character already. `pipeline.read_run` takes one
  off again. Mentions, names, dates and triggers begin with a letter or digit and are never changed; titles, quotes and sentences can be.

| kind | CSV | JSON | pandas |
| --- | --- | --- | --- |
| text | as is | string | `string` |
| date | `YYYY-MM-DD` | string | `string` |
| list | joined with ` \\| ` | array of strings | `object`, lists |
| integer | digits | number | `Int64` |
| number | decimal point | number | `Float64` |
| flag | `true`, `false` | `true`, `false`, `null` | `boolean` |
"""


def as_markdown() -> str:
    """Return the reference as Markdown."""
    values = "\n".join(
        [
            "## Values",
            "",
            f"**Organization types**: {_listed(ORGANIZATION_TYPES)}.",
            "",
            f"**Roles**: {_listed(ROLES)}.",
            "",
            f"**Modalities**: {_listed(MODALITIES)}.",
            "",
            "**Action types**, with the PLOVER event type and the CAMEO root code that each corresponds to:",
            "",
            "| type | plover | cameo |",
            "| --- | --- | --- |",
            *(f"| `{name}` | {plover} | {cameo} |" for name, (plover, cameo) in ACTION_CODES.items()),
        ]
    )
    return "\n".join([_HEAD, *map(_section, TABLES), values, ""])


def _section(table: Table) -> str:
    rows = [f"| `{column.name}` | {column.kind} | {column.meaning} |" for column in table.columns]
    return "\n".join([f"## {table.name}", "", f"One row {table.row}.", "", "| column | kind | meaning |", "| --- | --- | --- |", *rows, ""])


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(f"`{value}`" for value in values)


if __name__ == "__main__":
    import sys

    sys.stdout.write(as_markdown())
