"""Every form of a nationality adjective."""

import pytest

from pipeline.resources.demonyms import inflect
from pipeline.resources.gazetteers import demonyms
from pipeline.resources.store import ModelStore

KUWAITI = ["كويتي", "كويتية", "كويتيان", "كويتيين", "كويتيون", "كويتيتان", "كويتيتين", "كويتيات"]


def test_a_nisba_has_eight_forms_twice() -> None:
    forms = [form.text for form in inflect("KW", ("كويتي",), ())]
    assert sorted(forms) == sorted([*KUWAITI, *("ال" + form for form in KUWAITI)])


def test_both_words_of_a_double_nisba_inflect() -> None:
    forms = {form.text: form for form in inflect("KR", ("كوري جنوبي",), ())}
    assert forms["الكورية الجنوبية"].gender == "f"
    assert forms["كوريون جنوبيون"].number == "plural"


def test_broken_plurals() -> None:
    assert [form.text for form in inflect("TR", (), ("أتراك",))] == ["أتراك", "الأتراك"]


@pytest.mark.parametrize(
    ("word", "country", "gender", "number", "definite"),
    [
        ("السعوديون", "SA", "m", "plural", True),
        ("فلسطينيات", "PS", "f", "plural", False),
        ("الأميركية", "US", "f", "singular", True),
        ("الروس", "RU", "m", "plural", True),
        ("الإماراتية", "AE", "f", "singular", True),
    ],
)
def test_shipped_forms(models: ModelStore, word: str, country: str, gender: str, number: str, definite: bool) -> None:
    found = [form for form in demonyms(models) if form.text == word]
    assert [(form.country, form.gender, form.number, form.definite) for form in found] == [(country, gender, number, definite)]
