from collections.abc import Callable

import pytest

from pipeline.core.annotations import Segmentation


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24-10-1436هـ", "24/n -/m 10/n -/m 1436/n ه/w"),
        ("3.5 و14،5 و1،200", "3.5/n و/w 14،5/n و/w 1،200/n"),
        ("٢٠٢٤م", "2024/n م/w"),
        ("#الكويت_أولا", "#/m الكويت/w _/m أولا/w"),
        ("info@un.org http://www.un.org/ar. @moj_kw", "info@un.org/l http://www.un.org/ar/l ./m @moj_kw/l"),
        ("COVID-19 وG20 وF16", "COVID-19/l و/w G20/l و/w F16/l"),
        ("(واس)", "(/m واس/w )/m"),
        ("مكتب50موظفا", "مكتب/w 50/n موظفا/w"),
        ("لـ«سكرتارية»", "ل/w «/m سكرتارية/w »/m"),
    ],
)
def test_tokens(segment: Callable[..., Segmentation], text: str, expected: str) -> None:
    assert " ".join(f"{token.text}/{token.kind[0]}" for token in segment(text).tokens) == expected


def test_marks_belong_to_their_letter(segment: Callable[..., Segmentation]) -> None:
    text = "أَكَّدَتْ وِزارَةُ العَدْلِ بـمجلس 1436هـ"
    tokens = segment(text).tokens
    assert [token.span.of(text) for token in tokens] == ["أَكَّدَتْ", "وِزارَةُ", "العَدْلِ", "بـمجلس", "1436", "هـ"]
    assert [token.norm for token in tokens] == ["اكدت", "وزاره", "العدل", "بمجلس", "1436", "ه"]


def test_base_starts_after_the_particles(segment: Callable[..., Segmentation]) -> None:
    text = "وَلِلْوِزارة وبـمجلس"
    first, second = segment(text).tokens
    assert (first.proclitics, first.base, first.base_span.of(text)) == (("و", "ل"), "الوزاره", "لْوِزارة")
    assert (second.proclitics, second.base, second.base_span.of(text)) == (("و", "ب"), "مجلس", "مجلس")


def test_presentation_forms_and_persian_letters(segment: Callable[..., Segmentation]) -> None:
    text = "ﻭﺯﺍﺭﺓ کویت ﷲ ﻻ"
    assert [token.norm for token in segment(text).tokens] == ["وزاره", "كويت", "الله", "لا"]


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("رئيسا للجنة مكافحة الفساد", "لجنه"),
        ("تقريرا للجنة التحقيق", "لجنه"),
        ("تقريرا للجنة الوطنية لحقوق الإنسان", "اللجنه"),
        ("تقريرا للجنة العليا", "اللجنه"),
        ("تقريرا للجنة في مقرها", "اللجنه"),
        ("تقريرا للجنة اليوم", "اللجنه"),
        ("تقريرا للجنة، مؤكدا", "اللجنه"),
        ("سلم السفير للوزير رسالة", "الوزير"),
    ],
)
def test_a_noun_after_two_lams_is_definite_unless_it_governs(segment: Callable[..., Segmentation], text: str, base: str) -> None:
    assert next(token.base for token in segment(text).tokens if token.proclitics[-1:] == ("ل",)) == base


@pytest.mark.parametrize(("text", "base"), [("الرياض وجدة", "جده"), ("مدينة وجدة", "وجده"), ("في وجدة", "وجده"), ("وجدة", "وجده")])
def test_a_city_that_is_also_and_with_another(segment: Callable[..., Segmentation], text: str, base: str) -> None:
    assert segment(text).tokens[-1].base == base
