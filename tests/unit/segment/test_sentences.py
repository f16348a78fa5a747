from collections.abc import Callable

import pytest

from pipeline.core.annotations import Segmentation

CASES = [
    "قال د. صالح العمري إن الدعم مستمر. | وأضاف أنه كاف.",
    "حضر أ.د. منى الخطيب و م. سعيد الراشد الحفل. | وغادرا.",
    "راسلوا ص.ب 1234 قبل الموعد. | شكرا لكم.",
    "قرر د.صالح تأجيل الموعد.",
    "عقد اللقاء في 24-10-1436هـ. | وحضره الوزير.",
    "انطلق المشروع عام 2015. | وبلغت كلفته 3.5 مليون ريال.",
    "هل وقع الوزير الاتفاق؟! | لم يؤكد ذلك أحد.",
    "خليج واحد ضد الاتجار… | وزارة العمل تطلق دورة",
    "نعم.. سنفوز بالمباراة المقبلة",
    "قال الوزير: «نحن نرفض. ولن نقبل.» | وغادر القاعة.",
    "زوروا www.example.gov.kw. | أو اكتبوا إلى info@example.org. | وشكرا",
    "1. وزارة العدل | ",
    "الدعم كاف؛ لأن المانحين أوفوا بوعودهم.",
]


@pytest.mark.parametrize("case", CASES)
def test_sentences(segment: Callable[..., Segmentation], case: str) -> None:
    expected = [part.strip() for part in case.split("|") if part.strip()]
    text = " ".join(expected)
    assert [sentence.span.of(text) for sentence in segment(text).sentences] == expected


def test_a_full_stop_without_a_space(segment: Callable[..., Segmentation]) -> None:
    text = "انتهى الاجتماع.وأكد الوزير ذلك"
    assert [sentence.span.of(text) for sentence in segment(text).sentences] == ["انتهى الاجتماع.", "وأكد الوزير ذلك"]


def test_a_line_end_ends_a_sentence(segment: Callable[..., Segmentation]) -> None:
    text = "الوزير يفتتح المعرض\nافتتح الوزير المعرض أمس\nوحضر الحفل سفراء"
    assert len(segment(text).sentences) == 3


def test_a_long_sentence_with_commas_is_one(segment: Callable[..., Segmentation]) -> None:
    text = "أكد الوزير " + "، ".join(["أهمية التعاون بين الجهات"] * 60) + "."
    assert len(segment(text).sentences) == 1


def test_a_long_quotation_is_split(segment: Callable[..., Segmentation]) -> None:
    text = "قال الوزير: «" + " ".join(["نحن ماضون في تنفيذ الخطة التي أقرها المجلس هذا العام."] * 6) + "»"
    assert len(segment(text).sentences) == 6
