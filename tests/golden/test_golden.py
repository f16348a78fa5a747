"""Whole documents, composed for the purpose, whose rows are known.

``pytest tests/golden --update-golden`` writes the rows anew after a change that is meant; read the difference before committing it.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.api import Pipeline
from pipeline.core.document import Document
from pipeline.core.serialize import to_pretty_json

FOLDER = Path(__file__).parent
PUBLISHED = "2024-10-20"
SHOWN = {
    "organizations": ("name", "type", "country", "aliases", "mentions", "text"),
    "officials": ("name", "honorific", "position", "role", "acting", "org", "country", "mentions", "text"),
    "dates": ("text", "type", "value", "start_date", "end_date", "calendar", "hijri", "anchor"),
    "actions": ("type", "trigger", "actors", "targets", "object", "date", "modality", "polarity", "source", "quote"),
    "mentions": ("text", "start", "form"),
}
"""What a reader judges a document by; ids, offsets of rows and rule names are tested elsewhere."""


def found(nlp: Pipeline, path: Path) -> dict[str, list[dict[str, Any]]]:
    rows = nlp.analyze(Document(path.stem, path.read_text(encoding="utf-8"), published=PUBLISHED)).rows
    return {name: [{column: row[column] for column in columns if row[column] not in ("", [], None)} for row in rows[name]]
            for name, columns in SHOWN.items()}  # fmt: skip


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_document(path: Path, nlp: Pipeline, request: pytest.FixtureRequest) -> None:
    expected = path.with_suffix(".json")
    rows = found(nlp, path)
    if request.config.getoption("--update-golden"):
        expected.write_text(to_pretty_json(rows), encoding="utf-8")
    assert rows == json.loads(expected.read_text(encoding="utf-8"))
