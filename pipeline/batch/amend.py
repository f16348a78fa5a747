"""Corrections of a reviewer replayed on the records of a run: while its tables are written, or later on its folder."""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.batch.environment import sha256_of
from pipeline.batch.state import NAME, opened
from pipeline.core.document import Document
from pipeline.core.errors import RunError
from pipeline.core.serialize import encode, to_json, to_pretty_json
from pipeline.exports.folder import MANIFEST, put_in_place, write_tables
from pipeline.exports.formats import DEFAULT, JSON_LINES, create
from pipeline.exports.record import Record, TokenSpans, render, token_spans
from pipeline.normalize.normalizer import normalize
from pipeline.resources.store import ModelStore
from pipeline.review.corrections import read_corrections
from pipeline.review.gold import gold_of
from pipeline.review.replay import Replay
from pipeline.segment.segmenter import Segmenter
from pipeline.tables.entities import EntityBook
from pipeline.tables.rows import Rows
from pipeline.tables.schema import DOCUMENT_TABLES, DOCUMENTS

KEPT = "before-review.jsonl"
"""Inside the folder ``.mirsad``: the documents as the run found them, so that corrections can be taken back."""

REVIEW = "review"
"""Key of the manifest of a run whose tables were corrected."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of applying corrections to a run.

    Attributes:
        documents: Documents that were changed.
        corrections: Corrections that took effect.
        stale: Id of the document and what was not applied, for each correction that did not fit any more.
        reviewed: Documents that the reviewer read to their end.
    """

    documents: int
    corrections: int
    stale: tuple[tuple[str, str], ...]
    reviewed: int


def amending(files: Sequence[Path], models: ModelStore) -> Callable[[Record], Record] | None:
    """Return what replays corrections on a record, or None where there is no file of them.

    Raises:
        ReviewError: A file is not one of corrections.
    """
    if not files:
        return None
    replay = Replay.from_models(read_corrections(files), models)

    def amend(record: Record) -> Record:
        before = record.rows
        done = replay(before, record.text)
        return record if done.rows is before else render(done.rows, record.text, record.sentences)

    return amend


def apply(run: Path, files: Sequence[Path], out: Path, gold: Path | None = None) -> Applied:
    """Write the tables of a run anew with corrections replayed on them.

    Args:
        run: Folder of the run, with ``documents.jsonl`` among its files.
        files: Files of corrections, the later ones after the earlier.
        out: Folder that gets the tables; it may be the same. The rows as the run found them are kept beside them, and a later call
            begins with those again: a file of corrections holds all of them.
        gold: Folder that gets the reviewed documents as gold documents, or None.

    Raises:
        RunError: There is no run, or ``out`` holds another one or cannot be written.
        ReviewError: A file is not one of corrections.
    """
    corrections = read_corrections(files)
    manifest = _manifest(run)
    models = ModelStore.shipped()
    replay, segment = Replay.from_models(corrections, models), Segmenter.from_models(models)
    if out.resolve() != run.resolve() and (out / MANIFEST).exists() and _manifest(out).get(REVIEW, {}).get("run") != str(run):
        raise RunError(f"{out} holds another run: choose another --out")
    if gold is not None:
        gold.mkdir(parents=True, exist_ok=True)
    formats = create(tuple(manifest.get("options", {}).get("formats", DEFAULT)))
    changed = count = 0
    reviewed: list[str] = []
    stale: list[tuple[str, str]] = []
    with opened(out) as state, TemporaryDirectory(dir=state.folder) as work:
        staging = Path(work, "tables")
        staging.mkdir()
        book = EntityBook(Path(work, "entities.sqlite"))
        source = _original(run, manifest, state.folder, Path(work))
        rows_by_table = dict.fromkeys((table.name for table in (DOCUMENTS, *DOCUMENT_TABLES)), 0)

        def records() -> Iterator[Record]:
            nonlocal changed, count
            for rows, text in read_documents(source):
                done = replay(rows, text)
                changed += done.applied > 0
                count += done.applied
                doc_id = rows["documents"][0]["doc_id"]
                reviewed.extend([doc_id] * done.reviewed)
                stale.extend((doc_id, sentence) for sentence in done.stale)
                if gold is not None and done.reviewed:
                    _write_gold(gold, done.rows, text)
                for name in rows_by_table:
                    rows_by_table[name] += len(done.rows[name])
                record = render(done.rows, text, _tokens(segment, rows, text))
                book.add(record.sightings)
                yield record

        with closing(book):
            names = write_tables(staging, formats, records(), book.stream)
            rows_by_table["entities"] = book.number
        applied = Applied(changed, count, tuple(stale), len(reviewed))
        review = {
            "run": str(run),
            "files": [{"path": path.as_posix(), "sha256": sha256_of(path)} for path in files],
            "applied": count,
            "stale": len(stale),
            "reviewed": reviewed,
        }
        counts = manifest.get("counts", {}) | rows_by_table
        put_in_place(staging, out, names, encode(to_pretty_json(manifest | {"counts": counts, REVIEW: review})))
        if source.parent == Path(work):
            source.replace(state.folder / KEPT)
    return applied


def read_documents(path: Path) -> Iterator[tuple[Rows, str]]:
    """Yield rows by table name and raw text of each document of a ``documents.jsonl``.

    Raises:
        RunError: There is no such file, or a line of it is damaged.
    """
    tables = (DOCUMENTS, *DOCUMENT_TABLES)
    try:
        with open(path, encoding="utf-8") as handle:
            for number, line in enumerate(handle, 1):
                try:
                    value = json.loads(line)
                    rows: Rows = {"documents": [{name: value[name] for name in DOCUMENTS.names}]}
                    yield rows | {table.name: value[table.name] for table in tables[1:]}, value["text"]
                except (ValueError, KeyError, TypeError) as error:
                    raise RunError(f"{path} is damaged in line {number} ({error}): run `mirsad run` again") from error
    except FileNotFoundError as error:
        raise RunError(f"{path} is missing: name a folder that `mirsad run` wrote, with json among its formats") from error


def reviewed_gold(run: Path, folder: Path) -> bool:
    """Write the reviewed documents of a corrected run as gold documents.

    Args:
        run: Folder that ``mirsad apply`` wrote.
        folder: An empty folder.

    Returns:
        Whether ``run`` is such a folder and has any.
    """
    if not (run / MANIFEST).is_file() or not (run / JSON_LINES).is_file():
        return False
    reviewed = set(_manifest(run).get(REVIEW, {}).get("reviewed", ()))
    for rows, text in read_documents(run / JSON_LINES) if reviewed else ():
        if rows["documents"][0]["doc_id"] in reviewed:
            _write_gold(folder, rows, text)
    return bool(reviewed)


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        value = json.loads((folder / MANIFEST).read_bytes())
    except OSError as error:
        raise RunError(f"{folder} holds no run ({MANIFEST} is missing): name a folder that `mirsad run` wrote") from error
    except ValueError as error:
        raise RunError(f"{folder / MANIFEST} is damaged ({error}): run `mirsad run` again") from error
    return dict(value)


def _original(run: Path, manifest: dict[str, Any], state: Path, work: Path) -> Path:
    """Return the documents as the run found them: kept from before the first corrections, or else as they are now."""
    kept = run / NAME / KEPT
    if REVIEW in manifest and kept.is_file():
        return kept
    if not (run / JSON_LINES).is_file():
        raise RunError(f"{run / JSON_LINES} is missing: run `mirsad run` again with json among its formats")
    if (run / NAME).resolve() == state.resolve():
        shutil.copyfile(run / JSON_LINES, work / KEPT)
        return work / KEPT
    return run / JSON_LINES


def _tokens(segment: Segmenter, rows: Rows, text: str) -> tuple[TokenSpans, ...]:
    (document,) = rows["documents"]
    if document["status"] != "ok":
        return ()
    return token_spans(segment(Document(document["doc_id"], text, title=document["title"]), normalize(text)))


def _write_gold(folder: Path, rows: Rows, text: str) -> None:
    doc_id = str(rows["documents"][0]["doc_id"])
    stem = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in doc_id)
    (folder / f"{stem}.json").write_bytes(encode(to_json(gold_of(rows, text)) + "\n"))
    (folder / f"{stem}.txt").write_bytes(encode(text))
