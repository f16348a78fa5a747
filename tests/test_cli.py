"""The command line as a user meets it: what it prints, where, and how it exits."""

import contextlib
import json
import os
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from typer.core import TyperGroup
from typer.main import get_command

import cli

ROOT = Path(__file__).resolve().parents[1]
TEXT = "أعلنت وزارة العدل أمس إطلاق خدمة جديدة.\n\nوقال وزير العدل الدكتور أحمد بن سالم العلي إن الوزارة بدأت العمل."


def mirsad(*words: str | Path, cwd: Path | None = None, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "cli.py"), *map(str, words)]
    return subprocess.run(command, cwd=cwd or ROOT, input=given, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_version() -> None:
    done = mirsad("--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("mirsad 0.")


def commands(group: TyperGroup, prefix: str = "mirsad") -> Iterator[tuple[str, str]]:
    """Every command with its help."""
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from commands(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}", command.help or ""


COMMANDS = dict(commands(cast("TyperGroup", get_command(cli.app))))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does_and_has_an_example(command: str) -> None:
    text = COMMANDS[command]
    summary = text.split("\n\n")[0]
    assert "\n" not in summary
    assert summary.endswith(".")
    assert re.search(rf"Examples?:\s.*{command} ?", text)


def test_help_lists_the_commands_in_the_order_in_which_they_are_needed() -> None:
    shown = re.findall(r"^  ([a-z]+)  ", mirsad("--help").stdout.split("Commands:")[1], re.MULTILINE)
    assert shown == [name for name in cli.ORDER if name in shown]
    assert {command.split()[1] for command in COMMANDS} == set(shown)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_can_complete_it(shell: str) -> None:
    """As ``mirsad --show-completion`` sets it up, but for the shell, which it would find out by looking at its parent."""
    environment = os.environ | {"_MIRSAD_COMPLETE": f"source_{shell}"}
    done = subprocess.run(
        [sys.executable, "-c", "import sys; sys.argv[0] = 'mirsad'; import cli; cli.main()"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "_MIRSAD_COMPLETE" in done.stdout, done.stderr
    assert shell == "fish" or "mirsad" in done.stdout


def test_run(article: Path, tmp_path: Path) -> None:
    done = mirsad("run", article, "--out", tmp_path / "out", "--published", "2024-10-20")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "1 ok" in done.stderr
    assert json.loads((tmp_path / "out" / "documents.jsonl").read_text(encoding="utf-8"))["published"] == "2024-10-20"


def test_a_run_is_not_overwritten_by_another(article: Path, tmp_path: Path) -> None:
    out, other = tmp_path / "out", tmp_path / "other.txt"
    other.write_text(f"{TEXT} وأضاف أن العمل مستمر.", encoding="utf-8")
    assert mirsad("run", article, "--out", out).returncode == 0
    again = mirsad("run", article, "--out", out)
    assert again.returncode == 0
    assert "1 of them done before" in again.stderr
    done = mirsad("run", other, "--out", out)
    assert done.returncode == 2
    assert "--force" in done.stderr
    assert mirsad("run", other, "--out", out, "--force").returncode == 0
    assert mirsad("run", article, "--out", out, "--published", "2024-10-20").returncode == 2


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["run", "articel.txt", "--out", "out"], "did you mean article.txt?"),
        (["run", "nowhere/at/all", "--out", "out"], "name a file, a folder, or -"),
        (["run", ".", "--out", "out"], "choose an --out outside it"),
        (["run", "article.txt", "--out", "article.txt"], "is a file"),
        (["run", "article.txt", "--out", "out", "--ner", "nonsense"], "nonsense"),
        (["run", "article.txt", "--out", "out", "--format", "cvs"], "did you mean csv?"),
        (["run", "article.txt", "--out", "out", "--published", "20/10/2024"], "2024-10-20"),
        (["run", "article.txt", "--out", "out", "--jobs", "-1"], "--jobs"),
        (["run", "article.txt", "--out", "out", "--models", "nowhere"], "nowhere"),
        (["models", "fetch", "stnza"], "did you mean 'stanza'"),
        (["run", "article.txt"], "--out"),
        (["show", "nowhere.txt"], "does not exist"),
        (["show", "article.txt", "--document", "x"], "has no document x"),
        (["evaluate", ".", "."], "documents.csv is missing"),
        (["train", "--config", "nowhere.yaml"], "nowhere.yaml"),
        (["nonsense"], "nonsense"),
    ],
)
def test_a_mistake_is_told_without_a_traceback(words: list[str], hint: str, article: Path) -> None:
    done = mirsad(*words, cwd=article.parent)
    assert done.returncode == 2, done.stderr
    assert hint in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_failed_document_is_exit_code_1(article: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 not really")
    done = mirsad("run", article, tmp_path / "broken.zip", "--out", tmp_path / "out")
    assert done.returncode == 1, done.stderr
    assert "1 ok" in done.stderr
    assert "1 failed" in done.stderr
    assert "broken.zip" in done.stderr


def test_many_failures_are_not_all_told(tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text("{broken\n" * 25, encoding="utf-8")
    done = mirsad("run", lines, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert done.stderr.count("lines.jsonl#") == 10
    assert "and 15 more failed" in done.stderr


def started(article: Path, out: Path, errors: int) -> subprocess.Popen[bytes]:
    article.write_text("".join(f'{{"text": "{TEXT.splitlines()[0]} {number}"}}\n' for number in range(30_000)), encoding="utf-8")
    command = [sys.executable, str(ROOT / "cli.py"), "run", str(article), "--out", str(out), "--jobs", "2"]
    return subprocess.Popen(command, stderr=errors, stdout=subprocess.PIPE, start_new_session=True)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_terminal_sees_progress_and_can_stop_it(tmp_path: Path) -> None:
    master, slave = os.openpty()
    out = tmp_path / "out"
    with started(tmp_path / "lines.jsonl", out, slave) as process:
        os.close(slave)
        seen = b""
        while b"words/s" not in seen or b"/30000" not in seen:
            seen += os.read(master, 4096)
        os.killpg(process.pid, signal.SIGINT)
        with contextlib.suppress(OSError):  # the other end is closed
            while part := os.read(master, 4096):
                seen += part
        assert process.wait() == 130
    os.close(master)
    assert b"documents" in seen
    assert b"/30000" in seen
    assert b"what is done is kept" in seen
    assert b"Traceback" not in seen
    assert [path.name for path in out.iterdir()] == [".mirsad"]


def test_standard_input_of_many_documents_is_told_in_json(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": f"d{number}", "text": TEXT}) + "\n" for number in range(3)) + "{broken\n"
    done = mirsad("run", "-", "--out", tmp_path / "out", "--log-json", "--jobs", "0", given=lines)
    assert done.returncode == 1, done.stderr
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert [event["event"] for event in events] == ["failed", "progress", "end"]
    assert events[0]["source"] == "stdin#4"
    assert (events[1]["documents"], events[1]["failed"]) == (4, 1)
    assert (events[2]["counts"]["ok"], events[2]["counts"]["failed"]) == (3, 1)


def test_standard_input(tmp_path: Path) -> None:
    done = mirsad("run", "-", "--out", tmp_path / "out", given=TEXT)
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "out" / "documents.jsonl").read_text(encoding="utf-8"))["text"] == TEXT


def test_show(article: Path) -> None:
    done = mirsad("show", article, "--published", "2024-10-20", "--explain")
    assert (done.returncode, done.stderr) == (0, "")
    assert "وزارة العدل" in done.stdout
    assert "actions (" in done.stdout
    assert "\x1b[" not in done.stdout


def test_doctor() -> None:
    done = mirsad("doctor", "--json")
    assert done.returncode == 0, done.stdout
    state = json.loads(done.stdout)
    assert state["problems"] == []
    assert state["packages"]["camel-tools"]
    assert len(state["models"]["lexicons/clitics.yaml"]) == 64
    assert "works without a network: yes" in mirsad("doctor").stdout


def test_models(tmp_path: Path) -> None:
    listed = mirsad("models", "list").stdout.splitlines()
    assert listed[0].split()[0] == "default"
    assert "shipped" in listed[0]
    folder = Path(mirsad("models", "path").stdout.strip())
    assert (folder / "lexicons").is_dir()
    assert Path(mirsad("models", "path", "default").stdout.strip()) == folder / "ner" / "tagger.npz"
    for command in ("list", "fetch", "path"):
        assert "Example: " in mirsad("models", command, "--help").stdout


def test_evaluate(article: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    record = {"doc_id": "article", "organizations": [], "officials": [], "dates": [], "actions": []}
    (gold / "article.json").write_text(json.dumps(record), encoding="utf-8")
    (gold / "article.txt").write_text(TEXT, encoding="utf-8")
    assert mirsad("run", article, "--out", tmp_path / "out").returncode == 0
    done = mirsad("evaluate", tmp_path / "out", gold, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["documents"] == 1
    assert "action_triggers" in mirsad("evaluate", tmp_path / "out", gold).stdout


def seconds(*words: str | Path) -> float:
    """Processor seconds, the best of three: what it takes on an idle machine, also where this one is busy."""
    times = []
    for number in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = mirsad(*words, *(["--out", f"{words[1]}-{number}"] if words[0] == "run" else []))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        assert done.returncode == 0, done.stderr
    return min(times)


def test_help_comes_at_once() -> None:
    assert seconds("--help") < 0.5


def test_one_article_takes_less_than_three_seconds(article: Path) -> None:
    assert seconds("run", article) < 3
