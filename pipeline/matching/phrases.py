"""Finding the phrases of a gazetteer in a row of tokens, longest first."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

Payload = TypeVar("Payload")


class PhraseTable(Generic[Payload]):
    """A trie of phrases over token keys, each with a payload.

    Keys are folded words (:func:`pipeline.normalize.normalizer.key`). Build once, then look up at any token.
    """

    __slots__ = ("_root", "_size")

    def __init__(self, phrases: Iterable[tuple[Sequence[str], Payload]] = ()) -> None:
        """Build the table.

        Args:
            phrases: Pairs of a phrase's words and its payload; a later pair replaces an earlier one of the same words.
        """
        self._root: dict[str, list] = {}  # type: ignore[type-arg]
        self._size = 0
        for words, payload in phrases:
            self.add(words, payload)

    def __len__(self) -> int:
        return self._size

    def add(self, words: Sequence[str], payload: Payload) -> None:
        """Add a phrase; a node is ``[children, has_payload, payload]``."""
        if not words:
            raise ValueError("a phrase has at least one word")
        children = self._root
        node: list = []  # type: ignore[type-arg]
        for word in words:
            node = children.setdefault(word, [{}, False, None])
            children = node[0]
        self._size += not node[1]
        node[1], node[2] = True, payload

    def longest(self, keys: Sequence[str], at: int, first: str | None = None, end: int | None = None) -> tuple[int, Payload] | None:
        """Return the longest phrase that begins at a token.

        Args:
            keys: Token keys of the text.
            at: Index of the token at which the phrase begins.
            first: Key to use for that token in place of ``keys[at]``, such as its base without proclitics.
            end: Index that the phrase may not pass.

        Returns:
            Index past the phrase's last token and its payload, or None.
        """
        best: tuple[int, Payload] | None = None
        for match in self.all(keys, at, first, end):
            best = match
        return best

    def all(self, keys: Sequence[str], at: int, first: str | None = None, end: int | None = None) -> Iterator[tuple[int, Payload]]:
        """Yield every phrase that begins at a token, shortest first; arguments as in :meth:`longest`."""
        stop = len(keys) if end is None else end
        node = self._root.get(keys[at] if first is None else first)
        position = at + 1
        while node is not None:
            if node[1]:
                yield position, node[2]
            if position >= stop:
                return
            node = node[0].get(keys[position])
            position += 1
