"""The tables of a run put into its folder: written beside it first, then moved in, the manifest last."""

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

from pipeline.exports.formats import FORMATS
from pipeline.exports.record import Record
from pipeline.exports.writer import Format
from pipeline.tables.rows import Row

MANIFEST = "manifest.json"
"""Put in place last: a folder that has it holds a whole run."""

RUN_FILES = (*(name for form in FORMATS for name in form.files), MANIFEST)
"""The files of a run, of any format."""


def write_tables(
    staging: Path, formats: Sequence[Format], records: Iterable[Record], entities: Callable[[], Iterable[Row]]
) -> tuple[str, ...]:
    """Write a run's files into a folder beside its own.

    Args:
        staging: An empty folder.
        formats: What to write.
        records: The documents in order, iterated once.
        entities: Gives the rows of the entities, after the last record; called once a format.

    Returns:
        The names of the files, all of them written and synced to the disk.
    """
    with ExitStack() as stack:
        writers = [stack.enter_context(form.open(staging)) for form in formats]
        for record in records:
            for writer in writers:
                writer.write(record)
        for writer in writers:
            writer.finish(entities())
    names = tuple(name for form in formats for name in form.files)
    for name in names:
        sync(staging / name)
    return names


def put_in_place(staging: Path, folder: Path, names: Iterable[str], manifest: bytes) -> None:
    """Move a run's files into its folder; those of a run that was there before go, other files stay.

    A folder without manifest is one where this was interrupted; the same run puts it right.
    """
    (staging / MANIFEST).write_bytes(manifest)
    sync(staging / MANIFEST)
    (folder / MANIFEST).unlink(missing_ok=True)
    new = set(names)
    for name in RUN_FILES:
        if name not in new:
            (folder / name).unlink(missing_ok=True)
    for name in names:
        (staging / name).replace(folder / name)
    (staging / MANIFEST).replace(folder / MANIFEST)
    sync(folder)


def sync(path: Path) -> None:
    """Make sure that a file, or the names in a folder, are on the disk; where a system can't sync folders, they need none."""
    if os.name == "nt" and path.is_dir():
        return
    number = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)
