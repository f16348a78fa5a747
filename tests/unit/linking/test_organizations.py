"""Which mentions stand for one organization: one short text a case, and the surfaces of each organization in it."""

import pytest

from pipeline.linking.names import name_words, service, within
from pipeline.linking.organizations import entity_id


def surfaces(nlp, text):
    analysis = nlp.analyze(text)
    rows = analysis.mentions
    rows = rows[rows["kind"] == "organization"]
    names = dict(zip(analysis.organizations["org_id"], analysis.organizations["name"], strict=True))
    found: dict[str, list[str]] = {}
    for entity, surface in zip(rows["entity_id"], rows["text"], strict=True):
        found.setdefault(names[entity], []).append(surface)
    return found


CASES = [
    (
        "أعلنت وزارة الزراعة فتح باب التسجيل. وأوضحت الوزارة أن الموعد قريب.",
        {"وزارة الزراعة": ["وزارة الزراعة", "الوزارة"]},
    ),
    (
        "قال رئيس الهيئة العامة لمكافحة الحرائق إن الخطة جاهزة. وأضاف أن الهيئة دربت كوادرها.",
        {"الهيئة العامة لمكافحة الحرائق": ["الهيئة العامة لمكافحة الحرائق", "الهيئة"]},
    ),
    (
        "افتتحت إمارة منطقة الباحة المعرض. وشكرت إمارة الباحة المشاركين.",
        {"إمارة منطقة الباحة": ["إمارة منطقة الباحة", "إمارة الباحة"]},
    ),
    (
        "أعلنت الهيئة السعودية للمدن (مدن) عن مشروع. وقالت مدن إنها ستبدأ قريبا.",
        {"الهيئة السعودية للمدن": ["الهيئة السعودية للمدن", "مدن", "مدن"]},
    ),
    (
        "قال وزير التعليم إن الخطة جاهزة. وأكدت الوزارة أن العام الدراسي سيبدأ غدا.",
        {"وزارة التعليم": ["الوزارة"]},
    ),
    (
        "باشرت صحة الأحساء عملها. وأكدت الشؤون الصحية بمحافظة الأحساء جاهزيتها.",
        {"الشؤون الصحية بمحافظة الأحساء": ["صحة الأحساء", "الشؤون الصحية بمحافظة الأحساء"]},
    ),
    (
        'طورت المنظمة العربية للأبحاث الضوئية (ضياء) الجهاز. وقالت منظمة "ضياء" إنه جاهز.',
        {"المنظمة العربية للأبحاث الضوئية": ["المنظمة العربية للأبحاث الضوئية", "ضياء", 'منظمة "ضياء"']},
    ),
    (
        "دعت اليونيسف إلى الهدوء. وقالت منظمة اليونيسف إن الأطفال في خطر.",
        {"منظمة اليونيسف": ["اليونيسف", "منظمة اليونيسف"]},
    ),
    (
        'وقعت جمعية الأفق للتنمية، المعروفة اختصارا بـ"ضفاف"، العقد. وقالت "ضفاف" إنها مستعدة.',
        {"جمعية الأفق للتنمية": ["جمعية الأفق للتنمية", "ضفاف", "ضفاف"]},
    ),
    (
        "رفضت الحكومة اليمنية العرض. وأضافت الحكومة أنها سترد.",
        {"الحكومة اليمنية": ["الحكومة اليمنية", "الحكومة"]},
    ),
    (
        "وقعت وكالة الأفق للسياحة والسفر العقد. وأكدت وكالة الأفق للسفر والسياحة ذلك.",
        {"وكالة الأفق للسياحة والسفر": ["وكالة الأفق للسياحة والسفر", "وكالة الأفق للسفر والسياحة"]},
    ),
    ("ناقشت اللجنة الموضوع وأرجأت القرار.", {}),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:30] for case in CASES])
def test_mentions_of_one_organization(nlp, text, expected):
    assert surfaces(nlp, text) == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("وزارة التعليم", "وزارة التعليم العالي"),
        ("وزارة الصحة", "فرع وزارة الصحة"),
        ("شرطة جدة", "شرطة محافظة الطائف"),
        ("قوات الأمن", "قوات الأمن المركزي"),
    ],
)
def test_kept_apart(nlp, first, second):
    found = surfaces(nlp, f"شاركت {first} في اللقاء. وشاركت {second} في المعرض.")
    assert {first, second} <= set(found)


def test_words_of_a_name():
    assert name_words("إمارة منطقة الباحة") == name_words("إمارة الباحة")
    assert name_words("شرطة محافظة جدة") == name_words("شرطة بجدة")
    assert within(name_words("اللجنة الوطنية"), name_words("اللجنة الوطنية لمكافحة الفساد"))
    assert not within(name_words("اللجنة العليا"), name_words("اللجنة الوطنية"))


def test_services():
    assert service(name_words("مديرية الشؤون الصحية بالأحساء")) == service(name_words("صحة الأحساء"))
    assert service(name_words("وزارة الصحة")) == ()


def test_ids_are_stable():
    assert entity_id("وزارة العدل", "KW") == entity_id("وزاره العدل", "KW")
    assert entity_id("وزارة العدل", "KW") != entity_id("وزارة العدل", "QA")
    assert entity_id("وزارة العدل", "KW").startswith("org-")
