"""Persons and positions of whole sentences, with negatives; the table is ``tests/cases/officials.yaml``."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from pipeline.core.analysis import Analysis

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "officials.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_sentence(case: dict, read: Callable[[str], Analysis]) -> None:
    analysis = read(case["text"])
    names = {entity.id: entity.name for entity in analysis.entities if entity.kind == "person"}
    assert list(names.values()) == case["persons"]
    found = {(names.get(held.person_id, ""), held.title, held.organization, held.role) for held in analysis.positions}
    assert {tuple(wanted) for wanted in case["positions"]} == found


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_spans_are_raw(case: dict, read: Callable[[str], Analysis]) -> None:
    analysis = read(case["text"])
    for mention in analysis.mentions:
        if mention.kind == "person" and mention.form != "nominal":
            surface = mention.span.of(case["text"])
            name = next(entity.name for entity in analysis.entities if entity.id == mention.entity_id)
            assert surface == surface.strip()
            assert surface.replace("#", " ").replace("_", " ").split()[-1] in name


def test_honorific_stands_apart(read: Callable[[str], Analysis]) -> None:
    analysis = read("قال معالي الدكتور صالح بن حمد العجلان إن الخدمات تحسنت.")
    person = next(entity for entity in analysis.entities if entity.kind == "person")
    assert (person.name, person.honorific, person.gender) == ("صالح بن حمد العجلان", "معالي الدكتور", "m")


def test_honorific_after_a_preposition_has_its_whole_article(read: Callable[[str], Analysis]) -> None:
    analysis = read("قدم الوفد التهنئة للدكتور صالح بن حمد العجلان في مكتبه.")
    person = next(entity for entity in analysis.entities if entity.kind == "person")
    assert (person.name, person.honorific) == ("صالح بن حمد العجلان", "الدكتور")


def test_acting(read: Callable[[str], Analysis]) -> None:
    analysis = read("أوضح مدير فرع وزارة التجارة بالإنابة خالد الحربي أن الحملة مستمرة.")
    assert [position.acting for position in analysis.positions] == [True]
