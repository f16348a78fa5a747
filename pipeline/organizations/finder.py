"""The organization stage: names, types, countries and parents.

Policy where the sources of evidence disagree: at one place the longest reading wins, the lexicon's before the grammar's where
both are as long, so that a name known whole is never cut or stretched by a word; a reading of the grammar that goes on beyond
a lexicon name keeps the lexicon's country and loses its identity (``النيابة العامة بالرياض`` is not ``النيابة العامة``). The
named-entity backend says where persons begin, which ends a name, and must agree where the grammar takes an unknown word for a
name; where it is sure, it carries an unknown name behind a head through, and a contextual name without a cue; alone it makes an
organization of foreign words only, as of the Arabic ones that only it sees most are none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.core.annotations import NerSpan, OrganizationMention, PlaceMention, Segmentation, Token
from pipeline.core.document import Document
from pipeline.normalize.normalizer import key
from pipeline.organizations.agreement import agreed
from pipeline.organizations.conditions import BEFORE_CABINETS, earlier, fits, whole
from pipeline.organizations.context import ContextualNames, read_context
from pipeline.organizations.coordination import enumerated, split
from pipeline.organizations.fields import CENTRAL, COUNTERPART, FieldFinder
from pipeline.organizations.filing import nominative, shortened
from pipeline.organizations.gazetteer import LOCAL, Known, choose, with_legal_form
from pipeline.organizations.grammar import Grammar
from pipeline.organizations.lexicon import NameEntry, NameLists, Words, bare, read_heads, read_names, read_rules, read_words
from pipeline.organizations.market import MarketFinder
from pipeline.organizations.media import MediaFinder
from pipeline.organizations.origins import Origins
from pipeline.organizations.reading import Context, Reading
from pipeline.organizations.sites import without_sites
from pipeline.organizations.strangers import firms, latin_names, strangers
from pipeline.organizations.surface import span_of, written
from pipeline.organizations.types import STATELESS, Typer, nationality
from pipeline.organizations.view import View
from pipeline.organizations.vocabulary import Vocabulary, given_keys
from pipeline.resources.gazetteers import organizations
from pipeline.resources.store import ModelStore

REGIONS = {"منطقه": "المنطقه", "محافظه": "المحافظه", "ولايه": "الولايه", "مدينه": "المدينه"}
"""Nouns of areas and the words that stand for them later."""

NAMESAKES = frozenset(["كاس", "بطوله", "دوري", "مونديال", "سوبر", "استاد", "ملعب", "شارع", "ميدان", "جسر", "دوار"])
"""Words, folded, before the name of an event or a place called after a body (``كأس الاتحاد الإنجليزي``, ``استاد أليانز``)."""

NEWS = frozenset(["انباء", "اخبار", "صحافه", "اخباريه", "اعلام", "اعلاميه", "برس"])
"""Words of the names of news agencies, folded and without article; other agencies are authorities."""

BRANCHES = frozenset(["فرع", "كتلة", "مكتب", "مندوبية", "بعثة"])
"""Heads of bodies whose names contain that of the organization they belong to."""

AGREEING = frozenset(["organization", "place"])
"""Labels of spans that agree with an unknown proper name behind a head."""

SURE = 0.75
"""Score from which a span of the named-entity backend counts as an organization of its own."""

ABROAD = frozenset(["armed_group", "media", "company", "sport"])
"""Types whose organizations are not taken to be of the article's own country where nothing tells theirs."""


SCORES = {
    "noun": 0.85,
    "adjective": 0.85,
    "place": 0.9,
    "person": 0.9,
    "known": 0.9,
    "quoted": 0.85,
    "name": 0.7,
    "head": 0.6,
    "region": 0.7,
}
"""How sure a reading is, by what closed it."""


class OrganizationFinder:
    """Finds mentions of organizations."""

    def __init__(
        self,
        grammar: Grammar,
        typer: Typer,
        known: Known,
        lists: NameLists,
        media: MediaFinder,
        origins: Origins,
        contextual: ContextualNames,
        market: MarketFinder,
    ) -> None:
        self._contextual, self._market = contextual, market
        self._grammar, self._typer, self._known = grammar, typer, known
        self._media, self._origins = media, origins
        self._words: Words = grammar.words
        self._fields = FieldFinder(lists.ministries, lists.field_verbs, grammar.words.nationalities)
        self._starts = (
            known.firsts
            | contextual.firsts
            | frozenset(grammar.heads)
            | {name.split()[0] for name in lists.ministries}
            | {CENTRAL, COUNTERPART}
        )

    @classmethod
    def from_models(cls, models: ModelStore) -> "OrganizationFinder":
        """Build the shipped finder."""
        lists = read_names(models)
        records = organizations(models)
        words = read_words(models)
        known = Known(lists.phrases, records)
        heads = read_heads(models)
        grammar = Grammar(Vocabulary(heads, words, known, given_keys(models)))
        contextual = ContextualNames(read_context(models), records, words.common, heads)
        media = MediaFinder(lists.media, lists.reports, [record for record in records if record.type == "media"], words.nationalities)
        market = MarketFinder.from_models(models, grammar.vocabulary)
        return cls(grammar, Typer(read_rules(models)), known, lists, media, Origins(grammar.words.nationalities), contextual, market)

    def __call__(
        self, document: Document, segmentation: Segmentation, spans: tuple[NerSpan, ...], places: tuple[PlaceMention, ...]
    ) -> tuple[OrganizationMention, ...]:
        """Return the organization mentions of a document in the order of the text, none overlapping another."""
        view = View(segmentation)
        segmentation, spans, places = view.segmentation, view.spans(spans), view.places(places)
        tokens = view.tokens
        keys = [token.base for token in tokens]
        norms = [token.norm for token in tokens]
        text = Context(
            tokens,
            norms,
            {place.first: place for place in places},
            {span.first: span.last for span in spans if span.label == "person"},
            regions(tokens, places),
            self._contextual.surroundings(keys),
            {span.first: span.last for span in spans if span.label == "organization" and span.score >= SURE},
        )
        tagged = {index for span in spans if span.label in AGREEING for index in range(span.first, span.last)}
        found: list[OrganizationMention] = list(self._media(tokens, norms, segmentation, text.bodies))
        home = self._origins.home(segmentation, keys, places, found)
        firms_listed = self._market(tokens, norms, segmentation, home)
        found += firms_listed
        taken = {index for mention in found for index in range(mention.first, mention.last)}
        lists = {mention.first - 1 for mention in firms_listed}  # plural heads before listed firms (أسهم شركات سابك والإنماء)
        starts = self._starts
        for sentence in segmentation.sentences:
            if sentence.kind == "furniture":
                continue
            at = sentence.first
            while at < sentence.last:
                if keys[at] not in starts or at in taken or at in lists:
                    at += 1
                    continue
                mentions, after = self._at(text, at, sentence.first, sentence.last, home)
                found += [mention for mention in mentions if not spans or agreed(mention, tagged, self._words)]
                at = max(after, at + 1)
        taken.update(index for mention in found for index in range(mention.first, mention.last))
        found += latin_names(tokens, segmentation.sentences, taken)
        if spans:
            taken.update(index for mention in found for index in range(mention.first, mention.last))
            found += firms(text, spans, taken)
            taken.update(index for mention in found for index in range(mention.first, mention.last))
            found += strangers(text, spans, taken, places, self._grammar.vocabulary)
        found.sort(key=lambda mention: (mention.first, mention.last))
        placed = self._origins.told([self._placed(mention, home) for mention in without_sites(_disjoint(found), tokens)], home)
        return tuple(view.restored(mention) for mention in placed)

    def _placed(self, mention: OrganizationMention, home: str) -> OrganizationMention:
        """Return a mention with the article's own country where it tells none and its type has one."""
        if mention.country == LOCAL or (not mention.country and home and not mention.lexicon_id and mention.type not in STATELESS):
            if mention.in_dateline or mention.type in ABROAD:
                return replace(mention, country="")
            return replace(mention, country=home)
        return mention

    def _at(self, text: Context, at: int, start: int, end: int, home: str) -> tuple[list[OrganizationMention], int]:
        """Return the mentions that begin at a token, and the index past them."""
        if at > start and text.tokens[at - 1].base in NAMESAKES and not text.tokens[at].proclitics:
            return [], at + 1
        known = self._whole_name(text, at, start, end, home)
        reading = self._grammar.read(text, at, end) if text.tokens[at].base in self._grammar.heads else None
        if known is not None and (reading is None or reading.last <= known[1] or whole(text, known, reading, at, self._grammar.vocabulary)):
            entry, last = known
            return [self._from_entry(text.tokens, at, last, entry)], last
        if reading is not None:
            mentions = self._from_reading(text, reading, home)
            if mentions:
                return mentions, max(reading.last, mentions[-1].last)
        head = self._grammar.heads.get(text.tokens[at].base)
        if head is not None and head.number == "plural" and head.definite and head.tail == "name" and head.local:
            parts = enumerated(text, at, end, self._grammar)
            if parts:
                listed = [self._part(text, part, Reading(part[0], part[1], head, "place"), home) for part in parts]
                return [replace(mention, found_by="organizations:grammar:list") for mention in listed], parts[-1][1]
        return self._fields.at(text.tokens, text.norms, at, start, end)

    def _whole_name(self, text: Context, at: int, start: int, end: int, home: str) -> tuple[NameEntry, int] | None:
        tokens, norms = text.tokens, text.norms
        match = self._known.longest(norms, at, tokens[at].base, end)
        weak = None
        if tokens[at].base in self._contextual.firsts and at not in text.persons:
            weak = self._contextual.at(tokens, norms, text.around, at, start, end, text.weak_ends, text.bodies.get(at, 0))
        if weak is not None and (match is None or weak[0] >= match[0]):
            match = weak
            text.weak_ends.add(weak[0])
        if match is None:
            return None
        last, entries = match
        told = ""
        if last < end and not tokens[last].proclitics:
            told = self._words.nationalities.get(tokens[last].base, "")
            if earlier(tokens, at, last, self._grammar.vocabulary):
                told = ""
        if match is weak and told and all(entry.country not in ("", told) for entry in entries):
            return None
        entry = choose(entries, told or nationality([token.base for token in tokens[at + 1 : last]], self._words.nationalities), home)
        if not fits(entry, text, at, last, start, end, self._grammar.vocabulary):
            return None
        if told:
            return entry, last + 1
        if entry.type == "company":
            return entry, with_legal_form(norms, last, end)
        after = self._grammar.place_after(text, last, end) if entry.at else last
        if entry.only_at and after == last:
            return None
        return (entry if after == last else replace(entry, id="", wikidata=""), after)

    def _from_entry(self, tokens: Sequence[Token], first: int, last: int, entry: NameEntry) -> OrganizationMention:
        surface = written(tokens, first, last)
        name = entry.name if shortened(surface, entry) else self._nominative(surface)
        return OrganizationMention(
            span=span_of(tokens, first, last),
            first=first,
            last=last,
            name=name,
            type=entry.type,
            country=entry.country,
            form="name",
            score=0.95,
            found_by="organizations:lexicon",
            lexicon_id=entry.id,
            wikidata=entry.wikidata,
            parent=entry.parent,
        )

    def _nominative(self, surface: str) -> str:
        """Return a lexicon name in the nominative where the lexicon has that form (``الإخوان المسلمون``)."""
        words = [f"{word[:-2]}ون" if word.startswith("ال") and word.endswith("ين") else word for word in surface.split()]
        folded = key(" ".join(words)).split()
        match = self._known.longest(folded, 0, folded[0], len(folded))
        if match is not None and match[0] == len(folded):
            return " ".join(words)
        return nominative(surface)

    def _from_reading(self, text: Context, reading: Reading, home: str) -> list[OrganizationMention]:
        head, tokens = reading.head, text.tokens
        if head.number != "singular":
            return [self._part(text, part, reading, home) for part in split(text, reading, self._grammar)]
        name = written(tokens, reading.first, reading.last)
        if reading.local == reading.last - 1 and tokens[reading.local].base in text.regions:
            name = f"{written(tokens, reading.first, reading.local)} ب{text.regions[tokens[reading.local].base]}"
        if reading.closed == "region":
            area = text.regions.get(tokens[reading.last - 1].base, "")
            if area:
                return [
                    self._mention(text, reading.first, reading.last, f"{written(tokens, reading.first, reading.last - 1)} {area}", reading)
                ]
            return [self._mention(text, reading.first, reading.last, name, reading, "nominal")]
        if not reading.strong:
            if head.alone == "none" or (head.alone == "name" and "ب" in tokens[reading.first].proclitics):
                return []
            if head.alone == "name" and reading.first and tokens[reading.first - 1].base in BEFORE_CABINETS:
                return []
            bases = {token.base for token in tokens[reading.first + 1 : reading.last]}
            named = head.alone == "name" if reading.closed == "head" else bool(bases - self._words.vague)
            if head.plain and all(base in self._words.vague or base in self._words.nationalities for base in bases):
                named = False
            if (head.alone == "name" and reading.closed != "head") or head.plain in ("all", "common"):
                named = False
            form = "name" if named or self._unit(text, reading) else "nominal"
            if head.full and reading.closed == "head":
                name = head.full
            return [self._mention(text, reading.first, reading.last, name, reading, form)]
        mention = self._mention(text, reading.first, reading.last, name, reading)
        if reading.closed == "quoted":
            mention = self._quoted(mention, home)
        if head.lemma in BRANCHES:
            return [self._branch(text, mention, home, mention.first + 1)]
        if head.lemma == "مجلس" and tokens[mention.first + 1].base == "اداره":
            return [self._branch(text, mention, home, mention.first + 2)]
        return [mention]

    def _quoted(self, mention: OrganizationMention, home: str) -> OrganizationMention:
        """Return the mention of a quoted name with what the lexicon says of it, with its head or without (``منظمة «أوبك»``)."""
        words = key(mention.name).split()
        for first in (0, 1):
            match = self._known.longest(words, first, words[first], len(words))
            if match is not None and match[0] == len(words):
                entry = choose(match[1], mention.country, home)
                if not entry.listed and entry.country != LOCAL:
                    return replace(mention, type=entry.type, country=entry.country, lexicon_id=entry.id, wikidata=entry.wikidata)
        return mention

    def _unit(self, text: Context, reading: Reading) -> bool:
        """Say whether a body follows with ب that a committee with a plain adjective is one of (``اللجنة الفنية بالهيئة العامة …``)."""
        at = reading.last
        if reading.closed != "adjective" or reading.head.type != "committee" or at >= reading.end:
            return False
        token = text.tokens[at]
        return token.proclitics == ("ب",) and token.definite and token.base in self._grammar.heads

    def _branch(self, text: Context, mention: OrganizationMention, home: str, at: int) -> OrganizationMention:
        """Return a branch's or a board's mention with the organization, named from a token on, that it is part of."""
        if text.tokens[at].base not in self._starts:
            return mention
        mentions, _ = self._at(text, at, mention.first, mention.last, home)
        inner = tuple(self._placed(found, home) for found in mentions if found.form == "name" and found.first == at)
        return replace(mention, inside=inner, parent=inner[0].name) if inner else mention

    def _part(self, text: Context, part: tuple[int, int, str], reading: Reading, home: str) -> OrganizationMention:
        """Return one of the organizations that a dual or plural head stands for, by its record's name where it has one."""
        first, last, name = part
        mention = self._mention(text, first, last, name, reading)
        words = key(name).split()
        match = self._known.longest(words, 0, words[0], len(words))
        if match is None or match[0] != len(words):
            return mention
        entry = choose(match[1], mention.country, home)
        if not entry.id:
            return mention
        same = set(words) == set(key(entry.name).split()) or entry.type in ("ministry", "sport", "company", "media", "party")
        return replace(
            mention,
            name=name if same else entry.name,
            type=entry.type,
            country=entry.country,
            lexicon_id=entry.id,
            wikidata=entry.wikidata,
            parent=entry.parent,
        )

    def _mention(self, text: Context, first: int, last: int, name: str, reading: Reading, form: str = "name") -> OrganizationMention:
        tokens = text.tokens
        words = tuple(token.base for token in tokens[reading.first + 1 : reading.last])
        kind = self._typer.type_of(reading.head.lemma, reading.head.type, words)
        sport = text.around.about("sport")
        if kind == "other" and reading.head.lemma == "فريق" and (self._club(words) or (sport and reading.closed in ("place", "name"))):
            kind = "sport"
        if kind == "union" and sport and reading.head.definite and reading.closed == "adjective":
            kind = "sport"
        if kind == "media" and reading.head.lemma == "وكالة" and reading.closed in ("noun", "adjective", "place"):
            known = self._known.longest(text.norms, reading.first, tokens[reading.first].base, reading.last)
            news = any(bare(word) in NEWS for word in words) or (known is not None and known[1][0].type == "media")
            kind = "media" if news else "authority"
        if reading.head.lemma == "منظمة" and reading.closed in ("quoted", "name"):
            kind = "ngo"
        country = nationality(words, self._words.nationalities) or reading.place
        if kind == "diplomatic" and reading.local > reading.first + 1:
            country = self._sender(text, reading) or country
        if kind in STATELESS:
            country = ""
        score = SCORES[reading.closed]
        found_by = f"organizations:grammar:{reading.closed}"
        return OrganizationMention(span_of(tokens, first, last), first, last, name, kind, country, form, score, found_by)

    def _sender(self, text: Context, reading: Reading) -> str:
        """Return the country that sent a mission, which stands before that of its seat (``سفارة مصر في تونس``)."""
        inside = range(reading.first + 1, reading.local)
        told = nationality([text.tokens[index].base for index in inside], self._words.nationalities)
        return told or next((text.places[index].country for index in inside if index in text.places), "")

    def _club(self, words: tuple[str, ...]) -> bool:
        """Say whether the words behind ``فريق`` are a club's: its name known whole, or closed by a masculine nationality."""
        if words and words[-1] in self._words.nationalities and not words[-1].endswith("ه"):
            return True
        match = self._known.longest(words, 0, words[0], len(words)) if words else None
        return match is not None and any(entry.type == "sport" for entry in match[1])


def regions(tokens: Sequence[Token], places: Sequence[PlaceMention]) -> dict[str, str]:
    """Return the first province and governorate that a text names, by the word that stands for it later (``المنطقة``)."""
    found: dict[str, str] = {}
    for place in places:
        before = tokens[place.first - 1] if place.first else None
        if any(token.proclitics for token in tokens[place.first + 1 : place.last]):
            continue
        if tokens[place.first].base in REGIONS and place.last > place.first + 1:
            found.setdefault(REGIONS[tokens[place.first].base], written(tokens, place.first, place.last))
        elif before is not None and before.base in REGIONS and not tokens[place.first].proclitics:
            found.setdefault(REGIONS[before.base], written(tokens, place.first - 1, place.last))
    return found


def _disjoint(mentions: Iterable[OrganizationMention]) -> list[OrganizationMention]:
    """Drop every mention that overlaps an earlier one."""
    kept: list[OrganizationMention] = []
    end = -1
    for mention in mentions:
        if mention.first >= end:
            kept.append(mention)
            end = mention.last
    return kept
