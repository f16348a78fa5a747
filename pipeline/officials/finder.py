"""The officials stage: persons, and the positions they hold."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.core.annotations import NerSpan, OrganizationMention, PersonMention, PlaceMention, PositionMention, Segmentation, Token
from pipeline.core.document import Document
from pipeline.core.text import Span
from pipeline.matching.names import LIKELY, NameGrammar
from pipeline.officials.context import SEVERAL, TRUSTED, Context, Title, bare
from pipeline.officials.holders import holders
from pipeline.officials.honorifics import HonorificLexicon
from pipeline.officials.leaders import Leaders
from pipeline.officials.led import LedReader, unheld
from pipeline.officials.memory import Memory, regions_of
from pipeline.officials.ministries import Ministries
from pipeline.officials.parser import TitleParser
from pipeline.officials.persons import Name, PersonFinder, joined
from pipeline.officials.phrases import PhraseReader
from pipeline.officials.shared import SharedTitles
from pipeline.officials.short import short_names
from pipeline.officials.titles import TitleLexicon
from pipeline.resources.store import ModelStore

GLUED = 9
"""Fewest letters of a word that may be an honorific and a name written together."""
SERVANTS = frozenset({"عبد", "ال"})
"""Words that make a name of the next one, folded."""
ONE = frozenset({"احد", "احدي", "ابرز"})
"""Words that pick one holder of a title in the plural, folded."""
FIRST = "أول"
"""A word that stays in the title after it."""
PREPOSED = frozenset({"لصالح", "لدي", "بشان"})
"""Prepositions that the tagger takes for the first word of a name, folded."""
CONSERVATIVE = "المحافظ"
"""A title that after a nationality or name is an adjective."""
RULERS = frozenset({"الرييس", "الملك", "خادم"})
"""Titles that are read even inside an organization's name (``قوات الرئيس السابق فلان``)."""


class OfficialFinder:
    """Finds persons and positions."""

    def __init__(
        self,
        parser: TitleParser,
        persons: PersonFinder,
        names: NameGrammar,
        honorifics: HonorificLexicon,
        ministries: Ministries,
        leaders: Leaders,
    ) -> None:
        self._parser = parser
        self._honorifics = honorifics
        self._persons = persons
        self._names = names
        self._ministries = ministries
        self._leaders = leaders
        self._led = LedReader(parser, ministries)
        self._shared = SharedTitles(ministries, PhraseReader(parser.lexicon, names, honorifics))

    @classmethod
    def from_models(cls, models: ModelStore) -> "OfficialFinder":
        """Build the shipped finder."""
        lexicon = TitleLexicon.from_models(models)
        honorifics = HonorificLexicon.from_models(models)
        names = NameGrammar.from_models(models, honorifics.words)
        ministries = Ministries.from_models(models, lexicon.portfolios)
        parser = TitleParser(lexicon, names, honorifics, ministries)
        return cls(parser, PersonFinder(names, honorifics), names, honorifics, ministries, Leaders.from_models(models))

    def __call__(
        self,
        document: Document,
        segmentation: Segmentation,
        spans: tuple[NerSpan, ...],
        places: tuple[PlaceMention, ...],
        organizations: tuple[OrganizationMention, ...],
    ) -> tuple[tuple[PersonMention, ...], tuple[PositionMention, ...]]:
        """Return the person mentions and the positions of a document, each in the order of the text."""
        named = self._named(segmentation.tokens, spans)
        context = self._context(segmentation, spans, places, organizations, {span.first: span.last for span in named})
        people = {index for span in named for index in range(span.first + 1, span.last)}
        tagged = {span.first: span for span in named}
        memory = Memory(context, self._parser.lexicon, regions_of(context, self._parser.lexicon.units))
        persons: list[PersonMention] = []
        positions: list[PositionMention] = []
        raw = document.text
        for sentence in segmentation.sentences:
            if sentence.kind == "furniture":
                continue
            titles = [memory.complete(title) for title in self._titles(context, sentence.first, sentence.last, people)]
            names = self._persons.find(context, sentence.first, sentence.last, titles, tagged)
            base = len(persons)
            persons.extend(self._mention(context, name, raw) for name in names)
            held = holders(segmentation.tokens, titles, names, self._ministries.demonyms)
            led = self._led.read(context, sentence.first, sentence.last, names)
            shared = self._shared.read(context, held, names)
            for title, holder in [*held, *shared, *unheld(held, led)]:
                if holder < 0 and (title.honorary or not (title.complete or title.own)):
                    continue
                if title.counterpart and not title.complete:
                    continue
                number = base + holder if holder >= 0 else -1
                person = persons[number] if holder >= 0 else None
                if person is None and title.number != "s":
                    title = replace(title, rule=SEVERAL)
                if person is not None and not title.organization and not title.own:
                    title = self._of(context, title, person.last, sentence.last)
                positions.extend(self._positions(context, title, number, person))
        return short_names(self._names, segmentation, context.inside, persons, positions)

    @staticmethod
    def _of(context: Context, title: Title, at: int, end: int) -> Title:
        """Give a title the organization that stands after its holder with من (``عالم الأرصاد فلان من هيئة الأرصاد``)."""
        if title.role != "expert" or at + 1 >= end or context.keys[at] != "من" or (mention := context.organizations.get(at + 1)) is None:
            return title
        return replace(
            title, organization=mention.name, kind=mention.type, organization_span=mention.span, country=mention.country or title.country
        )

    def _named(self, tokens: Sequence[Token], spans: tuple[NerSpan, ...]) -> list[NerSpan]:
        """Return the persons that the tagger sees, without a first word that is no name (``وقال بن دغر``, ``لصالح فلان``)."""
        cues = self._names.cues
        found = []
        for span in spans:
            if span.label == "person":
                first = tokens[span.first]
                verb = first.base in cues.speech and (first.proclitics or first.norm in cues.stop)
                odd = verb or first.norm in PREPOSED
                found.append(replace(span, first=span.first + 1) if odd and span.last - span.first > 1 else span)
        return found

    def _context(
        self,
        segmentation: Segmentation,
        spans: tuple[NerSpan, ...],
        places: tuple[PlaceMention, ...],
        organizations: tuple[OrganizationMention, ...],
        people: dict[int, int],
    ) -> Context:
        tokens = segmentation.tokens
        starts: dict[int, OrganizationMention] = {}
        inside: dict[int, OrganizationMention] = {}
        for whole in organizations:
            if whole.form == "nominal" and self._styles(tokens, whole):
                continue
            mention = self._cut(tokens, whole, set(people))
            if mention.last - mention.first < 1:
                continue
            starts.setdefault(mention.first, mention)
            for index in range(mention.first, mention.last):
                inside.setdefault(index, mention)
        countries = Counter(place.country for place in places if place.country)
        countries.update(mention.country for mention in organizations if mention.country)
        ranked = tuple(sorted(countries, key=lambda code: (-countries[code], code)))
        country = ranked[0] if ranked else ""
        nation = self._ministries.countries.get(country, "")
        located = {place.first: place for place in places}
        tagged = {index: span for span in spans if span.label == "position" for index in range(span.first, span.last)}
        bodies = {
            span.first: span.last
            for span in spans
            if span.label == "organization" and span.score >= TRUSTED and (around := tagged.get(span.first)) and span.last <= around.last
        }
        proper = {span.first: span.last for span in spans if span.label in ("organization", "place")}
        keys = [token.norm for token in tokens]
        return Context(tokens, keys, starts, inside, located, country, nation, tagged, bodies, ranked, frozenset(people), people, proper)

    def _styles(self, tokens: Sequence[Token], mention: OrganizationMention) -> bool:
        """Say whether a nominal mention is a rank or style before a name (``الفريق أول فلان``)."""
        token = tokens[mention.first]
        if token.norm not in self._honorifics.firsts:
            return False
        end = min(mention.last + 4, len(tokens))
        read = self._honorifics.read(tokens, [part.norm for part in tokens[:end]], mention.first, end)
        return read is not None and read.last < end and self._names.word(self._names.form(tokens[read.last])).share >= LIKELY

    def _cut(self, tokens: Sequence[Token], mention: OrganizationMention, people: set[int]) -> OrganizationMention:
        """Cut an organization's mention before an honorific or ruler's title and a name that it ran into."""
        for index in range(mention.first + 1, mention.last):
            token = tokens[index]
            styled = token.norm in self._honorifics.words and not token.proclitics and tokens[index - 1].norm.startswith("ال")
            ruler = token.norm in RULERS and index + 1 in people
            if styled or ruler:
                last = mention.first if ruler and index == mention.first + 1 else index
                span = Span(mention.span.start, tokens[index - 1].span.end)
                name = " ".join([bare(tokens[mention.first]), *(part.text for part in tokens[mention.first + 1 : index])])
                return replace(mention, span=span, last=last, name=name)
        return mention

    def _titles(self, context: Context, first: int, last: int, people: set[int]) -> list[Title]:
        """Read the titles of a sentence; ``people`` are tokens inside a tagged name, where a lone title is part of it."""
        found: list[Title] = []
        firsts = self._parser.lexicon.firsts
        at = first
        while at < last:
            token = context.tokens[at]
            tagged = context.tagged.get(at)
            begun = tagged is not None and tagged.first == at
            known = token.base in firsts or token.norm in firsts or (token.norm.startswith("لل") and token.norm[1:] in firsts)
            if token.kind != "word" or not (known or begun):
                at += 1
                continue
            before = context.tokens[at - 1].norm if at > first else ""
            ruler = " ".join(context.keys[at : at + 2]) in self._leaders.by_name  # ``الباجي قائد السبسي``
            if ruler or before in SERVANTS or (token.norm == CONSERVATIVE and (before in self._ministries.demonyms or at - 1 in people)):
                at += 1  # ``عبد الملك`` is a name, ``السياسي الكولومبي المحافظ`` a conservative
                continue
            around = context.inside.get(at)
            if around is not None and around.first < at and token.norm not in RULERS:
                at = around.last
                continue
            title = self._parser.parse(context, at, last) if around is None or around.first < at else None
            swallowed = token.norm.startswith("لل")  # the tokenizer reads ل and the article where the noun begins with ل (``للاعب``)
            if title is None and around is None and (begun or swallowed) and token.norm[1:] in firsts and token.norm[0] in "لبوك":
                title = self._parser.parse(context, at, last, first=token.norm[1:])
                if title is not None:
                    rest = [context.tokens[index].text for index in title.words[1:]]
                    title = replace(title, text=" ".join([token.text[1:], *rest]), cut=1)
            if title is None or (at in people and all(index in people for index in range(at, title.last))):
                at += 1
                continue
            found.append(self._one_of(context, title, first))
            at = max(title.last, at + 1)
        return self._with_tagged(context, first, last, found)

    def _one_of(self, context: Context, title: Title, first: int) -> Title:
        """Take the word before a title that makes one holder of it (``أحد قادة الحركة``, ``أول رئيس للاتحاد``)."""
        at = title.first - 1
        if at < first or context.tokens[title.first].proclitics:
            return title
        token = context.tokens[at]
        opening = bare(token) == FIRST and title.number == "s" and not context.tokens[title.first].definite
        if not (token.base in ONE and title.number == "p") and not opening:
            return title
        return replace(title, first=at, words=(at, *title.words), number="s", singular="")

    def _with_tagged(self, context: Context, first: int, last: int, titles: list[Title]) -> list[Title]:
        """Add the positions that only the tagger sees; where both see one, the parser's reading stands."""
        taken = {index for title in titles for index in range(title.first, title.last)}
        added: list[Title] = []
        at = first
        while at < last:
            span = context.tagged.get(at)
            if span is None:
                at += 1
                continue
            free = not any(index in taken for index in range(span.first, span.last)) and span.first >= first
            if span.score >= TRUSTED and free and (title := self._parser.tagged(context, span, last)) is not None:
                added.append(title)
            at = max(span.last, at + 1)
        return sorted([*titles, *added], key=lambda title: title.first) if added else titles

    def _mention(self, context: Context, name: Name, raw: str) -> PersonMention:
        tokens = context.tokens
        head = tokens[name.first]
        start = head.span.start if name.whole else head.base_start
        glued = self._glued(head)
        if name.rule == "list" and joined(self._names, head):
            glued = 1
        if glued:
            start = head.span.start + glued
        span = Span(start, tokens[name.last - 1].span.end)
        text = " ".join(span.of(raw).replace("#", "").replace("_", " ").split())
        honorific = _honorific(tokens, name, raw) if name.start < name.first else ""
        form = "name" if name.last - name.first > 1 else "short_name"
        return PersonMention(span, name.first, name.last, text, honorific, name.gender, form, name.score, f"rules:{name.rule}")

    def _glued(self, token: Token) -> int:
        """Return how many letters of a word are an honorific written together with the name (``الدكتورعزام``), or 0."""
        if len(token.norm) < GLUED or not token.norm.startswith("ال") or len(token.span) != len(token.norm):
            return 0
        for cut in range(len(token.norm) - 3, 4, -1):
            if token.norm[:cut] in self._honorifics.words and self._names.word(token.norm[cut:]).share >= LIKELY:
                return cut
        return 0

    def _positions(self, context: Context, title: Title, number: int, person: PersonMention | None) -> list[PositionMention]:
        tokens = context.tokens
        words = [index for index in title.words if index < title.last]
        parts = [tokens[index].text for index in words]
        if words and words[0] == title.first:
            parts[0] = bare(tokens[title.first])
        if parts and title.singular and (title.number != "p" or person is not None):
            parts[0] = title.singular
        text = title.text or " ".join(parts)
        for link in (" باسم", " في", " على", " لدى", " عن", " ب", " ل"):
            text = text.removesuffix(link)
        title_span = Span(tokens[title.first].base_start + title.cut, tokens[title.last - 1].span.end)
        span = title_span if person is None else title_span.cover(person.span)
        first, last = (title.first, title.last) if person is None else (min(title.first, person.first), max(title.last, person.last))
        mention = PositionMention(
            span=span,
            first=first,
            last=last,
            title_span=title_span,
            title=text,
            role=title.role,
            acting=title.acting,
            organization=title.organization,
            organization_type=title.kind,
            organization_span=title.organization_span,
            country=title.country,
            person=number,
            gender=title.gender if not person or not person.gender else person.gender,
            score=0.85 if title.complete else 0.6,
            found_by=f"titles:{title.rule}",
        )
        known = self._leaders.country(person.name) if person is not None and title.rule == "implied" else None
        if known is not None and title.role == "head_of_state":
            mention = replace(mention, organization=known[1], organization_type="place", country=known[0], found_by="titles:leader")
        if title.also:
            return [mention, *(replace(mention, organization=other, organization_span=None) for other in title.also)]
        if person is None and title.others:
            return [mention, *(replace(mention, organization=other, organization_span=None) for other in title.others)]
        return [mention]


def _honorific(tokens: Sequence[Token], name: Name, raw: str) -> str:
    """Return the honorific before a name as written, its article whole where ل swallowed the alef (``للسيد``)."""
    first = tokens[name.start]
    text = " ".join(Span(first.base_start, tokens[name.first - 1].span.end).of(raw).split()).strip("/\\ ")
    return f"ا{text}" if first.base.startswith("ال") and text.startswith("ل") else text
