"""What takes inputs through workers, wherever those are: chunks, the protocol of an engine, and the one without processes."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from pipeline.batch.worker import Chunk, Output, Task, Worker

CHUNK_CHARACTERS = 40_000
"""A chunk is closed when its texts reach this many code points: about a third of a second of work."""

CHUNK_DOCUMENTS = 32
"""… or this many documents."""

WINDOW = 3
"""Chunks under way or done and waiting, a process: enough that none is idle, few enough that memory stays flat."""


class Engine(Protocol):
    """Takes chunks through workers."""

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Output]:
        """Yield what became of each chunk, in order; chunks are taken only as far as the workers need."""
        ...

    def close(self) -> None:
        """Let go of the workers, also in the middle of a run."""
        ...


def chunks(tasks: Iterable[Task]) -> Iterator[Chunk]:
    """Group inputs so that every chunk is about as much work; a large document is a chunk of its own."""
    chunk: list[Task] = []
    size = 0
    for task in tasks:
        length = len(task.item.text)
        if chunk and size + length > 2 * CHUNK_CHARACTERS:
            yield tuple(chunk)
            chunk, size = [], 0
        chunk.append(task)
        size += length
        if size >= CHUNK_CHARACTERS or len(chunk) >= CHUNK_DOCUMENTS:
            yield tuple(chunk)
            chunk, size = [], 0
    if chunk:
        yield tuple(chunk)


def merged(outputs: Iterable[Output]) -> Output:
    """Return the outputs of documents of one chunk as that of the chunk."""
    outputs = tuple(outputs)
    documents = tuple(done for output in outputs for done in output.documents)
    return Output(documents, max((output.models for output in outputs), key=len, default=()))


class InProcess:
    """Analyzes in this process: no other is started, and nothing can stop a document that hangs."""

    def __init__(self, worker: Worker) -> None:
        """Take a worker with its models loaded."""
        self._worker = worker

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Output]:
        """Yield what became of each chunk."""
        return map(self._worker, chunks)

    def close(self) -> None:
        """Let go of nothing."""
