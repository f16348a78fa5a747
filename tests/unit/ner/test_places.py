"""Places by gazetteer and cues, without the tagger."""

import pytest

from pipeline.core.document import Document
from pipeline.ner.places import PlaceFinder
from pipeline.normalize.normalizer import normalize
from pipeline.resources.store import ModelStore
from pipeline.segment.segmenter import Segmenter


@pytest.fixture(scope="module")
def tools(models: ModelStore) -> tuple[Segmenter, PlaceFinder]:
    return Segmenter.from_models(models), PlaceFinder.from_models(models)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("وصل الوفد إلى الكويت أمس.", [("الكويت", "country", "KW")]),
        ("عقد الاجتماع بالكويت وبالرياض.", [("الكويت", "country", "KW"), ("الرياض", "city", "SA")]),
        ("تقدم المساعدة للسعودية.", [("السعودية", "country", "SA")]),
        ("افتتح المشروع في منطقة الباحة.", [("منطقة الباحة", "region", "SA")]),
        ("اتفقت الأردن والعراق، وقالت المملكة إنها مستعدة، كما أكدت الأردن ذلك في عمّان.", ["JO", "IQ", "JO", "JO", "JO"]),
        ("أعلنت المملكة خطتها في الرياض.", ["SA", "SA"]),
        ("زارت الصحف السعودية المعرض.", []),
        ("بلغت العين والأذن حدا كبيرا من التعب.", []),
    ],
)
def test_places(text: str, places: list, tools: tuple[Segmenter, PlaceFinder]) -> None:
    segment, find = tools
    segmentation = segment(Document("test", text), normalize(text))
    found = find(segmentation, ())
    assert all(place.span.of(text) for place in found)
    if places and isinstance(places[0], str):
        assert [place.country for place in found] == places
    else:
        assert [(place.name, place.kind, place.country) for place in found] == places
