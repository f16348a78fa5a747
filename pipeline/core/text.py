"""Spans of the raw text, and normalized text that remembers where every character came from."""

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open interval of Unicode code points, ``start`` inclusive and ``end`` exclusive."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the text that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Say whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def cover(self, other: "Span") -> "Span":
        """Return the smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class AlignedText:
    """Normalized text with its alignment to the raw text.

    The alignment is piecewise: piece ``i`` begins at ``starts[i]`` in ``text`` and at ``origins[i]`` in ``raw``.
    Inside an *even* piece the characters run in step (one to one). A *block* piece (``blocks[i]`` true) is one raw
    stretch rewritten as a whole: every one of its characters maps to the whole stretch.

    Attributes:
        raw: The text as read, never altered.
        text: The normalized text.
        starts: Offsets in ``text`` at which pieces begin, ascending, the first 0.
        origins: Offsets in ``raw`` at which the pieces begin.
        ends: Offsets in ``raw`` at which the pieces end.
        blocks: Whether each piece is rewritten as a whole.
    """

    raw: str
    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    ends: tuple[int, ...]
    blocks: tuple[bool, ...]

    @classmethod
    def identity(cls, raw: str) -> "AlignedText":
        """Return the alignment of a text with itself."""
        return cls(raw, raw, (0,), (0,), (len(raw),), (False,))

    def raw_start(self, offset: int) -> int:
        """Return where in ``raw`` the character at ``offset`` of ``text`` begins."""
        if offset >= len(self.text):
            return len(self.raw)
        piece = bisect_right(self.starts, offset) - 1
        if self.blocks[piece]:
            return self.origins[piece]
        return self.origins[piece] + offset - self.starts[piece]

    def raw_end(self, offset: int) -> int:
        """Return where in ``raw`` the character before ``offset`` of ``text`` ends."""
        if offset <= 0:
            return 0
        piece = bisect_right(self.starts, offset - 1) - 1
        if self.blocks[piece]:
            return self.ends[piece]
        return self.origins[piece] + offset - self.starts[piece]

    def to_raw(self, start: int, end: int) -> Span:
        """Map a half-open interval of ``text`` to the raw text.

        Args:
            start: First code point of ``text``, inclusive.
            end: Past the last code point of ``text``.

        Returns:
            The smallest raw span that produced the interval; diacritics after its last letter are not part of it.
        """
        return Span(self.raw_start(start), self.raw_end(end))
