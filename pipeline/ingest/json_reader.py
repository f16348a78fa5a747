"""JSON: an array of objects or one object in a file, or one object a line."""

import json
from collections.abc import Iterator
from typing import Any

from pipeline.core.config import ReadOptions
from pipeline.core.document import Rejected
from pipeline.core.errors import IngestError
from pipeline.ingest.blob import Blob
from pipeline.ingest.encodings import decode
from pipeline.ingest.lines import lines_of
from pipeline.ingest.records import Article, Item, article_of, document_of, failed, skipped

SUFFIXES = (".json",)
LINE_SUFFIXES = (".jsonl", ".ndjson")


def read(blob: Blob, options: ReadOptions) -> Iterator[Item]:
    """Yield the documents of a JSON file: an array of objects, one object, or an object that holds one such array.

    Raises:
        IngestError: It is not valid JSON, or holds no objects.
    """
    data = blob.read()
    if not data.strip():
        yield skipped(blob.source, "the file is empty: there is nothing to extract")
        return
    text = decode(data).text
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        if isinstance(error, json.JSONDecodeError) and error.msg == "Extra data" and error.lineno > 1:
            raise IngestError(
                f"not valid JSON at line {error.lineno} (Extra data): name it .jsonl if it holds one object a line"
            ) from error
        raise IngestError(f"not valid JSON ({error}): mend it") from error
    records = _records(value, options)
    if records is None:
        yield _item(value, blob.source, options)
        return
    for number, record in enumerate(records, 1):
        yield _item(record, f"{blob.source}#{number}", options)


def read_lines(blob: Blob, options: ReadOptions) -> Iterator[Item]:
    """Yield the documents of a file with one JSON object a line, read line by line."""
    found = False
    for number, line in lines_of(blob):
        if not line.strip():
            continue
        found = True
        source = f"{blob.source}#{number}"
        if isinstance(line, bytes):
            yield failed(source, "the line is not valid UTF-8: save the file as UTF-8")
            continue
        try:
            value = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            yield failed(source, f"the line is not valid JSON ({error}): mend or remove it")
            continue
        yield _item(value, source, options)
    if not found:
        yield skipped(blob.source, "the file is empty: there is nothing to extract")


def _records(value: Any, options: ReadOptions) -> list[Any] | None:
    """Return the records of a JSON value, or None where it is one record itself.

    Raises:
        IngestError: There are none.
    """
    if isinstance(value, dict):
        if options.text_column in value:
            return None
        arrays = [part for part in value.values() if isinstance(part, list) and part and all(isinstance(item, dict) for item in part)]
        return arrays[0] if len(arrays) == 1 else None
    if not isinstance(value, list):
        raise IngestError("the JSON holds neither an object nor an array of objects: give each article as an object")
    if not value:
        raise IngestError("the JSON array is empty: there is nothing to extract")
    return value


def _item(record: Any, source: str, options: ReadOptions) -> Item:
    if isinstance(record, str):
        return document_of(Article(source, record), options)
    if not isinstance(record, dict):
        return failed(source, "not a JSON object: give each article as an object with its text, title and date")
    article = article_of(record, source, options)
    return article if isinstance(article, Rejected) else document_of(article, options)
