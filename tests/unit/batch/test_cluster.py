"""A real Dask cluster on this machine: the same bytes as a local run, also when a worker is lost."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from time import sleep
from typing import Any

import pytest

import pipeline
from pipeline.batch import cluster, engine
from pipeline.batch.keys import Identity
from pipeline.batch.large import Limits
from pipeline.batch.runner import Progress, RunOptions, run
from pipeline.batch.worker import Chunk, Output, Task, done, failed
from pipeline.core.config import Config
from pipeline.core.errors import RunError
from pipeline.tables.rows import rejected_row

from .conftest import articles, tables

distributed = pytest.importorskip("distributed", reason="needs mirsad[dask]")
ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler with two workers, each a process of its own, and those."""
    folder = tmp_path_factory.mktemp("cluster")
    found = folder / "scheduler.json"
    common = ["--scheduler-file", str(found), "--no-dashboard"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}

    def start(name: str, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{name}", *common, *words]
        with open(folder / f"{name}.log", "ab") as log:
            return subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)

    processes = [start("scheduler", "--host", "127.0.0.1", "--port", "0")]
    try:
        while not found.exists():
            assert processes[0].poll() is None, (folder / "scheduler.log").read_text()
            sleep(0.1)
        workers = [start("worker", "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny") for _ in range(2)]
        processes += workers
        yield json.loads(found.read_text())["address"], workers
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()


@pytest.mark.slow
def test_a_cluster_gives_the_same_bytes_also_when_a_worker_is_lost(
    address: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path, loaded: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "CHUNK_DOCUMENTS", 3)
    documents = articles(90)
    pipeline.run(documents, tmp_path / "local")
    scheduler, workers = address
    with distributed.Client(scheduler) as client:
        client.wait_for_workers(2, timeout=60)
        pipeline.run(documents, tmp_path / "whole", client=client)
        assert tables(tmp_path / "whole") == tables(tmp_path / "local")

        def report(progress: Progress) -> None:
            if progress.documents > 20 and workers[0].poll() is None:
                workers[0].kill()
                workers[0].wait()

        summary = pipeline.run(documents, tmp_path / "lost", client=client, report=report)
        assert workers[0].poll() is not None
        assert (summary.failed, summary.counts["ok"]) == (0, 90)
        assert tables(tmp_path / "lost") == tables(tmp_path / "local")

    source = tmp_path / "in"
    source.mkdir()
    for document in documents[:3]:
        (source / f"{document.id}.txt").write_text(document.text, encoding="utf-8")
    command = [sys.executable, str(ROOT / "cli.py"), "run", str(source), "--out", str(tmp_path / "command")]
    subprocess.run([*command, "--engine", "dask", "--scheduler", scheduler], check=True, capture_output=True)
    pipeline.run(source, tmp_path / "library")
    assert tables(tmp_path / "command") == tables(tmp_path / "library")


class Client:
    """A cluster whose workers die of certain documents."""

    def __init__(self, deadly: set[str]) -> None:
        self.deadly = deadly

    def nthreads(self) -> dict[str, int]:
        return {"a": 1}

    def submit(self, work: object, load: object, chunk: Chunk, time: float | None, pure: bool) -> Future[Any]:
        from distributed.scheduler import KilledWorker

        future: Future[Any] = Future()
        if any(task.key in self.deadly for task in chunk):
            future.set_exception(KilledWorker("task", None, 3))
        else:
            rows = ({"documents": [rejected_row(failed_row(task))]} for task in chunk)
            future.set_result(Output(tuple(done(task, row) for task, row in zip(chunk, rows, strict=True))))
        return future

    def cancel(self, futures: list[object]) -> None:
        """Nothing is under way."""


def failed_row(task: Task) -> Any:
    from pipeline.core.document import Rejected

    return Rejected(task.item.id, task.item.source, "ok", "", task.item.text)


def test_a_document_that_costs_every_worker_becomes_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distributed, "wait", lambda futures: None)
    tasks = [Task(document.id, document) for document in articles(9)]
    made = cluster.Cluster(Client({"a0004"}), cluster.Load("", lambda: None), Limits(), 5)  # type: ignore[arg-type, return-value]
    outputs = list(made.run([tuple(tasks[:3]), tuple(tasks[3:6]), tuple(tasks[6:])]))
    found = [document for output in outputs for document in output.documents]
    assert [document.key for document in found] == [task.key for task in tasks]
    assert [document.key for document in found if document.status == "failed"] == ["a0004"]
    assert "longer than 5 s" in found[4].error
    assert failed(tasks[4], "x").key == "a0004"


def test_a_worker_with_other_models_is_told() -> None:
    with pytest.raises(RunError, match="another mirsad than this machine"):
        cluster._load(Config(), {}, Identity({"program": "other"}), lambda: None)  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize("scheduler", ["", "tcp://127.0.0.1:1", "nonsense"])
def test_no_scheduler(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT", "1s")
    with pytest.raises(RunError, match="scheduler"):
        cluster.connected(scheduler)


def test_no_documents_at_all(tmp_path: Path) -> None:
    run([], Config(), RunOptions(tmp_path / "out", jobs=1))
    assert len(tables(tmp_path / "out")["documents.csv"].splitlines()) == 1
