"""Site furniture: the lines that a web page puts round an article."""

import re
from dataclasses import dataclass
from typing import Any

from pipeline.core.errors import RuleError
from pipeline.normalize.steps import fold_letters
from pipeline.resources.store import ModelStore

FILE = "lexicons/boilerplate.yaml"
KINDS = ("line", "rest", "head", "tail", "after", "end", "meta")
KEYS = ("name", "kind", "pattern", "examples", "counter_examples")
CLOSING = frozenset({"keywords", "comments"})
"""Records that stand below an article, never inside it."""
TAIL_WINDOW = 700
"""How far from the end of a line a tail may begin, in code points; the longest in six days of newspapers is 520."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """One record of ``boilerplate.yaml``."""

    name: str
    kind: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What of a line is furniture: ``line[first:last]``.

    Attributes:
        name: The record that says so.
        rest: Whether the lines after it are furniture too.
        over: Whether the article is over.
        meta: Whether the line is one above the headline.
    """

    first: int
    last: int
    name: str
    rest: bool = False
    over: bool = False
    meta: bool = False


class Boilerplate:
    """Recognizes furniture, line by line."""

    __slots__ = ("_any", "_records")

    def __init__(self, records: tuple[Furniture, ...]) -> None:
        self._records = {kind: tuple(record for record in records if record.kind == kind) for kind in KINDS}
        starts = [record.pattern.pattern for record in records if record.kind in ("line", "rest", "after", "end", "meta")]
        self._any = re.compile("|".join(f"(?:{start})" for start in starts), re.IGNORECASE)

    @classmethod
    def from_models(cls, models: ModelStore) -> "Boilerplate":
        """Read the records.

        Raises:
            RuleError: A record is malformed.
        """
        place = models.folder / FILE
        return cls(tuple(_record(data, f"{place}, record {number}") for number, data in enumerate(models.yaml(FILE), 1)))

    def judge(self, line: str, *, early: bool = False, late: bool = False) -> Verdict | None:
        """Say what of a line is furniture.

        Args:
            line: A line of lightly normalized text without surrounding white space.
            early: Whether the line is one of the first, where a head may stand.
            late: Whether the line is one of the last, where a tail may stand.
        """
        folded = fold_letters(line)
        if self._any.match(folded) and (found := self._at_start(folded)) is not None:
            return found
        if early:
            for record in self._records["head"]:
                if (match := record.pattern.match(folded)) and _between_tokens(folded, match.end()):
                    return Verdict(0, match.end(), record.name)
        return self._at_end(folded) if late else None

    def _at_start(self, folded: str) -> Verdict | None:
        """Judge a line by how it begins."""
        length = len(folded)
        for kind in ("rest", "line", "end", "meta", "after"):
            for record in self._records[kind]:
                match = record.pattern.match(folded)
                if match is None:
                    continue
                if kind == "after":
                    return Verdict(match.end(), length, record.name) if _cuttable(folded, match.end()) else None
                last = length if kind in ("rest", "line") else 0
                over = kind == "end" or record.name in CLOSING
                return Verdict(0, last, record.name, rest=kind == "rest", over=over, meta=kind == "meta")
        return None

    def _at_end(self, folded: str) -> Verdict | None:
        """Judge a line by what stands at its end, behind the text."""
        window = max(0, len(folded) - TAIL_WINDOW)
        for record in self._records["after"]:
            match = record.pattern.search(folded, window)
            if match and match.start() and not folded[match.start() - 1].isalnum() and _cuttable(folded, match.end()):
                return Verdict(match.end(), len(folded), record.name)
        for record in self._records["tail"]:
            match = record.pattern.search(folded, window)
            if match and _between_tokens(folded, match.start()):
                return Verdict(match.start(), len(folded), record.name)
        return None


def _cuttable(line: str, at: int) -> bool:
    """Say whether there is anything after an offset, and the line can be cut there."""
    return at < len(line) and _between_tokens(line, at)


def _between_tokens(line: str, at: int) -> bool:
    """Say whether a line can be cut at an offset without cutting a token: at white space, or where Arabic begins or ends."""
    if not 0 < at < len(line):
        return True
    before, after = line[at - 1], line[at]
    if before.isspace() or after.isspace():
        return True
    arabic = ["\u0600" <= char <= "\u06ff" for char in (before, after)]
    return any(arabic) and not (all(arabic) and before.isalpha() and after.isalpha())


def _record(data: Any, place: str) -> Furniture:
    if not isinstance(data, dict) or set(data) != set(KEYS):
        raise RuleError(f"{place}: a record has the keys {', '.join(KEYS)}")
    if data["kind"] not in KINDS:
        raise RuleError(f"{place}: kind {data['kind']!r} is none of {', '.join(KINDS)}")
    try:
        pattern = re.compile(fold_letters(data["pattern"]), re.IGNORECASE)
    except re.error as error:
        raise RuleError(f"{place}: pattern is not a regular expression: {error}") from error
    return Furniture(data["name"], data["kind"], pattern)
