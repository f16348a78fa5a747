"""Every rule finds its example and leaves its counter-example alone; wrong rules say what is wrong."""

from pathlib import Path

import pytest

from pipeline.core.codes import ACTION_TYPES
from pipeline.core.errors import ModelError
from pipeline.events.finder import EventFinder
from pipeline.events.lexicon import TriggerLexicon
from pipeline.resources.rules import RuleSet, load_rules, parse
from pipeline.resources.store import ModelStore
from tests.unit.events.conftest import Spotter

NAMES = [rule.name for rule in load_rules(ModelStore.shipped()).rules]


@pytest.mark.parametrize("name", NAMES)
def test_example_and_counter(name: str, rules: RuleSet, spot: Spotter) -> None:
    rule = next(rule for rule in rules.rules if rule.name == name)
    assert name in {candidate.rule.name for _, candidate in spot(rule.example + ".")}, rule.example
    assert name not in {candidate.rule.name for _, candidate in spot(rule.counter + ".")}, rule.counter


def test_coverage(rules: RuleSet, spot: Spotter) -> None:
    assert {rule.type for rule in rules.rules} == set(ACTION_TYPES)
    assert len({trigger.lemma for trigger, entry in spot.lexicon.triggers if entry is not None}) >= 500


def test_no_verb_has_two_defaults(rules: RuleSet) -> None:
    seen: dict[str, str] = {}
    for rule in rules.rules:
        for verb in () if rule.conditioned else rule.verbs:
            assert verb not in seen, f"{verb} stands in {seen.get(verb)} and {rule.name}"
            seen[verb] = rule.name


GOOD = {"name": "x.y", "type": "state", "verbs": ["أكّد"], "example": "أكد الوزير", "counter": "التأكيد"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"tpye": "state"}, r"my\.yaml: rule 'x\.y': unknown key 'tpye'; did you mean 'type'"),
        ({"type": "stat"}, r"unknown type 'stat'; did you mean 'state'"),
        ({"verbs": []}, "has no trigger"),
        ({"verbs": "أكد"}, "'verbs' is a list of words"),
        ({"when": {"objct": ["بيان"]}}, "unknown key 'objct'; did you mean 'object'"),
        ({"noun": "yes"}, "'noun' is true or false"),
        ({"counter": ""}, "needs an 'example' and a 'counter'"),
    ],
)
def test_wrong_rules_name_file_rule_and_reason(change: dict[str, object], reason: str) -> None:
    with pytest.raises(ModelError, match=reason):
        parse({"rules": [GOOD | change]}, "my.yaml")


def test_a_verb_of_unknown_conjugation_is_an_error(models: ModelStore) -> None:
    parsed, verbs = parse({"rules": [GOOD | {"verbs": ["برطع"]}]}, "my.yaml")
    with pytest.raises(ModelError, match=r"my\.yaml: rule 'x\.y': the conjugation of 'برطع' is not known"):
        TriggerLexicon(RuleSet(tuple(parsed), tuple(verbs)))


def test_users_own_rules(tmp_path: Path, models: ModelStore) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "verbs: [برطع يبرطع برطعة]\nrules:\n  - {name: mine.run, type: other, verbs: [برطع], example: برطعت الوزارة, counter: كانت}\n",
        encoding="utf-8",
    )
    rules = load_rules(models, [path])
    assert rules.rules[0].name == "mine.run"
    assert [candidate.rule.name for _, candidate in Spotter(models, rules)("برطعت الوزارة أمس.")] == ["mine.run"]
    assert EventFinder.from_models(models, [path]) is not None
