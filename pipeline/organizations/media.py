"""News agencies and newspapers where a text names its source: datelines, source lines, and quoted names behind ل."""

from collections.abc import Iterator, Sequence

from pipeline.core.annotations import OrganizationMention, Segmentation, Token
from pipeline.matching.phrases import PhraseTable
from pipeline.normalize.normalizer import key
from pipeline.organizations.surface import span_of, written
from pipeline.resources.gazetteers import Organization

QUOTES = {"«": "»", '"': '"', "“": "”", "”": "“", "'": "'", "‘": "’"}
AGENCY = ("وكالة", "الوكالة")
"""First words of the full names of news agencies."""

PLACE_NAMES = frozenset({"الرياض", "المدينه", "مكه", "الجزيره", "عمان", "اليوم", "الخليج", "العربيه"})
"""Outlets whose names are first of all places or common words: only behind a cue."""


class MediaFinder:
    """Finds the outlets of a list."""

    def __init__(self, names: Sequence[tuple[str, ...]], reports: frozenset[str], records: Sequence[Organization]) -> None:
        """Build the finder.

        Args:
            names: Folded words of the outlets of the lexicon.
            reports: Folded words before a quoted outlet that make it the article's source.
            records: The outlets of the gazetteer.
        """
        self._reports = reports
        table: dict[tuple[str, ...], Organization | None] = dict.fromkeys(names)
        for record in records:
            for words in (*record.keys, *record.contextual_keys):
                if words and table.get(words) is None:
                    table[words] = record
        self._names: PhraseTable[Organization | None] = PhraseTable(table.items())

    def __call__(self, tokens: Sequence[Token], norms: list[str], segmentation: Segmentation) -> Iterator[OrganizationMention]:
        """Yield the outlets that datelines, source lines and quotations name."""
        inside: set[int] = set()
        for first, last in segmentation.datelines:
            at = first
            while at < last:
                inside.add(at)
                match = self._names.longest(norms, at, end=last)
                if match is None or (match[0] == at + 1 and norms[at] in PLACE_NAMES):
                    at += 1
                    continue
                yield self._mention(tokens, at, *match, dateline=True)
                inside.update(range(at, match[0]))
                at = match[0]
        for sentence in segmentation.sentences:
            if sentence.kind == "furniture":
                continue
            for at in range(sentence.first, sentence.last - 1):
                token = tokens[at]
                if token.norm == "اف" and norms[at + 1] == "ام":
                    first = at - 1 - (tokens[at - 1].text in QUOTES)
                    if first >= sentence.first and tokens[first].kind == "word":
                        yield self._radio(tokens, norms, first, at)
                    continue
                if at + 1 in inside or (token.kind != "mark" and token.norm != "ل"):
                    continue
                if token.text in QUOTES:
                    match = self._names.longest(norms, at + 1, end=sentence.last)
                    if match is None or match[0] >= sentence.last or tokens[match[0]].text != QUOTES[token.text]:
                        continue
                    if self._source(norms, at, match[0] + 1, sentence.first, sentence.last):
                        yield self._mention(tokens, at + 1, *match, dateline=False)
                elif token.norm == "ل" and tokens[at + 1].kind == "word":
                    match = self._names.longest(norms, at + 1, end=sentence.last)
                    if match is not None:
                        yield self._mention(tokens, at + 1, *match, dateline=False)

    def _radio(self, tokens: Sequence[Token], norms: Sequence[str], first: int, at: int) -> OrganizationMention:
        """Return the station that begins at a token and whose name the letters FM close at another (``شمس أف أم``)."""
        match = self._names.longest(norms, first, tokens[first].base, at + 2)
        record = match[1] if match is not None and match[0] == at + 2 else None
        return self._mention(tokens, first, at + 2, record, dateline=False)

    def _source(self, norms: Sequence[str], at: int, after: int, start: int, end: int) -> bool:
        """Say whether the quotation that opens at a mark names the article's source: by the word before it, or as a dateline."""
        if at > start and norms[at - 1] in self._reports:
            return True
        return at - start <= 3 and after < end and norms[after] in ":-–"

    def _mention(
        self, tokens: Sequence[Token], first: int, last: int, record: Organization | None, *, dateline: bool
    ) -> OrganizationMention:
        return OrganizationMention(
            span=span_of(tokens, first, last),
            first=first,
            last=last,
            name=_filed(written(tokens, first, last), record),
            type="media",
            country=record.country if record is not None else "",
            form="name",
            score=0.9 if dateline else 0.85,
            found_by="organizations:dateline" if dateline else "organizations:quoted-outlet",
            lexicon_id=record.id if record is not None else "",
            wikidata=record.wikidata if record is not None else "",
            in_dateline=dateline,
        )


def _filed(surface: str, record: Organization | None) -> str:
    """Return the name that an outlet is filed by: an agency's full one for its acronym (``كونا``), else as written."""
    if record is None or " " in surface or key(surface) in key(record.name).split():
        return surface
    return record.name if record.name.startswith(AGENCY) else surface
