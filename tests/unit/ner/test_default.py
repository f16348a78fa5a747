import json
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.errors import ModelError
from pipeline.ner.default import FILE, TrainedBackend
from pipeline.ner.features import Rows, features_of, rows_of, vector_key
from pipeline.ner.labels import ENTITIES, decode
from pipeline.ner.tagger import Tagger
from pipeline.ner.words import CLASSES, word_classes
from pipeline.normalize.normalizer import key as key_of


@pytest.fixture(scope="module")
def backend(models):
    return TrainedBackend.from_models(models)


def drawn(backend, segmentation):
    """The spans as a reader sees them: label and words, the first without its attached particles."""
    found = []
    for span in backend.recognize(segmentation):
        tokens = segmentation.tokens[span.first : span.last]
        first = tokens[0].base if tokens[0].proclitics else tokens[0].text
        found.append((span.label, " ".join((first, *(token.text for token in tokens[1:])))))
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("أكد وزير الخارجية المصري سامح شكري أهمية الحوار.", [("person", "سامح شكري"), ("action:state", "أكد")]),
        ("استقبل رئيس الوزراء محمد السوداني وفدا من الأمم المتحدة في بغداد.", [("person", "محمد السوداني"), ("place", "بغداد")]),
        ("أعلنت وزارة الصحة أمس إطلاق الحملة.", [("organization", "وزارة الصحة"), ("action:announce", "أعلنت")]),
        ("وقال مدير عام وزارة التعليم خالد العمري إن العمل مستمر.", [("organization", "وزارة التعليم"), ("person", "خالد العمري")]),
        ("وصل الوفد إلى الرياض قادما من القاهرة.", [("place", "الرياض"), ("place", "القاهرة")]),
    ],
)
def test_it_finds_what_the_sentence_names(backend, segment, text, found):
    drawing = drawn(backend, segment(text))
    assert [span for span in found if span not in drawing] == []


@pytest.mark.parametrize("text", ["", "\n\n", "...", "كان الطقس جميلا هذا الصباح.", "اشترى الأطفال الخبز والحليب."])
def test_it_finds_no_name_where_there_is_none(backend, segment, text):
    labels = {span.label for span in backend.recognize(segment(text))}
    assert labels.isdisjoint({"person", "organization", "position"})


def test_a_title_holds_its_organization(backend, segment):
    segmentation = segment("التقى رئيس جامعة القاهرة وفدا من الطلاب.")
    spans = {span.label: (span.first, span.last) for span in backend.recognize(segmentation)}
    assert spans["position"] == (1, 4)
    assert spans["organization"] == (2, 4)


def test_sentences_do_not_influence_each_other(backend, segment):
    one, other = "قال محمد العتيبي إن العمل مستمر.", "اجتمعت لجنة التعليم في دمشق."
    joined = segment(f"{one}\n{other}")
    parts = segment(one), segment(other)
    together = backend.tagger(joined.tokens_of(sentence) for sentence in joined.sentences)
    for chances, part in zip(together, parts, strict=True):
        (alone,) = backend.tagger(part.tokens_of(sentence) for sentence in part.sentences)
        for head, values in alone.items():
            np.testing.assert_allclose(chances[head], values, atol=1e-5)


def test_the_cache_changes_nothing(models, segment):
    text = segment("قال محمد العتيبي في الرياض إن وزارة العدل مستمرة.")
    fresh, used = TrainedBackend.from_models(models), TrainedBackend.from_models(models)
    used.recognize(segment("كلمات أخرى كثيرة قبلها في بغداد ودمشق"))
    assert [(span.first, span.last, span.label) for span in used.recognize(text)] == [
        (span.first, span.last, span.label) for span in fresh.recognize(text)
    ]
    assert fresh.recognize(text) == fresh.recognize(text)


def test_spans_of_a_layer_never_overlap(backend, segment):
    spans = backend.recognize(segment("أعلن وكيل وزارة الصحة الدكتور محمد بن سالم في مؤتمر بالرياض عن خطة وزارة التعليم."))
    for layer in (ENTITIES, ("position",)):
        rows = sorted((span.first, span.last) for span in spans if span.label in layer)
        assert all(before[1] <= after[0] for before, after in pairwise(rows))
    assert all(0 < span.score <= 1 for span in spans)
    assert list(spans) == sorted(spans, key=lambda span: (span.first, -span.last, span.label))


def test_the_model_is_small_and_holds_no_objects(models):
    path = models.path(FILE)
    assert path.stat().st_size < 15_000_000
    with np.load(path, allow_pickle=False) as archive:
        assert all(archive[name].dtype != object for name in archive.files)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not an archive", b"\x93NUMPY"])
def test_a_damaged_model_is_one_clear_sentence(tmp_path, content):
    path = tmp_path / "model.npz"
    path.write_bytes(content)
    with pytest.raises(ModelError, match="is not a tagger model"):
        Tagger.load(path, {})


@pytest.mark.parametrize(("key", "value"), [("heads", {"entity": ["O"]}), ("classes", ["colour"]), ("format", 1)])
def test_a_model_of_other_labels_is_refused(models, key, value):
    with np.load(models.path(FILE), allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in archive.files}
    meta = json.loads(arrays["meta"].tobytes())
    meta[key] = value
    arrays["meta"] = np.frombuffer(json.dumps(meta).encode(), np.uint8)
    with pytest.raises(ModelError, match="mirsad train"):
        Tagger(arrays, {})


@pytest.mark.parametrize(
    ("word", "key"),
    [("وزارة", "وزارة"), ("على", "على"), ("علي", "علي"), ("إلى", "الى"), ("2024", "0000"), ("UNESCO", "unesco"), ("،", "،")],
)
def test_vector_keys(segment, word, key):
    (token,) = segment(word).tokens
    assert vector_key(token) == key


def test_the_first_two_features_identify_the_word(segment):
    for token in segment("وقال محمد في 2024 UNESCO، للوزارة").tokens:
        features = features_of(token)
        assert features[0] == f"k={vector_key(token)}"
        assert features[1].startswith("b=")
        assert len(set(features)) == len(features)


def test_the_classes_of_a_word_have_rows_after_those_of_its_features(segment):
    (token,) = segment("وبغداد").tokens
    rows = Rows(512)
    plain = rows_of(token, {}, rows)
    assert len(plain) == len(features_of(token))
    assert all(0 <= row < 512 for row in plain)
    assert rows_of(token, {"بغداد": (0, 7)}, rows) == [*plain, 512, 519]
    assert rows_of(token, {}, Rows(512)) == plain


def test_a_full_memory_of_rows_starts_afresh(monkeypatch):
    monkeypatch.setattr("pipeline.ner.features.MEMORY", 3)
    rows, other = Rows(512), Rows(512)
    features = [f"b={number}" for number in range(10)]
    assert [rows[feature] for feature in features] == [other[feature] for feature in reversed(features)][::-1]
    assert len(rows) <= 3


@pytest.mark.parametrize(
    ("word", "classes"),
    [
        ("فاطمة", {"given"}),
        ("بغداد", {"place"}),
        ("العراق", {"country"}),
        ("العراقية", {"demonym"}),
        ("وزارة", {"head"}),
        ("الوزارات", {"head"}),
        ("رئيسة", {"title"}),
        ("الرئيس", {"title"}),
        ("يونيسف", {"organization"}),
    ],
)
def test_what_is_known_of_words(models, word, classes):
    known = {CLASSES[number] for number in word_classes(models)[key_of(word)]}
    assert classes <= known


@pytest.mark.parametrize("word", ["كتاب", "أمس", "جميل جدا"])
def test_common_words_are_of_no_class_of_names(models, word):
    known = {CLASSES[number] for number in word_classes(models).get(key_of(word), ())}
    assert known.isdisjoint({"given", "family", "place", "country", "demonym", "head", "organization"})


def test_sentences_are_apart_in_one_array(backend, segment):
    segmentation = segment("قال محمد العتيبي.\nوصل خالد العمري.")
    rows = [segmentation.tokens_of(sentence) for sentence in segmentation.sentences]
    together, places = backend.tagger.together(rows)
    for head, chances in together.items():
        within = np.zeros(len(chances), bool)
        for first, last in places:
            within[first:last] = True
        assert np.array_equal(chances[~within, 0], np.ones((~within).sum()))
        for alone, (first, last) in zip(backend.tagger(rows), places, strict=True):
            assert np.array_equal(chances[first:last], alone[head])


@given(st.integers(1, 8).flatmap(lambda n: st.lists(st.lists(st.floats(0.01, 1), min_size=5, max_size=5), min_size=n, max_size=n)))
@settings(max_examples=60, deadline=None)
def test_decoding_agrees_with_trying_every_sequence(rows):
    chances = np.array(rows)
    chances[:, 0] = np.minimum(chances[:, 0], 0.9)
    chances /= chances.sum(axis=1, keepdims=True)
    if len(rows) > 5:
        rows, chances = rows[:5], chances[:5]
    scores = np.log(chances)

    def allowed(path):
        return all(label not in (2, 4) or (at > 0 and path[at - 1] in (label - 1, label)) for at, label in enumerate(path))

    best = max(
        (path for path in product(range(5), repeat=len(rows)) if allowed(path)),
        key=lambda path: sum(scores[at][k] for at, k in enumerate(path)),
    )
    expected = []
    for at, label in enumerate(best):
        if label in (1, 3):
            expected.append([at, at + 1, label // 2])
        elif label:
            expected[-1][1] = at + 1
    found = [[first, last, label] for first, last, label, _ in decode(chances)]
    total = sum(scores[at][k] for at, k in enumerate(best))
    again = sum(
        scores[at][next((1 + 2 * label + (at > first) for first, last, label in found if first <= at < last), 0)] for at in range(len(rows))
    )
    assert found == expected or abs(total - again) < 1e-9


def test_a_sentence_has_the_same_probabilities_whatever_came_before(models, segment):
    """Bit by bit: else the tables would depend on how documents are shared out among processes."""
    text = "أكد وزير الخارجية المصري سامح شكري أهمية الحوار، وأعلنت وزارة الصحة أمس إطلاق الحملة في القاهرة."
    tokens = segment(text).tokens
    path = models.folder / FILE
    classes = word_classes(models)
    (alone,) = Tagger.load(path, classes)([tokens])
    for size in (1, 2, 3, 5, 7, 11):
        tagger = Tagger.load(path, classes)
        for first in range(0, len(tokens), size):
            tagger([tokens[first : first + size]])
        (after,) = tagger([tokens])
        for head, chances in alone.items():
            assert np.array_equal(chances, after[head]), (size, head)


def test_a_text_that_is_parted_in_two_ways_is_two_forms(models, segment):
    """``للجنة`` is ``ل`` and ``اللجنة``, or ``ل`` and ``لجنة`` before what it governs."""
    alone, governing = (segment(text).tokens for text in ("قدم التقرير للجنة أمس.", "قدم التقرير للجنة مكافحة الفساد."))
    assert alone[2].text == governing[2].text
    assert alone[2].base != governing[2].base
    tagger, fresh = (Tagger.load(models.folder / FILE, word_classes(models)) for _ in range(2))
    tagger([alone])
    (after,), (expected,) = tagger([governing]), fresh([governing])
    for head, chances in expected.items():
        assert np.array_equal(chances, after[head]), head
