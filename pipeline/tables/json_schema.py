"""The JSON Schema of a line of ``documents.jsonl``, made from the schema of the tables.

``python -m pipeline.tables.json_schema > docs/documents.schema.json`` writes it anew; a test keeps it current.
"""

from typing import Any

from pipeline.tables.schema import DOCUMENT_TABLES, DOCUMENTS, Column, Table

_DAY = r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"
"""A day, or empty for unknown."""


def as_json_schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12) of one document.

    Properties beside those named are allowed: columns may be added in later versions, none is renamed or dropped.
    """
    properties = {column.name: _column(column) for column in DOCUMENTS.columns}
    properties["text"] = {"type": "string", "description": "the raw text into which all offsets point"}
    for table in DOCUMENT_TABLES:
        rows = {"$ref": f"#/$defs/{table.name}"}
        properties[table.name] = {"type": "array", "description": f"one item: {table.row}", "items": rows}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A line of documents.jsonl",
        "description": "One document of a run of mirsad: its metadata, its raw text and its rows, by table. Offsets count code points.",
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "$defs": {table.name: _row(table) for table in DOCUMENT_TABLES},
    }


def _row(table: Table) -> dict[str, Any]:
    properties = {column.name: _column(column) for column in table.columns}
    return {"type": "object", "description": table.row, "required": list(properties), "properties": properties}


def _column(column: Column) -> dict[str, Any]:
    return _KINDS[column.kind] | ({"enum": [*column.values, ""]} if column.values else {}) | {"description": column.meaning}


_KINDS: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "date": {"type": "string", "pattern": _DAY},
    "list": {"type": "array", "items": {"type": "string"}},
    "integer": {"type": "integer", "minimum": 0},
    "number": {"type": "number", "minimum": 0, "maximum": 1},
    "flag": {"type": ["boolean", "null"]},
}


if __name__ == "__main__":
    import sys

    from pipeline.core.serialize import to_pretty_json

    sys.stdout.write(to_pretty_json(as_json_schema()))
