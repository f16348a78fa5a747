"""The organization stage: names, types, countries and parents.

Policy where the sources of evidence disagree: at one place the longest reading wins, the lexicon's before the grammar's where
both are as long, so that a name known whole is never cut or stretched by a word; a reading of the grammar that goes on beyond
a lexicon name keeps the lexicon's country and loses its identity (``النيابة العامة بالرياض`` is not ``النيابة العامة``).
"""

from collections.abc import Iterable

from pipeline.core.annotations import NerSpan, OrganizationMention, PlaceMention, Segmentation, Token
from pipeline.core.document import Document
from pipeline.matching.phrases import PhraseTable
from pipeline.organizations.coordination import split
from pipeline.organizations.grammar import Grammar, Reading
from pipeline.organizations.lexicon import NameEntry, Words, read_heads, read_names, read_rules, read_words
from pipeline.organizations.media import MediaFinder
from pipeline.organizations.surface import span_of, written
from pipeline.organizations.types import STATELESS, Typer, nationality
from pipeline.resources.store import ModelStore

BEFORE_FIELDS = frozenset(
    ["وزير", "وزيره", "وزاره", "وزيرا", "وزيري", "وزاره", "وزارات", "وزارتي", "وزارتا", "وزراء", "بوزير", "وكيل", "وكيله", "لوزير"]
)
"""Words behind which a field of government is part of a title or of a full name, not short for its ministry."""

BEFORE_CABINETS = frozenset(["رييس", "رييسه", "روساء", "رياسه", "وزير", "قايد", "ضابط", "مركز"])
"""Words behind which ``الحكومة``, ``البرلمان`` or ``الشرطة`` is part of a title or a common phrase."""

CABINETS = frozenset(["government", "legislature", "council"])
"""Types of lexicon names that those words take into a title."""

LOCAL = "local"


class OrganizationFinder:
    """Finds mentions of organizations."""

    def __init__(
        self,
        grammar: Grammar,
        typer: Typer,
        names: PhraseTable[NameEntry],
        starts: frozenset[str],
        ministries: dict[str, str],
        media: MediaFinder,
    ) -> None:
        self._grammar, self._typer, self._names, self._starts = grammar, typer, names, starts
        self._ministries, self._media = ministries, media
        self._words: Words = grammar.words

    @classmethod
    def from_models(cls, models: ModelStore) -> "OrganizationFinder":
        """Build the shipped finder."""
        phrases, ministries, media = read_names(models)
        grammar = Grammar(read_heads(models), read_words(models))
        starts = frozenset(words[0] for words, _ in phrases) | frozenset(grammar.heads)
        firsts = starts | {name.split()[0] for name in ministries}
        return cls(grammar, Typer(read_rules(models)), PhraseTable(phrases), firsts, ministries, MediaFinder(media))

    def __call__(
        self, document: Document, segmentation: Segmentation, spans: tuple[NerSpan, ...], places: tuple[PlaceMention, ...]
    ) -> tuple[OrganizationMention, ...]:
        """Return the organization mentions of a document in the order of the text, none overlapping another."""
        tokens = segmentation.tokens
        keys = [token.base for token in tokens]
        norms = [token.norm for token in tokens]
        by_first = {place.first: place for place in places}
        found: list[OrganizationMention] = list(self._media(tokens, norms, segmentation))
        taken = {index for mention in found for index in range(mention.first, mention.last)}
        starts = self._starts
        for sentence in segmentation.sentences:
            if sentence.kind == "furniture":
                continue
            at = sentence.first
            while at < sentence.last:
                if keys[at] not in starts or at in taken:
                    at += 1
                    continue
                mentions, after = self._at(tokens, norms, at, sentence.first, sentence.last, by_first)
                found += mentions
                at = max(after, at + 1)
        found.sort(key=lambda mention: (mention.first, mention.last))
        return tuple(_disjoint(found))

    def _at(
        self, tokens: tuple[Token, ...], norms: list[str], at: int, start: int, end: int, places: dict[int, PlaceMention]
    ) -> tuple[list[OrganizationMention], int]:
        """Return the mentions that begin at a token, and the index past them."""
        known = self._known(tokens, norms, at, start, end, places)
        reading = self._grammar.read(tokens, at, end, places) if tokens[at].base in self._grammar.heads else None
        if known is not None and (reading is None or reading.last <= known[1]):
            entry, last = known
            return [self._from_entry(tokens, at, last, entry)], last
        if reading is not None:
            mentions = self._from_reading(tokens, reading, places)
            if mentions:
                return mentions, reading.last
        return self._ministry(tokens, norms, at, start, end)

    def _known(
        self, tokens: tuple[Token, ...], norms: list[str], at: int, start: int, end: int, places: dict[int, PlaceMention]
    ) -> tuple[NameEntry, int] | None:
        match = self._names.longest(norms, at, tokens[at].base, end)
        if match is None:
            return None
        last, entry = match
        before = norms[at - 1] if at > start else ""
        if (
            before in entry.not_before
            or (entry.type in CABINETS and before in BEFORE_CABINETS)
            or (last < end and norms[last] in entry.not_after)
        ):
            return None
        if entry.cue and before not in entry.cue and not (set(tokens[at].proclitics) & entry.cue):
            return None
        after = self._grammar.place_after(tokens, last, end, places) if entry.at else last
        if entry.only_at and after == last:
            return None
        if after == last and last < end and tokens[last].base in self._words.nationalities and not tokens[last].proclitics:
            after = last + 1
        return entry, after

    def _from_entry(self, tokens: tuple[Token, ...], first: int, last: int, entry: NameEntry) -> OrganizationMention:
        bases = [token.base for token in tokens[first:last]]
        country = nationality(bases, self._words.nationalities) or ("" if entry.country == LOCAL else entry.country)
        name = nominative(written(tokens, first, last))
        return OrganizationMention(
            span_of(tokens, first, last),
            first,
            last,
            name,
            entry.type,
            country,
            "name",
            0.95,
            "organizations:lexicon",
            entry.id,
            entry.wikidata,
        )

    def _from_reading(self, tokens: tuple[Token, ...], reading: Reading, places: dict[int, PlaceMention]) -> list[OrganizationMention]:
        head = reading.head
        if head.number != "singular":
            return [self._mention(tokens, first, last, name, reading) for first, last, name in split(tokens, reading)]
        name = written(tokens, reading.first, reading.last)
        if not reading.strong:
            if head.alone == "none" or (head.alone == "name" and "ب" in tokens[reading.first].proclitics):
                return []
            if head.alone == "name" and reading.first and tokens[reading.first - 1].base in BEFORE_CABINETS:
                return []
            bases = {token.base for token in tokens[reading.first + 1 : reading.last]}
            named = head.alone == "name" if reading.closed == "head" else bool(bases) and not bases & self._words.vague
            form = "name" if named else "nominal"
            return [self._mention(tokens, reading.first, reading.last, name, reading, form)]
        return [self._mention(tokens, reading.first, reading.last, name, reading)]

    def _mention(
        self, tokens: tuple[Token, ...], first: int, last: int, name: str, reading: Reading, form: str = "name"
    ) -> OrganizationMention:
        words = tuple(token.base for token in tokens[reading.first + 1 : reading.last])
        kind = self._typer.type_of(reading.head.lemma, reading.head.type, words)
        country = nationality(words, self._words.nationalities) or reading.place
        if kind in STATELESS:
            country = ""
        score = {"noun": 0.85, "adjective": 0.85, "place": 0.9, "person": 0.9, "quoted": 0.85, "name": 0.7, "head": 0.6}[reading.closed]
        found_by = f"organizations:grammar:{reading.closed}"
        return OrganizationMention(span_of(tokens, first, last), first, last, name, kind, country, form, score, found_by)

    def _ministry(
        self, tokens: tuple[Token, ...], norms: list[str], at: int, start: int, end: int
    ) -> tuple[list[OrganizationMention], int]:
        """Return a ministry that its field stands for (``أعلنت الداخلية``, ``الخارجية الروسية``)."""
        token = tokens[at]
        before = norms[at - 1] if at > start else ""
        if not token.definite or before in BEFORE_FIELDS:
            return [], at
        for size in (2, 1):
            last = at + size
            if last > end or " ".join([token.base, *norms[at + 1 : last]]) not in self._ministries:
                continue
            name = "وزارة " + written(tokens, at, last)
            if last < end and tokens[last].base in self._words.nationalities and not tokens[last].proclitics:
                name += " " + tokens[last].text
                last += 1
            elif not (before.endswith("ت") and self._grammar.verbal(before)) and not self._opens(norms, at, last, start, end):
                continue
            country = nationality([tokens[last - 1].base], self._words.nationalities)
            mention = OrganizationMention(
                span_of(tokens, at, last), at, last, name, "ministry", country, "short_name", 0.7, "organizations:field"
            )
            return [mention], last
        return [], at

    def _opens(self, norms: list[str], at: int, last: int, start: int, end: int) -> bool:
        """Say whether a field opens a headline as its subject (``الصحة: …``, ``«العمل» تعلن``)."""
        while last < end and norms[last] in "\"»”'":
            last += 1
        opening = at == start or (at == start + 1 and norms[start] in "\"«“'")
        return opening and last < end and (norms[last] == ":" or (norms[last][:1] == "ت" and self._grammar.verbal(norms[last])))


def nominative(name: str) -> str:
    """Return a lexicon name with its first word, a sound masculine plural, in the nominative (``الحوثيون``)."""
    first, _, rest = name.partition(" ")
    if first.endswith("يين") and first.startswith("ال"):
        first = first[:-2] + "ون"
    return f"{first} {rest}" if rest else first


def _disjoint(mentions: Iterable[OrganizationMention]) -> list[OrganizationMention]:
    """Drop every mention that overlaps an earlier one."""
    kept: list[OrganizationMention] = []
    end = -1
    for mention in mentions:
        if mention.first >= end:
            kept.append(mention)
            end = mention.last
    return kept
