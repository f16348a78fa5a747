"""Hashtags, spelled-out letters, brackets, and names that only the named-entity backend vouches for."""

import re

import pytest

from pipeline.core.annotations import NerSpan
from pipeline.core.document import Document
from pipeline.ner.places import PlaceFinder
from pipeline.normalize.normalizer import normalize
from pipeline.organizations.finder import OrganizationFinder
from pipeline.segment.segmenter import Segmenter

PLAIN = [
    ("أعلنت #وزارة_الصحة_السعودية الخطة", ["وزارة الصحة السعودية"]),
    ("أعلنت #وزارة_الصحة #الرياض الخطة", ["وزارة الصحة"]),
    ("دعت #الأمم_المتحدة إلى الهدوء", ["الأمم المتحدة"]),
    ("قال المدير لبي بي سي إن الوضع هادئ", ["بي بي سي"]),
    ("ذكرت شبكة (إن.بي.سي) الخبر", ["شبكة إن بي سي"]),
    ("ذكرت صحيفة (المرصد الجديد) الخبر", ["صحيفة المرصد الجديد"]),
    ('نقلت وكالة أنباء "تسنيم" الإيرانية البيان', ["وكالة أنباء تسنيم"]),
    ("قال مصدر لـ CNN إن القرار صدر", ["CNN"]),
    ("سجل أرسنال هدفين في المباراة", ["أرسنال"]),
]

NOTHING = [
    "قال لأن في الأمر سرا",
    "ذكرت الصحيفة (الأسبوع الماضي) الخبر",
    "زار شركة (5) مرات",
    "أعجبه ذلك بحماس كبير",
]

TAGGED = [
    ("قالت [مؤسسة ماركت] إن النمو تباطأ", ["مؤسسة ماركت"]),
    ("أقر [بنك كومنولث] بالخطأ", ["بنك كومنولث"]),
    ("حصلت [شركة درمندا كوليتيكا] للاستشارات على البيانات", ["شركة درمندا كوليتيكا للاستشارات"]),
    ("خسرت [شركة ميدغلف للتأمين] نصف قيمتها", ["شركة ميدغلف للتأمين"]),
    # an adjective is no name, a counted noun nothing in particular
    ("أسس [شركة ناشئة] في المدينة", []),
    ("أنشأ [مؤسسة محلية] للبحث", []),
    ("شاركت 12 [منظمة دولية] في اللقاء", []),
]


@pytest.mark.parametrize(("text", "expected"), PLAIN, ids=[case[0] for case in PLAIN])
def test_names(find, text, expected):
    assert [mention.name for mention in find(text) if mention.form != "nominal"] == expected


@pytest.mark.parametrize("text", NOTHING)
def test_nothing(find, text):
    assert [mention.name for mention in find(text) if mention.form != "nominal"] == []


@pytest.fixture(scope="module")
def find_tagged(models):
    """Find organizations where a backend vouches for what stands in square brackets."""
    segment, places, finder = Segmenter.from_models(models), PlaceFinder.from_models(models), OrganizationFinder.from_models(models)

    def run(marked: str) -> list[str]:
        text = re.sub(r"[\[\]]", "", marked)
        document = Document("d", text)
        segmentation = segment(document, normalize(text))
        start, end = marked.index("["), marked.index("]") - 1
        inside = [token.index for token in segmentation.tokens if start <= token.span.start < end]
        spans = (NerSpan(inside[0], inside[-1] + 1, "organization", 0.95, "test"),)
        mentions = finder(document, segmentation, spans, places(segmentation, spans))
        for mention in mentions:
            assert segmentation.tokens[mention.first].span.start <= mention.span.start
            assert segmentation.tokens[mention.last - 1].span.end == mention.span.end
        return [mention.name for mention in mentions if mention.form != "nominal"]

    return run


@pytest.mark.parametrize(("marked", "expected"), TAGGED, ids=[case[0] for case in TAGGED])
def test_tagged(find_tagged, marked, expected):
    assert find_tagged(marked) == expected


NATIONS = [
    ("اتهمت السلطات المصرية المتهم", ["السلطات المصرية"]),
    ("أحيل الملف إلى السلطات المختصة", []),
    ("رفضت حكومة الوفاق الوطني الاقتراح", ["حكومة الوفاق الوطني"]),
    ("انتقد إدارة ترامب أمس", ["إدارة ترامب"]),
    ("تعمل اللجنة الفنية المشتركة بين مصر والسودان على الملف", ["اللجنة الفنية المشتركة بين مصر والسودان"]),
    ("أعلن مجلس إدارة الاتحاد المصري لكرة القدم القرار", ["مجلس إدارة الاتحاد المصري لكرة القدم"]),
    ("قال رئيس مجلس إدارة الاتحاد المصري لكرة القدم ذلك", ["الاتحاد المصري لكرة القدم"]),
    ("قالت كتلة حركة النهضة إنها ترفض", ["كتلة حركة النهضة"]),
    ("في تصريح لإذاعة شمس أف أم ولمراسل نسمات أف أم", ["إذاعة شمس أف أم", "نسمات أف أم"]),
    ("خسر جولدمان ساكس جروب وويلز فارجو آند كومباني", ["جولدمان ساكس جروب", "ويلز فارجو آند كومباني"]),
    ("تسلمت مدرسة أسامة بن زيد الابتدائية ببني عاصم المبنى", ["مدرسة أسامة بن زيد الابتدائية ببني عاصم"]),
    ("نقل إلى مستشفى ابن سينا أمس", ["مستشفى ابن سينا"]),
    ("تتابع إدارة شؤون الموظفين الطلبات", ["إدارة شؤون الموظفين"]),
    ("تدخل في إدارة شؤون البلاد", []),
    ("أعدتها شركة «الأفق» المتخصصة بالإعلام", ["شركة الأفق"]),
    ("فاز بكأس الاتحاد الإنجليزي أمس", []),
    # a place where somebody lands, and a body that speaks
    ("وصلت الطائرة إلى مطار القاهرة الدولي", []),
    ("قال مدير مطار القاهرة الدولي إن الرحلات عادت", ["مطار القاهرة الدولي"]),
]


@pytest.mark.parametrize(("text", "expected"), NATIONS, ids=[case[0] for case in NATIONS])
def test_bodies_of_the_news(find, text, expected):
    assert [mention.name for mention in find(text) if mention.form != "nominal"] == expected


def test_country_told_elsewhere(find):
    text = "أقامت غرفة صناعة السينما المصرية حفلا في الرياض. وقالت غرفة صناعة السينما إن الحفل في الرياض نجح."
    assert {mention.country for mention in find(text) if mention.form == "name"} == {"EG"}


CITED = [
    ("نقلا عن الأهرام المصرية أمس", ["الأهرام المصرية"]),
    ("رفع المركزي الروسي سعر الفائدة", ["البنك المركزي الروسي"]),
    ("اعترض الدفاع الجوي السعودي صاروخا", ["الدفاع الجوي السعودي"]),
    ("رفض الادعاء الأميركي الطلب", ["الادعاء الأميركي"]),
    ("أفادت كتابة الدولة للشباب بأن البرنامج جاهز", ["كتابة الدولة للشباب"]),
    ("قالت السلط التونسية إنها ستحقق", ["السلط التونسية"]),
    # a common word beside a nationality, a place called after a company
    ("فازت الحياة المصرية بجمالها", []),
    ("لعب الفريق على استاد أليانز", []),
]


@pytest.mark.parametrize(("text", "expected"), CITED, ids=[case[0] for case in CITED])
def test_short_forms_of_the_news(find, text, expected):
    assert [mention.name for mention in find(text) if mention.form != "nominal"] == expected


MIXED = [
    ("وضعت Global Trading Group على اللائحة", ["Global Trading Group"]),
    ("شملت شركة Euro African Group المذكورة", ["شركة Euro African Group"]),
    ("طرح هاتف iPhone X الجديد", []),
    ("رفض القضاء الإسرائيلي الطلب", ["القضاء الإسرائيلي"]),
    ("زار قضاء كسروان أمس", []),
    ("قصفت ميليشيات حزب الله اللبنانية البلدة", ["حزب الله"]),
    ("أشرفت اللجنة الفنية بالهيئة العامة للثقافة على الحفل", ["اللجنة الفنية", "الهيئة العامة للثقافة"]),
    ("أشرفت اللجنة الفنية على الحفل", []),
    ("افتتح مركز الملك فهد الوطني لسرطان الأطفال", ["مركز الملك فهد الوطني لسرطان الأطفال"]),
    ("ضبط المتهم بالصندوق الخلفي", []),
    ("أعلن دعم الاتحاد الأوروبي لمصر", ["الاتحاد الأوروبي"]),
]


@pytest.mark.parametrize(("text", "expected"), MIXED, ids=[case[0] for case in MIXED])
def test_mixed(find, text, expected):
    assert [mention.name for mention in find(text) if mention.form != "nominal"] == expected


SPORT = [
    ("تذاكر لحضور مباراة السوبر بين النصر والهلال", ["النصر", "الهلال"]),
    ("تعادل المنتخب السعودي مع نظيره البلجيكي", ["المنتخب السعودي", "المنتخب البلجيكي"]),
    ("التقى الرئيس المصري نظيره الفرنسي", []),
    ("فرق بين النصر والهزيمة", []),
    ("شاهد الناس الهلال في السماء", []),
]


@pytest.mark.parametrize(("text", "expected"), SPORT, ids=[case[0] for case in SPORT])
def test_clubs_and_teams(find, text, expected):
    assert [mention.name for mention in find(text) if mention.form != "nominal"] == expected


def test_units_of_a_list(find):
    text = "تتكون من أقسام شؤون المعلمين والإشراف التربوي، وشؤون الموظفين، والصحة المدرسية."
    names = ["قسم شؤون المعلمين", "قسم الإشراف التربوي", "قسم شؤون الموظفين", "قسم الصحة المدرسية"]
    assert [mention.name for mention in find(text)] == names


def test_what_it_sues_for_is_no_part_of_the_name(find):
    text = "شكا مركز البحوث والدراسات في مجال الضمان الاجتماعي لإلغاء الفصل الرابع"
    assert [mention.name for mention in find(text)] == ["مركز البحوث والدراسات في مجال الضمان الاجتماعي"]
