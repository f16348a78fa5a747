"""What a title governs: an organization, a ministry's field, a country, a province, or a field of work."""

from collections.abc import Callable
from dataclasses import replace

from pipeline.core.annotations import OrganizationMention
from pipeline.core.text import Span
from pipeline.matching.names import NameGrammar
from pipeline.normalize.normalizer import key
from pipeline.officials.context import Context, Title, bare
from pipeline.officials.ministries import Ministries
from pipeline.officials.phrases import PhraseReader
from pipeline.officials.titles import Form, TitleLexicon

Parse = Callable[[Context, int, int, int], Title | None]
OVERSEER = "مشرف"
"""A title whose field with على stays in it (``المشرف على المهرجان``)."""
QUOTES = frozenset('"«(“')
OWN_STATE = frozenset({"الدوله", "المملكه", "السلطنه", "الجمهوريه", "البلاد"})
"""Nouns by which an article names its own state."""
STATES = frozenset({"دوله", "جمهوريه", "مملكه", "سلطنه"})
"""Nouns before the name of a country."""
CLOSERS = frozenset('"»)”')
"""Marks around the short name of an organization after its name."""


def feminine(context: Context, first: int, last: int) -> str:
    """Return nationality adjectives as they stand after a feminine noun (``الكوري الشمالي``: ``الكورية الشمالية``)."""
    texts = [token.text for token in context.tokens[first:last]]
    return " ".join(text if text.endswith(("ة", "ه")) or not text.endswith("ي") else f"{text}ة" for text in texts)


class ComplementReader:
    """Reads the complements of titles; every method returns the title with what it took, or None."""

    def __init__(self, lexicon: TitleLexicon, names: NameGrammar, ministries: Ministries, phrases: PhraseReader) -> None:
        """Build a reader from the lexicons."""
        self.lexicon = lexicon
        self._names = names
        self._ministries = ministries
        self._phrases = phrases

    def organization(self, context: Context, mention: OrganizationMention, title: Title) -> Title:
        """Give a title an organization; where the tagger sees more of its name than the mention has, the longer one."""
        tokens, last, name, where = context.tokens, mention.last, mention.name, mention.span
        wider = context.bodies.get(mention.first)
        if wider is not None and wider > last and mention.type == "ministry" and tokens[last].proclitics[:1] != ("و",):
            wider = None
        if wider is not None and wider > last:
            wider = next((index for index in range(last, wider) if tokens[index].norm in self.lexicon.tails), wider)
        if wider is not None and wider > last and self._foreigner(context, last, wider, mention):
            wider = None  # ``مهاجم ليفربول المصري``
        if wider is not None and wider > last and not any(token.kind == "mark" for token in tokens[last:wider]):
            last = wider
            name = " ".join([bare(tokens[mention.first]), *(token.text for token in tokens[mention.first + 1 : last])])
            where = Span(where.start, tokens[last - 1].span.end)
        role = self.lexicon.role_at(title.lemma, title.role, key(name), mention.type)
        if last < len(tokens) and tokens[last].text in CLOSERS and mention.first and tokens[mention.first - 1].text in QUOTES:
            last += 1
        return replace(
            title,
            organization=name,
            kind=mention.type,
            organization_span=where,
            country=mention.country,
            last=last,
            role=role,
            own=mention.form == "nominal" and last == mention.last,
        )

    def _foreigner(self, context: Context, first: int, last: int, mention: OrganizationMention) -> bool:
        """Say whether words after a team are the nationality of somebody from elsewhere."""
        nation = self._ministries.nation(context.keys, first, last)
        return mention.type == "sport" and nation is not None and nation[1] == last and mention.country not in ("", nation[0])

    def portfolio(self, context: Context, start: int, end: int, form: Form, title: Title) -> Title | None:
        """Read the field of a ministry and the nationality after it; a dual or plural may have several."""
        if title.lemma == "مستشار" and context.tokens[start].base == "الامن":
            return None  # a national security adviser is of no ministry
        fields: list[tuple[int, int]] = []
        position = start
        several = form.number in ("d", "p")
        while position < end:
            last = self._ministries.read(context.tokens, context.keys, position, end, self._phrases.ends, single=several)
            if last == position:
                break
            fields.append((position, last))
            position = last
            if not several or position >= end or context.tokens[position].proclitics[:1] != ("و",):
                break
        if not fields:
            return self._of_pronoun(context, start, title) or self._foreign(context, start, end, form, title)
        names = []
        for first, last in fields:
            token = context.tokens[first]
            names.append(" ".join(["وزارة", bare(token), *(word.text for word in context.tokens[first + 1 : last])]))
        country, span = "", Span(context.tokens[fields[0][0]].base_start, context.tokens[fields[0][1] - 1].span.end)
        if position < end and (nation := self._ministries.nation(context.keys, position, end)) is not None:
            adjective = feminine(context, position, nation[1])
            country, names = nation[0], [f"{name} {adjective}" for name in names]
            position = nation[1]
        elif position < end and (place := context.places.get(position)) is not None and place.kind == "country":
            country, position = place.country, place.last
        return replace(
            title,
            last=position,
            organization=names[0],
            others=tuple(names[1:]),
            kind="ministry",
            organization_span=span,
            country=country or context.country,
        )

    def _of_pronoun(self, context: Context, start: int, title: Title) -> Title | None:
        """Read the field of a ministry that ends in a pronoun (``وزير خارجيته``)."""
        token = context.tokens[start]
        if token.proclitics or token.text.endswith("ة"):
            return None
        for pronoun in ("ها", "هم", "نا", "ه"):
            stem = token.norm.removesuffix(pronoun)
            field = f"{stem[:-1]}ه" if stem.endswith("ت") else stem
            if stem != token.norm and self._ministries.heads(f"ال{field}"):
                text = token.text[: -len(pronoun)]
                name = f"وزارة ال{text[:-1]}ة" if text.endswith("ت") else f"وزارة ال{text}"
                return replace(title, last=start + 1, organization=name, kind="ministry", pronoun=pronoun, number="s")
        return None

    def _foreign(self, context: Context, start: int, end: int, form: Form, title: Title) -> Title | None:
        """Read the field of a ministry in construct with its country (``وزير خارجية دولة الكويت``)."""
        token = context.tokens[start]
        if form.definite or token.proclitics or token.norm.startswith("ال") or start + 1 >= end:
            return None
        if not self._ministries.heads(f"ال{token.norm}"):
            return None
        at = start + 2 if context.keys[start + 1] in STATES else start + 1
        place = context.places.get(at) or context.places.get(start + 1)
        if place is None or place.kind != "country":
            return None
        span = Span(token.base_start, token.span.end)
        name = f"وزارة ال{token.text}"
        return replace(title, last=place.last, organization=name, kind="ministry", organization_span=span, country=place.country)

    def country(self, context: Context, start: int, end: int, title: Title, words: list[int], *, linked: bool) -> Title | None:
        """Read a country or its nationality adjective."""
        token = context.tokens[start]
        place = context.places.get(start)
        if title.lemma == "امير" and (place is None or linked):
            return None  # ``الأمير البريطاني`` is a style
        if place is not None and place.kind == "country":
            if title.lemma in ("الرييس", "الملك", "العاهل") and not linked:
                return None
            role = "head_of_state" if title.lemma == "رييس" else title.role
            return replace(title, last=place.last, organization=place.name, kind="place", country=place.country, role=role)
        if linked:
            return None
        if token.norm in OWN_STATE and title.role in ("ambassador", "representative") and context.nation:
            return replace(title, last=start + 1, organization=context.nation, kind="place", country=context.country)
        nation = self._ministries.nation(context.keys, start, end)
        if nation is None:
            return None
        code, last = nation
        if title.lemma == "ممثل" and not (last < end and context.tokens[last].proclitics == ("ل",) and context.tokens[last].definite):
            return None  # ``الممثل الأمريكي`` is an actor, ``الممثل الأمريكي للتجارة`` none
        name = self._ministries.countries.get(code, "")
        if title.lemma == "رييس":
            title = replace(title, role="head_of_state")
        if title.lemma == "ملحق":
            words.extend(range(start, last))
        if title.lemma == "رييس الحكومه":
            name = f"الحكومة {feminine(context, start, last)}"
        return replace(title, last=last, organization=name, kind="place", country=code)

    def place(self, context: Context, start: int, end: int, form: Form, title: Title) -> Title | None:
        """Read the province or city that a title governs."""
        token = context.tokens[start]
        if token.norm in self.lexicon.own_units:
            place = context.places.get(start)
            if place is None and start + 1 < end and context.keys[start + 1] in self.lexicon.regions:
                name = f"{bare(token)} {context.tokens[start + 1].text}"
                span = Span(token.base_start, context.tokens[start + 1].span.end)
                return replace(title, last=start + 2, organization=name, kind="place", organization_span=span, country=context.country)
            if place is None:
                return replace(title, last=start + 1, own=True)
        position, unit = start, ""
        if token.base in self.lexicon.units and start + 1 < end:
            unit, position = token.text[len(token.text) - len(token.base) :], start + 1
        place = context.places.get(position) or context.places.get(start)
        if place is not None:
            if place.kind == "country" and title.role != "mayor":
                if title.lemma != "امير":
                    return None
                return replace(
                    title,
                    last=place.last,
                    organization=place.name,
                    kind="place",
                    country=place.country,
                    role="head_of_state",
                    sovereign=True,
                )
            first = min(place.first, start)
            name = " ".join([bare(context.tokens[first]), *(word.text for word in context.tokens[first + 1 : place.last])])
            return replace(
                title,
                last=place.last,
                organization=name,
                kind="place",
                organization_span=Span(context.tokens[first].base_start, context.tokens[place.last - 1].span.end),
                country=place.country,
            )
        if form.head.strict and not unit:
            return None
        if position >= end or context.tokens[position].kind != "word" or self._phrases.ends(context.tokens, context.keys, position, end):
            return None
        if not unit and not (token.norm.startswith("ال") and not self._names.word(token.norm).stop):
            return None
        last = position + 1
        while last < end and context.tokens[last].norm.startswith("ال") and not context.tokens[last].proclitics:
            if self._phrases.ends(context.tokens, context.keys, last, end) or last - position > 1:
                break
            last += 1
        name = " ".join(filter(None, [unit, bare(context.tokens[position]), *(word.text for word in context.tokens[position + 1 : last])]))
        span = Span(context.tokens[start].base_start, context.tokens[last - 1].span.end)
        return replace(title, last=last, organization=name, kind="place", organization_span=span, country=context.country)

    def body(self, context: Context, start: int, end: int, title: Title, parse: Parse, *, linked: bool) -> Title | None:
        """Take a phrase that begins with a noun of organizations as the organization's name."""
        token = context.tokens[start]
        base = token.base if linked or start == title.last else token.norm
        named = (
            context.keys[start - 1] == "باسم" and token.kind == "word" and not self._phrases.ends(context.tokens, context.keys, start, end)
        )
        if (base not in self.lexicon.bodies and not named) or start in context.places:
            return None
        last = self._phrases.read(context, start, end)
        if last == start + 1 and base in ("مكتب", "ديوان") and last < end and (inner := parse(context, last, end, 1)) is not None:
            last = inner.last
        if last == start + 1 and not base.startswith("ال"):
            return None
        name = " ".join([bare(token), *(word.text for word in context.tokens[start + 1 : last])])
        span = Span(token.base_start, context.tokens[last - 1].span.end)
        role = self.lexicon.role_at(title.lemma, title.role, key(name), "government")
        nominal = last == start + 1
        return replace(
            title, last=last, organization=name, kind="other", organization_span=span, country=context.country, role=role, own=nominal
        )

    def topic(self, context: Context, start: int, end: int, form: Form, title: Title, words: list[int], *, linked: bool) -> Title | None:
        """Keep a field in the title (``مدير العلاقات العامة``) and read the organization after it."""
        token = context.tokens[start]
        if start in context.organizations or start in context.places or self._phrases.ends(context.tokens, context.keys, start, end):
            return None
        if not linked and not token.norm.startswith("ال") and token.norm not in self.lexicon.topics:
            return None
        charged = start - 1 >= title.last and (
            context.keys[start - 1] == "عن"
            or (context.keys[start - 1] == "علي" and title.lemma == OVERSEER)
            or (context.keys[start - 1] == "في" and title.role == "expert")
        )
        if linked and not charged and not context.tokens[start].norm.startswith(("لل", "لشوون", "لشيون", "لقطاع")):
            return None
        if token.norm in self._ministries.demonyms and form.definite:
            return None
        last = self._phrases.read(context, start, end, stop_at_prepositions=True)
        if title.lemma == "نقيب" and not linked:
            name = " ".join(["نقابة", *(word.text for word in context.tokens[start:last])])
            return replace(title, last=last, organization=name, kind="union", country=context.country)
        unit = self.administration(context, start, last, end, form, title, linked=linked)
        if unit is not None:
            return unit
        if context.keys[start - 1] == "علي" and start - 1 >= title.last and title.lemma != OVERSEER:
            name = " ".join([bare(context.tokens[start]), *(word.text for word in context.tokens[start + 1 : last])])
            where = Span(context.tokens[start].base_start, context.tokens[last - 1].span.end)
            return replace(title, last=last, organization=name, kind="other", organization_span=where, country=context.country)
        words.extend(range(title.last, last))
        closed = self._titled(context, last, end)
        words.extend(range(last + 1, closed - 1))
        last = max(last, closed)
        title = replace(title, last=last, own=True)
        return self.host(context, last, end, title)

    def _titled(self, context: Context, at: int, end: int) -> int:
        """Return the index past the name in quotation marks of a work or event (``مقدم برنامج "الصباح"``), or 0."""
        if at >= end or context.tokens[at].text not in QUOTES or context.keys[at - 1] not in self.lexicon.topics:
            return 0
        return next((index + 1 for index in range(at + 2, min(at + 8, end)) if context.tokens[index].text in CLOSERS), 0)

    def administration(self, context: Context, start: int, last: int, end: int, form: Form, title: Title, *, linked: bool) -> Title | None:
        """Make an administration of a field that a place follows (``مدير التعليم بمحافظة X``: ``إدارة التعليم بمحافظة X``)."""
        if title.role not in ("director", "director_general") or last >= end:
            return None
        token = context.tokens[last]
        following = last + (token.norm == "في")
        if token.norm != "في" and token.proclitics != ("ب",):
            return None
        after = following
        if following < end and context.tokens[following].base in self.lexicon.units:
            after = following + 1
        place = context.places.get(following) or context.places.get(after)
        if place is None:
            return None
        field = " ".join([context.tokens[start].text, *(word.text for word in context.tokens[start + 1 : place.last])])
        if form.definite and linked:
            name = f"الإدارة العامة {field}" if title.role == "director_general" else f"الإدارة {field}"
        else:
            name = f"إدارة {field}"
        return replace(title, last=place.last, organization=name, kind="government", country=place.country)

    def host(self, context: Context, position: int, end: int, title: Title) -> Title:
        """Read an organization after a field: ``بجمعية البر``, ``في وزارة العدل``."""
        if position >= end or title.organization:
            return title
        token = context.tokens[position]
        start = position + 1 if token.norm in ("في", "لدي") else position
        linked = start > position or token.proclitics in (("ب",), ("ل",))
        start += start + 1 < end and context.tokens[start].text == "#"
        if linked and start < end and (mention := context.organizations.get(start)) is not None:
            return self.organization(context, mention, title)
        place = context.places.get(start) if linked else None
        if place is not None and place.kind == "country":
            return replace(title, last=place.last, organization=place.name, kind="place", country=place.country)
        return title

    def person(self, context: Context, start: int, title: Title, words: list[int]) -> Title | None:
        """Keep the person whom somebody serves in the title (``محامي ترامب فلان``)."""
        last = context.persons.get(start)
        if last is None or self._names.word(context.tokens[start].base).stop:
            return None
        first = self._names.word(self._names.form(context.tokens[start]))
        if last - start > 2 and first.family and not first.given:
            last = start + 1  # a family name, and the name of the holder
        words.extend(range(title.last, last))
        return replace(title, last=last, own=True)
