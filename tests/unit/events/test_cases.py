"""The table of phrasings: ``tests/cases/actions.yaml``."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.api import Pipeline

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "actions.yaml").read_text(encoding="utf-8"))


def _fits(row: Any, wanted: dict[str, str]) -> bool:
    for key, value in wanted.items():
        if key == "trigger":
            if row["trigger"] not in value.split("|"):
                return False
        elif key in ("actor", "target"):
            names = " | ".join(row[key + "s"])
            if (value == "" and names) or not any(part in names for part in value.split("|")):
                return False
        elif row[key] != value:
            return False
    return True


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_case(case: dict[str, Any], nlp: Pipeline) -> None:
    rows = nlp.analyze(case["text"], published="2024-10-17").rows["actions"]
    for wanted in case.get("actions", []):
        assert any(_fits(row, wanted) for row in rows), (
            wanted,
            [(row["trigger"], row["type"], row["actors"], row["modality"]) for row in rows],
        )
    for word in case.get("none", []):
        assert not any(word in row["trigger"].split() for row in rows), word
    for row in rows:
        assert case["text"][row["start"] : row["end"]] == row["trigger"]
