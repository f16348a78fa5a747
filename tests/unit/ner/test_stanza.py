import pytest

from pipeline.core.errors import BackendError, ModelError
from pipeline.ner.stanza_backend import StanzaBackend
from pipeline.ner.tags import check_labels, label_table, spans_of
from tests.unit.ner.tiny_models import save_stanza

TEXT = "قال وزير العدل محمد سالم إن وزارة الصحة في بغداد.\nقال محمد سالم في بغداد."


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return save_stanza(tmp_path_factory.mktemp("stanza"))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_real_stanza_model_finds_its_entities_in_our_tokens(models, segment, folder):
    backend = StanzaBackend.from_models(models, folder)
    segmentation = segment(TEXT)
    tokens = segmentation.tokens
    spans = backend.recognize(segmentation)
    found = [(" ".join(token.text for token in tokens[span.first : span.last]), span.label) for span in spans]
    assert ("محمد سالم", "person") in found
    assert ("وزارة الصحة", "organization") in found
    assert ("بغداد", "place") in found
    assert backend.recognize(segment("")) == ()


@pytest.mark.filterwarnings("ignore")
def test_a_missing_model_says_how_to_get_one(models, tmp_path):
    with pytest.raises(BackendError, match="mirsad models fetch stanza"):
        StanzaBackend.from_models(models, tmp_path)


@pytest.mark.filterwarnings("ignore")
def test_a_damaged_model_is_one_clear_sentence(models, tmp_path):
    (tmp_path / "broken.pt").write_bytes(b"not a model")
    with pytest.raises(BackendError, match=r"cannot load a model from .*mirsad models fetch stanza"):
        StanzaBackend.from_models(models, tmp_path)


def test_two_models_in_a_folder_must_be_told_apart(models, tmp_path):
    for name in ("a.pt", "b.pt"):
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(BackendError, match="several models"):
        StanzaBackend.from_models(models, tmp_path)


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("B-PER I-PER O", [(0, 2, "person")]),
        ("B-PER E-PER S-LOC", [(0, 2, "person"), (2, 3, "place")]),
        ("B-PER B-PER", [(0, 1, "person"), (1, 2, "person")]),
        ("I-ORG I-ORG", [(0, 2, "organization")]),
        ("B-PER I-ORG", [(0, 1, "person"), (1, 2, "organization")]),
        ("S-PER I-PER", [(0, 1, "person"), (1, 2, "person")]),
        ("B-MISC I-MISC O", []),
        ("O O", []),
    ],
)
def test_tags_become_spans(models, tags, spans):
    table = label_table(models, "stanza")
    found = spans_of([(tag, 0.5) for tag in tags.split()], 0, table, "stanza")
    assert [(span.first, span.last, span.label) for span in found] == spans


def test_a_label_that_no_table_maps_is_an_error(models):
    table = label_table(models, "camel")
    with pytest.raises(ModelError, match="does not map under camel: DISEASE"):
        check_labels(table, ["B-DISEASE", "O", "B-PERS"], "camel", "m")
    with pytest.raises(ModelError, match="choose an NER model"):
        check_labels(table, ["LABEL_MISC".replace("LABEL_", ""), "O"], "camel", "m")
