"""What a format is: something that takes the documents of a run, one after the other, and leaves files.

A run commits the record of every document as soon as it is analyzed. When all are done, every writer gets them in the order of
the input, once, and then the entities of the run. So a writer never sees whether a run was killed and went on, how many processes
it had, or which documents it kept from before: **the same records must give the same bytes**, so no time of day, no version of a
library, no order of a set or hash may show in a file.

To add a format, write a module with a class that has the three methods of :class:`Writer`, and add a line to ``formats.py``:
name, the files it makes, and a function that opens the writer in a folder and closes it (a context manager; import heavy
libraries inside it). A writer must not hold the run in memory: a million documents may come.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline.exports.record import Record
from pipeline.tables.rows import Row


class Writer(Protocol):
    """Writes the files of one format."""

    def write(self, record: Record) -> None:
        """Take the next document; its tables are ``record.rows``, its raw text ``record.text``, its tokens ``record.sentences``."""
        ...

    def finish(self, entities: Iterable[Row]) -> None:
        """Take the rows of the table ``entities``, which can be iterated once, and write what is left to write.

        Called once, after the last document, and not at all where the run fails.
        """
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format by name.

    Attributes:
        name: As ``--format`` takes it.
        files: Names of the files that it makes, all directly in the run's folder; every one of them is there at the end.
        open: Opens a writer in an empty folder of its own; closing it closes its files, also where the run fails.
        needs: Modules that it imports and that come with the extra of that name alone.
        extra: What ``pip install "mirsad[…]"`` takes for them.
    """

    name: str
    files: tuple[str, ...]
    open: Callable[[Path], AbstractContextManager[Writer]]
    needs: tuple[str, ...] = ()
    extra: str = ""
