"""Reading whatever the user names: files, folders, archives and standard input, lazily and without ever raising."""

import io
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from pipeline.core.config import ReadOptions
from pipeline.core.errors import IngestError
from pipeline.ingest import archives, docx, html, json_reader, plain, tabular
from pipeline.ingest.blob import LIMIT, Blob, Rejoined, file_blob, stdin_blob
from pipeline.ingest.encodings import SAMPLE
from pipeline.ingest.records import Item, failed, skipped

STDIN = "-"
DEPTH = 3
"""How deep archives may lie in archives."""
PASSED_OVER = frozenset({"readme", "license", "licence", "copying", "notice", "thumbs", "desktop", "checksums", "sha256sums"})
"""Files of a folder or archive, by name without ending, that say something about the others."""


class Reader(Protocol):
    """Reads one format."""

    def __call__(self, blob: Blob, options: ReadOptions) -> Iterator[Item]:
        """Yield the documents of some bytes.

        Raises:
            IngestError: They cannot be read.
        """
        ...


READERS: Mapping[str, Reader] = {
    **dict.fromkeys(plain.SUFFIXES, plain.read),
    **dict.fromkeys(html.SUFFIXES, html.read),
    **dict.fromkeys(docx.SUFFIXES, docx.read),
    **dict.fromkeys(json_reader.SUFFIXES, json_reader.read),
    **dict.fromkeys(json_reader.LINE_SUFFIXES, json_reader.read_lines),
    **dict.fromkeys(tabular.CSV_SUFFIXES, tabular.read_csv),
    **dict.fromkeys(tabular.TSV_SUFFIXES, tabular.read_tsv),
}
"""Readers by file ending."""


def read_inputs(inputs: Sequence[str], options: ReadOptions) -> Iterator[Item]:
    """Yield the documents of everything that a user names, in order, a folder's files by path.

    Args:
        inputs: Files, folders, and ``-`` for standard input.
        options: How they are read.

    Yields:
        A document, or a rejected input with the reason; nothing is raised for a bad input. Sources are relative to the named
        input and POSIX style, so that ids do not depend on where it lies.
    """
    for name in inputs:
        if name == STDIN:
            yield from _guarded("stdin", lambda: _standard_input(options))
            continue
        path = Path(name)
        if path.is_dir():
            yield from _folder(path, "", options)
        elif path.exists():
            yield from _read(file_blob(path, path.name), options)
        else:
            yield failed(path.name or name, f"{name} does not exist: name a file, a folder, or - for standard input")


def _folder(folder: Path, prefix: str, options: ReadOptions) -> Iterator[Item]:
    """Read the files under a folder by path, without hidden ones and those that only describe the others.

    With a slash behind the names of folders, going from folder to folder is the order of the paths as strings, and no more than one
    folder's names are held at a time.
    """
    names: list[str] = []
    try:
        with os.scandir(folder) as entries:
            names = [f"{entry.name}/" if entry.is_dir(follow_symlinks=False) else entry.name for entry in entries]
    except OSError as error:
        yield failed(prefix.rstrip("/") or folder.name, f"the folder cannot be read ({error.strerror}): check that you may read it")
    for name in sorted(names):
        if name.startswith("."):
            continue
        if name.endswith("/"):
            yield from _folder(folder / name[:-1], prefix + name, options)
        elif (folder / name).is_file() and not _passed_over(name):
            yield from _read(file_blob(folder / name, prefix + name), options)


def _passed_over(name: str) -> bool:
    return name.lower().partition(".")[0] in PASSED_OVER


def _read(blob: Blob, options: ReadOptions, depth: int = 0) -> Iterator[Item]:
    return _guarded(blob.source, lambda: _dispatch(blob, options, depth))


def _dispatch(blob: Blob, options: ReadOptions, depth: int) -> Iterator[Item]:
    """Read a blob by its ending."""
    suffix = blob.suffix
    if suffix in archives.ZIP_SUFFIXES or suffix in archives.GZIP_SUFFIXES:
        if depth >= DEPTH:
            raise IngestError(f"archives lie more than {DEPTH} deep: unpack it")
        if suffix in archives.GZIP_SUFFIXES:
            yield from _dispatch(archives.unzipped(blob), options, depth + 1)
            return
        found = False
        for member in archives.members(blob):
            if not _passed_over(member.name):
                found = True
                yield from _read(member, options, depth + 1)
        if not found:
            yield skipped(blob.source, "the archive holds no files: there is nothing to extract")
        return
    reader = READERS.get(suffix)
    if reader is None:
        what = f"the ending {suffix}" if suffix else "a name without ending"
        known = " ".join((*READERS, *archives.ZIP_SUFFIXES, *archives.GZIP_SUFFIXES))
        yield skipped(blob.source, f"{what} is none that can be read ({known}): convert it to one of them")
        return
    yield from reader(blob, options)


def _standard_input(options: ReadOptions) -> Iterator[Item]:
    """Read standard input: JSON, JSON lines, a page or plain text, as its beginning shows."""
    handle = stdin_blob().open()
    sample = handle.read(SAMPLE)
    first, _, rest = sample.strip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
    if first.startswith(b"{") and first.rstrip().endswith(b"}") and rest.lstrip().startswith(b"{"):
        return json_reader.read_lines(Blob("stdin", "", lambda: Rejoined(sample, handle)), options)
    data = Rejoined(sample, handle).read(LIMIT + 1)
    blob = Blob("stdin", "", lambda: io.BytesIO(data))
    start = first[:200].lower()
    if start.startswith(b"{"):
        return json_reader.read(blob, options)
    if start.startswith(b"["):
        return json_reader.read(blob, options)
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        return html.read(blob, options)
    return plain.read(blob, options)


def _guarded(source: str, read: Callable[[], Iterator[Item]]) -> Iterator[Item]:
    """Yield what a reader yields; an error of the input ends it with a rejected input in place of the rest."""
    try:
        yield from read()
    except IngestError as error:
        yield failed(source, str(error))
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        yield failed(source, f"cannot be read ({reason}): copy it again, or check that you may read it")
    except Exception as error:
        # A parser that meets what its authors never thought of must cost one row, not the run.
        yield failed(source, f"cannot be read ({type(error).__name__}: {error}): save it as UTF-8 text")
