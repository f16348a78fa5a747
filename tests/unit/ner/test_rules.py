"""Names by rules and gazetteers alone."""

import pytest

from pipeline.core.document import Document
from pipeline.ner.rules import RuleBackend
from pipeline.normalize.normalizer import normalize
from pipeline.resources.store import ModelStore
from pipeline.segment.segmenter import Segmenter


@pytest.fixture(scope="module")
def tools(models: ModelStore) -> tuple[Segmenter, RuleBackend]:
    return Segmenter.from_models(models), RuleBackend.from_models(models)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("قال محمد بن عبدالله العتيبي إن العمل مستمر.", ["محمد بن عبدالله العتيبي"]),
        ("التقى أحمد الغامدي وخالد القحطاني في المكتب.", ["أحمد الغامدي", "خالد القحطاني"]),
        ("حضر عبد الرحمن السديس الحفل.", ["عبد الرحمن السديس"]),
        ("زار الوفد جامعة الملك سعود.", []),
        ("يقع المبنى في شارع محمد بن القاسم.", []),
        ("ارتفعت أسعار النفط اليوم في الأسواق.", []),
        ("أكد على أهمية التعاون بين الجهات.", []),
    ],
)
def test_names(text: str, names: list[str], tools: tuple[Segmenter, RuleBackend]) -> None:
    segment, backend = tools
    segmentation = segment(Document("test", text), normalize(text))
    tokens = segmentation.tokens
    found = [text[tokens[span.first].base_start : tokens[span.last - 1].span.end] for span in backend.recognize(segmentation)]
    assert found == names
