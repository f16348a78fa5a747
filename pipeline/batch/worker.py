"""What one process does: analyze a few documents and render their rows, so that only bytes travel back."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb

from pipeline.assemble import analyze, build
from pipeline.core.config import Config
from pipeline.core.document import Document, Rejected
from pipeline.exports.formats import Format, create
from pipeline.ingest.records import Item
from pipeline.resources.store import ModelStore
from pipeline.tables.entities import Sighting, sightings
from pipeline.tables.rows import Rows, rejected_row, rows_of


@dataclass(frozen=True, slots=True)
class Output:
    """What became of a few documents.

    Attributes:
        parts: What to append to each file, by file name.
        seen: What the documents say of organizations and persons, in order.
        counts: Documents by status (``ok``, ``skipped``, ``failed``), rows by table name.
        words: Words of the analyzed texts, as white space parts them.
        failures: Source and error of each failed document.
        models: Names of the model files in use.
    """

    parts: dict[str, bytes]
    seen: tuple[Sighting, ...]
    counts: dict[str, int]
    words: int
    failures: tuple[tuple[str, str], ...]
    models: tuple[str, ...]


class Worker:
    """Holds the loaded stages of one process."""

    def __init__(self, config: Config, formats: Sequence[str]) -> None:
        """Load the models.

        Args:
            config: Options of the pipeline.
            formats: Names of the formats to render.
        """
        self._models = ModelStore.of(config.models, config.lexicons)
        self._stages = build(config, self._models)
        self._formats: tuple[Format, ...] = create(formats)

    def __call__(self, items: Iterable[Item]) -> Output:
        """Analyze documents and render their rows; a document that raises becomes a failed row."""
        parts: dict[str, list[bytes]] = {}
        seen: list[Sighting] = []
        counts: dict[str, int] = {}
        failures: list[tuple[str, str]] = []
        words = 0
        for item in items:
            rows = self._rows(item)
            status = rows["documents"][0]["status"]
            counts[status] = counts.get(status, 0) + 1
            for name, records in rows.items():
                counts[name] = counts.get(name, 0) + len(records)
            if status == "failed":
                failures.append((item.source or item.id, rows["documents"][0]["error"]))
            elif status == "ok":
                words += len(item.text.split())
            seen += sightings(rows)
            for form in self._formats:
                for name, part in form.parts(rows, item.text).items():
                    parts.setdefault(name, []).append(part)
        joined = {name: b"".join(chunks) for name, chunks in parts.items()}
        return Output(joined, tuple(seen), counts, words, tuple(failures), tuple(sorted(self._models.used)))

    def _rows(self, item: Item) -> Rows:
        if isinstance(item, Rejected):
            return {"documents": [rejected_row(item)]}
        try:
            return rows_of(analyze(self._stages, item))
        except Exception as error:  # one bad document becomes a row, never a dead batch
            return {"documents": [failed_row(item, describe(error))]}


def failed_row(document: Document, error: str) -> dict[str, object]:
    """Return the documents row of a document whose analysis failed."""
    row = rejected_row(Rejected(document.id, document.source, "failed", error, document.text))
    return row | {"title": document.title, "published": document.published, "published_from": document.published_from}


def describe(error: Exception) -> str:
    """Return one sentence that says what was raised and where."""
    frames = extract_tb(error.__traceback__)
    place = f" ({Path(frames[-1].filename).name} line {frames[-1].lineno})" if frames else ""
    return f"the analysis raised {type(error).__name__}: {error}{place}; this is a defect of mirsad, please report it with the text"


_state: list[Worker | Exception] = []
"""The worker of a child process, or what kept it from loading."""


def start(make: Callable[[], Worker]) -> None:
    """Load the worker of a child process.

    An error is kept for :func:`work` to raise: raised here it would only break the pool without saying why.
    """
    import os
    import signal

    os.environ.setdefault("OMP_NUM_THREADS", "1")  # for backends on torch: a core belongs to a process
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends the run
    try:
        _state[:] = [make()]
    except Exception as error:  # raised again in work()
        _state[:] = [error]


def work(items: Sequence[Item]) -> Output:
    """Analyze documents in a child process."""
    (worker,) = _state
    if isinstance(worker, Exception):
        raise worker
    return worker(items)
