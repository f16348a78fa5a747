"""Patterns over word classes, compiled to regular expressions over class characters.

A pattern is written as in ``models/lexicons/time_patterns.yaml``::

    day:(dn|{ordinal}) من? {month} (year:y4 era:era?)?

A word is a class of the lexicon, ``و-gm`` that class with an attached particle, ``name:atom`` a slot whose items the values are read
from, ``{name}`` another pattern, ``{name#2}`` the same with slots ``name2``; ``( | ) ? * +`` as in regular expressions.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.core.errors import RuleError
from pipeline.normalize.normalizer import key
from pipeline.resources.store import ModelStore
from pipeline.timex.lexicon import Codebook, Lexicon, check_keys

FILE = "lexicons/time_patterns.yaml"
RULE_KEYS = ("name", "kind", "pattern", "before", "unless_before", "after", "unless_after", "fixed", "priority", "example", "counter")
KINDS = ("date", "range", "unit", "duration", "set", "clock", "clockrange", "part", "season", "decade", "century", "feast", "vague", "none")
"""Kinds of expressions; each but ``none`` (what only looks like an expression) has its function in :mod:`pipeline.timex.values`."""

_TOKEN = re.compile(
    r"\s*(?:\{(?P<macro>[a-z_]+)(?:#(?P<suffix>\d))?\}|(?P<slot>[a-z_]+\d?):|(?P<particle>[وبلف])-"
    r"|(?P<word>[A-Za-z_0-9]+|[\u0621-\u064a]+)|(?P<operator>[()|?*+]))"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled pattern.

    Attributes:
        name: Its name, which becomes ``found_by``.
        kind: One of :data:`KINDS`.
        regex: Over class characters.
        slots: Slot name by group number.
        first: Characters at which it can begin.
        before: Characters of which one must precede, or empty.
        unless_before: Characters of which none may precede.
        after: Characters of which one must follow, or empty.
        unless_after: Characters of which none may follow.
        fixed: Values that the rule itself gives (``{"set": "P1W"}``).
        priority: Of two matches of one length the one with more goes first.
    """

    name: str
    kind: str
    regex: "re.Pattern[str]"
    slots: tuple[tuple[int, str], ...]
    first: frozenset[str]
    before: str
    unless_before: str
    after: str
    unless_after: str
    fixed: Mapping[str, Any] = field(default_factory=dict)
    priority: int = 0


class _Compiler:
    """Turns pattern text into regular expression text."""

    def __init__(self, macros: Mapping[str, str], book: Codebook, where: str) -> None:
        self._macros = macros
        self._book = book
        self._where = where
        self.slots: list[str] = []

    def compile(self, text: str, suffix: str = "", lead: str = "") -> tuple[str, str, bool]:
        """Return the expression, the characters it can begin with, and whether it can be empty."""
        tokens, at = [], 0
        text = text.strip()
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise RuleError(f"{self._where}: cannot read the pattern at {text[at : at + 20]!r}")
            tokens.append(match)
            at = match.end()
        result, end = self._alternatives(tokens, 0, suffix, lead)
        if end != len(tokens):
            raise RuleError(f"{self._where}: a parenthesis too many in {text!r}")
        return result

    def _alternatives(self, tokens: list["re.Match[str]"], at: int, suffix: str, lead: str) -> tuple[tuple[str, str, bool], int]:
        branches = []
        while True:
            branch, at = self._sequence(tokens, at, suffix, lead)
            branches.append(branch)
            if at < len(tokens) and tokens[at]["operator"] == "|":
                at += 1
                continue
            text = branches[0][0] if len(branches) == 1 else "(?:" + "|".join(branch[0] for branch in branches) + ")"
            return (text, "".join(branch[1] for branch in branches), any(branch[2] for branch in branches)), at

    def _sequence(self, tokens: list["re.Match[str]"], at: int, suffix: str, lead: str) -> tuple[tuple[str, str, bool], int]:
        parts: list[str] = []
        first, empty = "", True
        while at < len(tokens) and tokens[at]["operator"] not in ("|", ")"):
            (text, starts, nullable), at = self._quantified(tokens, at, suffix, "" if parts else lead)
            parts.append(text)
            if empty:
                first += starts
            empty = empty and nullable
        return ("".join(parts), first, empty), at

    def _quantified(self, tokens: list["re.Match[str]"], at: int, suffix: str, lead: str) -> tuple[tuple[str, str, bool], int]:
        (text, first, nullable), at = self._atom(tokens, at, suffix, lead)
        if at < len(tokens) and tokens[at]["operator"] in ("?", "*", "+"):
            sign = tokens[at]["operator"]
            return (f"(?:{text}){sign}", first, nullable or sign != "+"), at + 1
        return (text, first, nullable), at

    def _atom(self, tokens: list["re.Match[str]"], at: int, suffix: str, lead: str) -> tuple[tuple[str, str, bool], int]:
        token = tokens[at]
        if token["particle"]:
            return self._atom(tokens, at + 1, suffix, token["particle"])
        if token["slot"]:
            name = token["slot"] + suffix
            self.slots.append(name)
            number = len(self.slots)
            (text, first, nullable), at = self._atom(tokens, at + 1, suffix, lead)
            return (f"(?P<g{number}>{text})", first, nullable), at
        if token["macro"]:
            if token["macro"] not in self._macros:
                check_keys(f"{FILE}, {self._where}", (token["macro"],), self._macros)
            text, first, nullable = self.compile(self._macros[token["macro"]], token["suffix"] or suffix, lead)
            return (f"(?:{text})", first, nullable), at + 1
        if token["operator"] == "(":
            (text, first, nullable), at = self._alternatives(tokens, at + 1, suffix, lead)
            if at >= len(tokens) or tokens[at]["operator"] != ")":
                raise RuleError(f"{self._where}: a parenthesis is not closed")
            return (f"(?:{text})", first, nullable), at + 1
        if not token["word"]:
            raise RuleError(f"{self._where}: a class is missing before {token.group().strip()!r}")
        members = self.members(token["word"], lead)
        return (f"[{members}]", members, False), at + 1

    def members(self, word: str, particle: str | None) -> str:
        """Return the characters of a class.

        Raises:
            RuleError: No word is in the class.
        """
        found = self._book.members(key(word), particle)
        if not found:
            raise RuleError(f"models/{FILE}, {self._where}: no word of the lexicon is in class {word!r}")
        return found


def load_rules(models: ModelStore, lexicon: Lexicon) -> tuple[Rule, ...]:
    """Read and compile the patterns.

    Raises:
        RuleError: A rule has an unknown key or kind, or a pattern that cannot be read.
    """
    data = models.yaml(FILE)
    check_keys(FILE, data, ("macros", "rules"))
    rules = []
    for record in data["rules"]:
        where = f"rule {record.get('name')!r}"
        check_keys(f"{FILE}, {where}", record, RULE_KEYS)
        check_keys(f"{FILE}, {where}", (record["kind"],), KINDS)
        compiler = _Compiler(data["macros"], lexicon.book, where)
        text, first, nullable = compiler.compile(record["pattern"])
        if nullable:
            raise RuleError(f"models/{FILE}, {where}: the pattern can be empty")
        context = {
            name: "".join(compiler.members(word, None) for word in record.get(name, "").split())
            for name in ("before", "unless_before", "after", "unless_after")
        }
        regex = re.compile(text)
        slots = tuple((regex.groupindex[f"g{number}"], name) for number, name in enumerate(compiler.slots, 1))
        rules.append(
            Rule(
                record["name"], record["kind"], regex, slots, frozenset(first), **context,
                fixed=record.get("fixed", {}), priority=record.get("priority", 0),
            )
        )  # fmt: skip
    return tuple(rules)
