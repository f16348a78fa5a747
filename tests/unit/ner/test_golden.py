"""What the shipped models say of a few sentences, span by span; without the gazetteers, so that it tells of the files alone."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.core.annotations import Segmentation
from pipeline.ner.default import ENSEMBLE, FILE, TrainedBackend
from pipeline.ner.ensemble import Ensemble
from pipeline.ner.joins import NameJoiner
from pipeline.ner.tagger import Tagger
from pipeline.resources.store import ModelStore

FOLDER = Path(__file__).parent / "golden"
SENTENCES = (
    "التقى وزير الخارجية العماني بدر البوسعيدي في مسقط نظيره الياباني تارو كاواغوتشي.",
    "وأعلنت شركة نوردفيلد النرويجية أنها وقعت عقدا مع مؤسسة سوناطراك لبناء محطة في وهران.",
    "قال المتحدث باسم حزب الغد التقدمي ليونيد باراشكوف إن الحزب يرفض القرار.",
    "ترأس محافظ حفر الباطن اجتماع اللجنة المحلية للدفاع المدني بحضور مدير الشرطة العقيد سعد الدوسري.",
    "فاز نادي الهلال على ضيفه فالكنبرغ بهدفين سجلهما اللاعب يوهان ستراند.",
    "أفادت وكالة كيودو بأن مصرف ميزوهو اشترى حصة في بنك تشاتام البريطاني.",
    "عينت جامعة السلطان قابوس الدكتورة موزة بنت ناصر الحارثية عميدة لكلية الآداب.",
    "ونفى رئيس بلدية غراتسيا ماركو بيليني أن تكون الشرطة أوقفت أحدا.",
    "يدرس الطلاب في المدرسة قواعد اللغة وآدابها كل صباح.",
)


def load(name: str, models: ModelStore) -> TrainedBackend:
    first = models.folder / FILE
    tagger = Tagger.load(first, {}) if name == "default" else Ensemble.load(models.folder / ENSEMBLE, first, {})
    return TrainedBackend(tagger, NameJoiner(frozenset(), frozenset()))


@pytest.mark.parametrize("name", ["default", "accurate"])
def test_the_shipped_models_say_what_they_said(
    name: str, models: ModelStore, segment: Callable[[str], Segmentation], request: pytest.FixtureRequest
) -> None:
    backend = load(name, models)
    said = {}
    for sentence in SENTENCES:
        segmentation = segment(sentence)
        spans = backend.recognize(segmentation)
        said[sentence] = [
            f"{span.label} {span.score:.2f} {' '.join(token.text for token in segmentation.tokens[span.first : span.last])}"
            for span in spans
        ]
    path = FOLDER / f"{name}.json"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    golden = json.loads(path.read_text(encoding="utf-8"))
    assert [_rough(spans) for spans in said.values()] == [_rough(spans) for spans in golden.values()]
    for sentence, spans in golden.items():
        for now, then in zip(said[sentence], spans, strict=True):
            assert abs(float(now.split()[1]) - float(then.split()[1])) <= 0.02, (now, then)


def _rough(spans: list[str]) -> list[tuple[str, str]]:
    """Spans without their scores, which may differ in the last digit from one machine to another."""
    return [(span.split(" ", 2)[0], span.split(" ", 2)[2]) for span in spans]
