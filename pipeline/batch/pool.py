"""Chunks of documents through one process or several; the results come in the order of the input."""

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import partial

from pipeline.batch.worker import Output, Worker, start, work
from pipeline.core.config import Config
from pipeline.core.document import Document, Rejected
from pipeline.ingest.records import Item

CHUNK_CHARACTERS = 40_000
"""A chunk is closed when its texts reach this many code points: about a third of a second of work."""

CHUNK_DOCUMENTS = 32
"""… or this many documents."""

WINDOW = 3
"""Chunks under way or done and waiting, a process: enough that none is idle, few enough that memory stays flat."""

Chunk = tuple[Item, ...]


def chunks(items: Iterable[Item]) -> Iterator[Chunk]:
    """Group items so that every chunk is about as much work."""
    chunk: list[Item] = []
    size = 0
    for item in items:
        chunk.append(item)
        size += len(item.text)
        if size >= CHUNK_CHARACTERS or len(chunk) >= CHUNK_DOCUMENTS:
            yield tuple(chunk)
            chunk, size = [], 0
    if chunk:
        yield tuple(chunk)


def process(items: Iterable[Item], config: Config, formats: tuple[str, ...], jobs: int) -> Iterator[Output]:
    """Analyze items and yield what became of them, in order.

    Args:
        items: Read only as far as the window asks.
        config: Options of the pipeline.
        formats: Names of the formats to render.
        jobs: Number of processes; 1 is this process alone.
    """
    if jobs == 1:
        worker = Worker(config, formats)
        yield from map(worker, chunks(items))
        return
    pool = _Pool(config, formats, jobs)
    try:
        yield from pool.run(chunks(items))
    finally:
        pool.close()


class _Pool:
    """Processes that outlive a document that kills one of them."""

    def __init__(self, config: Config, formats: tuple[str, ...], jobs: int) -> None:
        self._make = partial(Worker, config, formats)
        self._jobs = jobs
        self._executor = self._started(jobs)
        self._waiting: deque[tuple[Chunk, Future[Output]]] = deque()

    def _started(self, jobs: int) -> ProcessPoolExecutor:
        # spawn: a child shares nothing with the parent's threads, on any system
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(jobs, mp_context=context, initializer=start, initargs=(self._make,))

    def close(self) -> None:
        self._executor.shutdown(cancel_futures=True)

    def run(self, stream: Iterator[Chunk]) -> Iterator[Output]:
        for chunk in stream:
            self._waiting.append((chunk, self._submit(chunk)))
            if len(self._waiting) >= self._jobs * WINDOW:
                yield self._next()
        while self._waiting:
            yield self._next()

    def _submit(self, chunk: Chunk) -> Future[Output]:
        try:
            return self._executor.submit(work, chunk)
        except BrokenProcessPool as error:  # found broken by the chunk before; this one is submitted again in _next
            future: Future[Output] = Future()
            future.set_exception(error)
            return future

    def _next(self) -> Output:
        chunk, future = self._waiting.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            output = self._one_by_one(chunk)
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = self._started(self._jobs)
            self._waiting = deque((later, self._kept(later, old)) for later, old in self._waiting)
            return output

    def _kept(self, chunk: Chunk, future: Future[Output]) -> Future[Output]:
        done = future.done() and not future.cancelled() and future.exception() is None
        return future if done else self._submit(chunk)

    def _one_by_one(self, chunk: Chunk) -> Output:
        """Analyze each document of a chunk in which a process died by itself, to find the one that kills."""
        outputs = []
        executor = self._started(1)
        try:
            for item in chunk:
                try:
                    outputs.append(executor.submit(work, (item,)).result())
                except BrokenProcessPool:
                    executor.shutdown(wait=False)
                    executor = self._started(1)
                    outputs.append(executor.submit(work, (_killer(item),)).result())
        finally:
            executor.shutdown()
        return _merged(outputs)


def _killer(item: Item) -> Rejected:
    reason = "the process that analyzed it was killed, most likely for want of memory; run it alone or cut it into parts"
    return Rejected(item.id, item.source, "failed", reason, item.text if isinstance(item, Document) else "")


def _merged(outputs: list[Output]) -> Output:
    total = outputs[0]
    for output in outputs[1:]:
        parts = dict(total.parts)
        for name, part in output.parts.items():
            parts[name] = parts.get(name, b"") + part
        counts = dict(total.counts)
        for name, count in output.counts.items():
            counts[name] = counts.get(name, 0) + count
        total = replace(
            total,
            parts=parts,
            counts=counts,
            seen=total.seen + output.seen,
            words=total.words + output.words,
            failures=total.failures + output.failures,
        )
    return total
