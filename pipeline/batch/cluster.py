"""A Dask cluster: the same chunks through the workers of a scheduler; who is lost, and what is done again, is Dask's business."""

import faulthandler
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any

from pipeline.batch.engine import WINDOW, merged
from pipeline.batch.keys import Identity, identity_of
from pipeline.batch.large import Limits
from pipeline.batch.runner import MakeEngine, RunOptions
from pipeline.batch.worker import Chunk, Output, Worker, failed
from pipeline.core.config import Config
from pipeline.core.errors import MirsadError, RunError

if TYPE_CHECKING:
    from distributed import Client, Future

KILLED = (
    "the workers that analyzed it were lost one after the other{time}, most likely for want of memory: set --max-characters lower or cut "
    "it into parts, and run again with --retry-failed"
)
CONNECT = "15s"
"""How long a scheduler may take to answer."""


def connected(address: str) -> "Client":
    """Return a client of a scheduler.

    Args:
        address: Such as ``tcp://10.0.0.5:8786``.

    Raises:
        RunError: Dask is not installed, or no scheduler answers.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise RunError("--engine dask needs Dask: pip install 'mirsad[dask]'") from error
    if not address:
        raise RunError("--engine dask needs the address of a scheduler: --scheduler tcp://HOST:8786")
    try:
        return Client(address, timeout=CONNECT)
    except (OSError, ValueError) as error:
        raise RunError(f"no Dask scheduler answers at {address} ({error}): start one with `dask scheduler`, or mend the address") from error


def engine(client: "Client", config: Config, options: RunOptions) -> MakeEngine:
    """Return what makes the engine of a client; the client stays open."""
    identity = identity_of(config, options.reckoned)

    def make_engine(make: Callable[[], Worker]) -> Cluster:
        load = Load(identity.token, partial(_load, config, options.reckoned, identity, make))
        return Cluster(client, load, options.limits, options.timeout)

    return make_engine


@dataclass(frozen=True, slots=True)
class Load:
    """How a worker is loaded in a process of the cluster.

    Attributes:
        token: The same for the same worker.
        make: Loads it.
    """

    token: str
    make: Callable[[], Worker]


class Cluster:
    """The workers of a Dask cluster."""

    def __init__(self, client: "Client", load: Load, limits: Limits, timeout: float | None) -> None:
        """Take a client.

        Args:
            client: Connected to a scheduler.
            load: Loads a worker, in a process of the cluster.
            limits: What becomes of large documents, which have more time.
            timeout: Seconds that a document may take, or None for any time.
        """
        self._client = client
        self._load = load
        self._limits = limits
        self._timeout = timeout
        self._waiting: deque[tuple[Chunk, Future]] = deque()

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Output]:
        """Yield what became of each chunk, in order."""
        for chunk in chunks:
            self._waiting.append((chunk, self._submit(chunk)))
            if len(self._waiting) >= self._window():
                yield self._next()
        while self._waiting:
            yield self._next()

    def close(self) -> None:
        """Take back what the cluster has not begun."""
        with suppress(Exception):
            self._client.cancel([future for _, future in self._waiting])

    def _window(self) -> int:
        """Return how many chunks may be under way: the cluster may grow and shrink while it works."""
        threads: dict[str, int] = self._client.nthreads()
        return WINDOW * max(2, sum(threads.values()))

    def _submit(self, chunk: Chunk) -> "Future":
        time = self._limits.seconds(self._timeout, (task.item.text for task in chunk))
        return self._client.submit(_work, self._load, chunk, time, pure=False)

    def _next(self) -> Output:
        from distributed import wait
        from distributed.scheduler import KilledWorker

        chunk, future = self._waiting.popleft()
        try:
            return self._result(future)
        except KilledWorker:
            # by itself, each document alone on the cluster, so that it is clear which one it is
            wait([later for _, later in self._waiting])
            outputs = []
            for task in chunk:
                try:
                    outputs.append(self._result(self._submit((task,))))
                except KilledWorker:
                    time = f" or took longer than {self._timeout:g} s" if self._timeout else ""
                    outputs.append(Output((failed(task, KILLED.format(time=time)),)))
            return merged(outputs)

    def _result(self, future: "Future") -> Output:
        from distributed.scheduler import KilledWorker

        try:
            output = future.result()
        except (KilledWorker, MirsadError):
            raise
        except ImportError as error:
            raise RunError(f"the workers of the cluster cannot run mirsad ({error}): install the same version there") from error
        except Exception as error:
            raise RunError(f"the cluster failed ({type(error).__name__}: {error}): mend it and run the same command again") from error
        if not isinstance(output, Output):
            raise RunError("the workers of the cluster have another version of mirsad: install the same there")
        return output


def _load(config: Config, options: dict[str, Any], wanted: Identity, make: Callable[[], Worker]) -> Worker:
    """Load a worker in a process of the cluster, where the program and the models are the same as here.

    Raises:
        RunError: They are not.
    """
    if changed := identity_of(config, options).differences(wanted.values):
        raise RunError(
            f"a worker of the cluster has another mirsad than this machine ({', '.join(changed[:3])}): install the same version and models"
        )
    return make()


_lock = Lock()
_loaded: dict[str, Worker] = {}
"""The worker of this process by its token, one at a time."""


def _work(load: Load, chunk: Chunk, time: float | None) -> Output:
    """Analyze documents in a process of the cluster, one thread at a time.

    A process whose time is up ends, wherever it is; Dask starts another.
    """
    with _lock:
        if load.token not in _loaded:
            _loaded.clear()
            _loaded[load.token] = load.make()
        if time is not None:
            faulthandler.dump_traceback_later(time, exit=True, file=sys.__stderr__ or sys.stderr)
        try:
            return _loaded[load.token](chunk)
        finally:
            if time is not None:
                faulthandler.cancel_dump_traceback_later()
