import subprocess
import sys

import pytest

from pipeline.core.annotations import NerSpan
from pipeline.core.errors import BackendError
from pipeline.ner.registry import NAMES, create
from pipeline.ner.union import unite


def span(first, last, label="person", score=0.8, by="a"):
    return NerSpan(first, last, label, score, by)


def test_every_name_but_the_foreign_ones_builds_offline(models):
    for name in ("default", "accurate", "trained", "rules", "trained+rules"):
        assert create(name, models).name == name


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("defualt", "did you mean 'default'"),
        ("spacy", "choose one of default, accurate, trained, rules, stanza, camel"),
        ("trained+", "no NER backend is called ''"),
        ("rules+rules", "named twice"),
    ],
)
def test_a_wrong_name_says_what_to_choose(models, name, says):
    with pytest.raises(BackendError, match=r"NER backend|named twice") as caught:
        create(name, models)
    assert says in str(caught.value)


def test_rules_take_no_model(models, tmp_path):
    with pytest.raises(BackendError, match="has no model"):
        create("rules", models, tmp_path)


def test_names_are_documented_in_order():
    assert NAMES == ("default", "accurate", "trained", "rules", "stanza", "camel")


def test_heavy_packages_are_not_imported_by_the_registry():
    code = (
        "import sys, pipeline.ner.registry; print([m for m in ('torch', 'stanza', 'transformers', 'camel_tools.ner') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("groups", "kept"),
    [
        pytest.param([[span(0, 2)], [span(3, 4, by="b")]], [(0, 2, "person", "a"), (3, 4, "person", "b")], id="others fill the rest"),
        pytest.param([[span(0, 2)], [span(1, 3, by="b")]], [(0, 2, "person", "a")], id="the first stands"),
        pytest.param([[span(0, 2)], [span(0, 2, "place", by="b")]], [(0, 2, "person", "a")], id="another label gives way"),
        pytest.param(
            [[span(0, 4, "position")], [span(1, 4, "organization", by="b")]],
            [(0, 4, "position", "a"), (1, 4, "organization", "b")],
            id="a title may hold an organization",
        ),
        pytest.param(
            [[span(0, 1, "action:meet")], [span(0, 1, "action:visit", by="b"), span(0, 1, by="b")]],
            [(0, 1, "action:meet", "a"), (0, 1, "person", "b")],
            id="triggers are a layer of their own",
        ),
        pytest.param([[], [span(0, 1, by="b")]], [(0, 1, "person", "b")], id="an empty first"),
        pytest.param([[], []], [], id="nothing"),
    ],
)
def test_union_policy(groups, kept):
    united = unite(tuple(tuple(group) for group in groups))
    assert [(one.first, one.last, one.label, one.found_by) for one in united] == kept


def test_agreement_raises_the_score():
    (one,) = unite(((span(0, 2, score=0.6),), (span(0, 2, score=0.5, by="b"),)))
    assert one.score == 0.7
    assert one.found_by == "a"
