from pathlib import Path

import pytest

from pipeline.exports.folder import MANIFEST, put_in_place, write_tables
from pipeline.exports.formats import create
from pipeline.exports.record import Record, render

ENTITY = {
    "entity_id": "o1",
    "kind": "organization",
    "name": "وزارة العدل",
    "type_or_role": "ministry",
    "country": "",
    "wikidata": "",
    "aliases": ["العدل", "الوزارة"],
    "documents": 1,
    "mentions": 2,
    "first_seen": "",
    "last_seen": "",
}


def record(name: str) -> Record:
    row = {"doc_id": name, "source": "", "title": "", "published": "", "published_from": "", "n_chars": 2, "n_sentences": 0, "n_tokens": 0}
    return render({"documents": [row | {"sha256": "", "status": "ok", "error": "", "warnings": []}]}, "نص")


def write(out: Path, names: tuple[str, ...], formats: tuple[str, ...] = ("csv", "json")) -> None:
    staging = out / ".staging"
    staging.mkdir(parents=True)
    files = write_tables(staging, create(formats), map(record, names), lambda: iter([ENTITY]))
    put_in_place(staging, out, files, b"{}")
    staging.rmdir()


def names(path: Path) -> list[str]:
    return sorted(child.name for child in path.iterdir())


def test_every_format_gets_every_document_in_order_and_the_entities(tmp_path: Path) -> None:
    write(tmp_path, ("b", "a"))
    documents = (tmp_path / "documents.csv").read_bytes()
    assert documents.startswith(b"\xef\xbb\xbfdoc_id,")
    assert [line.split(b",")[0] for line in documents.splitlines()[1:]] == [b"b", b"a"]
    assert [line[:13] for line in (tmp_path / "documents.jsonl").read_bytes().splitlines()] == [b'{"doc_id":"b"', b'{"doc_id":"a"']
    assert (tmp_path / "entities.csv").read_bytes().splitlines()[1].startswith("o1,organization,وزارة العدل".encode())
    assert (tmp_path / "dates.csv").read_bytes().count(b"\r\n") == 1


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("1", "2"):
        write(tmp_path / name, ("a", "b"))
    assert names(tmp_path / "1") == names(tmp_path / "2")
    for name in names(tmp_path / "1"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


def test_a_run_replaces_the_files_of_another_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    write(tmp_path, ("a",))
    write(tmp_path, ("a",), ("json",))
    assert names(tmp_path) == ["documents.jsonl", MANIFEST, "notes.txt"]


def test_a_writer_that_fails_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, ("a",))
    before = (tmp_path / "documents.csv").read_bytes()

    def broken() -> Record:
        raise ZeroDivisionError

    staging = tmp_path / ".staging"
    staging.mkdir()
    with pytest.raises(ZeroDivisionError):
        write_tables(staging, create(["csv"]), (broken() for _ in range(1)), lambda: iter(()))
    assert (tmp_path / "documents.csv").read_bytes() == before
