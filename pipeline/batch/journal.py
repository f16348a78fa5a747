"""The journal of a run: which inputs it has, which of them are done, and where their records lie.

What is done stands in the shards alone. The journal is an index over them, in a scratch database that is made anew by every run, so
that it can't contradict them, and memory does not grow with the number of documents.
"""

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO

from pipeline.batch import shards
from pipeline.batch.shards import Done, Entry
from pipeline.batch.state import State
from pipeline.core.errors import RunError
from pipeline.core.serialize import to_json
from pipeline.exports.record import Record, unpack

SECONDS = 2.0
"""A shard is written when its oldest document was done this many seconds ago: what a killed run does again at most."""
BYTES = 8 << 20
"""… or when its records reach this size."""
OPEN = 32
"""Shards held open while tables are written: a folder to which articles were added often has documents of many shards in turn."""

_TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8192;
CREATE TABLE done (key TEXT PRIMARY KEY, shard INTEGER, start INTEGER, length INTEGER, sizes TEXT, counts TEXT, status TEXT,
                   analyzed INTEGER, words INTEGER, source TEXT) WITHOUT ROWID;
CREATE TABLE input (number INTEGER PRIMARY KEY, key TEXT);
CREATE TABLE identifier (id TEXT PRIMARY KEY, last INTEGER) WITHOUT ROWID;
"""


class Journal:
    """Inputs of a run and what is done of them."""

    def __init__(self, state: State) -> None:
        """Read what the shards hold; a damaged one is removed, so that its documents are done again."""
        self._folder = state.shards
        self._paths = state.shard_paths()
        self._database = _scratch(state.work / "journal.sqlite")
        self._database.executescript(_TABLES)
        self._waiting: list[Done] = []
        self._bytes, self._since = 0, 0.0
        self.models: set[str] = set()
        self.damaged: list[str] = []
        for path in tuple(self._paths):
            try:
                entries, models = shards.read_index(path)
            except ValueError:
                self._paths.remove(path)
                self.damaged.append(path.name)
                path.unlink()
                continue
            self._index(path, entries)
            self.models.update(models)
        self._next = _number(self._paths[-1]) + 1 if self._paths else 1

    def note(self, key: str) -> str:
        """Take note of the next input and return its status, empty where it is not done."""
        self._database.execute("INSERT INTO input (key) VALUES (?)", (key,))
        found = self._database.execute("SELECT status FROM done WHERE key = ?", (key,)).fetchone()
        return "" if found is None else str(found[0])

    def last(self, identifier: str) -> int:
        """Return the last number given to an id, 0 if it is new (see ``records.with_unique_ids``)."""
        found = self._database.execute("SELECT last FROM identifier WHERE id = ?", (identifier,)).fetchone()
        return 0 if found is None else int(found[0])

    def give(self, identifier: str, number: int) -> None:
        """Note the last number given to an id."""
        self._database.execute("INSERT OR REPLACE INTO identifier VALUES (?, ?)", (identifier, number))

    def add(self, documents: Iterable[Done], models: Iterable[str]) -> None:
        """Take finished documents, and commit a shard when it is time to.

        Raises:
            RunError: The disk is full.
        """
        if not self._waiting:
            self._since = monotonic()
        for done in documents:
            self._waiting.append(done)
            self._bytes += len(done.packed)
        self.models.update(models)
        if self._bytes >= BYTES or monotonic() - self._since >= SECONDS:
            self.commit()

    def commit(self) -> None:
        """Write what is waiting as a shard.

        Raises:
            RunError: The disk is full.
        """
        if not self._waiting:
            return
        path = self._folder / f"{self._next:08}{shards.SUFFIX}"
        self._next += 1
        entries = shards.write(path, self._waiting, sorted(self.models))
        self._paths.append(path)
        self._index(path, entries)
        self._waiting, self._bytes = [], 0

    def gone(self) -> tuple[int, list[str]]:
        """Return how many documents that were analyzed before are no longer in the input, and the sources of the first."""
        where = "FROM done WHERE analyzed AND key NOT IN (SELECT key FROM input)"
        (number,) = self._database.execute(f"SELECT count(*) {where}").fetchone()
        sources = self._database.execute(f"SELECT DISTINCT source {where} ORDER BY source LIMIT 3")
        return number, [source for (source,) in sources]

    def retriable(self) -> int:
        """Return how many documents of the input failed to be analyzed."""
        query = "SELECT count(*) FROM done WHERE status = 'failed' AND analyzed AND key IN (SELECT key FROM input)"
        return int(self._database.execute(query).fetchone()[0])

    def prune(self) -> None:
        """Remove the shards that hold nothing of this input."""
        living = {shard for (shard,) in self._database.execute("SELECT DISTINCT shard FROM done WHERE key IN (SELECT key FROM input)")}
        for path in tuple(self._paths):
            if _number(path) not in living:
                path.unlink()
                self._paths.remove(path)

    def entries(self) -> Iterator[tuple[str, list[int]]]:
        """Yield status and row counts of every input, in order.

        Raises:
            RunError: An input is not done.
        """
        for status, counts in self._joined("status, counts"):
            yield status, json.loads(counts)

    def records(self) -> Iterator[Record]:
        """Yield the record of every input, in order.

        Raises:
            RunError: An input is not done, or its shard is damaged.
        """
        handles: OrderedDict[int, BinaryIO] = OrderedDict()
        paths = {_number(path): path for path in self._paths}
        try:
            for shard, start, length, sizes in self._joined("shard, start, length, sizes"):
                if shard not in handles:
                    if len(handles) >= OPEN:
                        handles.popitem(last=False)[1].close()
                    handles[shard] = open(paths[shard], "rb")  # noqa: SIM115 (closed below)
                handles.move_to_end(shard)
                handles[shard].seek(start)
                try:
                    yield unpack(handles[shard].read(length), json.loads(sizes))
                except ValueError as error:
                    paths[shard].unlink()
                    raise RunError(f"{paths[shard]} was damaged and is removed: run the same command again to mend it") from error
        finally:
            for handle in handles.values():
                handle.close()

    def close(self) -> None:
        """Close the scratch database."""
        with suppress(sqlite3.Error):
            self._database.close()

    def _joined(self, columns: str) -> Iterator[Any]:
        missing = self._database.execute("SELECT count(*) FROM input WHERE key NOT IN (SELECT key FROM done)").fetchone()[0]
        if missing:
            raise RunError(f"{missing} inputs are not done: run the same command again, and report it if that does not help")
        return iter(self._database.execute(f"SELECT {columns} FROM input CROSS JOIN done USING (key) ORDER BY number"))  # noqa: S608

    def _index(self, path: Path, entries: Iterable[Entry]) -> None:
        number = _number(path)
        self._database.executemany(
            "INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (e.key, number, e.offset, e.length, to_json(e.sizes), to_json(e.counts), e.status, e.analyzed, e.words, e.source)
                for e in entries
            ),
        )


def _scratch(path: Path) -> sqlite3.Connection:
    """Open a database that needs no lock, since the folder is locked, and no safety, since it is made anew."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?nolock=1", uri=True, isolation_level=None)


def _number(path: Path) -> int:
    return int(path.name.removesuffix(shards.SUFFIX))
