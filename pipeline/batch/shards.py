"""Shards: files of finished documents, written whole or not at all.

A shard is written under a temporary name, synced, and renamed; so whatever stops a run, a shard is there whole or is not there. Its
first line is a JSON object that says what it holds, the records follow, one after the other, each compressed by itself, so that
any of them can be read without the others.
"""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.serialize import encode, to_json
from pipeline.exports.folder import sync

VERSION = 1
SUFFIX = ".shard"
PARTIAL = ".partial"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one input.

    Attributes:
        key: Of the input, as ``keys.py`` makes it.
        source: Where it was read from.
        status: ``ok``, ``skipped`` or ``failed``.
        error: Why it was skipped or failed.
        analyzed: Whether it was a document; a rejected input is read anew by every run.
        words: Words of an analyzed text, as white space parts them.
        counts: Number of rows of each table, in the order of ``record.TABLES_KEPT``.
        sizes: Sizes of the record's parts.
        packed: The record, as ``record.pack`` gives it.
    """

    key: str
    source: str
    status: str
    error: str
    analyzed: bool
    words: int
    counts: tuple[int, ...]
    sizes: tuple[int, ...]
    packed: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a record lies, and what is known of it without reading it; attributes as of :class:`Done`."""

    key: str
    source: str
    status: str
    analyzed: bool
    words: int
    counts: tuple[int, ...]
    sizes: tuple[int, ...]
    offset: int
    length: int


def write(path: Path, documents: Sequence[Done], models: Sequence[str]) -> tuple[Entry, ...]:
    """Write a shard.

    Args:
        path: Its name; it must not exist.
        documents: What it holds.
        models: Names of the model files that were used.

    Returns:
        Where each record lies.

    Raises:
        OSError: It cannot be written, as where the disk is full; nothing is left of it then.
    """
    index = [
        [done.key, done.source, done.status, int(done.analyzed), done.words, done.counts, done.sizes, len(done.packed)]
        for done in documents
    ]
    head = encode(to_json({"shard": VERSION, "models": list(models), "documents": index}) + "\n")
    partial = path.with_name(path.name + PARTIAL)
    try:
        with open(partial, "wb") as handle:
            handle.write(head)
            handle.writelines(done.packed for done in documents)
            handle.flush()
            os.fsync(handle.fileno())
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
    sync(path.parent)
    return tuple(_entries(index, len(head)))


def read_index(path: Path) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Return what a shard holds, and the names of the models that were used.

    Raises:
        ValueError: It is damaged, or of another version of mirsad.
        OSError: It cannot be read.
    """
    with open(path, "rb") as handle:
        head = handle.readline()
        size = os.fstat(handle.fileno()).st_size
    try:
        value = json.loads(head)
        if value["shard"] != VERSION:
            raise ValueError(f"is of version {value['shard']}")
        entries = tuple(_entries(value["documents"], len(head)))
        models = tuple(value["models"])
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError("is damaged") from error
    if size != (entries[-1].offset + entries[-1].length if entries else len(head)):
        raise ValueError("is damaged")
    return entries, models


def _entries(index: Sequence[Sequence[object]], at: int) -> Iterator[Entry]:
    for key, source, status, analyzed, words, counts, sizes, length in index:
        yield Entry(
            str(key), str(source), str(status), bool(analyzed), _int(words), tuple(_ints(counts)), tuple(_ints(sizes)), at, _int(length)
        )
        at += _int(length)


def _int(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value


def _ints(values: object) -> Iterator[int]:
    if not isinstance(values, list | tuple):
        raise TypeError(values)
    return map(_int, values)
