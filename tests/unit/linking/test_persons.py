"""Which mentions stand for one person, and what ids persons have."""

from collections.abc import Callable

import pytest

from pipeline.core.analysis import Analysis
from pipeline.linking.persons import name_words, person_id, same_name


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("صالح السعدون", "صالح محمود السعدون", True),
        ("محمد بن سلمان", "محمد بن سلمان بن عبد العزيز", True),
        ("ماجد الحقيل", "ماجد بن عبدالله الحقيل", True),
        ("عبد الله العليان", "عبدالله بن صالح العليان", True),
        ("خالد الفيصل", "سعود الفيصل", False),
        ("محمد بن فهد", "محمد بن سلمان بن عبد العزيز", False),
        ("محمد", "محمد بن سلمان", False),
    ],
)
def test_same_name(short: str, full: str, same: bool) -> None:
    assert same_name(name_words(short), name_words(full)) is same


def test_id_is_of_the_folded_name() -> None:
    assert person_id("عبد الله بن أحمد آل الشيخ") == person_id("عبدالله احمد الشيخ")
    assert person_id("عبدالله العليان") != person_id("عبدالله العمير")


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("قالت وكيل وزارة العدل عواطف السند إن العمل بدأ. وأضافت السند أنه مستمر.", ["name", "short_name"]),
        ("قال وزير التعليم عزام الدخيل إن العام بدأ. وتفقد وزير التعليم المدارس.", ["name", "nominal"]),
        ("صرح أمير منطقة الباحة مشاري بن سعود بذلك. وشكر أمير المنطقة الحضور.", ["name", "nominal"]),
    ],
)
def test_later_mentions(text: str, forms: list[str], read: Callable[[str], Analysis]) -> None:
    analysis = read(text)
    persons = [entity for entity in analysis.entities if entity.kind == "person"]
    assert len(persons) == 1
    assert [mention.form for mention in analysis.mentions if mention.entity_id == persons[0].id] == forms


def test_position_keeps_the_canonical_organization(read: Callable[[str], Analysis]) -> None:
    analysis = read("أعلنت وزارة الصحة خطتها. وقال وكيل الوزارة سامي العمري إن الخطة جاهزة.")
    bodies = {entity.id: entity.name for entity in analysis.entities if entity.kind == "organization"}
    assert [(position.organization, bodies[position.organization_id]) for position in analysis.positions] == [
        ("وزارة الصحة", "وزارة الصحة")
    ]


def test_unnamed_position_is_listed_where_it_acts(read: Callable[[str], Analysis]) -> None:
    analysis = read("دعا النائب العام إلى التحقيق.")
    office = next(entity for entity in analysis.entities if entity.kind == "position")
    assert office.listed
    assert office.id.startswith("pos-")


def test_two_runs_are_equal(read: Callable[[str], Analysis]) -> None:
    text = "استقبل وزير العدل وليد الصمعاني وزير الإسكان ماجد الحقيل في مكتبه."
    assert read(text) == read(text)
