"""The trigger lexicon: every written form of every trigger, and the rules that speak of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache

from pipeline.core.errors import ModelError
from pipeline.events.conjugate import SUFFIXES, Form, Verb, first_person, forms, verb
from pipeline.normalize.normalizer import key
from pipeline.normalize.steps import fold
from pipeline.resources.rules import Rule, RuleSet


@dataclass(frozen=True, slots=True)
class Trigger:
    """A verb or event noun with its rules.

    Attributes:
        key: Dictionary form with shadda.
        lemma: Dictionary form as tables show it.
        conditioned: Rules that ask for an object or preposition, in order of precedence.
        default: The rule that asks for nothing more, or None.
        weak: Whether the default rule lists the verb as weak.
    """

    key: str
    lemma: str
    conditioned: tuple[Rule, ...]
    default: Rule | None
    weak: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a written form.

    Attributes:
        trigger: What it is a form of.
        kind: ``finite``, ``noun`` (verbal noun or event noun) or ``participle``.
        tense: ``past``, ``present``, ``jussive``, or empty.
        person: ``ms fs md fd mp fp 1p 1s`` (of a participle its gender and number), or empty.
        pronoun: Attached pronoun, folded, or empty.
        passive: Whether the form can only be a passive.
    """

    trigger: Trigger
    kind: str
    tense: str
    person: str
    pronoun: str
    passive: bool


LIGHT = {
    "done": ("تمّ يتم", "جرى يجري"),
    "with_b": ("قام يقوم",),
    "with_min": ("تمكّن يتمكن",),
    "object": ("أجرى يجري", "شنّ يشن", "نفّذ ينفذ"),
}
"""Light verbs by what their verbal noun is: their subject, after ب or من, or their object (ANNOTATION.md, conventions)."""


class TriggerLexicon:
    """Looks up written forms; every table is keyed by folded words."""

    def __init__(self, rules: RuleSet) -> None:
        """Conjugate all triggers.

        Raises:
            ModelError: A rule names a verb whose conjugation is not known.
        """
        entries = _entries(rules.verbs)
        self.triggers = _triggers(rules.rules, entries)
        self.phrases: dict[tuple[str, ...], Rule] = {tuple(key(phrase).split()): rule for rule in rules.rules for phrase in rule.phrases}
        self._exact: dict[str, list[Reading]] = {}
        self._open: dict[str, list[Reading]] = {}
        for trigger, entry in self.triggers:
            if entry is None:
                self._nouns(trigger, (trigger.lemma,))
                continue
            rules_of = (*trigger.conditioned, *((trigger.default,) if trigger.default else ()))
            speaks = any(rule.participle for rule in rules_of)
            self._verb(trigger, entry, speaks=speaks)
            self._nouns(trigger, entry.nouns)
            if speaks and entry.participle:
                self._participles(trigger, entry.participle)
        self.light = {form.text: role for role, names in LIGHT.items() for name in names for form in _light_forms(name)}
        self.lookup = lru_cache(maxsize=1 << 15)(self._lookup)

    def _verb(self, trigger: Trigger, entry: Verb, *, speaks: bool) -> None:
        seen: set[tuple[str, str, str, bool]] = set()
        for form in (*forms(entry), *(first_person(entry) if speaks else ())):
            mark = (form.text, form.tense, form.person, form.open)
            if mark in seen:
                continue
            seen.add(mark)
            table = self._open if form.open else self._exact
            table.setdefault(form.text, []).append(Reading(trigger, "finite", form.tense, form.person, "", form.passive))

    def _nouns(self, trigger: Trigger, nouns: tuple[str, ...]) -> None:
        reading = Reading(trigger, "noun", "", "", "", False)
        for noun in nouns:
            word = fold(noun)
            stem = word[:-1] if noun.endswith("ة") else word
            for form in dict.fromkeys((word, "ال" + word, stem + "ات", "ال" + stem + "ات", *(() if noun.endswith("ة") else (word + "ا",)))):
                self._exact.setdefault(form, []).append(reading)
            self._open.setdefault(stem + ("ت" if noun.endswith("ة") else ""), []).append(reading)

    def _participles(self, trigger: Trigger, participle: str) -> None:
        word = fold(participle)
        stem = word[:-1] if word.endswith(("ي", "ى")) else word
        for form, person in ((word + "ا", "ms"), (word + "ه", "fs"), (stem + "ين", "mp"), (word + "تين", "fd"), (word + "ات", "fp")):
            self._exact.setdefault(form, []).append(Reading(trigger, "participle", "", person, "", False))

    def _lookup(self, word: str) -> tuple[Reading, ...]:
        """Return every reading of a folded word without proclitics; none for most words."""
        found = list(self._exact.get(word, ()))
        for suffix in SUFFIXES:
            if word.endswith(suffix) and len(word) > len(suffix) + 2:
                found += [replace(reading, pronoun=suffix) for reading in self._open.get(word[: -len(suffix)], ())]
        return tuple(found)


def _light_forms(name: str) -> list[Form]:
    entry = verb(name)
    return [] if entry is None else [form for form in forms(entry) if not form.open]


def _entries(lines: Iterable[str]) -> dict[str, Verb]:
    entries: dict[str, Verb] = {}
    for line in lines:
        entry = verb(line)
        if entry is None:
            raise ModelError(f"verb entry {line!r}: give past, present and verbal noun")
        entries.setdefault(entry.key, entry)
    return entries


def _triggers(rules: tuple[Rule, ...], entries: dict[str, Verb]) -> list[tuple[Trigger, Verb | None]]:
    """Gather the rules of every verb and event noun, in order of first mention."""
    conditioned: dict[str, list[Rule]] = {}
    default: dict[str, tuple[Rule, bool]] = {}
    verbs: dict[str, Verb | None] = {}
    for rule in rules:
        for name in (*rule.verbs, *rule.weak):
            if name not in verbs:
                verbs[name] = entries.get(name) or _derived(name, rule, entries)
            if rule.conditioned:
                conditioned.setdefault(name, []).append(rule)
            elif name not in default or (default[name][1] and name in rule.verbs):
                default[name] = (rule, name in rule.weak)
        for name in rule.nouns:
            verbs.setdefault("noun " + name, None)
            default.setdefault("noun " + name, (rule, False))
    return [
        (
            Trigger(
                name.removeprefix("noun "),
                entry.lemma if entry else name.removeprefix("noun "),
                tuple(conditioned.get(name, ())),
                default[name][0] if name in default else None,
                name in default and default[name][1],
            ),
            entry,
        )
        for name, entry in verbs.items()
    ]


def _derived(name: str, rule: Rule, entries: dict[str, Verb]) -> Verb:
    entry = verb(name)
    if entry is None:
        near = get_close_matches(name, entries, 1)
        raise ModelError(
            f"{rule.source}: rule {rule.name!r}: the conjugation of {name!r} is not known; add 'past present verbal-noun' under 'verbs'"
            + (f", or did you mean {near[0]!r}?" if near else "")
        )
    return entry
