"""A progress bar with rate and time left on a terminal; nothing in a pipe."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Protocol


class Update(Protocol):
    """Told how far a run is."""

    def __call__(self, documents: int, words: int) -> None:
        """Show the number of documents and words done."""
        ...


@contextmanager
def progress(again: Iterable[object] | None) -> Iterator[Update]:
    """Show a bar while a run is on.

    Args:
        again: The run's inputs, to be read a second time beside the run for their number, so that the time left is known;
            None where they cannot be read twice.
    """
    if not sys.stderr.isatty():
        yield _quiet
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    stop = Event()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("documents", total=None, rate="loading")

        def count() -> None:
            number = 0
            for _ in again or ():
                if stop.is_set():
                    return
                number += 1
            bar.update(task, total=number)

        def update(documents: int, words: int) -> None:
            elapsed = bar.tasks[0].elapsed or 0.0
            bar.update(task, completed=documents, rate=f"{words / elapsed:,.0f} words/s" if elapsed else "")

        if again is not None:
            Thread(target=count, daemon=True).start()
        try:
            yield update
        finally:
            stop.set()


def _quiet(documents: int, words: int) -> None:
    """Show nothing."""
