import os
import time

import pytest

from pipeline.core.errors import BackendError
from pipeline.ner.camel_backend import CamelBackend
from tests.unit.ner.tiny_models import save_bert

pytestmark = pytest.mark.filterwarnings("ignore")

TEXT = "قال وزير العدل محمد سالم إن وزارة الصحة في بغداد.\nقال محمد سالم في بغداد."


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return save_bert(tmp_path_factory.mktemp("bert"))


@pytest.fixture(scope="module")
def backend(models, folder):
    return CamelBackend.from_models(models, folder)


def theirs(folder, sentences):
    from camel_tools.ner import NERecognizer

    return NERecognizer(str(folder), use_gpu=False).predict(sentences)


def test_it_says_what_camel_tools_itself_says(backend, segment, folder):
    segmentation = segment(TEXT)
    sentences = [[token.text for token in segmentation.tokens_of(sentence)] for sentence in segmentation.sentences]
    ours: list[list[str]] = [["O"] * len(sentence) for sentence in sentences]
    starts = [sentence.first for sentence in segmentation.sentences]
    for span in backend.recognize(segmentation):
        number = max(index for index, start in enumerate(starts) if start <= span.first)
        for token in range(span.first, span.last):
            ours[number][token - starts[number]] = span.label
    names = {"PERS": "person", "LOC": "place", "ORG": "organization"}
    expected = [[names.get(tag[2:], "O") for tag in tags] for tags in theirs(folder, sentences)]
    assert ours == expected


def test_a_word_without_pieces_stays_outside_and_shifts_nothing(backend, segment, monkeypatch):
    without, with_it = segment("قال محمد في بغداد"), segment("قال محمد سالم في بغداد")
    expected = [(span.first + (span.first > 1), span.label, span.score) for span in backend.recognize(without)]
    monkeypatch.setitem(backend._pieces, "سالم", [])
    assert [(span.first, span.label, span.score) for span in backend.recognize(with_it)] == expected


def test_a_sentence_of_any_length_is_covered(backend, segment):
    segmentation = segment("قال محمد سالم في بغداد " * 200)
    spans = backend.recognize(segmentation)
    assert spans
    assert spans[-1].first > 900


def test_it_is_three_times_as_fast_as_its_own_predict(backend, segment, folder):
    segmentation = segment("\n".join([TEXT] * 60))
    sentences = [[token.text for token in segmentation.tokens_of(sentence)] for sentence in segmentation.sentences]
    backend.recognize(segmentation)
    began = time.process_time()
    backend.recognize(segmentation)
    ours = time.process_time() - began
    began = time.process_time()
    theirs(folder, sentences)
    assert ours * 3 < time.process_time() - began


def test_the_environment_is_left_as_it_was(models, folder):
    before = dict(os.environ)
    CamelBackend.from_models(models, folder)
    assert dict(os.environ) == before


def test_a_missing_model_says_how_to_get_one(models, tmp_path):
    with pytest.raises(BackendError, match=r"config.json is missing.*--ner-model"):
        CamelBackend.from_models(models, tmp_path)


def test_a_damaged_model_is_one_clear_sentence(models, tmp_path):
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(BackendError, match="cannot load"):
        CamelBackend.from_models(models, tmp_path)


def test_a_model_that_is_not_in_the_cache_is_not_fetched(models, monkeypatch):
    monkeypatch.setattr("pipeline.ner.camel_backend.CAMEL_MODEL", "nobody/no-such-model")
    with pytest.raises(BackendError, match=r"cannot load nobody/no-such-model .*mirsad models fetch camel"):
        CamelBackend.from_models(models)
