from collections.abc import Callable

import pytest

from pipeline.core.annotations import Segmentation

LEADING = [
    "سبق- ينبع:",
    "القاهرة – أ ش أ –",
    "الكويت – (كونا) –",
    "المنامة في 29 سبتمبر / بنا /",
    "الرياض (واس) -",
    "الرياض - واس:",
    "مسقط – قنا:",
    "سعد الراجحي- سبق- جدة:",
    "لاهاي، 5 نوفمبر/تشرين الثاني (رويترز) -",
    "الخرطوم:",
    "عمّان –",
    "صحيفة الميناء – بريدة:",
    "دبي، الإمارات العربية المتحدة (CNN)--",
    "سبق ـ أبها:",
]
LINES = [
    "جازان 13 رجب 1437هـ الموافق 20 أبريل 2016م واس",
    "سالم البشري-الباحة",
    "عين اليوم – الطائف",
    "المصدر: بوابة الميناء",
    "كتبت - نورة الشيخ:",
    "تحرير :زكريا العبدلي",
    "بغداد – واع – حسن الفارس",
]
NOT = [
    "قال الوزير: الدعم مستمر.",
    "وقال الداعوق أمام الوفد: لن نقبل.",
    "القاهرة تطالب دمشق بوقف الهجوم على المدينة فورا.",
    "نقص القضاة، وتأخر الرواتب، وغياب المختبر: أزمة العدالة.",
    "أعلنت القوات البرية - أمس - بدء التدريب.",
    "1 - السن: ألا يقل عن ثلاثين عاما.",
    "وأوضح لـ(عكاظ) أن العمل جار.",
    "علمت (عكاظ) أن العمل جار.",
    "فخامة الرئيس / سعيد سالم المحترم",
    "نقلت وكالة الأنباء السعودية (واس)، اليوم، عن مصدر مسؤول أن العمل جار.",
]


def datelines(found: Segmentation, text: str) -> list[str]:
    return [text[found.tokens[first].span.start : found.tokens[last - 1].span.end] for first, last in found.datelines]


@pytest.mark.parametrize("dateline", LEADING)
def test_leading(segment: Callable[..., Segmentation], dateline: str) -> None:
    text = f"{dateline} أعلنت وزارة العدل، اليوم الخميس، تشكيل فريق عمل جديد لمتابعة القضايا المعروضة على المحاكم."
    assert datelines(segment(text), text) == [dateline]


@pytest.mark.parametrize("line", LINES)
def test_whole_lines(segment: Callable[..., Segmentation], line: str) -> None:
    text = f"الوزير يفتتح المعرض\n{line}\nافتتح الوزير المعرض أمس بحضور سفراء."
    assert datelines(segment(text), text) == [line]


@pytest.mark.parametrize("line", NOT)
def test_not_a_dateline(segment: Callable[..., Segmentation], line: str) -> None:
    text = f"الوزير يفتتح المعرض\n{line}\nافتتح الوزير المعرض أمس بحضور سفراء."
    assert datelines(segment(text), text) == []


def test_trailing_source(segment: Callable[..., Segmentation]) -> None:
    text = "افتتح الوزير المعرض أمس بحضور سفراء (واس)."
    assert datelines(segment(text), text) == ["(واس)."]


@pytest.mark.parametrize("headline", ["الأمم المتحدة: لا حل عسكريا", "تقرير: العمل جار", "صحيفة أجنبية: الوزير يزور المدينة"])
def test_a_headline_that_cites_is_no_dateline(segment: Callable[..., Segmentation], headline: str) -> None:
    text = f"{headline}\nافتتح الوزير المعرض أمس بحضور سفراء."
    assert datelines(segment(text), text) == []


def test_a_dateline_alone_is_no_headline(segment: Callable[..., Segmentation]) -> None:
    found = segment("الرياض – واس\nافتتح الوزير المعرض أمس بحضور سفراء.")
    assert [paragraph.kind for paragraph in found.paragraphs] == ["body", "body"]
    assert [sentence.kind for sentence in found.sentences] == ["body", "body"]
