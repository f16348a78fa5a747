"""The tokens that names are read from: without the marks of hashtags, and with spelled-out letters in one row.

``#وزارة_الصحة`` is read as ``وزارة الصحة``, ``بي.بي.سي`` as ``بي بي سي``, and the particle comes off ``لبي بي سي``. The names found there
are put back on the document's own tokens afterwards.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.core.annotations import NerSpan, OrganizationMention, PlaceMention, Segmentation, Token

WORDS = frozenset(["ال", "ام", "ان", "او", "في", "اي", "كي", "بس", "هاش", "زي", "يو"])
"""Names of Latin letters in Arabic letters, folded, that are Arabic words as well."""

CLEAR = frozenset(
    [
        *("ايه", "ايي", "بي", "بيه", "سي", "دي", "اف", "ايف", "جي", "جيه", "جاي", "اتش", "ايتش", "كيه", "ايل", "كيو", "ار", "اس", "ايس"),
        *("تي", "تيه", "فيه", "دبليو", "اكس", "واي", "زد"),
    ]
)
"""Names of Latin letters that are no Arabic words."""

LETTERS = WORDS | CLEAR

SUFFIXES = frozenset(["نت", "كوم", "نيوز", "اورغ", "اورج", "دوت", "ميديا"])
"""Words that a full stop joins to the name of a site or a channel (``العربية.نت``)."""

PARTICLES = "وفبلك"

WATCHED = LETTERS | {"#", "_", "."}
"""Folded words and marks near which a document's tokens may have to be read otherwise."""


class View:
    """A document's tokens for the readers of names.

    Attributes:
        segmentation: The sentences and datelines over the tokens kept.
        tokens: The tokens kept.
    """

    __slots__ = ("_back", "_forth", "segmentation", "tokens")

    def __init__(self, segmentation: Segmentation) -> None:
        """Leave out what belongs to no name."""
        tokens = segmentation.tokens
        watched = [token for token in tokens if token.norm in WATCHED]
        gone = _marks(tokens, watched)
        changed = dict(_unglued(tokens, watched))
        self._back: list[int] | None = None
        self._forth: list[int] = []
        if not gone and not changed:
            self.segmentation, self.tokens = segmentation, tokens
            return
        kept = [token.index for token in tokens if token.index not in gone]
        forth, at = [], 0
        for index in range(len(tokens) + 1):
            forth.append(at)
            at += index not in gone
        self._back, self._forth = kept, forth
        self.tokens = tuple(changed.get(index, tokens[index]) for index in kept)
        sentences = tuple(replace(sentence, first=forth[sentence.first], last=forth[sentence.last]) for sentence in segmentation.sentences)
        datelines = tuple((forth[first], forth[last]) for first, last in segmentation.datelines)
        self.segmentation = Segmentation(segmentation.paragraphs, sentences, self.tokens, datelines)

    def spans(self, spans: tuple[NerSpan, ...]) -> tuple[NerSpan, ...]:
        """Return spans over the tokens kept."""
        if self._back is None:
            return spans
        moved = [(span, self._forth[span.first], self._forth[span.last]) for span in spans]
        return tuple(replace(span, first=first, last=last) for span, first, last in moved if last > first)

    def places(self, places: tuple[PlaceMention, ...]) -> tuple[PlaceMention, ...]:
        """Return places over the tokens kept."""
        if self._back is None:
            return places
        return tuple(replace(place, first=self._forth[place.first], last=self._forth[place.last]) for place in places)

    def restored(self, mention: OrganizationMention) -> OrganizationMention:
        """Return a mention over the document's own tokens."""
        back = self._back
        if back is None:
            return mention
        inside = tuple(self.restored(part) for part in mention.inside)
        return replace(mention, first=back[mention.first], last=back[mention.last - 1] + 1, inside=inside)


def _marks(tokens: Sequence[Token], watched: Sequence[Token]) -> frozenset[int]:
    """Return the indices of the marks that stand inside names."""
    gone = set()
    hashtag = -1
    for token in watched:
        if token.kind != "mark":
            continue
        at = token.index
        if not 0 < at < len(tokens) - 1 or tokens[at + 1].kind not in ("word", "latin"):
            if at == 0 and token.text == "#":
                gone.add(at)
            continue
        before, after = tokens[at - 1], tokens[at + 1]
        if token.text == "#":
            if hashtag != at - 1 and after.span.start == token.span.end:
                gone.add(at)
            hashtag = at + 1
        elif token.text == "_":
            if before.span.end == token.span.start and after.span.start == token.span.end:
                gone.add(at)
                hashtag = at + 1
        elif before.kind == "word" and before.span.end == token.span.start:
            glued = after.span.start == token.span.end
            if (before.base in LETTERS and (glued or after.norm in LETTERS)) or (glued and after.norm in SUFFIXES):
                gone.add(at)
    return frozenset(gone)


def _unglued(tokens: Sequence[Token], watched: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """Yield tokens that are the name of a letter with a particle that segmentation left on (``لبي بي سي``)."""
    for letter in watched:
        at = letter.index - 1
        if at >= 0 and tokens[at].text == ".":
            at -= 1
        if letter.kind == "mark" or at < 0:
            continue
        token = tokens[at]
        norm = token.norm
        if norm[1:] in CLEAR and not token.proclitics and norm[0] in PARTICLES and norm not in LETTERS:
            yield at, replace(token, proclitics=(norm[0],), base=norm[1:], base_start=token.span.start + 1)
