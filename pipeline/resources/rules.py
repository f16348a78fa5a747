"""Event rules: files of triggers and frames, read and checked.

A rule file holds a mapping with ``rules`` and, for verbs whose conjugation cannot be guessed, ``verbs`` (see
``models/lexicons/verbs.yaml``). A rule names its triggers by dictionary form; how they are conjugated and folded is the
event stage's business.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pipeline.core.codes import ACTION_TYPES
from pipeline.core.errors import ModelError
from pipeline.resources.store import ModelStore, read_yaml

FILES = ("saying", "opinion", "meeting", "doing", "force", "gain")
"""The shipped rule files, in order of precedence."""

KEYS = ("name", "type", "verbs", "weak", "nouns", "phrases", "when", "unless", "target", "noun", "participle", "example", "counter")
CONDITIONS = ("object", "after", "clause")


@dataclass(frozen=True, slots=True)
class Rule:
    """What makes a word the trigger of an action.

    Attributes:
        name: Unique name, shown in the tables.
        type: Action type.
        verbs: Trigger verbs by dictionary form.
        weak: Verbs that are triggers only where the context speaks for it.
        nouns: Event nouns beside the verbs' own verbal nouns (``جولة``, ``مباحثات``).
        phrases: Triggers of several words (``كان في استقباله``).
        objects: Words one of which must be the object or subject, or empty.
        after: Words or phrases one of which must follow within the clause, or empty.
        clause: Words that open a reported clause, one of which must follow, or empty.
        unless: Words none of which may follow close by (``تناول الطعام`` is no discussion).
        target: What opens the target: prepositions, or ``object``.
        noun: Whether the verbal noun stands for the act in headlines and after announcing.
        participle: Whether the accusative participle is a trigger (``مؤكدا``).
        example: A sentence in which the rule finds an action.
        counter: A sentence in which it finds none.
        source: The file it came from.
    """

    name: str
    type: str
    verbs: tuple[str, ...]
    weak: tuple[str, ...]
    nouns: tuple[str, ...]
    phrases: tuple[str, ...]
    objects: tuple[str, ...]
    after: tuple[str, ...]
    clause: tuple[str, ...]
    unless: tuple[str, ...]
    target: tuple[str, ...]
    noun: bool
    participle: bool
    example: str
    counter: str
    source: str

    @property
    def conditioned(self) -> bool:
        """Whether the rule asks for more than its trigger."""
        return bool(self.objects or self.after or self.clause)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules in order of precedence, and dictionary entries of irregular verbs."""

    rules: tuple[Rule, ...]
    verbs: tuple[str, ...]


def load_rules(models: ModelStore, extra: Iterable[Path] = ()) -> RuleSet:
    """Read the shipped rules and a user's own.

    Args:
        models: Where the shipped rules lie.
        extra: Rule files of the user; they take precedence over the shipped ones.

    Raises:
        ModelError: A file or rule is malformed; the message names file, rule and reason.
    """
    content: list[tuple[str, Any]] = [(str(path), read_yaml(path)) for path in extra]
    content += [(f"rules/{name}.yaml", models.yaml(f"rules/{name}.yaml")) for name in FILES]
    lexicon = models.yaml("lexicons/verbs.yaml")
    rules: list[Rule] = []
    verbs: list[str] = []
    seen: dict[str, str] = {}
    for source, data in content:
        parsed, entries = parse(data, source)
        for rule in parsed:
            if rule.name in seen:
                raise ModelError(f"{source}: rule {rule.name!r} is already defined in {seen[rule.name]}; give it another name")
            seen[rule.name] = source
        rules += parsed
        verbs += entries
    return RuleSet(tuple(rules), (*verbs, *lexicon["verbs"]))


def parse(data: Any, source: str) -> tuple[list[Rule], list[str]]:
    """Return the rules and verb entries of one file.

    Raises:
        ModelError: The content is not a rule file; the message names file, rule and reason.
    """
    if not isinstance(data, dict) or not isinstance(data.get("rules"), list):
        raise ModelError(f"{source}: a rule file is a mapping with a list 'rules'")
    _known(data, ("rules", "verbs"), source)
    return [_rule(record, number, source) for number, record in enumerate(data["rules"], 1)], list(data.get("verbs", []))


def _rule(record: Any, number: int, source: str) -> Rule:
    if not isinstance(record, dict) or not isinstance(record.get("name"), str):
        raise ModelError(f"{source}: rule {number} needs a 'name'")
    where = f"{source}: rule {record['name']!r}"
    _known(record, KEYS, where)
    if record.get("type") not in ACTION_TYPES:
        near = get_close_matches(str(record.get("type")), ACTION_TYPES, 1)
        raise ModelError(f"{where}: unknown type {record.get('type')!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
    when = record.get("when", {})
    if not isinstance(when, dict):
        raise ModelError(f"{where}: 'when' is a mapping")
    _known(when, CONDITIONS, where + ", when")
    rule = Rule(
        name=record["name"],
        type=record["type"],
        verbs=_words(record, "verbs", where),
        weak=_words(record, "weak", where),
        nouns=_words(record, "nouns", where),
        phrases=_words(record, "phrases", where),
        objects=_words(when, "object", where),
        after=_words(when, "after", where),
        clause=_words(when, "clause", where),
        unless=_words(record, "unless", where),
        target=_words(record, "target", where),
        noun=_flag(record, "noun", where),
        participle=_flag(record, "participle", where),
        example=str(record.get("example", "")),
        counter=str(record.get("counter", "")),
        source=source,
    )
    if not (rule.verbs or rule.weak or rule.nouns or rule.phrases):
        raise ModelError(f"{where}: has no trigger; give it 'verbs', 'nouns' or 'phrases'")
    if not rule.example or not rule.counter:
        raise ModelError(f"{where}: needs an 'example' and a 'counter'")
    return rule


def _words(record: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = record.get(key, [])
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise ModelError(f"{where}: '{key}' is a list of words")
    return tuple(value)


def _flag(record: dict[str, Any], key: str, where: str) -> bool:
    value = record.get(key, False)
    if not isinstance(value, bool):
        raise ModelError(f"{where}: '{key}' is true or false")
    return value


def _known(record: dict[str, Any], keys: tuple[str, ...], where: str) -> None:
    for key in record:
        if key not in keys:
            near = get_close_matches(str(key), keys, 1)
            raise ModelError(
                f"{where}: unknown key {key!r}" + (f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(keys)}")
            )
