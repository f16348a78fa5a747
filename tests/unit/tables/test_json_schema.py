"""The published JSON Schema is that of the code, and the documents of a run keep to it."""

import copy
import json
from pathlib import Path

import jsonschema
import pytest

from pipeline.api import Pipeline
from pipeline.batch.inputs import Inputs
from pipeline.core.config import ReadOptions
from pipeline.core.serialize import to_pretty_json
from pipeline.exports.record import render
from pipeline.tables.json_schema import as_json_schema
from pipeline.tables.rows import rejected_row
from pipeline.tables.schema import DOCUMENT_TABLES


@pytest.fixture(scope="module")
def closed() -> jsonschema.Draft202012Validator:
    """The schema, but that it allows no property that it doesn't name."""
    schema = copy.deepcopy(as_json_schema())
    for part in (schema, *schema["$defs"].values()):
        part["additionalProperties"] = False
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_published_schema_is_current(root: Path) -> None:
    page = root / "docs" / "documents.schema.json"
    assert page.read_text(encoding="utf-8") == to_pretty_json(as_json_schema()), (
        "run: python -m pipeline.tables.json_schema > docs/documents.schema.json"
    )


def test_documents_keep_to_it(root: Path, nlp: Pipeline, closed: jsonschema.Draft202012Validator) -> None:
    rows_seen = dict.fromkeys((table.name for table in DOCUMENT_TABLES), 0)
    for item in Inputs((str(root / "data" / "raw"),), ReadOptions()):
        rows = {"documents": [rejected_row(item)]} if not hasattr(item, "published") else nlp.analyze(item).rows
        document = json.loads(render(rows, item.text).line)
        closed.validate(document)
        for name in rows_seen:
            rows_seen[name] += len(document[name])
    assert all(rows_seen.values())


@pytest.mark.parametrize(
    ("key", "value"),
    [("status", "fine"), ("published", "3 March"), ("n_tokens", -1), ("n_tokens", "3"), ("actions", {}), ("title", None)],
)
def test_what_does_not_keep_to_it(key: str, value: object, nlp: Pipeline, closed: jsonschema.Draft202012Validator) -> None:
    document = json.loads(render(nlp.analyze("أعلنت وزارة العدل أمس إطلاق خدمة جديدة.").rows, "").line)
    assert closed.is_valid(document)
    assert not closed.is_valid(document | {key: value})
    assert not closed.is_valid({name: held for name, held in document.items() if name != key})
