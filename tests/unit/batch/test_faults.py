"""Whatever kills a run, the same run goes on, and its tables are those of an undisturbed one, byte for byte."""

import os
import resource
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from random import Random
from time import monotonic, sleep

import pytest

from pipeline.batch import engine, journal
from pipeline.batch.runner import RunOptions, run
from pipeline.core.config import Config
from pipeline.core.document import Document
from pipeline.core.errors import RunError

from .conftest import articles, forked, tables

ROOT = Path(__file__).resolve().parents[3]
KILLS = 30
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and signals")


@pytest.fixture(autouse=True)
def small_steps(loaded: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small chunks, and a shard every few of them, so that a short run has many moments at which to kill it."""
    monkeypatch.setattr(engine, "CHUNK_DOCUMENTS", 4)
    monkeypatch.setattr(journal, "SECONDS", 0.01)


def once(documents: list[Document], out: Path) -> None:
    run(documents, Config(), RunOptions(out))


def test_killed_thirty_times_at_random_moments(tmp_path: Path) -> None:
    documents, random = articles(300), Random(2024)
    begun = monotonic()
    once(documents, tmp_path / "whole")
    step = (monotonic() - begun) / (0.6 * KILLS)
    kills, chain, at = 0, 0, []
    while kills < KILLS:
        chain += 1
        out = tmp_path / f"killed-{chain}"
        finished = False
        while not finished:
            process = forked(partial(once, documents, out))
            process.join(0.02 + random.uniform(0, 2 * step))
            finished = not process.is_alive() and process.exitcode == 0
            if not finished:
                os.kill(process.pid, signal.SIGKILL)  # type: ignore[arg-type]
                process.join()
                kills += 1
                at.append(len(list((out / ".mirsad" / "shards").glob("*.shard"))))
                step *= 1.02
        assert tables(out) == tables(tmp_path / "whole")
        assert not (out / ".mirsad" / "work").exists()
    assert len(set(at)) > 10, "the kills should fall on many moments of the run"


@pytest.mark.parametrize("again", [False, True], ids=["first", "second"])
def test_killed_at_every_step_that_puts_a_file_in_place(tmp_path: Path, again: bool) -> None:
    documents = articles(12)
    once(documents, tmp_path / "whole")
    number, code = 0, 9
    while code == 9:
        out = tmp_path / f"out-{number}"
        if again:
            once(documents[::2], out)
        process = forked(partial(dies_at_rename, number, documents, out))
        process.join()
        code = process.exitcode or 0
        once(documents, out)
        assert tables(out) == tables(tmp_path / "whole"), number
        number += 1
    assert code == 0
    assert number > 10


def dies_at_rename(number: int, documents: list[Document], out: Path) -> None:
    real, seen = Path.replace, 0

    def replace(self: Path, target: Path) -> Path:
        nonlocal seen
        if seen == number:
            os._exit(9)
        seen += 1
        return real(self, target)

    Path.replace = replace  # type: ignore[method-assign]
    once(documents, out)


def limited(limit: int, documents: list[Document], out: Path) -> None:
    """Run with a quota of file size, as a full disk would have it, and end with 3 where it is told as one."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        once(documents, out)
    except RunError as error:
        os._exit(3 if "is full: make room and run the same command again" in str(error) else 4)


@pytest.mark.parametrize("limit", [4_000, 40_000, 150_000])
def test_a_full_disk_is_told_and_the_run_goes_on(tmp_path: Path, limit: int) -> None:
    documents = articles(60)
    once(documents, tmp_path / "whole")
    process = forked(partial(limited, limit, documents, tmp_path / "out"))
    process.join()
    assert process.exitcode == 3
    assert not list(tmp_path.glob("out/*.csv"))
    assert not list(tmp_path.glob("out/.mirsad/shards/*.partial"))
    once(documents, tmp_path / "out")
    assert tables(tmp_path / "out") == tables(tmp_path / "whole")


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """The same on a small file system in memory, where this user may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "none", str(disk)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("this user may not mount a file system")
    try:
        documents = articles(60)
        with pytest.raises(RunError, match="is full"):
            once(documents, disk / "out")
        subprocess.run(["mount", "-o", "remount,size=20m", str(disk)], check=True)
        once(documents, disk / "out")
        once(documents, tmp_path / "whole")
        assert tables(disk / "out") == tables(tmp_path / "whole")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def children(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, encoding="ascii", check=False)
    return [int(word) for word in listed.stdout.split()]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split()[2] if Path(f"/proc/{pid}").exists() else False


@pytest.mark.slow
def test_the_command_killed_with_its_processes_at_work(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for document in articles(300):
        (source / Path(document.source).name).write_text(document.text * 3, encoding="utf-8")
    command = [sys.executable, str(ROOT / "cli.py"), "run", str(source), "--published", "2024-03-20", "--out"]
    subprocess.run([*command, str(tmp_path / "whole")], check=True, capture_output=True)
    left: list[int] = []
    for seconds in (0.7, 2.5, 4.0):
        process = subprocess.Popen([*command, str(tmp_path / "out"), "--jobs", "2"], stderr=subprocess.DEVNULL)
        sleep(seconds)
        left += children(process.pid)
        process.kill()
        process.wait()
    done = subprocess.run([*command, str(tmp_path / "out"), "--jobs", "2"], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert tables(tmp_path / "out") == tables(tmp_path / "whole")
    sleep(0.5)
    assert not [pid for pid in left if alive(pid)], "a killed run leaves no process behind"
