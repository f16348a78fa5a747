"""JSON: an array of objects or one object in a file, or one object a line."""

import json
from collections.abc import Iterator
from typing import Any

from pipeline.core.config import ReadOptions
from pipeline.core.document import Rejected
from pipeline.core.errors import IngestError
from pipeline.ingest.blob import LIMIT, Blob
from pipeline.ingest.encodings import SAMPLE, decode
from pipeline.ingest.lines import decoded, encoding_of, lines_of
from pipeline.ingest.records import Article, Item, article_of, document_of, failed, skipped

SUFFIXES = (".json",)
LINE_SUFFIXES = (".jsonl", ".ndjson")


def read(blob: Blob, options: ReadOptions) -> Iterator[Item]:
    """Yield the documents of a JSON file: an array of objects, read as it comes, one object, or an object that holds one such array.

    Raises:
        IngestError: It is not valid JSON, or holds no objects.
    """
    with blob.open() as handle:
        sample = handle.read(SAMPLE)
        if _begins_an_array(sample):
            yield from _array(blob.source, decoded(sample, handle, encoding_of(sample)), options)
            return
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


def _begins_an_array(sample: bytes) -> bool:
    """Say whether a file that begins with some bytes begins with ``[``, in any encoding of a text."""
    return sample[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"[")


def _array(source: str, pieces: Iterator[str], options: ReadOptions) -> Iterator[Item]:
    """Yield the documents of an array of objects; where it is broken, those before that place, and a failed input for the rest."""
    number = 0
    try:
        for number, record in enumerate(elements(pieces), 1):
            yield _item(record, f"{source}#{number}", options)
    except (ValueError, RecursionError) as error:  # JSON or encoding
        if not number:
            raise IngestError(f"not valid JSON ({error}): mend it") from error
        yield failed(f"{source}#{number + 1}", f"not valid JSON behind record {number} ({error}): mend it")
        return
    if not number:
        raise IngestError("the JSON array is empty: there is nothing to extract")


_BEHIND = (",", "]", " ", "\t", "\r", "\n")
"""What ends a number."""


def elements(pieces: Iterator[str]) -> Iterator[Any]:
    """Yield the elements of a JSON array, given piece by piece, holding no more of it than one element needs.

    Raises:
        ValueError: It is not valid JSON, or not valid in its encoding.
    """
    scan = json.JSONDecoder().raw_decode
    text = _past_space("", pieces)[1:]  # behind the bracket
    expected = "element or ]"
    while True:
        text = _past_space(text, pieces)
        if not text:
            raise ValueError("the array does not end")
        if text[0] == "]" and expected != "element":
            break
        if text[0] == "," and expected == ", or ]":
            text, expected = text[1:], "element"
            continue
        if expected == ", or ]":
            raise ValueError(f"{text[:20]!r} in place of a comma")
        try:
            value, end = scan(text)
        except json.JSONDecodeError as error:
            longer = _more(text, pieces)
            if longer == text:
                raise ValueError(f"{error.msg} near {text[error.pos : error.pos + 20]!r}") from error
            text = longer
            continue
        if text[end : end + 1] not in _BEHIND and text[0] not in '{["' and (longer := _more(text, pieces)) != text:
            text = longer  # a number may go on
            continue
        yield value
        text, expected = text[end:], ", or ]"
    if rest := _past_space(text[1:], pieces):
        raise ValueError(f"{rest[:20]!r} behind the end of the array")


def _past_space(text: str, pieces: Iterator[str]) -> str:
    """Return a text, or what comes next where it is over, without white space before it; empty at the end."""
    text = text.lstrip()
    while not text and (piece := next(pieces, None)) is not None:
        text = piece.lstrip()
    return text


def _more(text: str, pieces: Iterator[str]) -> str:
    """Return a text with what comes next behind it, about as much again, so that a long element is not tried too often."""
    parts, size = [text], 0
    for piece in pieces:
        parts.append(piece)
        size += len(piece)
        if size and size >= len(text):
            break
    if len(text) + size > LIMIT // 2:
        raise ValueError(f"a record is larger than {LIMIT >> 20} MiB")
    return "".join(parts)


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
    raise IngestError("the JSON holds neither an object nor an array of objects: give each article as an object")


def _item(record: Any, source: str, options: ReadOptions) -> Item:
    if isinstance(record, str):
        return document_of(Article(source, record), options)
    if not isinstance(record, dict):
        return failed(source, "not a JSON object: give each article as an object with its text, title and date")
    article = article_of(record, source, options)
    return article if isinstance(article, Rejected) else document_of(article, options)
