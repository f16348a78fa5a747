"""Inputs larger than memory: read as they come, and no more of them than the documents that are asked for."""

import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.config import ReadOptions
from pipeline.core.document import Document, Rejected
from pipeline.ingest import json_reader, tabular
from pipeline.ingest.blob import Blob, Rejoined
from pipeline.ingest.json_reader import elements
from pipeline.ingest.lines import lines_of
from pipeline.ingest.reader import read_inputs

TEXT = "أعلنت وزارة العدل أمس إطلاق خدمة جديدة للمواطنين."
OPTIONS = ReadOptions()


class Endless(io.RawIOBase):
    """A stream that repeats a part for as long as it is read."""

    def __init__(self, head: str, part: str, encoding: str = "utf-8", limit: int = 1 << 62) -> None:
        super().__init__()
        self._waiting = head.encode(encoding)
        self._part = part.encode(encoding)
        self.left = limit

    def read(self, size: int = -1) -> bytes:
        while len(self._waiting) < size and self.left > 0:
            self._waiting += self._part
            self.left -= len(self._part)
        block, self._waiting = self._waiting[:size], self._waiting[size:]
        return block


RECORD = json.dumps({"text": TEXT}, ensure_ascii=False)
SOURCES: dict[str, tuple[Callable[..., Iterator[Document | Rejected]], str, str, str]] = {
    "lines": (json_reader.read_lines, "", f"{RECORD}\n", "utf-8"),
    "wide lines": (json_reader.read_lines, "\ufeff", f"{RECORD}\n", "utf-16-le"),
    "array": (json_reader.read, "[", f"{RECORD},\n", "utf-8"),
    "table": (tabular.read_csv, "text\n", f'"{TEXT}"\n', "utf-8"),
}


def blob(name: str, limit: int = 1 << 62) -> Blob:
    _, head, part, encoding = SOURCES[name]
    return Blob("x", "x", lambda: Endless(head, part, encoding, limit))  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize("name", SOURCES)
def test_the_first_documents_of_an_endless_input(name: str) -> None:
    found = list(islice(SOURCES[name][0](blob(name), OPTIONS), 1000))
    assert [item.text for item in found] == [TEXT] * 1000


@pytest.mark.parametrize("name", SOURCES)
def test_memory_does_not_grow_with_the_input(name: str) -> None:
    tracemalloc.start()
    try:
        number = sum(1 for _ in SOURCES[name][0](blob(name, 2_000_000), OPTIONS))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert number > 10_000
    assert peak < 1_500_000


PIECES = st.lists(st.integers(1, 30), min_size=1, max_size=20)
JSON = st.recursive(st.none() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8), lambda part: st.lists(part, max_size=3))


def cut(text: str, sizes: list[int]) -> Iterator[str]:
    at = 0
    while at < len(text):
        for size in sizes:
            yield text[at : at + size]
            at += size


@settings(deadline=None)
@given(st.lists(JSON | st.dictionaries(st.text(max_size=4), JSON, max_size=3), max_size=6), PIECES, st.sampled_from([None, 2]))
def test_elements_however_they_come(values: list[object], sizes: list[int], indent: int | None) -> None:
    text = json.dumps(values, ensure_ascii=False, indent=indent) + "\n"
    assert list(elements(cut(text, sizes))) == values


@pytest.mark.parametrize("text", ["[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1]]", "[1] x", '["a', '[{"a": }]', "[1}"])
@pytest.mark.parametrize("size", [1, 50])
def test_broken_arrays(text: str, size: int) -> None:
    with pytest.raises(ValueError, match=r"array|comma|near"):
        list(elements(cut(text, [size])))


@settings(deadline=None)
@given(st.binary(max_size=200).filter(lambda data: not data[:1].isspace()), st.sampled_from([1, 7, 1000]))
def test_lines_are_those_of_the_whole(data: bytes, size: int) -> None:
    text = b"x" * 20 + data.replace(b"\0", b"").replace(b"\xff", b"").replace(b"\xfe", b"") + b"\n" * size + b"y"
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return
    found = [line for _, line in lines_of(Blob("x", "x", lambda: io.BytesIO(text)))]
    assert found == text.decode("utf-8").split("\n")


def test_a_long_line_over_many_blocks() -> None:
    line = json.dumps({"text": TEXT * 20_000}, ensure_ascii=False)
    data = f"{line}\n{RECORD}\n{line}".encode()
    found = list(json_reader.read_lines(Blob("x", "x", lambda: io.BytesIO(data)), OPTIONS))
    assert [len(item.text) for item in found] == [len(TEXT) * 20_000, len(TEXT), len(TEXT) * 20_000]


def test_an_array_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    (tmp_path / "half.json").write_text(f"[{RECORD}, {RECORD}, {RECORD[:-9]}", encoding="utf-8")
    found = list(read_inputs([str(tmp_path)], OPTIONS))
    assert [isinstance(item, Document) for item in found] == [True, True, False]
    assert isinstance(found[2], Rejected)
    assert (found[2].source, found[2].status) == ("half.json#3", "failed")
    assert "behind record 2" in found[2].error


def test_an_archive_of_many_members_is_opened_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for number in range(2000):
            archive.writestr(f"{number:05}.txt", f"{TEXT} {number}")
    opened = 0
    real = zipfile.ZipFile.open

    def counted(self: zipfile.ZipFile, *words: object, **named: object) -> object:
        nonlocal opened
        opened += 1
        return real(self, *words, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(zipfile.ZipFile, "open", counted)
    items = read_inputs([str(tmp_path / "many.zip")], OPTIONS)
    assert [item.source for item in islice(items, 3)] == [f"many.zip#{number:05}.txt" for number in range(3)]
    assert opened == 3
    assert sum(1 for _ in items) == 1997


def test_a_folder_is_read_in_the_order_of_its_paths(tmp_path: Path) -> None:
    names = [
        "a.txt",
        "a/b.txt",
        "a/c/d.txt",
        "a/c.txt",
        "a-b.txt",
        "ab.txt",
        "A.txt",
        "ب.txt",
        "a0/x.txt",
        ".hidden/x.txt",
        "a/.x.txt",
        "README.md",
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    found = [item.source for item in read_inputs([str(tmp_path)], OPTIONS)]
    assert found == sorted(name for name in names if "." not in name[0] and "/." not in name and name != "README.md")


def test_a_folder_that_cannot_be_read_is_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    (tmp_path / "closed").mkdir()
    (tmp_path / "open.txt").write_text(TEXT, encoding="utf-8")
    real = os.scandir

    def scandir(path: Path) -> object:
        if path.name == "closed":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = [(item.source, isinstance(item, Document)) for item in read_inputs([str(tmp_path)], OPTIONS)]
    assert found == [("closed", False), ("open.txt", True)]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that opens and cannot be read")
def test_a_file_that_cannot_be_read_is_a_row(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").symlink_to("/proc/self/mem")
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    bad, good = read_inputs([str(tmp_path)], OPTIONS)
    assert isinstance(bad, Rejected)
    assert "cannot be read" in bad.error
    assert isinstance(good, Document)


def test_a_stream_whose_beginning_was_read() -> None:
    assert Rejoined(b"abc", io.BytesIO(b"defg")).read() == b"abcdefg"
    parts = Rejoined(b"abc", io.BytesIO(b"defg"))
    assert [parts.read(2), parts.read(2), parts.read(9), parts.read(9)] == [b"ab", b"cd", b"efg", b""]
