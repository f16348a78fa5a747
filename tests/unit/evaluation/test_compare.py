import pytest

from pipeline.evaluation.compare import (
    like_organization,
    nth,
    overlap,
    paired,
    same_actor,
    same_country,
    same_organization,
    same_person,
)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("أحمد السالم", "احمد السالم", True),
        ("أحمد بن سالم العلي", "أحمد العلي", True),
        ("العلي", "أحمد العلي", False),
        ("أحمد العلي", "أحمد السالم", False),
        ("", "", False),
        ("فاطمة", "فاطمه", True),
    ],
)
def test_same_person(first: str, second: str, same: bool) -> None:
    assert same_person(first, second) is same
    assert same_person(second, first) is same


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [("مصر", "جمهورية مصر العربية", True), ("السعودية", "المملكة", True), ("قطر", "البحرين", False), ("وزارة العدل", "وزارة العدل", False)],
)
def test_same_country(first: str, second: str, same: bool) -> None:
    assert same_country(first, second) is same


@pytest.mark.parametrize(
    ("name", "strict", "lenient"),
    [
        ("وزارة العدل", True, True),
        ("وزاره العدل", True, True),
        ("الوزارة", False, False),
        ("وزارة العدل الكويتية", False, True),
        ("وزارة الصحة", False, False),
    ],
)
def test_organizations(name: str, strict: bool, lenient: bool) -> None:
    gold = {"name": "وزارة العدل", "mentions": ["وزارة العدل", "الوزارة"]}
    assert same_organization(name, gold) is strict
    assert like_organization(name, gold) is lenient


def test_a_long_surface_counts_and_a_short_one_does_not() -> None:
    gold = {"name": "منظمة العمل الدولية", "mentions": ["منظمتي العمل", "المنظمة"]}
    assert same_organization("منظمتي العمل", gold)
    assert not same_organization("المنظمة", gold)


def test_overlap_is_of_the_longer_name_and_without_articles() -> None:
    assert overlap("وزارة العدل", "وزارة عدل الكويت") == pytest.approx(2 / 3)
    assert overlap("", "") == 0


def test_actors_are_people_countries_or_alike() -> None:
    assert same_actor("مصر", "جمهورية مصر العربية")
    assert not same_actor("", "")


def test_nth_counts_from_one_and_may_overlap() -> None:
    assert nth("قال قال", "قال", 2) == (4, 7)
    assert nth("قال", "قال", 2) is None
    assert nth("ااا", "اا", 2) == (1, 3)


def test_pairs_are_one_to_one_in_order() -> None:
    assert paired([1, 1, 2], [2, 1], lambda a, b: a == b) == [(0, 1), (2, 0)]
