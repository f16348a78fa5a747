from collections.abc import Callable

import pytest

from pipeline.core.annotations import Segmentation
from pipeline.core.errors import RuleError
from pipeline.normalize.normalizer import plain
from pipeline.resources.store import ModelStore, shipped_folder
from pipeline.segment.boilerplate import FILE, Boilerplate

RECORDS = ModelStore(shipped_folder()).yaml(FILE)


@pytest.fixture(scope="module")
def boilerplate(models: ModelStore) -> Boilerplate:
    return Boilerplate.from_models(models)


@pytest.mark.parametrize(("name", "line"), [(record["name"], line) for record in RECORDS for line in record["examples"]])
def test_examples(boilerplate: Boilerplate, name: str, line: str) -> None:
    verdict = boilerplate.judge(plain(line), early=True, late=True)
    assert verdict is not None
    assert verdict.over or verdict.meta or verdict.first < verdict.last


@pytest.mark.parametrize("line", [line for record in RECORDS for line in record["counter_examples"]])
def test_counter_examples(boilerplate: Boilerplate, line: str) -> None:
    assert boilerplate.judge(plain(line), early=True, late=True) is None


def test_every_record_has_examples() -> None:
    assert all(record["examples"] and record["counter_examples"] for record in RECORDS)
    assert len({record["name"] for record in RECORDS}) == len(RECORDS)


def test_a_malformed_record_names_file_and_record(models: ModelStore) -> None:
    class Store:
        folder = models.folder

        def yaml(self, name: str) -> list[dict[str, str]]:
            return [{"name": "x", "kind": "line"}]

    with pytest.raises(RuleError, match=r"boilerplate\.yaml, record 1"):
        Boilerplate.from_models(Store())  # type: ignore[arg-type]


def kinds(segmentation: Segmentation) -> str:
    return "".join(paragraph.kind[0] for paragraph in segmentation.paragraphs)


def test_teasers_reach_to_the_end(segment: Callable[..., Segmentation]) -> None:
    text = "الوزير يفتتح المعرض\nافتتح الوزير المعرض.\nالمصدر: بوابة الميناء\nاقرأ أيضاً:\nخبر آخر عن أمر آخر\nقال المحافظ غير ذلك."
    assert kinds(segment(text)) == "hbbfff"


def test_teasers_in_the_middle_end_where_the_text_goes_on(segment: Callable[..., Segmentation]) -> None:
    more = "وأضاف الوزير أن المعرض الذي تنظمه الوزارة كل عام يستمر حتى نهاية الشهر الجاري."
    text = f"الوزير يفتتح المعرض\nافتتح الوزير المعرض.\nاقرأ أيضاً:\nخبر آخر عن أمر آخر\nوخبر ثالث\n{more}\nشكرا للحضور"
    assert kinds(segment(text)) == "hbfffbb"


def test_a_tail_is_cut_off(segment: Callable[..., Segmentation]) -> None:
    text = "الوزير يفتتح المعرض\nافتتح الوزير المعرض. سمات المعرض جدة الوزير"
    found = segment(text)
    assert [paragraph.span.of(text) for paragraph in found.paragraphs][1:] == ["افتتح الوزير المعرض.", "سمات المعرض جدة الوزير"]
    assert kinds(found) == "hbf"


def test_a_link_line_keeps_its_source(segment: Callable[..., Segmentation]) -> None:
    text = "الوزير يفتتح المعرض\nافتتح الوزير المعرض.\nرابط الخبر بصحيفة الميناء: الوزير يفتتح المعرض"
    found = segment(text)
    assert [paragraph.span.of(text) for paragraph in found.paragraphs][2:] == ["رابط الخبر بصحيفة الميناء:", "الوزير يفتتح المعرض"]
    assert kinds(found) == "hbbf"


def test_a_repeated_headline_is_furniture(segment: Callable[..., Segmentation]) -> None:
    text = "الوزير يفتتح معرض الكتاب\nافتتح الوزير المعرض أمس.\nالوزير يفتتح معرض الكتاب"
    assert kinds(segment(text)) == "hbf"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("الوزير يفتتح المعرض\nافتتح الوزير المعرض.", "hb"),
        ("تاريخ النشر: 21 نوفمبر 2024\nالوزير يفتتح المعرض\nافتتح الوزير المعرض أمس.", "bhb"),
        ("افتتح الوزير المعرض أمس.\nوحضر الحفل سفراء.", "bb"),
        ("هل يفتتح الوزير المعرض؟\nتتجه الأنظار إلى وزارة الثقافة التي لم تعلن موعد المعرض.", "hb"),
        ("أكد الوزير، في كلمة طويلة " + "جدا " * 60, "b"),
    ],
)
def test_headlines(segment: Callable[..., Segmentation], text: str, expected: str) -> None:
    assert kinds(segment(text)) == expected
