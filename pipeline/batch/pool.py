"""Processes of this machine. A document that hangs, or kills its process, costs one row and one process."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures.process import BrokenProcessPool

from pebble import ProcessExpired, ProcessPool

from pipeline.batch.engine import WINDOW, merged
from pipeline.batch.large import Limits
from pipeline.batch.worker import Chunk, Output, Task, Worker, failed, start, work
from pipeline.core.errors import RunError

BROKEN = (ProcessExpired, BrokenProcessPool, FutureTimeout, RuntimeError)
"""What a chunk ends with that killed its process, was stopped for its time, or was given to a pool that had broken before."""
ATTEMPTS = 5
"""Processes that may die before any document is done."""


class Pool:
    """Processes that outlive a document that kills one of them."""

    def __init__(self, make: Callable[[], Worker], jobs: int, limits: Limits, timeout: float | None = None) -> None:
        """Start the processes.

        Args:
            make: Loads a worker in a process.
            jobs: Number of processes.
            limits: What becomes of large documents, which have more time.
            timeout: Seconds that a document may take, or None for any time.
        """
        self._make = make
        self._jobs = jobs
        self._limits = limits
        self._timeout = timeout
        self._pool = self._started(jobs)
        self._waiting: deque[tuple[Chunk, Future[Output]]] = deque()
        self._deaths: int | None = 0

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Output]:
        """Yield what became of each chunk, in order."""
        for chunk in chunks:
            self._waiting.append((chunk, self._submit(chunk)))
            if len(self._waiting) >= self._jobs * WINDOW:
                yield self._next()
        while self._waiting:
            yield self._next()

    def close(self) -> None:
        """End the processes, whatever they are at."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def _started(self, jobs: int) -> ProcessPool:
        # spawn: a child shares nothing with the parent's threads and files, on any system
        context = multiprocessing.get_context("spawn")
        return ProcessPool(jobs, initializer=start, initargs=(self._make,), context=context)

    def _submit(self, chunk: Chunk) -> Future[Output]:
        try:
            return self._pool.schedule(work, args=(chunk,), timeout=self._time(chunk))
        except RuntimeError as error:  # found broken by a chunk before; this one is submitted again in _next
            future: Future[Output] = Future()
            future.set_exception(error)
            return future

    def _time(self, chunk: Chunk) -> float | None:
        return self._limits.seconds(self._timeout, (task.item.text for task in chunk))

    def _next(self) -> Output:
        chunk, future = self._waiting.popleft()
        try:
            return self._result(future)
        except BROKEN:
            self._mend()
        # each document by itself, to find the one at fault; a process works on one at a time, so that it is clear which one it is
        outputs = []
        for task in chunk:
            try:
                outputs.append(self._result(self._submit((task,))))
            except FutureTimeout:
                outputs.append(Output((failed(task, self._too_long(task)),)))
            except BROKEN:
                self._mend()
                self._count_death()
                outputs.append(Output((failed(task, KILLED),)))
        return merged(outputs)

    def _result(self, future: Future[Output]) -> Output:
        output = future.result()
        self._deaths = None
        return output

    def _mend(self) -> None:
        """Start new processes where the whole pool broke, as when one dies that has nothing to do."""
        if not self._pool.active:
            self.close()
            self._pool = self._started(self._jobs)
            self._waiting = deque((later, self._kept(later, old)) for later, old in self._waiting)

    def _kept(self, chunk: Chunk, future: Future[Output]) -> Future[Output]:
        done = future.done() and not future.cancelled() and future.exception() is None
        return future if done else self._submit(chunk)

    def _count_death(self) -> None:
        """Take note of a process that died.

        Raises:
            RunError: They die whatever they are given.
        """
        if self._deaths is not None:
            self._deaths += 1
            if self._deaths >= ATTEMPTS:
                raise RunError(
                    f"{ATTEMPTS} processes died before any document was done: run with fewer --jobs, or on a machine with more memory"
                )

    def _too_long(self, task: Task) -> str:
        return (
            f"the analysis took longer than {self._time((task,)):g} s and was stopped: set --timeout-per-document higher and run again "
            "with --retry-failed, or report it with the text"
        )


KILLED = (
    "the process that analyzed it was killed, most likely for want of memory: set --max-characters lower or cut it into parts, "
    "and run again with --retry-failed"
)
"""Error of a document that kills its process."""
