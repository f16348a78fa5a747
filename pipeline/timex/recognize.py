"""Finding expressions of time: sentence → items → class characters → the longest match of the patterns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.core.annotations import Segmentation, Sentence, Token
from pipeline.timex.lexicon import HEAD, JOINED, OTHER, Entry, Lexicon
from pipeline.timex.patterns import Rule

WINDOW = 26
"""Longest expression, in items; the longest of the development texts has 15."""

TRIGGERS = (
    "gm", "hm", "wd", "dw", "uds", "us", "ud", "up", "udd", "udp", "yw", "y4", "clk", "dmy", "adv", "adj", "season", "decade", "feast",
    "midnight", "midnightd", "rel", "ptd", "ptadv", "sl", "pt", "الليله", "part", "القرن", "op", "wdi", "feastg", "بتوقيت", "gmt",
)  # fmt: skip
"""Classes of which every expression has one; a sentence without any is passed over."""


@dataclass(frozen=True, slots=True)
class Item:
    """A word, number, mark or phrase of a sentence: ``tokens[first:last]`` of the document."""

    first: int
    last: int
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Found:
    """An expression before its value is known.

    Attributes:
        rule: The pattern that matched.
        items: Its items.
        slots: Entries by slot name.
        first: First token.
        last: Past the last token.
        sentence: Number of its sentence.
    """

    rule: Rule
    items: tuple[Item, ...]
    slots: dict[str, tuple[Entry, ...]]
    first: int
    last: int
    sentence: int


class Recognizer:
    """Finds expressions of time with the shipped patterns."""

    def __init__(self, lexicon: Lexicon, rules: Sequence[Rule]) -> None:
        self._lexicon = lexicon
        self._codes = {word: entry.code for word, entry in lexicon.words.items()}
        self._bare = {code: lexicon.book.bare(code) for code in lexicon.book.all()}
        members = "".join(dict.fromkeys("".join(lexicon.book.members(name, None) for name in TRIGGERS)))
        self._trigger = re.compile(f"[{members}]")
        self._wanted = re.compile(f"[{members}{lexicon.book.members(HEAD, None)}]")
        self._head = re.compile(f"[{lexicon.book.members(HEAD, None)}]")
        self._rules: dict[str, tuple[Rule, ...]] = {}
        for code in dict.fromkeys(self._bare.values()):
            fitting = tuple(rule for rule in rules if code in rule.first)
            if fitting:
                self._rules[code] = fitting
        starters = [code for code, bare in self._bare.items() if bare in self._rules]
        self._starter = re.compile(f"[{''.join(starters)}]")

    def __call__(self, segmentation: Segmentation) -> list[Found]:
        """Return the expressions of a document in the order of the text; furniture is passed over."""
        found: list[Found] = []
        tokens, get, number = segmentation.tokens, self._codes.get, self._number
        for sentence in segmentation.sentences:
            if sentence.kind == "furniture":
                continue
            line = "".join(
                [
                    number(token.text) if token.kind == "number" else get(token.norm, OTHER)
                    for token in tokens[sentence.first : sentence.last]
                ]
            )
            if self._wanted.search(line) is not None:
                self._search(tokens, sentence, line, found)
        return found

    def _number(self, text: str) -> str:
        entry = self._lexicon.number(text)
        return OTHER if entry is None else entry.code

    def _search(self, tokens: tuple[Token, ...], sentence: Sentence, line: str, found: list[Found]) -> None:
        items: list[Item] | None = None
        if self._head.search(line) is not None:
            items, line = self._with_phrases(tokens, sentence)
            if self._trigger.search(line) is None:
                return
        at = 0
        while True:
            start = self._starter.search(line, at)
            if start is None:
                return
            at = start.start()
            best = self._best(line, at)
            if best is None:
                at += 1
                continue
            rule, match = best
            if items is None:
                items = [self._item(tokens, index) for index in range(sentence.first, sentence.last)]
            end = at + match.end()
            slots: dict[str, tuple[Entry, ...]] = {}
            for group, name in rule.slots:
                begin, stop = match.span(group)
                if begin >= 0:
                    slots[name] = tuple(item.entry for item in items[at + begin : at + stop] if item.entry is not None)
            found.append(Found(rule, tuple(items[at:end]), slots, items[at].first, items[end - 1].last, sentence.index))
            at = end

    def _best(self, line: str, at: int) -> tuple[Rule, "re.Match[str]"] | None:
        bare = self._bare[line[at]]
        window = bare + line[at + 1 : at + WINDOW]
        before = line[at - 1] if at else ""
        best: tuple[Rule, re.Match[str]] | None = None
        length, priority = 0, 0
        for rule in self._rules.get(bare, ()):
            if rule.before and (not before or before not in rule.before):
                continue
            if before and before in rule.unless_before:
                continue
            match = rule.regex.match(window)
            if match is None:
                continue
            end = match.end()
            if end < length or (end == length and rule.priority <= priority):
                continue
            after = line[at + end : at + end + 1]
            if rule.after and (not after or after not in rule.after):
                continue
            if after and after in rule.unless_after:
                continue
            best, length, priority = (rule, match), end, rule.priority
        return best

    def _item(self, tokens: tuple[Token, ...], index: int) -> Item:
        token = tokens[index]
        entry = self._lexicon.number(token.text) if token.kind == "number" else self._lexicon.words.get(token.norm)
        return Item(index, index + 1, entry)

    def _with_phrases(self, tokens: tuple[Token, ...], sentence: Sentence) -> tuple[list[Item], str]:
        """Return the items of a sentence with phrases, and particles before digits, as one item each."""
        keys = [token.norm for token in tokens[sentence.first : sentence.last]]
        items: list[Item] = []
        at, count = 0, len(keys)
        while at < count:
            index = sentence.first + at
            word = keys[at]
            if word in self._lexicon.heads:
                phrase = self._lexicon.phrases.longest(keys, at)
                if phrase is not None:
                    items.append(Item(index, sentence.first + phrase[0], phrase[1]))
                    at = phrase[0]
                    continue
                if word in JOINED and at + 1 < count and tokens[index + 1].kind == "number":
                    entry = self._lexicon.number(tokens[index + 1].text)
                    if entry is not None:
                        joined = Entry(entry.values, word, self._lexicon.book.code(entry.values, word), entry.code)
                        items.append(Item(index, index + 2, joined))
                        at += 2
                        continue
            items.append(self._item(tokens, index))
            at += 1
        return items, "".join([OTHER if item.entry is None else item.entry.code for item in items])
