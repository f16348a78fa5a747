"""Names of world, sport and business news: owners, brands, clubs, and generic mentions that are no names."""

import pytest

NAMES = [
    # an owner's name, and what goes on behind it
    ("افتتحت مجموعة محمد سعد السالم العقارية برجا", ["مجموعة محمد سعد السالم العقارية"]),
    ("تسلمت شركة عبدالله محمد الراجحي وأولاده المشروع", ["شركة عبدالله محمد الراجحي وأولاده"]),
    ("أعد معهد خادم الحرمين الشريفين لأبحاث الحج والعمرة دراسة", ["معهد خادم الحرمين الشريفين لأبحاث الحج والعمرة"]),
    # a foreign brand is in no construct
    ("طرحت شركة كربلونيكس حلول الأمن الرقمي", ["شركة كربلونيكس"]),
    ('قال المحلل في بنك الاستثمار "Korvex" إن السوق هادئ', ["بنك الاستثمار Korvex"]),
    # people of a league
    ("تمنح رابطة لاعبي كرة السلة المحترفين الجائزة", ["رابطة لاعبي كرة السلة المحترفين"]),
    # a club known whole behind its head
    ("قاد المدرب فريق ليستر سيتي للفوز", ["فريق ليستر سيتي"]),
    # two bodies
    ("شكر إدارة المرور والحرس الوطني", ["إدارة المرور", "الحرس الوطني"]),
    ("ناقشت لجنة الدفاع والأمن الوطني التقرير", ["لجنة الدفاع والأمن الوطني"]),
    # an adjective of the last word of a record's short name; a participle of what the body does
    ("دعم مركز الملك سلمان للإغاثة الإنسانية الأسر", ["مركز الملك سلمان للإغاثة الإنسانية"]),
    ("شكروا بلدية الرياض المنظمة للحفل", ["بلدية الرياض"]),
    ("نقل إلى مستشفى الرس العام", ["مستشفى الرس العام"]),
    # back to the nominative
    ("حظرت الحكومة المصرية الإخوان المسلمين", ["الحكومة المصرية", "الإخوان المسلمون"]),
]

NOTHING = [
    "أعلنت الشركة الفنلندية أرباحها",
    "عاد الفريق الملكي للدفاع في الشوط الثاني",
    "حضر رئيس مركز الثنية الحفل",
    "حررنا محضرا في قسم الشرطة",
    "تعمل منصة القيادة الذاتية بالكهرباء",
]


@pytest.mark.parametrize(("text", "expected"), NAMES, ids=[case[0] for case in NAMES])
def test_names(find, text, expected):
    assert [mention.name for mention in find(text) if mention.form != "nominal"] == expected


@pytest.mark.parametrize("text", NOTHING)
def test_nothing(find, text):
    assert [mention.name for mention in find(text) if mention.form != "nominal"] == []
