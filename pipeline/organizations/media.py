"""News agencies and newspapers where a text names its source: datelines, source lines, and quoted names behind ل."""

from collections.abc import Iterator, Sequence

from pipeline.core.annotations import OrganizationMention, Segmentation, Token
from pipeline.matching.phrases import PhraseTable
from pipeline.organizations.surface import span_of, written

QUOTES = {"«": "»", '"': '"', "“": "”", "”": "“", "'": "'", "‘": "’"}
PLACE_NAMES = frozenset({"الرياض", "المدينه", "مكه", "الجزيره", "عمان", "اليوم", "الخليج", "العربيه"})
"""Outlets whose names are first of all places or common words: only behind a cue."""


class MediaFinder:
    """Finds the outlets of a list."""

    def __init__(self, names: Sequence[tuple[str, ...]]) -> None:
        self._names: PhraseTable[str] = PhraseTable((words, " ".join(words)) for words in names)

    def __call__(self, tokens: Sequence[Token], norms: list[str], segmentation: Segmentation) -> Iterator[OrganizationMention]:
        """Yield the outlets that datelines, source lines and quotations name."""
        inside: set[int] = set()
        for first, last in segmentation.datelines:
            at = first
            while at < last:
                inside.add(at)
                match = self._names.longest(norms, at, end=last)
                if match is None or match[1] in PLACE_NAMES:
                    at += 1
                    continue
                yield self._mention(tokens, at, match[0], dateline=True)
                inside.update(range(at, match[0]))
                at = match[0]
        for sentence in segmentation.sentences:
            if sentence.kind == "furniture":
                continue
            for at in range(sentence.first, sentence.last - 1):
                token = tokens[at]
                if token.text in QUOTES and at + 1 not in inside:
                    match = self._names.longest(norms, at + 1, end=sentence.last)
                    if match is None or match[0] >= sentence.last or tokens[match[0]].text != QUOTES[token.text]:
                        continue
                    addressed = at > sentence.first and norms[at - 1] == "ل"
                    if addressed:
                        yield self._mention(tokens, at + 1, match[0], dateline=False)

    def _mention(self, tokens: Sequence[Token], first: int, last: int, *, dateline: bool) -> OrganizationMention:
        return OrganizationMention(
            span_of(tokens, first, last),
            first,
            last,
            written(tokens, first, last),
            "media",
            "",
            "name",
            0.9 if dateline else 0.85,
            "organizations:dateline" if dateline else "organizations:quoted-outlet",
            in_dateline=dateline,
        )
