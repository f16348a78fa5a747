"""A document that hangs or kills its process costs one row and one process."""

import os
import signal
from pathlib import Path
from time import sleep

import pytest

from pipeline.batch import engine
from pipeline.batch.large import Limits
from pipeline.batch.pool import Pool
from pipeline.batch.runner import RunOptions, Summary, run
from pipeline.batch.worker import Chunk, Output, Worker, done
from pipeline.core.config import Config
from pipeline.core.document import Document, Rejected
from pipeline.core.errors import RunError
from pipeline.tables.rows import rejected_row

from .conftest import articles, rows, tables

pytestmark = pytest.mark.slow


class Deadly(Document):
    """Kills the process that asks for its hash, as the system does when memory runs out."""

    __slots__ = ()

    @property
    def sha256(self) -> str:
        os.kill(os.getpid(), signal.SIGKILL)
        return ""


class Hanging(Document):
    """Never gives its hash."""

    __slots__ = ()

    @property
    def sha256(self) -> str:
        while True:
            sleep(0.01)


class Unlucky(Document):
    """Kills the first process that asks for its hash; its title names a file that remembers."""

    __slots__ = ()

    @property
    def sha256(self) -> str:
        if not Path(self.title).exists():
            Path(self.title).write_text("")
            os.kill(os.getpid(), signal.SIGKILL)
        return super().sha256


class Light(Worker):
    """A worker without models: what is tested here is the processes."""

    def __init__(self) -> None:
        self._limits = Limits()

    def __call__(self, chunk: Chunk) -> Output:
        return Output(tuple(done(task, {"documents": [rejected_row(Rejected("", "", "ok", "", task.item.sha256))]}) for task in chunk))


def go(items: list[Document], out: Path, jobs: int = 2, **options: object) -> Summary:
    made = RunOptions(out, jobs=jobs, **options)  # type: ignore[arg-type]
    return run(items, Config(), made, None, lambda make: Pool(Light, jobs, made.limits, made.timeout))


def test_what_hangs_and_what_kills_become_rows_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "CHUNK_DOCUMENTS", 3)
    items = articles(14)
    items[4] = Deadly("killer", items[4].text, "in/killer.txt", "", "2024-03-20", "metadata")
    items[9] = Hanging("hangs", items[9].text, "in/hangs.txt")
    items[12] = Unlucky("unlucky", items[12].text, "in/unlucky.txt", str(tmp_path / "remembered"))
    summary = go(items, tmp_path / "out", timeout=1)
    found = rows(tmp_path / "out", "documents")
    assert [number for number, row in enumerate(found) if row["status"] != "ok"] == [4, 9]
    killer, hangs = found[4], found[9]
    assert (killer["doc_id"], killer["published"]) == ("killer", "2024-03-20")
    assert "was killed" in killer["error"]
    assert "--retry-failed" in killer["error"]
    assert "longer than 1 s" in hangs["error"]
    assert (summary.failed, summary.retriable) == (2, 2)
    assert [row["sha256"] for row in found if row["status"] == "ok"]

    parts = ("id", "text", "source", "title", "published", "published_from")
    mended = [Document(*(getattr(item, name) for name in parts)) for item in items]
    again = go(mended, tmp_path / "out", jobs=1, retry_failed=True)
    assert (again.failed, again.before) == (0, 12)
    go(mended, tmp_path / "fresh")
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")


def test_processes_that_die_whatever_they_are_given_are_told(tmp_path: Path) -> None:
    items: list[Document] = [Deadly(f"d{number}", document.text) for number, document in enumerate(articles(6))]
    with pytest.raises(RunError, match="fewer --jobs"):
        go(items, tmp_path / "out", jobs=1)
