"""Reads titles off a row of tokens: head, adjectives, what it governs, and the words after that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.core.annotations import NerSpan, OrganizationMention, PlaceMention, Token
from pipeline.core.text import Span
from pipeline.matching.names import LIKELY, POSSIBLE, NameGrammar
from pipeline.normalize.normalizer import key
from pipeline.officials.honorifics import HonorificLexicon
from pipeline.officials.ministries import Ministries
from pipeline.officials.titles import Form, Head, TitleLexicon

LINKS = frozenset({"في", "لدي", "علي", "عن", "الي", "باسم"})
"""Words before an organization, folded."""
GOVERNS = frozenset({"علي", "عن", "الي"})
ADDRESSES = frozenset({"لدي", "الي", "في"})
"""Words before the place to which a diplomat is sent."""
QUOTES = frozenset('"«(“')
CLOSERS = frozenset('"»)”')
"""Marks around the short name of an organization after its name."""
DIPLOMATIC = frozenset(
    {"سفير", "مندوب", "مبعوث", "موفد", "ممثل", "ملحق", "قنصل", "المندوب الدايم", "المبعوث الخاص", "الممثل الخاص", "القنصل العام"}
)
"""Folded lemmas of titles that keep the place to which they are sent."""
TRUSTED = 0.8
"""Score from which a tagged position bounds the phrases read inside it, or stands by itself."""
PHRASE_LIMIT = 9
"""Most words of a noun phrase."""
PROMOTED = frozenset({"minister", "deputy_minister", "assistant_deputy_minister", "deputy_chair", "other", "director_general"})
"""Roles whose titles may go on with ل and a field (``وكيل الوزارة للشؤون القانونية``)."""


@dataclass(frozen=True, slots=True)
class Context:
    """One document as the parser sees it.

    Attributes:
        tokens: Its tokens.
        keys: Their folded forms.
        organizations: Organization mentions by their first token.
        inside: For a token inside an organization mention, that mention.
        places: Place mentions by their first token.
        country: ISO code of the country the article is mostly about, or empty.
        nation: Its name, or empty.
        tagged: For a token inside a position that the tagger sees, its span.
        bodies: Past the last token of organizations that the tagger sees inside a position, by their first.
        countries: ISO codes of the countries the article names, most frequent first.
    """

    tokens: Sequence[Token]
    keys: Sequence[str]
    organizations: dict[int, OrganizationMention]
    inside: dict[int, OrganizationMention]
    places: dict[int, PlaceMention]
    country: str
    nation: str
    tagged: Mapping[int, NerSpan]
    bodies: Mapping[int, int]
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """A title that was read.

    Attributes:
        first: Its first token.
        last: Past its last token, organization and modifiers included.
        words: Tokens that make the title proper.
        role: Role of ``SCHEMA.md``.
        lemma: Folded lemma of its head.
        organization: Name of the organization, country or province, or empty.
        kind: Organization type, ``place``, or empty.
        organization_span: Where the text names it, or None.
        country: ISO code or empty.
        gender: ``m``, ``f`` or empty.
        number: ``s``, ``d`` or ``p``.
        others: Organizations of the further holders (``وزيرا الخارجية والداخلية``).
        complete: Whether it names an office by itself: it has its complement, or needs none.
        own: Whether the organization is left to the context (``أمير المنطقة``, ``رئيسها``).
        sovereign: Whether it is the title of a head of state or heir.
        honorary: Whether it is an honorific as much as a title (``النائب``): only beside a name.
        pronoun: The pronoun that the head ends in (``رئيسها``), or empty.
        counterpart: Whether it stands for the title before it (``نظيره``).
        text: The title as filed, where it is not its words as written.
        cut: Letters of the first token that are an attached particle which the tokenizer left on.
        singular: The singular of a head in the dual.
        rule: What read it.
    """

    first: int
    last: int
    words: tuple[int, ...]
    role: str
    lemma: str
    organization: str = ""
    kind: str = ""
    organization_span: Span | None = None
    country: str = ""
    gender: str = ""
    number: str = "s"
    others: tuple[str, ...] = ()
    acting: bool = False
    complete: bool = False
    own: bool = False
    sovereign: bool = False
    honorary: bool = False
    pronoun: str = ""
    counterpart: bool = False
    text: str = ""
    cut: int = 0
    singular: str = ""
    rule: str = "title"


class TitleParser:
    """Parses titles with the lexicons."""

    def __init__(self, lexicon: TitleLexicon, names: NameGrammar, honorifics: HonorificLexicon, ministries: Ministries) -> None:
        self.lexicon = lexicon
        self._names = names
        self._honorifics = honorifics
        self._ministries = ministries

    def parse(self, context: Context, at: int, end: int, depth: int = 0, first: str | None = None) -> Title | None:
        """Read the title that begins at a token, or return None.

        Args:
            context: The document.
            at: Index of the first token.
            end: Index that the title may not pass.
            depth: How many titles this one stands under (``نائب رئيس``: 1 for ``رئيس``).
            first: Folded form to use for the first token.
        """
        token = context.tokens[at]
        for word in (first,) if first is not None else (token.base, token.norm) if token.base != token.norm else (token.base,):
            if word not in self.lexicon.firsts:
                continue
            fixed = self.lexicon.fixed.longest(context.keys, at, word, end)
            if fixed is not None and not self._yields(context, at, fixed[1]):
                title = self._complete(context, at, fixed[0], fixed[1], end, depth)
                if title is not None:
                    return title
            for form in self.lexicon.forms.get(word, ()):
                if form.pronoun and token.text.endswith("ة"):
                    continue
                if form.head.counterpart and not form.pronoun:
                    continue
                title = self._complete(context, at, at + 1, form, end, depth)
                if title is not None:
                    return title
        return None

    def _yields(self, context: Context, at: int, form: Form) -> bool:
        """Say whether an organization named inside a fixed title is a better reading of it."""
        return form.head.yields and at + 1 in context.organizations

    def _complete(self, context: Context, at: int, position: int, form: Form, end: int, depth: int) -> Title | None:
        """Read on from a head: adjectives, complement, modifiers."""
        head = form.head
        words = list(range(at, position))
        length = len(words)
        title = Title(
            at,
            position,
            (),
            head.role,
            head.lemma,
            gender=form.gender,
            number=form.number,
            sovereign=head.sovereign,
            pronoun=form.pronoun,
            counterpart=head.counterpart,
        )
        position, title = self._adjectives(context, position, end, title, words, definite=form.definite, before=True)
        taken = self._complement(context, position, end, form, title, words, depth)
        if taken is not None:
            title = replace(taken, complete=True)
        elif form.accusative or (head.needs and depth == 0) or head.needs:
            return None
        elif form.pronoun:
            title = replace(title, own=True, complete=True)
        elif head.organization:
            title = self._implied(context, head, title)
        elif not depth and not head.fixed and not (head.alone and form.definite) and len(words) == length:
            return None
        else:
            title = replace(title, complete=head.fixed or (form.definite and head.alone and not head.strict), own=not head.fixed)
        if head.strict and taken is None and not head.fixed and not form.definite:
            return None
        position, title = self._modifiers(context, title.last, end, title, words)
        if depth == 0:
            title = self._stretch(context, title, end, words)
        if head.honorific and taken is None and title.last < end and self._named(context, title.last):
            return None
        if head.short:
            title = self._shorten(context, head, title, words)
        if (form.head.person_only and taken is None) or (head.lemma == "كبير" and form.number == "p"):
            title = replace(title, honorary=True)
        if form.number == "d" and form.accusative and not title.others:
            title = replace(title, number="s")
        elif form.number == "d" and not head.fixed:
            title = replace(title, singular=head.name if form.gender == "m" else f"{head.name}ة")
        return replace(title, words=tuple(words))

    def _named(self, context: Context, at: int) -> bool:
        """Say whether a name seems to begin at a token."""
        return self._names.word(self._names.form(context.tokens[at])).share >= POSSIBLE

    def _shorten(self, context: Context, head: Head, title: Title, words: list[int]) -> Title:
        """Leave the organization out of a fixed title (``رئيس مجلس الوزراء``: ``رئيس``), where it is one."""
        kept = len(head.short.split())
        spare = words[kept : len(head.lemma.split())]
        if head.absorbs:
            if not title.organization or title.organization_span is None:
                return title
            noun = context.tokens[spare[0]]
            if context.keys[spare[0]] != key(title.organization).split()[0]:
                title = replace(
                    title,
                    organization=f"{noun.text} {title.organization}",
                    organization_span=Span(noun.span.start, title.organization_span.end),
                    kind="government" if title.kind == "place" else title.kind,
                )
        del words[kept : kept + len(spare)]
        return title

    def _implied(self, context: Context, head: Head, title: Title) -> Title:
        """Fill in the organization that a title implies; a national office is that of the country most named that may have it."""
        if head.organization == "national":
            codes = [code for code in context.countries if code not in head.without and (not head.among or code in head.among)]
            name = self._ministries.countries.get(codes[0], "") if codes else ""
            country = codes[0] if codes else ""
            return replace(title, organization=name, kind="place" if name else "", country=country, complete=True, rule="implied")
        if head.organization == "legislature":
            return replace(title, own=True)
        country = head.country or context.country
        return replace(
            title, organization=head.organization, kind="place" if head.country else "government", country=country, complete=True
        )

    def _stretch(self, context: Context, title: Title, end: int, words: list[int]) -> Title:
        """Read on to where the tagger ends the position: a place is passed over, the rest goes to organization or title."""
        span = context.tagged.get(title.first)
        if span is None or span.score < TRUSTED or not span.first <= title.first or not title.last < span.last <= end:
            return title
        tokens = context.tokens
        if any(token.kind == "mark" or self.lexicon.forms.get(token.base) for token in tokens[title.last : span.last]):
            return title
        first = tokens[title.last]
        if first.proclitics[:1] == ("و",) and title.number != "s":
            return title
        located = first.proclitics == ("ب",) or first.norm in ADDRESSES
        body = title.organization_span
        if located and title.lemma not in DIPLOMATIC:
            return replace(title, last=span.last)
        if (
            body is not None
            and body.end == tokens[title.last - 1].span.end
            and title.kind != "ministry"
            and title.role not in ("deputy_minister", "assistant_deputy_minister")
        ):
            name = " ".join([title.organization, *(token.text for token in tokens[title.last : span.last])])
            where = Span(body.start, tokens[span.last - 1].span.end)
            return replace(title, last=span.last, organization=name, organization_span=where, own=False)
        if (
            body is None
            and title.organization
            and title.kind != "place"
            and all(token.definite for token in tokens[title.last : span.last])
        ):
            name = " ".join([title.organization, *(token.text for token in tokens[title.last : span.last])])
            return replace(title, last=span.last, organization=name)
        words.extend(range(title.last, span.last))
        return replace(title, last=span.last)

    def _adjectives(
        self, context: Context, position: int, end: int, title: Title, words: list[int], *, definite: bool, before: bool
    ) -> tuple[int, Title]:
        """Read adjectives of the head; each stays in the title and may change its role."""
        while position < end:
            token = context.tokens[position]
            if token.kind != "word":
                break
            adjective = self.lexicon.adjectives.get(token.norm)
            if adjective is not None and (token.norm.startswith("ال") and token.norm != adjective.lemma) == definite:
                role = adjective.roles.get(title.lemma, adjective.roles.get(title.lemma.removeprefix("ال"), title.role))
                if title.organization and role == "assistant_deputy_minister" and title.role != "deputy_minister":
                    role = title.role
                title = replace(title, role=role, acting=title.acting or adjective.acting, last=position + 1)
            elif token.norm in self.lexicon.acting:
                title = replace(title, acting=True, last=position + 1)
            elif before or token.norm not in self.lexicon.former:
                break
            else:
                title = replace(title, last=position + 1)
            words.append(position)
            position += 1
        return position, title

    def _complement(
        self, context: Context, position: int, end: int, form: Form, title: Title, words: list[int], depth: int
    ) -> Title | None:
        """Read what the head governs, or return None."""
        if position >= end or context.tokens[position].kind not in ("word", "mark"):
            return None
        token = context.tokens[position]
        quoted = token.text in '«"“'
        if token.kind == "mark" and not quoted:
            return None
        head, start = form.head, position
        linked = False
        if not quoted and (token.norm in LINKS or (token.base == "اسم" and token.proclitics == ("ب",))):
            if token.norm in GOVERNS and head.lemma not in self.lexicon.over:
                return None
            start, linked = position + 1, True
        elif not quoted and token.proclitics and token.base != token.norm:
            if token.proclitics[-1] not in ("ل", "ب") or len(token.proclitics) > 1:
                return None
            linked = True
        elif form.definite and not form.pronoun and not head.fixed and "country" not in head.takes:
            return None
        if quoted:
            start = position + 1
        if start >= end or (context.tokens[start].kind != "word" and context.tokens[start].text not in '«"“('):
            return None
        if context.tokens[start].kind == "mark":
            start += 1
            if start >= end:
                return None
        for kind in head.takes:
            if kind == "title" and form.definite and not linked and not form.pronoun and not head.fixed:
                continue
            taken = self._take(kind, context, start, end, form, title, words, depth, linked=linked)
            if taken is not None:
                return taken
        if head.sovereign and linked and (mention := context.organizations.get(start)) is not None and title.lemma in ("الرييس", "الرييسه"):
            return self._organization(context, mention, replace(title, role="chair", sovereign=False))
        return None

    def _take(
        self, kind: str, context: Context, start: int, end: int, form: Form, title: Title, words: list[int], depth: int, *, linked: bool
    ) -> Title | None:
        """Read a complement of one kind."""
        head = form.head
        if kind == "title":
            return self._under(context, start, end, form, title, words, depth)
        if kind == "portfolio":
            return None if linked and form.definite else self._portfolio(context, start, end, form, title)
        if kind == "organization":
            mention = context.organizations.get(start)
            if mention is None and (around := context.inside.get(start)) is not None and around.first < start:
                token = context.tokens[start]
                name = " ".join([context.tokens[start].text, *(word.text for word in context.tokens[start + 1 : around.last])])
                span = Span(token.base_start, around.span.end)
                return replace(title, organization=name, kind=around.type, organization_span=span, country=around.country, last=around.last)
            if mention is not None:
                return self._organization(context, mention, title)
            return self._body(context, start, end, form, title, linked=linked)
        if kind == "country":
            return self._country(context, start, title, words, linked=linked)
        if kind == "place":
            return self._place(context, start, end, form, title)
        if head.fixed and not linked and form.definite:
            return None
        return self._topic(context, start, end, form, title, words, linked=linked)

    def _organization(self, context: Context, mention: OrganizationMention, title: Title) -> Title:
        tokens, last, name, where = context.tokens, mention.last, mention.name, mention.span
        wider = context.bodies.get(mention.first)
        if wider is not None and wider > last:
            wider = next((index for index in range(last, wider) if tokens[index].norm in self.lexicon.tails), wider)
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

    def _under(self, context: Context, start: int, end: int, form: Form, title: Title, words: list[int], depth: int) -> Title | None:
        """Read a title that this one stands under."""
        token = context.tokens[start]
        if depth > 2:
            return None
        honorific = self._honorifics.read(context.tokens, context.keys, start, end)
        inner = None
        if honorific is not None and honorific.last < end and not honorific.weak:
            inner = self.parse(context, honorific.last, end, depth + 1)
        inner = inner or self.parse(context, start, end, depth + 1, token.base)
        if inner is None or (not inner.complete and not inner.own):
            return None
        words.extend(range(title.last, inner.words[0]))
        words.extend(inner.words)
        role = title.role
        if form.head.deputy:
            table = self.lexicon.deputies.get(title.lemma, {}) or self.lexicon.deputies.get(title.lemma.removeprefix("ال"), {})
            role = table.get(inner.role, "other")
        elif form.head.lemma == "كبير":
            role = inner.role
        return replace(
            title,
            last=inner.last,
            role=role,
            organization=inner.organization,
            kind=inner.kind,
            organization_span=inner.organization_span,
            country=inner.country,
            own=inner.own,
            acting=title.acting or inner.acting,
            sovereign=False,
        )

    def _portfolio(self, context: Context, start: int, end: int, form: Form, title: Title) -> Title | None:
        """Read the field of a ministry and the nationality after it; a dual or plural may have several."""
        fields: list[tuple[int, int]] = []
        position = start
        several = form.number in ("d", "p")
        while position < end:
            last = self._ministries.read(context.tokens, context.keys, position, end, self._ends, single=several)
            if last == position:
                break
            fields.append((position, last))
            position = last
            if not several or position >= end or context.tokens[position].proclitics[:1] != ("و",):
                break
        if not fields:
            return None
        names = []
        for first, last in fields:
            token = context.tokens[first]
            names.append(" ".join(["وزارة", bare(token), *(word.text for word in context.tokens[first + 1 : last])]))
        country, span = "", Span(context.tokens[fields[0][0]].base_start, context.tokens[fields[0][1] - 1].span.end)
        if position < end and (code := self._ministries.demonyms.get(context.tokens[position].norm)) is not None:
            text = context.tokens[position].text
            adjective = text if text.endswith(("ة", "ه")) else f"{text}ة"
            country, names = code, [f"{name} {adjective}" for name in names]
            position += 1
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

    def _country(self, context: Context, start: int, title: Title, words: list[int], *, linked: bool) -> Title | None:
        """Read a country or its nationality adjective."""
        token = context.tokens[start]
        place = context.places.get(start)
        if place is not None and place.kind == "country":
            if title.lemma in ("الرييس", "الملك", "العاهل") and not linked:
                return None
            role = "head_of_state" if title.lemma == "رييس" else title.role
            return replace(title, last=place.last, organization=place.name, kind="place", country=place.country, role=role)
        if linked:
            return None
        code = self._ministries.demonyms.get(token.norm)
        if code is None:
            return None
        name = self._ministries.countries.get(code, "")
        if title.lemma == "ملحق":
            words.append(start)
        if title.lemma == "رييس الحكومه":
            name = f"الحكومة {token.text if token.text.endswith('ة') else token.text + 'ة'}"
        return replace(title, last=start + 1, organization=name, kind="place", country=code)

    def _place(self, context: Context, start: int, end: int, form: Form, title: Title) -> Title | None:
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
        if position >= end or context.tokens[position].kind != "word" or self._ends(context.tokens, context.keys, position, end):
            return None
        if not unit and not (token.norm.startswith("ال") and not self._names.word(token.norm).stop):
            return None
        last = position + 1
        while last < end and context.tokens[last].norm.startswith("ال") and not context.tokens[last].proclitics:
            if self._ends(context.tokens, context.keys, last, end) or last - position > 1:
                break
            last += 1
        name = " ".join(filter(None, [unit, bare(context.tokens[position]), *(word.text for word in context.tokens[position + 1 : last])]))
        span = Span(context.tokens[start].base_start, context.tokens[last - 1].span.end)
        return replace(title, last=last, organization=name, kind="place", organization_span=span, country=context.country)

    def _body(self, context: Context, start: int, end: int, form: Form, title: Title, *, linked: bool) -> Title | None:
        """Take a phrase that begins with a noun of organizations as the organization's name."""
        token = context.tokens[start]
        base = token.base if linked or start == title.last else token.norm
        if base not in self.lexicon.bodies or start in context.places:
            return None
        last = self._phrase(context, start, end)
        if last == start + 1 and base in ("مكتب", "ديوان") and last < end and (inner := self.parse(context, last, end, 1)) is not None:
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

    def _topic(self, context: Context, start: int, end: int, form: Form, title: Title, words: list[int], *, linked: bool) -> Title | None:
        """Keep a field in the title (``مدير العلاقات العامة``) and read the organization after it."""
        token = context.tokens[start]
        if start in context.organizations or start in context.places or self._ends(context.tokens, context.keys, start, end):
            return None
        if (
            not linked
            and not token.norm.startswith("ال")
            and token.norm
            not in ("شؤون", "شوون", "علاقات", "تطوير", "تنمية", "طب", "علم", "قطاع", "حقوق", "خدمات", "عمليات", "عموم", "مشاريع", "برامج")
        ):
            return None
        if linked and not context.tokens[start].norm.startswith(("لل", "لشوون", "لشيون", "لقطاع")):
            return None
        last = self._phrase(context, start, end, stop_at_prepositions=True)
        if title.lemma == "نقيب" and not linked:
            name = " ".join(["نقابة", *(word.text for word in context.tokens[start:last])])
            return replace(title, last=last, organization=name, kind="union", country=context.country)
        unit = self._administration(context, start, last, end, form, title, linked=linked)
        if unit is not None:
            return unit
        words.extend(range(title.last, last))
        title = replace(title, last=last, own=True)
        return self._host(context, last, end, title)

    def _administration(self, context: Context, start: int, last: int, end: int, form: Form, title: Title, *, linked: bool) -> Title | None:
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

    def _host(self, context: Context, position: int, end: int, title: Title) -> Title:
        """Read an organization after a field: ``بجمعية البر``, ``في وزارة العدل``."""
        if position >= end or title.organization:
            return title
        token = context.tokens[position]
        start = position + 1 if token.norm in ("في", "لدي") else position
        linked = start > position or token.proclitics in (("ب",), ("ل",))
        if linked and start < end and (mention := context.organizations.get(start)) is not None:
            return self._organization(context, mention, title)
        return title

    def _phrase(self, context: Context, start: int, end: int, *, stop_at_prepositions: bool = False) -> int:
        """Read a noun phrase: definite words, idafa, coordination, and ``بمنطقة X`` where places follow."""
        position = start + 1
        span = context.tagged.get(start)
        if span is not None and span.score >= TRUSTED:
            end = min(end, span.last)
        while position < min(end, start + PHRASE_LIMIT):
            token = context.tokens[position]
            if token.kind != "word" or self._ends(context.tokens, context.keys, position, end):
                break
            if position in context.organizations and token.proclitics[:1] != ("و",):
                break
            place = context.places.get(position)
            if token.norm.startswith("ال") and token.norm in self.lexicon.tails:
                break
            if token.norm == "علي" and context.keys[position - 1] in self.lexicon.through and position + 1 < end:
                position += 2
                continue
            if token.proclitics in (("ب",), ("ل",)) or token.norm == "في":
                if stop_at_prepositions and not token.norm.startswith("لل"):
                    break
                following = position + (token.norm == "في")
                if following in context.places:
                    position = context.places[following].last
                    continue
                if token.base in self.lexicon.units and following + 1 < end:
                    position = context.places[following + 1].last if following + 1 in context.places else following + 2
                    continue
                if not token.norm.startswith("لل"):
                    break
            elif token.proclitics[:1] == ("و",):
                if not token.base.startswith("ال") or self._names.starts(context.tokens, position, end):
                    break
            elif place is not None:
                position = place.last
                continue
            elif not token.norm.startswith("ال"):
                previous = context.tokens[position - 1]
                if previous.base.startswith("ال") or self._names.word(token.norm).share >= 0.3 or position + 1 >= end:
                    break
                if not context.tokens[position + 1].norm.startswith("ال") or position + 1 in context.organizations:
                    break
            position += 1
        return position

    def _ends(self, tokens: Sequence[Token], keys: Sequence[str], at: int, end: int) -> bool:
        """Say whether a phrase must end before a token: a name, an honorific, another title, a verb or particle."""
        token = tokens[at]
        if token.norm in self._honorifics.words or token.base in self._honorifics.words:
            return True
        if token.norm in self._honorifics.definite and at + 1 < end:
            after = tokens[at + 1]
            if after.norm in self._honorifics.words or self._names.word(self._names.form(after)).share >= LIKELY:
                return True
        if token.norm in self._names.cues.speech or token.norm in self._names.cues.deed:
            return True
        if self._names.starts(tokens, at, end):
            return True
        forms = self.lexicon.forms.get(token.base)
        if forms is not None and any(form.head.takes and not form.head.strict and not form.pronoun for form in forms):
            return True
        return self._honorifics.read(tokens, keys, at, min(end, at + 2)) is not None and token.norm in ("د", "م")

    def _modifiers(self, context: Context, position: int, end: int, title: Title, words: list[int]) -> tuple[int, Title]:
        """Read what follows the organization and still belongs to the title."""
        start = position
        while position < end:
            token = context.tokens[position]
            if token.text in QUOTES and title.organization:
                closing = next((index for index in range(position + 2, min(position + 5, end)) if context.tokens[index].text in CLOSERS), 0)
                if not closing:
                    break
                position = closing + 1
                title = replace(title, last=position)
                continue
            if token.kind != "word":
                break
            position, title = self._adjectives(context, position, end, title, words, definite=True, before=False)
            if position >= end or context.tokens[position].kind != "word":
                break
            token = context.tokens[position]
            if token.norm in self.lexicon.tails:
                last = self._phrase(context, position, end, stop_at_prepositions=token.norm.startswith("ل"))
                words.extend(range(position, last))
                position = last
                title = replace(self._host(context, last, end, replace(title, last=last)), last=max(last, title.last))
                position = max(position, title.last)
                continue
            if token.norm in self.lexicon.former:
                words.append(position)
                position += 1
                title = replace(title, last=position)
                continue
            if self._field(context, position, end, title):
                last = self._phrase(context, position, end, stop_at_prepositions=True)
                words.extend(range(position, last))
                position = last
                title = replace(title, last=last)
                continue
            location = self._location(context, position, end, title)
            if location is not None:
                position = location.last
                title = location
                continue
            if title.lemma in DIPLOMATIC and (token.norm in ADDRESSES or token.proclitics in (("ب",), ("ل",))):
                following = position + (token.norm in ADDRESSES)
                place = context.places.get(following)
                mention = context.organizations.get(following) if token.norm == "لدي" else None
                last = place.last if place is not None else mention.last if mention is not None else 0
                if not last:
                    break
                words.extend(range(position, last))
                position = last
                title = replace(title, last=last)
                continue
            break
        if (
            "مساعد" in {context.keys[word].removeprefix("ال") for word in words if word >= start}
            and title.lemma == "وكيل"
            and title.role == "deputy_minister"
        ):
            title = replace(title, role="assistant_deputy_minister")
        return position, title

    def tagged(self, context: Context, span: NerSpan, end: int) -> Title | None:
        """Make a title of a position that only the tagger sees.

        Args:
            context: The document.
            span: The tagger's span.
            end: Past the last token of the sentence.
        """
        tokens = context.tokens
        first = tokens[span.first]
        if first.kind != "word" or span.last > end:
            return None
        forms = self.lexicon.forms.get(first.base) or self.lexicon.forms.get(first.norm)
        if forms is None and (span.last - span.first < 2 or first.norm in self._honorifics.firsts):
            return None
        head = forms[0].head if forms is not None else None
        if head is not None and span.last - span.first == 1:
            return None
        title = Title(
            span.first,
            span.last,
            tuple(range(span.first, span.last)),
            head.role if head is not None else "other",
            head.lemma if head is not None else first.base,
            gender=forms[0].gender if forms is not None else "",
            complete=True,
            rule="tagger",
        )
        for index in range(span.first + 1, span.last):
            mention = context.organizations.get(index)
            if mention is not None and mention.last <= span.last:
                kept = (*range(span.first, index), *range(mention.last, span.last))
                return replace(self._organization(context, mention, replace(title, words=kept)), last=span.last)
        if span.last - span.first > 2 and tokens[span.first + 1].kind == "word" and tokens[span.first + 1].base in self.lexicon.bodies:
            name = " ".join([bare(tokens[span.first + 1]), *(token.text for token in tokens[span.first + 2 : span.last])])
            where = Span(tokens[span.first + 1].base_start, tokens[span.last - 1].span.end)
            role = self.lexicon.role_at(title.lemma, title.role, key(name), "government")
            title = replace(title, words=(span.first,), organization=name, kind="other", organization_span=where, role=role)
        return title

    def _field(self, context: Context, position: int, end: int, title: Title) -> bool:
        """Say whether ل and a definite word go on a title (``وكيل الوزارة للشؤون القانونية``)."""
        token = context.tokens[position]
        if token.proclitics != ("ل",) or not token.base.startswith("ال") or not (title.complete or title.own or title.organization):
            return False
        if title.role not in PROMOTED or position in context.organizations or position in context.places:
            return False
        return not self._ends(context.tokens, context.keys, position, end)

    def _location(self, context: Context, position: int, end: int, title: Title) -> Title | None:
        """Read where an organization is, or the body it is part of (``بالمنطقة``, ``بالإمارة``, ``في اليمن``), before a name or title."""
        token = context.tokens[position]
        inside = position + 1 if token.norm == "في" else position
        if inside >= end or (inside == position and token.proclitics != ("ب",)):
            return None
        mention = context.organizations.get(inside)
        place = context.places.get(inside)
        base = context.tokens[inside].base
        if mention is not None:
            last = mention.last
            if not title.organization:
                title = self._organization(context, mention, title)
        elif place is not None:
            last = place.last
        elif base in self.lexicon.own_units or (base.startswith("ال") and base in self.lexicon.bodies):
            last = inside + 1
        elif base in self.lexicon.units and inside + 1 in context.places:
            last = context.places[inside + 1].last
        else:
            return None
        following = context.tokens[last] if last < end else None
        if title.lemma in DIPLOMATIC and place is not None:
            return None
        if following is None or following.kind == "mark" or following.proclitics[:1] == ("و",) or following.norm in self.lexicon.acting:
            return replace(title, last=last)
        if self._ends(context.tokens, context.keys, last, end) or following.norm in self._honorifics.words or self._named(context, last):
            return replace(title, last=last)
        return None


def bare(token: Token) -> str:
    """Return a token's text without attached particles; after ل the article is restored."""
    cut = token.base_start - token.span.start
    if not cut:
        return token.text
    if token.proclitics[-1:] == ("ل",) and token.norm.startswith(("لل", "ولل", "فلل")):
        rest = token.text[token.text.index("لل") + 1 :]
        if not token.base.startswith("ال"):
            return rest
        return "ال" + (rest if token.base.startswith("الل") else rest[1:])
    return token.text[cut:] if len(token.text) > cut else token.text
