"""How a run goes, told while it goes: a bar on a terminal, JSON lines for machines, failures in words, a table at the end."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from typing import Protocol

from pipeline.batch.runner import STATUSES, Progress, Summary
from pipeline.core.serialize import to_json

SHOWN = 10
"""Failures told one by one; all of them are in documents.csv."""
EVERY = 1.0
"""Seconds between two JSON lines that say how far a run is."""
ROWS = ("organizations", "officials", "dates", "actions", "mentions", "relations", "entities")


class Teller(Protocol):
    """Tells a person or a machine how a run goes."""

    def report(self, progress: Progress) -> None:
        """Take how far the run is."""
        ...

    def end(self, summary: Summary, out: str) -> None:
        """Take what the run came to."""
        ...


@contextmanager
def telling(again: Iterable[object] | None, *, as_json: bool) -> Iterator[Teller]:
    """Tell how a run goes on standard error.

    Args:
        again: The run's inputs, to be read a second time beside the run for their number, so that the time left is known;
            None where they cannot be read twice.
        as_json: Whether to write JSON lines.
    """
    if not as_json and not sys.stderr.isatty():
        yield _Words(_quiet)
        return
    stop, total = Event(), _Total()

    def count() -> None:
        number = 0
        for _ in again or ():
            if stop.is_set():
                return
            number += 1
        total.number = number

    if again is not None:
        Thread(target=count, daemon=True).start()
    try:
        if as_json:
            yield _Lines(total)
        else:
            with _bar(total) as update:
                yield _Words(update)
    finally:
        stop.set()


class _Total:
    """The number of inputs, once it is known."""

    number: int | None = None


class _Pace:
    """How fast a run goes, from its first finished documents on: what it took to load the models says nothing of the rest."""

    def __init__(self) -> None:
        self._first: tuple[float, Progress] | None = None

    def __call__(self, progress: Progress) -> tuple[float, float]:
        """Return documents and words a second, 0 where they are not known yet."""
        if progress.documents == progress.before:
            return 0.0, 0.0
        if self._first is None:
            self._first = monotonic(), progress
        begun, first = self._first
        seconds = monotonic() - begun
        if not seconds:
            return 0.0, 0.0
        done = (progress.documents - progress.before) - (first.documents - first.before)
        return done / seconds, (progress.words - first.words) / seconds


class _Words:
    """Tells a person."""

    def __init__(self, update: Callable[[Progress], None]) -> None:
        self._update = update
        self._told = 0

    def report(self, progress: Progress) -> None:
        self._update(progress)
        for source, error in progress.failures[: max(0, SHOWN - self._told)]:
            _say(f"mirsad: {source}: {error}")
        self._told += len(progress.failures)

    def end(self, summary: Summary, out: str) -> None:
        if self._told > SHOWN:
            _say(f"mirsad: and {self._told - SHOWN:,} more failed, see documents.csv")
        _say(f"mirsad: {out}\n{table(summary)}")


def table(summary: Summary) -> str:
    """Return what a run came to, a line a table, the numbers under each other."""
    counts = summary.counts
    states = ", ".join(f"{counts[status]:,} {status}" for status in STATUSES if counts[status] or status == "ok")
    before = f" ({summary.before:,} of them done before)" if summary.before else ""
    width = max(len(f"{counts.get(name, 0):,}") for name in ROWS)
    lines = [f"  {'documents':14} {states}{before}"]
    lines += [f"  {name:14} {counts.get(name, 0):>{width},}" for name in ROWS]
    rate = f", {summary.words / summary.seconds:,.0f} words/s" if summary.words else ""
    lines.append(f"  {'time':14} {summary.seconds:,.1f} s for {summary.words:,} words{rate}")
    return "\n".join(lines)


class _Lines:
    """Tells a machine: one JSON object a line, each with an ``event``: ``progress``, ``failed`` or ``end``."""

    def __init__(self, total: _Total) -> None:
        self._total = total
        self._begun = monotonic()
        self._pace = _Pace()
        self._next = 0.0

    def report(self, progress: Progress) -> None:
        for source, error in progress.failures:
            _say(to_json({"event": "failed", "source": source, "error": error}))
        documents, words = self._pace(progress)
        if monotonic() >= self._next:
            self._next = monotonic() + EVERY
            seconds = monotonic() - self._begun
            total = self._total.number
            left = None if total is None or not documents else round(max(0, total - progress.documents) / documents, 1)
            _say(
                to_json(
                    {
                        "event": "progress",
                        "seconds": round(seconds, 1),
                        "documents": progress.documents,
                        "total": total,
                        "done_before": progress.before,
                        "failed": progress.failed,
                        "words": progress.words,
                        "words_per_second": round(words),
                        "seconds_left": left,
                    }
                )
            )

    def end(self, summary: Summary, out: str) -> None:
        _say(
            to_json(
                {
                    "event": "end",
                    "out": out,
                    "seconds": round(summary.seconds, 1),
                    "done_before": summary.before,
                    "words": summary.words,
                    "counts": summary.counts,
                }
            )
        )


@contextmanager
def _bar(total: _Total) -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("{task.fields[failed]}", style="red"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("documents", total=None, rate="loading", failed="")

        pace = _Pace()

        def update(progress: Progress) -> None:
            rate = f"{pace(progress)[1]:,.0f} words/s" if progress.words else "reading"
            failed = f"{progress.failed:,} failed" if progress.failed else ""
            bar.update(task, completed=progress.documents, total=total.number, rate=rate, failed=failed)

        yield update


def _quiet(progress: Progress) -> None:
    """Show nothing."""


def _say(message: str) -> None:
    print(message, file=sys.stderr)  # noqa: T201 (what this module is for)
