"""What one process does: analyze a few documents and pack their records, so that only bytes travel back."""

import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb

from pipeline.batch.large import Limits, analyze_large
from pipeline.batch.shards import Done
from pipeline.core.config import Config
from pipeline.core.document import Document, Rejected
from pipeline.core.errors import MirsadError, ModelError
from pipeline.exports.record import TABLES_KEPT, TokenSpans, pack, render
from pipeline.ingest.records import Item
from pipeline.tables.rows import Rows, rejected_row


@dataclass(frozen=True, slots=True)
class Task:
    """An input to work on.

    Attributes:
        key: As ``keys.py`` makes it.
    """

    key: str
    item: Item


Chunk = tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Output:
    """What became of a few inputs.

    Attributes:
        documents: In the order of the chunk.
        models: Names of the model files in use.
    """

    documents: tuple[Done, ...]
    models: tuple[str, ...] = ()


class Worker:
    """Holds the loaded stages of one process."""

    def __init__(self, config: Config, limits: Limits) -> None:
        """Load the models.

        Args:
            config: Options of the pipeline.
            limits: What becomes of large documents.
        """
        from pipeline.assemble import build
        from pipeline.resources.store import ModelStore

        self._models = ModelStore.of(config.models, config.lexicons)
        self._stages = build(config, self._models)
        self._limits = limits

    def __call__(self, chunk: Chunk) -> Output:
        """Analyze documents and pack their records; a document that raises becomes a failed row."""
        return Output(tuple(self._done(task) for task in chunk), tuple(sorted(self._models.used)))

    def _done(self, task: Task) -> Done:
        item = task.item
        if isinstance(item, Rejected):
            return done(task, {"documents": [rejected_row(item)]})
        try:
            rows, sentences = analyze_large(self._stages, item, self._limits)
        except Exception as error:  # one bad document becomes a row, never a dead batch
            return failed(task, describe(error))
        return done(task, rows, sentences)


def done(task: Task, rows: Rows, sentences: Sequence[TokenSpans] = ()) -> Done:
    """Return what became of an input, its record packed."""
    item, (row,) = task.item, rows["documents"]
    packed, sizes = pack(render(rows, item.text, sentences))
    return Done(
        key=task.key,
        source=item.source or item.id,
        status=row["status"],
        error=row["error"],
        analyzed=isinstance(item, Document),
        words=len(item.text.split()) if row["status"] == "ok" else 0,
        counts=tuple(len(rows.get(table.name, ())) for table in TABLES_KEPT),
        sizes=sizes,
        packed=packed,
    )


def failed(task: Task, error: str) -> Done:
    """Return the failed row of a document."""
    item = task.item
    row = rejected_row(Rejected(item.id, item.source, "failed", error, item.text))
    if isinstance(item, Document):
        row |= {"title": item.title, "published": item.published, "published_from": item.published_from}
    return done(task, {"documents": [row]})


def describe(error: Exception) -> str:
    """Return one sentence that says what was raised and where."""
    if isinstance(error, MemoryError):
        return "there is not enough memory to analyze it: cut it into parts, or set --max-characters lower"
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

    os.environ.setdefault("OMP_NUM_THREADS", "1")  # for backends on torch: a core belongs to a process
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends the run
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        _state[:] = [make()]
    except Exception as error:  # raised again in work()
        _state[:] = [error]


def _end_with_parent() -> None:
    """End this process when its parent has been killed, also in the middle of a document that hangs."""
    import multiprocessing
    import os

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def work(chunk: Chunk) -> Output:
    """Analyze documents in a child process."""
    (worker,) = _state
    if isinstance(worker, MirsadError):
        raise worker
    if isinstance(worker, Exception):
        raise ModelError(f"the models cannot be loaded ({type(worker).__name__}: {worker}): mirsad doctor says more") from worker
    return worker(chunk)
