"""What an action's object is, and what is none: times, places, pronouns and other clauses."""

import pytest

from pipeline.assemble import Stages, analyze, build
from pipeline.core.config import Config
from pipeline.core.document import Document
from pipeline.resources.store import ModelStore


@pytest.fixture(scope="module")
def stages(models: ModelStore) -> Stages:
    """The whole pipeline."""
    return build(Config(), models)


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("اجتماع اللجنة الوطنية للتعليم الذي عقدته بمقر وزارة العدل برئاسة وكيل الوزارة سالم الكندري أمس.", "عقدته", ""),
        ("أحالت وزارة التجارة منذ مطلع العام الجاري 21 بلاغا إلى النيابة العامة.", "أحالت", "21 بلاغا"),
        ("شارك وزير الصحة خالد العمري في الاجتماع بحضور السفراء.", "شارك", "الاجتماع"),
        ("أشاد بها وزير الصحة خالد العمري.", "أشاد", ""),
        ("أطلقت وزارة الصحة حملة توعية خلال شهر مايو.", "أطلقت", "حملة توعية"),
        ("أطلقت وزارة الصحة حملة توعية بهدف خفض الإصابات.", "أطلقت", "حملة توعية"),
        ("أطلقت وزارة الصحة حملة توعية بمشاركة الجامعات وذلك في إطار خطتها.", "أطلقت", "حملة توعية"),
        ("أعلنت وزارة الصحة في تونس حملة توعية جديدة.", "أعلنت", "حملة توعية جديدة"),
        ("حذرت وزارة الصحة من الشائعات.", "حذرت", "الشائعات"),
        ("استقبل وزير الصحة خالد العمري في مكتبه مدير المستشفى العام.", "استقبل", "مدير المستشفى العام"),
        ("قبضت الشرطة على ثلاثة أشخاص وأحالتهم إلى النيابة العامة.", "أحالتهم", ""),
        ("أكدت وزارة الصحة أن الحملة مستمرة.", "أكدت", "الحملة مستمرة"),
    ],
)
def test_objects(stages: Stages, text: str, trigger: str, expected: str) -> None:
    events = analyze(stages, Document("d", text)).events
    spans = {text[event.span.start : event.span.end]: event.object for event in events}
    assert trigger in spans
    span = spans[trigger]
    assert (text[span.start : span.end] if span is not None else "") == expected
