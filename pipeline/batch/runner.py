"""A run: items in, tables and manifest in a folder out."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import perf_counter

from pipeline.batch.manifest import manifest
from pipeline.batch.pool import process
from pipeline.core.config import Config, ReadOptions
from pipeline.core.serialize import encode, to_pretty_json
from pipeline.exports.folder import RunFolder
from pipeline.exports.formats import NAMES, create
from pipeline.ingest.records import Item, with_unique_ids
from pipeline.tables.entities import EntityBook


@dataclass(frozen=True, slots=True)
class RunOptions:
    """Options of a run that do not change what it finds.

    Attributes:
        out: Folder that gets the tables.
        inputs: What the user named, for the manifest.
        reading: Options of reading, for the manifest.
        jobs: Number of processes.
        formats: Names of the formats to write.
        force: Whether a run in the folder may be replaced.
    """

    out: Path
    inputs: tuple[str, ...] = ()
    reading: ReadOptions = field(default_factory=ReadOptions)
    jobs: int = 1
    formats: tuple[str, ...] = NAMES
    force: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is.

    Attributes:
        documents: Inputs done, skipped and failed ones included.
        words: Words analyzed.
        failures: Source and error of the documents that failed since the last report.
    """

    documents: int
    words: int
    failures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to.

    Attributes:
        counts: Documents by status, rows by table name.
        words: Words analyzed.
        seconds: From the first input read to the last table in place, loading included.
    """

    counts: dict[str, int]
    words: int
    seconds: float

    @property
    def failed(self) -> int:
        """Number of failed documents."""
        return self.counts["failed"]

    def __str__(self) -> str:
        counts = self.counts
        states = ", ".join(f"{counts[status]:,} {status}" for status in STATUSES if counts[status] or status == "ok")
        tables = ", ".join(f"{counts.get(name, 0):,} {name}" for name in ("organizations", "officials", "dates", "actions"))
        return f"{states}; {tables}; {self.words:,} words in {self.seconds:.1f} s"


STATUSES = ("ok", "skipped", "failed")


def run(items: Iterable[Item], config: Config, options: RunOptions, report: Callable[[Progress], None] | None = None) -> Summary:
    """Analyze every item and write the tables.

    Args:
        items: Documents and rejected inputs; read lazily, so their number is not bounded by memory.
        config: Options of the pipeline.
        options: Where to write, and how.
        report: Called as documents are done.

    Raises:
        RunError: The folder holds another run or cannot be written, or a format is unknown.
    """
    begun = perf_counter()
    formats = create(options.formats)
    book = EntityBook()
    counts = dict.fromkeys(STATUSES, 0)
    models: set[str] = set()
    words = 0
    with RunFolder(options.out, force=options.force) as folder:
        for form in formats:
            for name, head in form.heads().items():
                folder.append(name, head)
        for output in process(with_unique_ids(items), config, options.formats, options.jobs):
            for name, part in output.parts.items():
                folder.append(name, part)
            book.add(output.seen)
            for name, count in output.counts.items():
                counts[name] = counts.get(name, 0) + count
            models.update(output.models)
            words += output.words
            if report is not None:
                report(Progress(sum(counts[status] for status in STATUSES), words, output.failures))
        entities = book.rows()
        counts["entities"] = len(entities)
        for form in formats:
            for name, part in form.parts({"entities": entities}, "").items():
                folder.append(name, part)
        seconds = perf_counter() - begun
        timing = {"seconds": round(seconds, 3), "words": words, "words_per_second": round(words / seconds), "jobs": options.jobs}
        settings = {"formats": list(options.formats), **asdict(options.reading)}
        record = manifest(config, options.inputs, settings, tuple(sorted(models)), counts, timing)
        folder.commit(encode(to_pretty_json(record)))
    return Summary(counts, words, perf_counter() - begun)
