"""Corrections on the folder of a run: applied, taken back, measured as gold, promoted to a lexicon."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli import app
from pipeline.core.errors import MirsadError, ReviewError
from pipeline.evaluation.run import evaluate
from pipeline.resources.store import ModelStore
from pipeline.review.corrections import parse
from pipeline.review.lexicon import promote

TEXT = "أعلنت وزارة العدل أمس إطلاق خدمة جديدة.\n\nوقال وزير العدل الدكتور أحمد بن سالم العلي إن الوزارة بدأت العمل مع وزارة الصحة."
OTHER = "زار وزير الصحة مستشفى المدينة، وأكدت وزارة الصحة أن الخدمة تبدأ غدا."


def mirsad(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=True)


def at(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def read(run: Path, name: str) -> list[dict[str, str]]:
    with open(run / f"{name}.csv", encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    for name, text in (("a.txt", TEXT), ("b.txt", OTHER)):
        (folder / name).write_text(text, encoding="utf-8")
    done = mirsad("run", folder / "a.txt", folder / "b.txt", "--out", folder / "out", "--published", "2024-10-20")
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def run(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made / "out", tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def corrections(made: Path, tmp_path: Path) -> Path:
    first, second = read(made / "out", "documents")
    data = {
        "format": "mirsad-corrections",
        "version": 1,
        "entities": [
            {
                "id": "",
                "kind": "organization",
                "name": "وزارة العدل",
                "to": {"name": "وزارة العدل السعودية", "type": "ministry", "country": "SA"},
            }
        ],
        "documents": [
            {
                "doc_id": first["doc_id"],
                "sha256": first["sha256"],
                "reviewed": True,
                "corrections": [
                    {"op": "reject", "kind": "organization", **at(TEXT, "وزارة الصحة")},
                    {"op": "change", "kind": "action", **at(TEXT, "أعلنت"), "to": {"type": "launch"}},
                    {"op": "accept", "kind": "organization", "start": 0, "end": 6, "text": "لا شيء"},
                ],
            },
            {
                "doc_id": second["doc_id"],
                "sha256": second["sha256"],
                "corrections": [
                    {
                        "op": "add",
                        "kind": "organization",
                        **at(OTHER, "مستشفى المدينة"),
                        "to": {"name": "مستشفى المدينة العام", "type": "other"},
                    }
                ],
            },
        ],
    }
    path = tmp_path / "corrections.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def test_apply_in_place_and_take_it_back(run: Path, corrections: Path) -> None:
    before = {path.name: path.read_bytes() for path in run.iterdir() if path.is_file()}
    done = mirsad("apply", run, corrections)
    assert done.exit_code == 0, done.output
    assert "correction not applied: accept organization لا شيء" in done.output
    assert "1 reviewed" in done.output
    names = [row["name"] for row in read(run, "organizations")]
    assert "وزارة العدل السعودية" in names
    assert "مستشفى المدينة العام" in names
    assert "وزارة الصحة" in names  # of the other article
    assert {row["rule"] for row in read(run, "actions") if row["trigger"] == "أعلنت"} == {"review"}
    assert "وزارة العدل السعودية" in {row["name"] for row in read(run, "entities")}
    manifest = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["review"]["stale"] == 1
    assert manifest["counts"]["organizations"] == len(names)
    assert len(read(run, "documents")[0]["warnings"]) > 0
    again = mirsad("apply", run, corrections)
    assert again.exit_code == 0
    empty = corrections.with_name("empty.json")
    empty.write_text('{"format": "mirsad-corrections", "version": 1}', encoding="utf-8")
    assert mirsad("apply", run, empty).exit_code == 0
    after = {path.name: path.read_bytes() for path in run.iterdir() if path.is_file()}
    assert {name for name in before if after[name] != before[name]} == {"manifest.json"}


def test_a_run_with_corrections_is_a_run_and_its_application(made: Path, run: Path, corrections: Path, tmp_path: Path) -> None:
    assert mirsad("apply", run, corrections, "--out", tmp_path / "applied").exit_code == 0
    words = ["run", made / "a.txt", made / "b.txt", "--published", "2024-10-20", "--corrections", corrections]
    assert mirsad(*words, "--out", tmp_path / "again").exit_code == 0
    assert mirsad(*words, "--out", run).exit_code == 0  # goes on with the run that was there
    for name in ("documents", "organizations", "officials", "actions", "mentions", "entities", "relations"):
        assert read(tmp_path / "applied", name) == read(tmp_path / "again", name) == read(run, name), name
    counts = json.loads((run / "manifest.json").read_text(encoding="utf-8"))["counts"]
    assert counts["organizations"] == len(read(run, "organizations"))


def test_reviewed_documents_are_gold(made: Path, run: Path, corrections: Path, tmp_path: Path) -> None:
    assert mirsad("apply", run, corrections, "--gold", tmp_path / "gold").exit_code == 0
    (record,) = (json.loads(path.read_text(encoding="utf-8")) for path in (tmp_path / "gold").glob("*.json"))
    assert record["doc_id"] == read(run, "documents")[0]["doc_id"]
    assert next(action for action in record["actions"] if action["trigger"] == "أعلنت")["type"] == "launch"
    assert [official["name"] for official in record["officials"]] == ["أحمد بن سالم العلي"]
    measured = evaluate(made / "out", tmp_path / "gold")
    assert measured.documents == 1
    assert measured.scores["organizations"]["tp"] < measured.scores["organizations"]["pred"]
    perfect = evaluate(run, tmp_path / "gold").scores
    assert {name for name, row in perfect.items() if row["pred"] and row["f1"] != 1.0} == set()
    shown = mirsad("evaluate", made / "out", run, "--errors")
    assert shown.exit_code == 0, shown.output
    assert "1 gold documents" in shown.output
    assert "org + وزارة الصحة" in shown.output


def test_a_lexicon_grows(made: Path, corrections: Path, tmp_path: Path) -> None:
    lexicon = tmp_path / "mine.csv"
    done = mirsad("lexicon", "add", corrections, "--to", lexicon)
    assert done.exit_code == 0, done.output
    assert "2 added" in done.output
    with open(lexicon, encoding="utf-8-sig", newline="") as handle:
        records = {row["name"]: row for row in csv.DictReader(handle)}
    assert records["مستشفى المدينة العام"]["aliases"] == "مستشفى المدينة"
    assert "0 added, 0 changed" in mirsad("lexicon", "add", corrections, "--to", lexicon).output
    words = ["run", made / "b.txt", "--out", tmp_path / "o", "--lexicon", lexicon]
    assert mirsad(*words).exit_code == 0
    assert ("مستشفى المدينة", "organizations:lexicon") in [(row["text"], row["found_by"]) for row in read(tmp_path / "o", "organizations")]


def test_a_shipped_organization_keeps_its_id(tmp_path: Path) -> None:
    entity = {"id": "x", "kind": "organization", "name": "منظمة الأمم", "to": {"name": "الأمم المتحدة", "type": "intergovernmental"}}
    corrections = parse({"format": "mirsad-corrections", "version": 1, "entities": [entity]}, "test")
    promote(corrections, tmp_path / "mine.csv", ModelStore.shipped())
    with open(tmp_path / "mine.csv", encoding="utf-8-sig", newline="") as handle:
        (row,) = csv.DictReader(handle)
    assert (row["id"], row["wikidata"]) == ("int-un", "Q1065")
    assert "منظمة الأمم" in row["aliases"].split(" | ")


def test_mistakes_are_told(run: Path, corrections: Path, tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="name no organization"):
        promote(parse({"format": "mirsad-corrections", "version": 1}, "test"), tmp_path / "l.csv", ModelStore.shipped())
    for words, hint in (
        (("apply", tmp_path, corrections), "holds no run"),
        (("apply", run, tmp_path / "none.json"), "cannot be read"),
        (("apply", run, corrections, "--out", corrections), "is a file"),
    ):
        done = mirsad(*words)
        assert isinstance(done.exception, MirsadError)
        assert hint in str(done.exception)
    (run / "documents.jsonl").unlink()
    assert "json among its formats" in str(mirsad("apply", run, corrections).exception)
