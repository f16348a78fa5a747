"""Spans made whole over the words that bind names together: no name begins after ``عبد`` or ends with ``بن``."""

from collections.abc import Sequence

from pipeline.core.annotations import NerSpan, Token
from pipeline.core.errors import ModelError
from pipeline.normalize.normalizer import key
from pipeline.resources.gazetteers import family_names
from pipeline.resources.store import ModelStore

FILE = "ner/joins.yaml"
"""The binding words, inside the models folder."""

KEYS = ("binding", "patronymic", "ranks")

KNOWN = 0.95
"""Least score of a person whose name is known whole."""

WHOLE = ("person", "organization")
"""Labels of which two spans never stand side by side."""


class NameJoiner:
    """Widens persons to whole names, and joins what was cut in two."""

    def __init__(
        self,
        binding: frozenset[str],
        patronymic: frozenset[str],
        ranks: frozenset[str] = frozenset(),
        names: frozenset[tuple[str, ...]] = frozenset(),
    ) -> None:
        """Build a joiner.

        Args:
            binding: Folded words that a name neither follows nor ends with.
            patronymic: Those of them that a name also precedes.
            ranks: Folded military ranks with the article.
            names: Folded names of several words that are known whole, such as ``بان كي مون``.
        """
        self._names = names
        self._longest = max(map(len, names), default=0)
        self._binding = binding
        self._ranks = ranks
        self._patronymic = patronymic

    @classmethod
    def from_models(cls, models: ModelStore) -> "NameJoiner":
        """Build the shipped joiner.

        Raises:
            ModelError: The word list is malformed.
        """
        raw = models.yaml(FILE)
        if not isinstance(raw, dict) or sorted(raw) != list(KEYS):
            raise ModelError(f"{models.folder / FILE} must have the keys {', '.join(KEYS)}, each a list of words")
        names = frozenset(name.words for name in family_names(models) if len(name.words) > 2)
        binding, patronymic, ranks = (frozenset(key(word) for word in raw[name]) for name in KEYS)
        return cls(binding, patronymic, ranks, names)

    def without_rank(self, tokens: tuple[Token, ...], first: int, last: int) -> int:
        """Return where a position ends that was found to end before ``last``: before a rank that follows a definite noun.

        Args:
            tokens: Tokens of the document.
            first: First token of the position.
            last: Token past its last.
        """
        while last - first > 1 and tokens[last - 1].base in self._ranks and tokens[last - 2].definite:
            last -= 1
        return last

    def complete(self, spans: Sequence[NerSpan], tokens: tuple[Token, ...], at: int) -> list[NerSpan]:
        """Return one sentence's entity spans, completed.

        Args:
            spans: Spans that do not overlap, in order.
            tokens: The sentence's tokens.
            at: Index of the sentence's first token in the document.

        Returns:
            Spans that do not overlap, in order; a person grows up to the next span, and two persons or organizations that touch
            are one, since Arabic puts a conjunction or a comma between two; a person right after a bare head noun is part of the
            organization's name (``مؤسسة الملك فيصل``).
        """
        found: list[NerSpan] = []
        for number, span in enumerate(spans):
            first, last = span.first, span.last
            if span.label == "person":
                floor = found[-1].last if found else at
                ceiling = spans[number + 1].first if number + 1 < len(spans) else at + len(tokens)
                first = self._first(tokens, self._whole(tokens, first - at, last - at, floor - at), floor - at) + at
                last = self._last(tokens, last - at, ceiling - at) + at
            label, score = span.label, span.score
            if label == "person" and self._known(tokens, first - at, last - at):
                score = max(score, KNOWN)
            if found and found[-1].last == first and not tokens[first - at].proclitics and self._joined(found[-1], label, tokens, at):
                before = found.pop()
                first, label, score = before.first, before.label, min(before.score, score)
            found.append(NerSpan(first, last, label, score, span.found_by))
        return found

    def _joined(self, before: NerSpan, label: str, tokens: tuple[Token, ...], at: int) -> bool:
        """Say whether a span of some label that touches the one before it belongs to it."""
        if before.label == label:
            return label in WHOLE
        bare = before.last == before.first + 1 and not tokens[before.first - at].definite
        return before.label == "organization" and label == "person" and bare

    def _whole(self, tokens: tuple[Token, ...], first: int, last: int, floor: int) -> int:
        """Return where a name that is known whole begins, of which the end is at hand (``كي مون``), or ``first``."""
        for start in range(max(floor, last - self._longest), first):
            if self._known(tokens, start, last):
                return start
        return first

    def _known(self, tokens: tuple[Token, ...], first: int, last: int) -> bool:
        return last - first > 2 and tuple(token.norm for token in tokens[first:last]) in self._names

    def _first(self, tokens: tuple[Token, ...], first: int, floor: int) -> int:
        """Return where a name that was found to begin at ``first`` begins, not before ``floor``."""
        while first > floor and not tokens[first].proclitics:
            before = tokens[first - 1]
            if (tokens[first].base in self._patronymic and before.kind == "word") or before.base in self._binding:
                first -= 1
            elif first - 2 >= floor and tokens[first - 2].base == "عبد" and before.kind == "word" and not before.proclitics:
                first -= 2
            else:
                break
        return first

    def _last(self, tokens: tuple[Token, ...], last: int, ceiling: int) -> int:
        """Return where a name that was found to end before ``last`` ends, not past ``ceiling``."""
        while last < ceiling and tokens[last].kind == "word" and not tokens[last].proclitics:
            if tokens[last - 1].base not in self._binding and tokens[last].base not in self._patronymic:
                break
            last += 1
        return last
