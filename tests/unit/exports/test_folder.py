from pathlib import Path

import pytest

from pipeline.core.errors import RunError
from pipeline.exports.folder import MANIFEST, RunFolder


def write(path: Path, name: str, data: bytes, *, force: bool = False) -> None:
    with RunFolder(path, force=force) as folder:
        folder.append(name, data)
        folder.commit(b"{}")


def fail(path: Path, *, force: bool = False) -> None:
    with RunFolder(path, force=force) as folder:
        folder.append("dates.csv", b"half")
        raise ZeroDivisionError


def names(path: Path) -> list[str]:
    return sorted(child.name for child in path.iterdir())


def test_files_appear_at_the_end(tmp_path: Path) -> None:
    with RunFolder(tmp_path / "out") as folder:
        folder.append("dates.csv", b"a")
        folder.append("dates.csv", b"b")
        assert names(tmp_path / "out") == [".mirsad-partial"]
        folder.commit(b"{}")
    assert names(tmp_path / "out") == ["dates.csv", MANIFEST]
    assert (tmp_path / "out" / "dates.csv").read_bytes() == b"ab"


def test_a_run_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        fail(tmp_path)
    assert names(tmp_path) == []


def test_another_run_is_not_overwritten(tmp_path: Path) -> None:
    write(tmp_path, "dates.csv", b"first")
    with pytest.raises(RunError, match="--force"):
        write(tmp_path, "dates.csv", b"second")
    assert (tmp_path / "dates.csv").read_bytes() == b"first"


def test_force_replaces_the_whole_run_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    write(tmp_path, "documents.jsonl", b"first")
    write(tmp_path, "dates.csv", b"second", force=True)
    assert names(tmp_path) == ["dates.csv", MANIFEST, "notes.txt"]


def test_a_failing_replacement_keeps_the_run_that_was_there(tmp_path: Path) -> None:
    write(tmp_path, "dates.csv", b"first")
    with pytest.raises(ZeroDivisionError):
        fail(tmp_path, force=True)
    assert (tmp_path / "dates.csv").read_bytes() == b"first"


def test_leavings_of_a_killed_run_are_cleared(tmp_path: Path) -> None:
    (tmp_path / ".mirsad-partial").mkdir()
    (tmp_path / ".mirsad-partial" / "dates.csv").write_text("half")
    write(tmp_path, "dates.csv", b"whole")
    assert names(tmp_path) == ["dates.csv", MANIFEST]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(RunError, match="is a file"):
        RunFolder(tmp_path / "out")
