import pytest

from pipeline.core.annotations import NerSpan
from pipeline.core.errors import ModelError
from pipeline.ner.joins import FILE, NameJoiner


@pytest.mark.parametrize(
    ("text", "spans", "whole"),
    [
        pytest.param("قال عبد الله العمري", [(2, 4, "person")], [(1, 4, "person")], id="after عبد"),
        pytest.param("قال عبد ربه منصور هادي", [(3, 5, "person")], [(1, 5, "person")], id="a compound with عبد"),
        pytest.param("قال محمد بن سالم العمري", [(3, 5, "person")], [(1, 5, "person")], id="after بن, and the name before it"),
        pytest.param("قال محمد بن سالم أمس", [(1, 3, "person")], [(1, 4, "person")], id="not at بن"),
        pytest.param("قال محمد بن سالم أمس", [(1, 2, "person")], [(1, 4, "person")], id="بن goes on"),
        pytest.param("قال محمد بن غرم الله أمس", [(1, 4, "person"), (4, 5, "person")], [(1, 5, "person")], id="two halves are one"),
        pytest.param("قال محمد وخالد العمري", [(1, 2, "person"), (2, 4, "person")], [(1, 2, "person"), (2, 4, "person")], id="و parts"),
        pytest.param("أعلن فرع وزارة العمل", [(1, 2, "organization"), (2, 4, "organization")], [(1, 4, "organization")], id="one body"),
        pytest.param("أعلنت مؤسسة محمد بن سالم", [(1, 2, "organization"), (2, 5, "person")], [(1, 5, "organization")], id="named after"),
        pytest.param(
            "أعلنت اللجنة محمد سالم",
            [(1, 2, "organization"), (2, 4, "person")],
            [(1, 2, "organization"), (2, 4, "person")],
            id="a definite head is complete",
        ),
        pytest.param("من دبي الرياض", [(1, 2, "place"), (2, 3, "place")], [(1, 2, "place"), (2, 3, "place")], id="places may touch"),
        pytest.param("قال محمد في الرياض", [(1, 2, "person"), (3, 4, "place")], [(1, 2, "person"), (3, 4, "place")], id="nothing to do"),
        pytest.param("قتل أحمد ابن عمه", [(1, 2, "person")], [(1, 2, "person")], id="ابن is a noun"),
        pytest.param("في بغداد بن سالم", [(1, 2, "place"), (2, 4, "person")], [(1, 2, "place"), (2, 4, "person")], id="no overlap"),
    ],
)
def test_spans_are_made_whole(models, segment, text, spans, whole):
    joiner = NameJoiner.from_models(models)
    tokens = segment(text).tokens
    given = [NerSpan(first, last, label, 0.5, "t") for first, last, label in spans]
    assert [(span.first, span.last, span.label) for span in joiner.complete(given, tokens, 0)] == whole


def test_a_malformed_word_list_names_the_file(tmp_path, models):
    path = tmp_path / FILE
    path.parent.mkdir()
    path.write_text("binding: [بن]\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"joins\.yaml must have the keys binding, patronymic, ranks"):
        NameJoiner.from_models(type(models)(tmp_path))


@pytest.mark.parametrize(
    ("position", "kept"),
    [
        ("رئيس الأركان العامة الفريق", "رئيس الأركان العامة"),
        ("وزير الدفاع اللواء", "وزير الدفاع"),
        ("قائد اللواء", "قائد اللواء"),
        ("العميد", "العميد"),
        ("وزير الدفاع", "وزير الدفاع"),
    ],
)
def test_a_rank_behind_a_definite_noun_is_no_part_of_a_position(models, segment, position, kept):
    tokens = segment(f"التقى {position} خالد").tokens
    last = NameJoiner.from_models(models).without_rank(tokens, 1, len(tokens) - 1)
    assert " ".join(token.text for token in tokens[1:last]) == kept


def test_a_name_known_whole_is_taken_whole(models, segment):
    tokens = segment("وصل بان كي مون أمس").tokens
    joiner = NameJoiner.from_models(models)
    assert joiner.complete([NerSpan(2, 4, "person", 0.9, "t")], tokens, 0) == [NerSpan(1, 4, "person", 0.95, "t")]
    assert joiner.complete([NerSpan(3, 4, "place", 0.9, "t")], tokens, 0) == [NerSpan(3, 4, "place", 0.9, "t")]
