"""What the pages of the documentation tell a reader to do works: their files are read, their SQL runs, their Python compiles."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
import yaml

from pipeline.api import Pipeline, load
from pipeline.batch.library import run
from pipeline.core.config import Config

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"


def blocks(page: str, language: str) -> list[str]:
    """The code blocks of a page in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of the samples with the formats that the tutorial asks for, and those whose SQL is shown."""
    folder = tmp_path_factory.mktemp("howtos") / "tables"
    run(ROOT / "data" / "raw", folder, formats=("csv", "json", "xlsx", "sqlite", "duckdb", "parquet"))
    return folder


def test_sql_for_sqlite(tables: Path) -> None:
    shown = blocks("formats.md", "sql")[:2] + blocks("tutorial.md", "sql")
    assert len(shown) == 3
    rows = 0
    with closing(sqlite3.connect(tables / "mirsad.sqlite")) as database:
        for statement in "".join(shown).split(";"):
            rows += len(database.execute(statement).fetchall())
    assert rows > 10


def test_sql_for_duckdb(tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(duckdb.connect(str(tables / "mirsad.duckdb"), read_only=True)) as database:
        (shown,) = blocks("formats.md", "sql")[2:]
        assert len(database.execute(shown).fetchall()) >= 1
    monkeypatch.chdir(tables.parent.parent)
    (folder,) = (path.name for path in (tables.parent,))
    for statement in blocks("howto/slurm.md", "sql")[0].replace("tables/*", f"{folder}/*").strip().split(";\n"):
        assert duckdb.sql(statement).fetchall()


def test_add_a_ministry(nlp: Pipeline, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    (shown,) = blocks("howto/add-a-ministry.md", "text")
    path.write_text(shown, encoding="utf-8")
    text = "الرياض – أعلنت هيئة الصادرات أمس إطلاق برنامج جديد."
    assert not nlp.analyze(text).organizations["org_id"].iloc[0].startswith("user-")
    row = load(Config(lexicons=(path,))).analyze(text).organizations.iloc[0]
    assert row["org_id"].startswith("user-")
    assert (row["type"], row["country"]) == ("authority", "SA")


def test_add_a_rule(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    (shown,) = blocks("howto/add-a-rule.md", "yaml")
    path.write_text(shown, encoding="utf-8")
    (rule,) = yaml.safe_load(shown)["rules"]
    mine = load(Config(rules=(path,)))
    assert list(mine.analyze(rule["example"]).actions["rule"]) == [rule["name"]]
    assert rule["name"] not in list(mine.analyze(rule["counter"]).actions["rule"])


@pytest.mark.parametrize("page", sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")))
def test_python_is_python(page: str) -> None:
    for number, code in enumerate(blocks(page, "python")):
        compile(code, f"{page} block {number + 1}", "exec")


def test_shell_scripts_are_sound() -> None:
    import subprocess

    for path in sorted(DOCS.rglob("*.md")):
        for code in blocks(path.relative_to(DOCS).as_posix(), "sh"):
            done = subprocess.run(["bash", "-n"], input=code, capture_output=True, encoding="utf-8", check=False)
            assert done.returncode == 0, (path.name, done.stderr)
