"""The documentation tells no tales: its commands exist, its links lead somewhere."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from pipeline.api import Pipeline
from pipeline.batch.inputs import pick
from pipeline.core.config import ReadOptions

ROOT = Path(__file__).resolve().parents[1]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "models").glob("*.md")]

BUILT = (ROOT / "docs" / "reference" / "cli.md", ROOT / "docs" / "quickstart.md")
"""Pages that the build of the site makes."""


@cache
def options_of(command: str) -> set[str]:
    done = subprocess.run([sys.executable, "cli.py", command, "--help"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    return set(re.findall(r"--[a-z-]+", done.stdout)) if done.returncode == 0 else set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_documented_commands_and_options_exist(page: Path) -> None:
    known: dict[str, set[str]] = {}
    for command, rest in re.findall(
        r"mirsad (run|show|evaluate|doctor|train|models|report|apply)\b([^`\n|#]*)", page.read_text(encoding="utf-8")
    ):
        options = known.setdefault(command, options_of(command))
        assert options, f"there is no command {command}"
        assert set(re.findall(r"--[a-z-]+", rest)) <= options, (command, rest)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if not target.startswith("https://") and (page.parent / target).resolve() not in BUILT:
            assert (page.parent / target).exists(), target


def test_readme_has_the_two_commands_that_ci_runs() -> None:
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("## Set up and run")[1].split("\n## ")[0]
    commands = re.findall(r"```sh\n(.*?)\n```", section, re.DOTALL)
    assert len(commands) == 2
    assert all("\n" not in command for command in commands)
    assert "mirsad run data/raw --out data/out" in commands[0]
    assert commands[1].endswith("-m pytest")


SAMPLE = "kuwait-committee.txt"
SHOWN = {
    "organizations": (("name", "type", "country", "mentions"), 4),
    "officials": (("name", "honorific", "position", "role", "org"), 3),
    "dates": (("text", "value", "anchor"), 4),
    "actions": (("trigger", "type", "actors", "object", "modality"), 6),
}
"""Columns and number of rows of each table that the README shows."""


def sample(nlp: Pipeline) -> str:
    """What the README shows of a sample article, as Markdown."""
    result = nlp.analyze(pick(str(ROOT / "data" / "raw" / SAMPLE), ReadOptions()))
    lead = next(line for line in result.document.text.splitlines() if len(line) > 120)
    lines = [
        f"From [a sample](data/raw/{SAMPLE}) that begins",
        "",
        f'<p dir="rtl" lang="ar">{lead}</p>',
        "",
        "come these rows, among others:",
    ]
    for name, (columns, number) in SHOWN.items():
        lines += ["", f"**{name}**", "", f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"]
        for row in result.rows[name][:number]:
            cells = (" · ".join(value) if isinstance(value := row[column], list) else str(value) for column in columns)
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def test_readme_shows_a_real_result(nlp: Pipeline, request: pytest.FixtureRequest) -> None:
    page = ROOT / "README.md"
    head, shown, tail = re.split("<!-- /?sample -->\n", page.read_text(encoding="utf-8"))
    made = f"{sample(nlp)}\n"
    if request.config.getoption("--update-golden"):
        page.write_text(f"{head}<!-- sample -->\n{made}<!-- /sample -->\n{tail}", encoding="utf-8")
    else:
        assert shown == made, "run: pytest tests/test_docs.py --update-golden"
