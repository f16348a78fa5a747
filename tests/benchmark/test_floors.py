"""Scores on the gold documents stay above their floors, and the floors do not go down in silence."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from pipeline.batch.runner import RunOptions, run
from pipeline.core.config import Config
from pipeline.core.document import Document
from pipeline.evaluation.measure import MEASURES
from pipeline.evaluation.run import evaluate

FLOORS = yaml.safe_load(Path(__file__).with_name("floors.yaml").read_text(encoding="utf-8"))

LEAST = {
    ("news", "organizations"): 0.55,
    ("news", "persons"): 0.65,
    ("news", "positions"): 0.45,
    ("news", "dates"): 0.65,
    ("news", "action_triggers"): 0.60,
    ("news", "actions_typed"): 0.45,
}
"""The first floors; here a second time, so that lowering them takes a change of this file too."""


def test_floors_are_known_measures() -> None:
    for part in FLOORS.values():
        for scores in part.values():
            assert set(scores) <= set(MEASURES)


def test_floors_are_not_lowered() -> None:
    for (name, measure), least in LEAST.items():
        assert FLOORS["least"][name][measure] >= least, f"the first floor of {name} {measure} is {least}"
        assert FLOORS["floors"][name][measure] >= FLOORS["least"][name][measure], f"the floor of {name} {measure} lies below the first one"


def gold_of(name: str, shared: Path, tmp_path: Path) -> Path:
    """The folder of a gold set; the composed corpus is made into one."""
    if name != "corpus":
        return shared / "gold" / name
    gold = tmp_path / "gold"
    tool = shared / "tools" / "corpus_to_gold.py"
    files = sorted((Path(__file__).resolve().parents[2] / "models" / "training").glob("*.xml"))
    subprocess.run([sys.executable, tool, gold, *files], check=True, capture_output=True)
    return gold


@pytest.mark.benchmark
@pytest.mark.parametrize("name", sorted(FLOORS["floors"]))
def test_scores(name: str, shared: Path, tmp_path: Path) -> None:
    gold = gold_of(name, shared, tmp_path)
    documents = []
    for path in sorted(gold.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        documents.append(Document(record["doc_id"], text, str(path), "", record.get("published") or "", "metadata"))
    run(documents, Config(), RunOptions(tmp_path / "run"))
    scores = evaluate(tmp_path / "run", gold).scores
    short = {measure: (scores[measure]["f1"], floor) for measure, floor in FLOORS["floors"][name].items() if scores[measure]["f1"] < floor}
    assert not short, f"measured F1 and floor: {short}"
