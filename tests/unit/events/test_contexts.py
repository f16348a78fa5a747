"""Where a word can be a trigger, and which of its senses the words around it choose."""

import pytest

from pipeline.core.document import Document
from pipeline.normalize.normalizer import normalize
from tests.unit.events.conftest import Spotter


@pytest.mark.parametrize(
    ("text", "trigger", "rule"),
    [
        # verbal nouns: decided, joined to an act, announced
        ("قررت وزارة الصحة إغلاق المستشفى القديم", "إغلاق", "restrict.ban"),
        ("تم ضبط المتهم أمس وإحالته إلى النيابة", "إحالته", "prosecute.court"),
        ("كشف رئيس الهيئة العامة للرياضة في البلاد عن قبوله استقالة المدرب", "قبوله", "dismiss.resign"),
        # a conjunction that looks like a root letter
        ("ورد مقاتلو الحركة بإطلاق قذائف", "رد", "attack.answer"),
        # speakers quoted in the first person
        ("قال الوزير أؤكد أن العمل مستمر", "أؤكد", "state.say"),
        # the object before its verb
        ("في تصريحات أدلى بها المدير أمس", "أدلى", "state.speech"),
        ("هذه قذائف أطلقها المسلحون ليلا", "أطلقها", "attack.wage"),
        # senses told by the object
        ("وجهت النيابة الاتهام إلى الموظف", "وجهت", "prosecute.case"),
        ("وجه النائب نقدا إلى الوزارة", "وجه", "criticize.blame"),
        ("تولى القاضي منصب رئيس المحكمة", "تولى", "appoint.post"),
        ("تبنى البرلمان مشروع القانون", "تبنى", "decide.resolve"),
        ("تبنى التنظيم الهجوم", "تبنى", "announce.claim"),
        ("رفع البنك المركزي أسعار الفائدة", "رفع", "decide.price"),
        ("رفعت الشركة إنتاجها من الغاز", "رفعت", "trade.launch"),
        ("عقدت الجمعية جلسة نقاشية للأمهات", "عقدت", "organize.session"),
        ("عقد الوزيران جلسة مغلقة", "عقد", "meet.hold"),
        ("هاجم الوزير تصريحات نظيره", "هاجم", "criticize.attack"),
        ("«الصحة» تصدر بيانا عن الحادث", "تصدر", "announce.issue"),
        ("وقد تصدر البنك قائمة المصارف الأكثر متابعة في المنطقة حسب إحصائية حديثة", "تصدر", "win.gain"),
        # the nearer condition, and at one place the longer
        ("خاض النادي معركة قضائية ضد الاتحاد", "خاض", "other.fight"),
    ],
)
def test_reading(text: str, trigger: str, rule: str, spot: Spotter) -> None:
    assert (trigger, rule) in [(word, candidate.rule.name) for word, candidate in spot(text + ".")]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("نسأل الله أن يوفق الجميع ويكرم أهل المدينة", "يوفق"),
        ("راجيا أن يكرم الله ضيوفنا", "يكرم"),
        ("وعلى وجه الخصوص تحتاج القرى إلى الماء", "وجه"),
        ("جمعت التبرعات ليتم تسليمها إلى الأسر", "يتم تسليمها"),
        ("أطلق عليها الأهالي اسم مدرسة النور", "أطلق"),
        ("زارهم أعضاء الغرفة أبرزهم رئيسها", "أبرزهم"),
        ("لقي ثلاثة أشخاص مصرعهم", "لقي"),
        ("سجل الدولار أعلى مستوى منذ شهر", "سجل"),
    ],
)
def test_no_reading(text: str, word: str, spot: Spotter) -> None:
    assert word not in [found for found, _ in spot(text + ".")]


def test_names_hold_no_triggers(spot: Spotter) -> None:
    text = "علي عبد الله صالح زار المدينة."
    segmentation = spot.segment(Document("d", text), normalize(text))
    (sentence,) = segmentation.sentences
    heads = {candidate.head for candidate in spot.find(segmentation, sentence, frozenset(range(4)))}
    assert heads == {4}
