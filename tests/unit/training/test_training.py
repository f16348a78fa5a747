import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from pipeline.core.document import Document
from pipeline.core.errors import ModelError
from pipeline.matching.phrases import PhraseTable
from pipeline.ner.ensemble import Ensemble
from pipeline.ner.labels import HEADS
from pipeline.ner.tagger import Tagger
from pipeline.ner.words import word_classes
from pipeline.normalize.normalizer import normalize
from pipeline.segment.segmenter import Segmenter
from pipeline.training.config import read_config
from pipeline.training.distant import overrule
from pipeline.training.examples import Example, read_conll, read_corpus
from pipeline.training.run import train_model
from pipeline.training.save import read, write
from pipeline.training.scores import annotated_spans, score
from pipeline.training.text import evenly, read_texts

CORPUS = """<corpus><doc id="t-1" published="2024-01-02" country="IQ">
<a t="state">قال</a> <t r="minister">وزير <o t="ministry">الصحة</o></t> <h>الدكتور</h> <p>سالم العبيدي</p> في <l>بغداد</l>.

و<a t="announce">أعلنت</a> <o t="ministry">وزارة الصحة</o> الخطة ل<o t="committee" k="nominal">لجنة</o>.

<x>شارك الخبر مع محمد</x>
</doc></corpus>
"""

CONLL = "قال O\n(محمد B-PERS\nسالم) I-PERS\nفي O\nوزارة O\nالصحة O\nببغداد B-LOC\n. O\n\nقال O\nخالد B-PERS\nوعمر B-PERS\n"


@pytest.fixture(scope="module")
def segmenter(models):
    return Segmenter.from_models(models)


def words(example: Example, span: tuple[int, int, str]) -> tuple[str, str]:
    return span[2], " ".join(token.base for token in example.tokens[span[0] : span[1]])


def test_a_corpus_file_becomes_our_tokens_and_labels(tmp_path, segmenter):
    path = tmp_path / "c.xml"
    path.write_text(CORPUS, encoding="utf-8")
    examples = list(read_corpus(path, segmenter))
    found = sorted(words(example, span) for example in examples for span in annotated_spans(example))
    assert found == sorted(
        [
            ("action:state", "قال"),
            ("position", "وزير الصحه"),
            ("organization", "الصحه"),
            ("person", "سالم العبيدي"),
            ("place", "بغداد"),
            ("action:announce", "اعلنت"),
            ("organization", "وزاره الصحه"),
        ]
    )
    assert all("شارك" not in token.text for example in examples for token in example.tokens)


def test_a_conll_file_becomes_our_tokens_and_labels(tmp_path, segmenter):
    path = tmp_path / "c.conll"
    path.write_text(CONLL, encoding="utf-8")
    first, second = read_conll(path, segmenter, {"PERS": "person", "LOC": "place"}, open_organizations=True)
    assert sorted(words(first, span) for span in annotated_spans(first)) == [("person", "محمد سالم"), ("place", "بغداد")]
    assert [words(second, span) for span in sorted(annotated_spans(second))] == [("person", "خالد"), ("person", "عمر")]
    ministry = next(number for number, token in enumerate(first.tokens) if token.base == "وزاره")
    assert first.allowed["entity"][ministry] & 1
    assert first.allowed["entity"][ministry] >> HEADS["entity"].index("B-organization") & 1
    assert set(first.allowed["title"]) == {7}


def test_closed_organizations_stay_outside(tmp_path, segmenter):
    path = tmp_path / "c.conll"
    path.write_text(CONLL, encoding="utf-8")
    first, _ = read_conll(path, segmenter, {"PERS": "person"}, open_organizations=False)
    assert set(first.allowed["entity"]) == {1, 2, 4}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("data: []\nout: [x]\nepochs: 3\n", "unknown key 'epochs'"),
        ("data: []\nout: x\nseting: {}\n", "nearest known key: settings"),
        ("out: x.npz\n", "the key data is missing"),
        ("out: x.npz\ndata:\n  - {name: a, format: brat, files: [a]}\n", "corpus or conll"),
        ("out: x.npz\ndata:\n  - {name: a, format: conll, files: ['*.yaml'], labels: {PER: persn}}\n", "no label is called 'persn'"),
        ("out: x.npz\ndata:\n  - {name: a, format: conll, files: ['*.yaml']}\n", "needs labels"),
        ("out: x.npz\ndata:\n  - {name: a, format: corpus, files: [gone.xml]}\n", "there is no file"),
        ("out: x.npz\ndata:\n  - {name: a, format: corpus, files: ['${MIRSAD_NO_SUCH}/a.xml']}\n", "environment variable"),
        ("out: x.npz\ndata: []\nsettings: {epochs: many}\n", "epochs must be a number"),
        ("out: x.npz\ndata: []\nmembers: 2\n", "several members need the key beside"),
        ("- a\n", "must be a mapping"),
    ],
)
def test_a_wrong_configuration_names_file_and_key(tmp_path, text, says):
    path = tmp_path / "train.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        read_config(path)
    assert says in str(caught.value)
    assert "train.yaml" in str(caught.value)


@pytest.mark.parametrize("recipe", ["ner.yaml", "accurate.yaml"])
def test_the_shipped_configurations_are_valid(root, monkeypatch, tmp_path, recipe):
    for name in (
        "ner/anercorp-train.conll",
        "ner/aqmar.conll",
        "ner/wojood-sample-a.conll",
        "text/ant-v1.1.jsonl.xz",
        "text/ant-v2.1.jsonl.xz",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    monkeypatch.setenv("MIRSAD_DATA", str(tmp_path))
    config = read_config(root / "models" / "training" / recipe)
    assert [data.name for data in config.data] == ["corpus", "anercorp", "aqmar", "wojood"]
    assert len(config.without) > 50


def test_texts_are_drawn_evenly_and_some_left_out(tmp_path):
    rows = [{"id": f"a-{number}", "source": "a", "category": "sport", "text": f"a {number}"} for number in range(6)]
    rows += [{"id": f"b-{number}", "source": "b", "category": "", "text": f"b {number}"} for number in range(3)]
    path = tmp_path / "texts.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    texts = read_texts([path], frozenset({"a-1", "b-2"}))
    assert len(texts) == 7
    drawn = [text.text.strip() for text in evenly(texts, seed=3)]
    assert [text[0] for text in drawn] == ["a", "b", "a", "b", "a", "a", "a"]
    assert sorted(drawn) == ["a 0", "a 2", "a 3", "a 4", "a 5", "b 0", "b 1"]
    assert drawn == [text.text.strip() for text in evenly(texts, seed=3)]


@pytest.mark.parametrize(
    ("teacher", "says"),
    [
        ([0, 0, 0, 0], [0, 1, 2, 0]),
        ([0, 3, 4, 0], [0, 1, 2, 0]),
        ([0, 1, 2, 2], [0, 1, 2, 2]),
        ([1, 2, 2, 0], [1, 2, 2, 0]),
    ],
)
def test_a_name_of_the_gazetteer_overrules_the_teacher_unless_it_is_part_of_a_longer_one(segmenter, teacher, says):
    """Labels: 0 outside, 1 and 2 a person's, 3 and 4 an organization's; here written with the organization as 1 and 2."""
    swap = [0, 3, 4, 1, 2, 5, 6]
    text = "قالت وزارة الصحة أمس"
    tokens = segmenter(Document("d", text, "test"), normalize(text)).tokens
    chances = np.zeros((4, 7), np.float32)
    chances[range(4), [swap[label] for label in teacher]] = 1
    overrule(tokens, chances, PhraseTable([(("وزاره", "الصحه"), None)]), 0.75)
    assert chances.argmax(axis=1).tolist() == [swap[label] for label in says]
    assert np.allclose(chances.sum(axis=1), 1)


SETTINGS = "{rows: 512, width: 32, epochs: 60, batch: 30, rate: 0.01, word_dropout: 0, feature_dropout: 0, dropout: 0}"


@pytest.fixture
def config(tmp_path):
    """A configuration whose two annotated files and plain text take a moment to learn."""
    (tmp_path / "c.xml").write_text(CORPUS, encoding="utf-8")
    (tmp_path / "d.conll").write_text(CONLL, encoding="utf-8")
    (tmp_path / "text.txt").write_text("قال محمد سالم في بغداد\n" * 3, encoding="utf-8")
    path = tmp_path / "train.yaml"
    path.write_text(
        "out: model.npz\ndevelopment: 0\ndata:\n"
        "  - {name: mine, format: corpus, files: [c.xml]}\n"
        "  - {name: more, format: conll, files: [d.conll], labels: {PERS: person, LOC: place}, open: true}\n"
        f"selftraining: {{files: [text.txt], tokens: 10, epochs: 2, gazetteer: 0.5}}\nsettings: {SETTINGS}\n",
        encoding="utf-8",
    )
    return path


@pytest.mark.slow
def test_training_twice_gives_the_same_model_and_it_learns(config, tmp_path, models):
    lines: list[str] = []
    first = train_model(config, models, report=lines.append)
    again = train_model(config, models, tmp_path / "again.npz")
    assert first.path == tmp_path / "model.npz"
    assert first.sha256 == again.sha256 == hashlib.sha256(Path(again.path).read_bytes()).hexdigest()
    assert any(line.startswith("epoch 60") for line in lines)
    examples = list(read_corpus(tmp_path / "c.xml", Segmenter.from_models(models)))
    scores = score(
        examples, Tagger.load(first.path, word_classes(models))([example.tokens for example in examples]), ("person", "position", "action")
    )
    assert {label: one.f1 for label, one in scores.items()} == {"person": 1.0, "position": 1.0, "action": 1.0}


@pytest.mark.slow
def test_with_the_program_as_a_teacher_and_exchanged_names_it_is_the_same_twice_too(config, tmp_path, models):
    text = config.read_text(encoding="utf-8").replace("gazetteer: 0.5", "gazetteer: 0.5, program: 0.7")
    config.write_text(text.replace("epochs: 60", "epochs: 3, exchange: 0.5"), encoding="utf-8")
    assert train_model(config, models).sha256 == train_model(config, models, tmp_path / "again.npz").sha256


@pytest.mark.slow
def test_an_ensemble_is_trained_beside_a_model_and_loads_with_it_alone(config, tmp_path, models):
    config.write_text(config.read_text(encoding="utf-8").replace("epochs: 60", "epochs: 4"), encoding="utf-8")
    train_model(config, models)
    further = tmp_path / "further.yaml"
    text = config.read_text(encoding="utf-8").replace("out: model.npz", "out: ensemble.npz\nbeside: model.npz\nmembers: 2")
    further.write_text(text.replace("epochs: 2", "model: model.npz"), encoding="utf-8")
    made = train_model(further, models)
    assert made.sha256 == train_model(further, models, tmp_path / "again.npz").sha256
    classes = word_classes(models)
    ensemble = Ensemble.load(made.path, tmp_path / "model.npz", classes)
    assert len(ensemble.members) == 3
    rows = [example.tokens for example in read_corpus(tmp_path / "c.xml", Segmenter.from_models(models))]
    means = ensemble(rows)[0]["entity"]
    assert np.allclose(means, np.mean([member(rows)[0]["entity"] for member in ensemble.members], axis=0), atol=1e-6)
    arrays = read(tmp_path / "model.npz")
    write(arrays | {"vectors": -arrays["vectors"]}, tmp_path / "other.npz")
    with pytest.raises(ModelError, match="beside another model"):
        Ensemble.load(made.path, tmp_path / "other.npz", classes)
    with pytest.raises(ModelError, match="not an ensemble"):
        Ensemble.load(tmp_path / "model.npz", tmp_path / "model.npz", classes)
