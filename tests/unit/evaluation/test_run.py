import csv
import importlib.util
import json
from pathlib import Path

import pytest

from pipeline.core.errors import RunError
from pipeline.evaluation.run import as_table, evaluate

RAW = "أكد وزير العدل أحمد السالم أمس أن وزارة العدل أطلقت حملة."
GOLD = {
    "doc_id": "d1",
    "organizations": [{"name": "وزارة العدل", "type": "ministry", "mentions": ["وزارة العدل"]}],
    "officials": [
        {"name": "أحمد السالم", "positions": [{"position": "وزير", "org": "وزارة العدل", "role": "minister"}]},
        {"name": None, "positions": [{"position": "مدير", "org": None, "role": "director"}]},
    ],
    "dates": [{"text": "أمس", "type": "DATE", "value": "2024-10-19"}],
    "actions": [
        {"trigger": "أكد", "n": 1, "type": "state", "actors": ["أحمد السالم"]},
        {"trigger": "أطلقت", "n": 1, "type": "launch", "actors": ["وزارة العدل"]},
    ],
}
COLUMNS = {
    "documents": ("doc_id", "source"),
    "organizations": ("doc_id", "name", "type"),
    "officials": ("doc_id", "person_id", "name", "position", "role", "org"),
    "dates": ("doc_id", "text", "start", "end", "value"),
    "actions": ("doc_id", "trigger", "start", "end", "type", "actors"),
}


def write(folder: Path, **tables: list[tuple[object, ...]]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, columns in COLUMNS.items():
        with open(folder / f"{name}.csv", "w", encoding="utf-8-sig", newline="") as handle:
            csv.writer(handle).writerows([columns, *tables.get(name, [])])
    return folder


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "d1.json").write_text(json.dumps(GOLD, ensure_ascii=False), encoding="utf-8")
    (folder / "d1.txt").write_text(RAW, encoding="utf-8")
    return folder


@pytest.fixture
def perfect(tmp_path: Path) -> Path:
    at = {word: RAW.index(word) for word in ("أكد", "أمس", "أطلقت")}
    return write(
        tmp_path / "run",
        documents=[("x9", "in/d1.txt")],
        organizations=[("x9", "وزارة العدل", "ministry")],
        officials=[("x9", "p1", "أحمد السالم", "وزير", "minister", "وزارة العدل"), ("x9", "", "", "مدير", "director", "")],
        dates=[("x9", "أمس", at["أمس"], at["أمس"] + 3, "2024-10-19")],
        actions=[
            ("x9", "أكد", at["أكد"], at["أكد"] + 3, "state", "أحمد السالم"),
            ("x9", "أطلقت", at["أطلقت"], at["أطلقت"] + 5, "launch", "وزارة العدل | الكويت"),
        ],
    )


def test_a_perfect_run(perfect: Path, gold: Path) -> None:
    evaluation = evaluate(perfect, gold)
    assert {name: row["f1"] for name, row in evaluation.scores.items()} == dict.fromkeys(evaluation.scores, 1.0)
    assert evaluation.errors == ()
    assert evaluation.missing == ()
    assert "F1 1.000" in as_table(evaluation)


def test_what_is_wrong_is_listed(tmp_path: Path, gold: Path) -> None:
    run = write(
        tmp_path / "run",
        documents=[("d1", "")],
        organizations=[("d1", "وزارة الصحة", "ministry")],
        actions=[("d1", "أكد", 0, 3, "announce", "أحمد السالم")],
    )
    evaluation = evaluate(run, gold)
    assert evaluation.scores["action_triggers"] == {"p": 1.0, "r": 0.5, "f1": 0.6667, "tp": 1, "pred": 1, "gold": 2}
    assert evaluation.scores["actions_typed"]["tp"] == 0
    assert "d1 org + وزارة الصحة" in evaluation.errors
    assert "d1 org - وزارة العدل" in evaluation.errors
    assert "d1 date - أمس = 2024-10-19" in evaluation.errors


def test_a_document_that_the_run_lacks_counts_as_missed(tmp_path: Path, gold: Path) -> None:
    evaluation = evaluate(write(tmp_path / "run"), gold)
    assert evaluation.missing == ("d1",)
    assert evaluation.scores["organizations"]["gold"] == 1


def test_mistakes_are_told(tmp_path: Path, perfect: Path, gold: Path) -> None:
    with pytest.raises(RunError, match=r"documents\.csv is missing"):
        evaluate(tmp_path, gold)
    with pytest.raises(RunError, match="no gold documents"):
        evaluate(perfect, tmp_path)
    with pytest.raises(RunError, match="no document d2"):
        evaluate(perfect, gold, "d2")
    (gold / "d2.json").write_text("{}", encoding="utf-8")
    with pytest.raises(RunError, match="has no doc_id"):
        evaluate(perfect, gold)


def test_numbers_equal_those_of_the_scoring_tool(shared: Path, tmp_path: Path) -> None:
    """A run spoilt in every kind of way: gold surfaces as names, titles cut, values and spans off, documents left out."""
    spec = importlib.util.spec_from_file_location("score", shared / "tools" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    gold = shared / "gold" / "news"
    run = write(tmp_path / "run", **spoilt(gold))
    expected, errors = tool.score(run, gold, True)
    evaluation = evaluate(run, gold)
    assert evaluation.to_dict() == expected
    assert list(evaluation.errors) == errors
    assert 0 < evaluation.scores["organizations"]["f1"] < 1
    assert 0 < evaluation.scores["actions"]["f1"] < 1


def spoilt(gold: Path) -> dict[str, list[tuple[object, ...]]]:
    tables: dict[str, list[tuple[object, ...]]] = {name: [] for name in COLUMNS}
    for number, path in enumerate(sorted(gold.glob("*.json"))):
        record = json.loads(path.read_text(encoding="utf-8"))
        raw = path.with_suffix(".txt").read_text(encoding="utf-8")
        doc_id = record["doc_id"]
        if number % 17 == 0:
            continue
        tables["documents"].append((doc_id, str(path.with_suffix(".txt"))))
        for i, organization in enumerate(record["organizations"]):
            names = [organization["name"], organization["mentions"][-1], organization["name"] + " العامة", "وزارة أخرى"]
            tables["organizations"].append((doc_id, names[i % 4], organization["type"] if i % 3 else "other"))
        for i, official in enumerate(record["officials"]):
            for position in official["positions"] or [{"position": "", "org": "", "role": ""}]:
                title = position["position"].split()[0] if i % 2 and position["position"] else position["position"]
                name = (official["name"] or "").split()[: 2 if i % 3 else 9]
                row = (doc_id, f"p{i}", " ".join(name), title, position["role"], position.get("org") or "")
                tables["officials"].append(row)
        for i, date in enumerate(record["dates"]):
            start = raw.find(date["text"]) + (3 if i % 5 == 0 else 0)
            value = (date["value"] or "") if i % 4 else "2020"
            tables["dates"].append((doc_id, date["text"], start, start + len(date["text"]), value))
        for i, action in enumerate(record["actions"]):
            start = raw.find(action["trigger"])
            actors = " | ".join(action["actors"][: 1 if i % 3 else 0])
            tables["actions"].append((doc_id, action["trigger"], start, start + 2, action["type"] if i % 4 else "state", actors))
    return tables
