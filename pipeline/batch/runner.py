"""A run: items in, tables and manifest in a folder out; killed at any moment, the same run goes on where it was."""

import errno
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from pipeline.batch.engine import Engine, InProcess, chunks
from pipeline.batch.journal import Journal
from pipeline.batch.keys import identity_of, key_of
from pipeline.batch.large import Limits
from pipeline.batch.manifest import manifest
from pipeline.batch.state import State, opened
from pipeline.batch.worker import Task, Worker
from pipeline.core.config import Config, ReadOptions
from pipeline.core.document import Document
from pipeline.core.errors import RunError
from pipeline.core.serialize import encode, to_pretty_json
from pipeline.exports.folder import put_in_place, write_tables
from pipeline.exports.formats import DEFAULT, create
from pipeline.exports.record import TABLES_KEPT, Record
from pipeline.ingest.records import Item, with_unique_ids
from pipeline.tables.entities import EntityBook


@dataclass(frozen=True, slots=True)
class RunOptions:
    """Options of a run.

    Attributes:
        out: Folder that gets the tables.
        inputs: What the user named, for the manifest and to tell another run from this one going on.
        reading: Options of reading, for the manifest.
        jobs: Number of processes; 0 is this process alone, which then shares the fate of a document that kills or hangs.
        formats: Names of the formats to write.
        force: Whether tables in the folder that are not those of this run, or of other inputs, may be replaced.
        retry_failed: Whether documents whose analysis failed before are taken up again.
        timeout: Seconds that a document may take, or None for any time; needs ``jobs`` of 1 or more.
        limits: What becomes of large documents.
        amend: Changes a record before it is written in any format, such as by a user's corrections.
    """

    out: Path
    inputs: tuple[str, ...] = ()
    reading: ReadOptions = field(default_factory=ReadOptions)
    jobs: int = 0
    formats: tuple[str, ...] = DEFAULT
    force: bool = False
    retry_failed: bool = False
    timeout: float | None = None
    limits: Limits = field(default_factory=Limits)
    amend: Callable[[Record], Record] | None = None

    @property
    def reckoned(self) -> dict[str, Any]:
        """The options on which the rows depend."""
        return asdict(self.limits)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is.

    Attributes:
        documents: Inputs done, those of an earlier run and skipped and failed ones included.
        before: How many of them were done by an earlier run.
        words: Words analyzed by this run.
        failed: Failed inputs so far.
        failures: Source and error of the documents that failed since the last report.
    """

    documents: int
    before: int
    words: int
    failed: int
    failures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to.

    Attributes:
        counts: Documents by status, rows by table name.
        before: Documents that an earlier run had done.
        retriable: Documents that could be read but whose analysis failed.
        words: Words analyzed by this run.
        seconds: From the first input read to the last table in place, loading included.
    """

    counts: dict[str, int]
    before: int
    retriable: int
    words: int
    seconds: float

    @property
    def failed(self) -> int:
        """Number of failed documents."""
        return self.counts["failed"]


STATUSES = ("ok", "skipped", "failed")

MakeEngine = Callable[[Callable[[], Worker]], Engine]


def run(
    items: Iterable[Item],
    config: Config,
    options: RunOptions,
    report: Callable[[Progress], None] | None = None,
    engine: MakeEngine | None = None,
) -> Summary:
    """Analyze every item and write the tables.

    Args:
        items: Documents and rejected inputs; read lazily, so their number is not bounded by memory.
        config: Options of the pipeline.
        options: Where to write, and how.
        report: Called as documents are done.
        engine: Makes what takes inputs through workers, where it is not ``options.jobs`` processes of this machine.

    Raises:
        RunError: The folder holds another run or cannot be written, the disk is full, or a format is unknown.
    """
    begun = perf_counter()
    formats = create(options.formats)
    identity = identity_of(config, options.reckoned)
    with opened(options.out) as state, _explained(state):
        state.prepare(identity, options.inputs, force=options.force)
        with closing(Journal(state)) as journal:
            course = _Course(journal, options, report)
            try:
                _analyze(items, course, (engine or _local(options))(partial(Worker, replace(config, corrections=()), options.limits)))
            finally:
                journal.commit()
            _check_gone(journal, options)
            counts, retriable = _counts(journal), journal.retriable()
            staging = state.work / "tables"
            staging.mkdir()
            with closing(EntityBook(state.work / "entities.sqlite")) as book:
                names = write_tables(staging, formats, _records(journal, book, options, counts), book.stream)
                counts["entities"] = book.number
            seconds = perf_counter() - begun
            speed = {"words": course.words, "words_per_second": round(course.words / seconds), "jobs": options.jobs}
            timing = {"seconds": round(seconds, 3), "documents": course.documents - course.before, **speed}
            settings = {"formats": list(options.formats), **asdict(options.reading), **options.reckoned}
            record = manifest(config, options.inputs, settings, tuple(sorted(journal.models)), counts, timing)
            put_in_place(staging, options.out, names, encode(to_pretty_json(record)))
        state.clear_work()
    return Summary(counts, course.before, retriable, course.words, perf_counter() - begun)


class _Course:
    """The course of a run: what is to do, what is done, and who is told."""

    def __init__(self, journal: Journal, options: RunOptions, report: Callable[[Progress], None] | None) -> None:
        self.journal = journal
        self.before = self.words = self.failed = self.documents = 0
        self._retry = options.retry_failed
        self._report = report

    def tasks(self, items: Iterable[Item]) -> Iterator[Task]:
        """Yield the inputs that are not done, and take note of all."""
        for item in with_unique_ids(items, self.journal):
            key = key_of(item)
            status = self.journal.note(key)
            if not status or (self._retry and status == "failed" and isinstance(item, Document)):
                yield Task(key, item)
                continue
            self.before += 1
            self.documents += 1
            self.failed += status == "failed"
            if not self.documents % 100:
                self.tell()

    def tell(self, failures: tuple[tuple[str, str], ...] = ()) -> None:
        """Report how far the run is."""
        if self._report is not None:
            self._report(Progress(self.documents, self.before, self.words, self.failed, failures))


def _local(options: RunOptions) -> MakeEngine:
    """Return what makes the processes of this machine."""
    if options.jobs == 0:
        return lambda make: InProcess(make())
    from pipeline.batch.pool import Pool

    return lambda make: Pool(make, options.jobs, options.limits, options.timeout)


def _analyze(items: Iterable[Item], course: _Course, engine: Engine) -> None:
    """Take what is not done through the engine, into the journal."""
    with closing(engine):
        for output in engine.run(chunks(course.tasks(items))):
            course.journal.add(output.documents, output.models)
            course.documents += len(output.documents)
            course.words += sum(done.words for done in output.documents)
            failures = tuple((done.source, done.error) for done in output.documents if done.status == "failed")
            course.failed += len(failures)
            course.tell(failures)


def _check_gone(journal: Journal, options: RunOptions) -> None:
    """Check that no document that was analyzed before has left the input, unless it may."""
    number, sources = journal.gone()
    if number and options.force:
        journal.prune()
    elif number:
        raise RunError(
            f"{number:,} documents of the run in {options.out} were changed or are gone from the input ({', '.join(sources)}"
            f"{', …' if number > len(sources) else ''}): add --force to have the tables of the input as it is now, "
            "or choose another --out"
        )


def _counts(journal: Journal) -> dict[str, int]:
    counts = dict.fromkeys((*STATUSES, *(table.name for table in TABLES_KEPT)), 0)
    for status, rows in journal.entries():
        counts[status] += 1
        for table, number in zip(TABLES_KEPT, rows, strict=True):
            counts[table.name] += number
    return counts


def _records(journal: Journal, book: EntityBook, options: RunOptions, counts: dict[str, int]) -> Iterator[Record]:
    """Yield the records in order, and enter what they say of entities into the book; what is amended is counted anew."""
    for kept in journal.records():
        record = options.amend(kept) if options.amend is not None else kept
        if record is not kept:
            for table in TABLES_KEPT:
                counts[table.name] += len(record.rows[table.name]) - len(kept.rows[table.name])
        book.add(record.sightings)
        yield record


@contextmanager
def _explained(state: State) -> Iterator[None]:
    """Turn what a disk can do into a sentence."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        full = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        if getattr(error, "errno", None) in full or "full" in str(error) or "disk I/O" in str(error):
            raise RunError(
                f"the disk of {state.out} is full: make room and run the same command again; what is done is kept there"
            ) from error
        if isinstance(error, OSError):
            raise RunError(f"cannot write to {state.out} ({error.strerror or error}): mend that and run the same command again") from error
        raise
