"""News agencies and newspapers where a text names its source: datelines, source lines, and quoted names behind ل."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.core.annotations import OrganizationMention, Segmentation, Token
from pipeline.matching.phrases import PhraseTable
from pipeline.normalize.normalizer import key
from pipeline.organizations.surface import span_of, written
from pipeline.resources.gazetteers import Organization

QUOTES = {"«": "»", '"': '"', "“": "”", "”": "“", "'": "'", "‘": "’"}
AGENCY = ("وكالة", "الوكالة")
"""First words of the full names of news agencies."""

EVENTS = frozenset(["سوق", "مهرجان", "برنامج", "جايزه", "كاس", "مسرح", "شارع", "حي", "ملتقي"])
"""Words, folded, before a quoted name that is an event's or a place's."""

CITING = frozenset(
    ["عن", "في", "مع", "صحيفه", "جريده", "قناه", "ل", "بحسب", "وفق", "قالت", "ذكرت", "نشرت", "كتبت", "اوردت", "نقلت", "افادت"]
)
"""Words, folded, before an outlet that is cited."""

PLACE_NAMES = frozenset(
    {"الرياض", "القدس", "الخبر", "الميادين", "ماركا", "المدينه", "مكه", "الجزيره", "عمان", "اليوم", "الخليج", "العربيه"}
)
"""Outlets whose names are first of all places or common words: only behind a cue."""


class MediaFinder:
    """Finds the outlets of a list."""

    def __init__(
        self,
        names: Sequence[tuple[str, ...]],
        reports: frozenset[str],
        records: Sequence[Organization],
        nationalities: Mapping[str, str],
    ) -> None:
        """Build the finder.

        Args:
            names: Folded words of the outlets of the lexicon.
            reports: Folded words before a quoted outlet that make it the article's source.
            records: The outlets of the gazetteer.
            nationalities: Country codes by folded adjective.
        """
        self._reports, self._nationalities = reports, nationalities
        table: dict[tuple[str, ...], Organization | None] = dict.fromkeys(names)
        for record in records:
            for words in (*record.keys, *record.contextual_keys):
                if words and table.get(words) is None:
                    table[words] = record
        self._names: PhraseTable[Organization | None] = PhraseTable(table.items())
        self._watched = frozenset(words[0] for words in table if words) | {"اف", "ل"}

    def __call__(
        self, tokens: Sequence[Token], norms: list[str], segmentation: Segmentation, bodies: Mapping[int, int]
    ) -> Iterator[OrganizationMention]:
        """Yield the outlets that datelines, source lines and quotations name.

        Args:
            tokens: The document's tokens.
            norms: Their folded texts.
            segmentation: Its sentences and datelines.
            bodies: Ends of the organizations that the named-entity backend is sure of, by their first tokens.
        """
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
                if token.kind != "mark" and token.base not in self._watched:
                    continue
                if token.norm == "اف" and norms[at + 1] == "ام":
                    first = at - 1 - (tokens[at - 1].text in QUOTES)
                    if first >= sentence.first and tokens[first].kind == "word":
                        yield self._radio(tokens, norms, first, at)
                    continue
                if token.kind == "word" and token.norm != "ل":
                    cited = self._cited(tokens, norms, at, sentence.last)
                    if cited is not None:
                        yield cited
                    continue
                if at + 1 in inside:
                    continue
                if token.text in QUOTES:
                    match = self._names.longest(norms, at + 1, end=sentence.last)
                    if match is None or match[0] >= sentence.last or tokens[match[0]].text != QUOTES[token.text]:
                        continue
                    seen = bodies.get(at + 1) == match[0] and norms[at - 1] not in EVENTS
                    if seen or self._source(norms, at, match[0] + 1, sentence.first, sentence.last):
                        yield self._mention(tokens, at + 1, *match, dateline=False)
                elif token.norm == "ل" and tokens[at + 1].kind == "word":
                    match = self._names.longest(norms, at + 1, end=sentence.last)
                    if match is not None:
                        yield self._mention(tokens, at + 1, *match, dateline=False)

    def _cited(self, tokens: Sequence[Token], norms: Sequence[str], at: int, end: int) -> OrganizationMention | None:
        """Return the outlet that its country's feminine adjective tells from a common word (``نقلا عن الأهرام المصرية``)."""
        match = self._names.longest(norms, at, tokens[at].base, end)
        if match is None or match[0] >= end or match[1] is None:
            return None
        adjective = tokens[match[0]]
        if adjective.proclitics or not adjective.base.endswith("ه") or self._nationalities.get(adjective.base) != match[1].country:
            return None
        if at and norms[at - 1] not in CITING and tokens[at - 1].kind != "mark":
            return None
        return self._mention(tokens, at, match[0] + 1, match[1], dateline=False)

    def _radio(self, tokens: Sequence[Token], norms: Sequence[str], first: int, at: int) -> OrganizationMention:
        """Return the station that begins at a token and whose name the letters FM close at another (``شمس أف أم``)."""
        match = self._names.longest(norms, first, tokens[first].base, at + 2)
        record = match[1] if match is not None and match[0] == at + 2 else None
        return self._mention(tokens, first, at + 2, record, dateline=False)

    def _source(self, norms: Sequence[str], at: int, after: int, start: int, end: int) -> bool:
        """Say whether the quotation that opens at a mark names the article's source: by the word before it, or as a dateline."""
        if at > start and (norms[at - 1] in self._reports or norms[at - 1].removeprefix("و") in self._reports):
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
    return record.name if record.name.startswith(AGENCY) and record.name.count(" ") > 1 else surface
