"""What stands around a title and its organization and still belongs to it: adjectives, adverbs, fields, locations."""

from collections.abc import Container
from dataclasses import replace

from pipeline.core.annotations import OrganizationMention
from pipeline.core.text import Span
from pipeline.officials.complements import CLOSERS, QUOTES, ComplementReader
from pipeline.officials.context import TRUSTED, Context, Title
from pipeline.officials.honorifics import HonorificLexicon
from pipeline.officials.phrases import PhraseReader
from pipeline.officials.titles import TitleLexicon

ADDRESSES = frozenset({"لدي", "الي", "في"})
"""Words before the place to which a diplomat is sent."""
DIPLOMATIC = frozenset(
    {"سفير", "مندوب", "مبعوث", "موفد", "ممثل", "ملحق", "قنصل", "المندوب الدايم", "المبعوث الخاص", "الممثل الخاص", "القنصل العام"}
)
"""Folded lemmas of titles that keep the place to which they are sent."""
CHARGED = "مسوول"
"""A title that leaves its body out where a place follows (``المسؤول عن الصحة في مونتريال``)."""
AUDIENCE = frozenset({"الصحفيين", "الصحافيين", "الاعلاميين", "الوكاله", "الاعلام", "الصحافه"})
"""To whom an official speaks, which is no field of an office (``قال مدير الشرطة للصحفيين``)."""
INSIDE = frozenset({"في", "لدي", "من"})
"""Prepositions at the head of a phrase between an office and its holder, folded."""
BRIDGE = 8
"""Most tokens between an office and its holder."""
INTERNATIONAL = "الدولي"
"""What a player is after his nationality, folded (``مهاجم ليفربول المصري الدولي``)."""
PROMOTED = frozenset({"minister", "deputy_minister", "assistant_deputy_minister", "deputy_chair", "other", "director_general"})
"""Roles whose titles may go on with ل and a field (``وكيل الوزارة للشؤون القانونية``)."""


class ModifierReader:
    """Reads the modifiers of titles."""

    def __init__(
        self,
        lexicon: TitleLexicon,
        honorifics: HonorificLexicon,
        phrases: PhraseReader,
        complements: ComplementReader,
        demonyms: Container[str],
    ) -> None:
        """Build a reader from the lexicons; ``demonyms`` are folded nationality adjectives."""
        self._demonyms = demonyms
        self.lexicon = lexicon
        self._honorifics = honorifics
        self._phrases = phrases
        self._complements = complements

    def adjectives(
        self, context: Context, position: int, end: int, title: Title, words: list[int], *, definite: bool, before: bool
    ) -> tuple[int, Title]:
        """Read adjectives of the head; each stays in the title and may change its role."""
        while position < end:
            token = context.tokens[position]
            if token.kind != "word":
                break
            adjective = self.lexicon.adjectives.get(token.norm)
            if not before and title.gender == "m" and adjective and token.norm.endswith("ه") and token.norm not in self.lexicon.tails:
                break  # it agrees with the organization (``رئيس اللجنة الإعلامية``)
            if adjective is not None and (token.norm.startswith("ال") and token.norm != adjective.lemma) == definite:
                role = adjective.roles.get(title.lemma, adjective.roles.get(title.lemma.removeprefix("ال"), title.role))
                if title.organization and role == "assistant_deputy_minister" and title.role != "deputy_minister":
                    role = title.role
                title = replace(title, role=role, acting=title.acting or adjective.acting, last=position + 1)
            elif token.norm in self.lexicon.acting and not self._heads(context, position, end):
                title = replace(title, acting=True, last=position + 1)
            elif before or token.norm not in self.lexicon.former:
                break
            else:
                title = replace(title, last=position + 1)
            words.append(position)
            position += 1
        return position, title

    @staticmethod
    def _heads(context: Context, position: int, end: int) -> bool:
        """Say whether a word that may be an adverb is the head of an organization's name (``مدير وكالة الاستخبارات``)."""
        if context.tokens[position].norm.startswith("بال"):
            return False
        return position in context.organizations or (position + 1 < end and context.tokens[position + 1].definite)

    def modifiers(self, context: Context, position: int, end: int, title: Title, words: list[int]) -> tuple[int, Title]:
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
            position, title = self.adjectives(context, position, end, title, words, definite=True, before=False)
            if position >= end or context.tokens[position].kind != "word":
                break
            token = context.tokens[position]
            if token.norm in self.lexicon.tails:
                begin = position if token.norm.startswith("ل") else self._charged(context, position, end)
                last = self._phrases.read(context, begin, end, stop_at_prepositions=token.norm.startswith("ل"))
                words.extend(range(position, last))
                position = last
                title = replace(self._complements.host(context, last, end, replace(title, last=last)), last=max(last, title.last))
                position = max(position, title.last)
                continue
            if token.norm in self.lexicon.former:
                words.append(position)
                position += 1
                title = replace(title, last=position)
                continue
            if self._field(context, position, end, title):
                last = self._phrases.read(context, position, end, stop_at_prepositions=True)
                words.extend(range(position, last))
                position = last
                title = replace(title, last=last)
                continue
            if self._hails(context, position, end, title):
                position += 1
                title = replace(title, last=position)
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
            bridged = self._bridge(context, position, end, title)
            if bridged is not None:
                position, title = bridged.last, bridged
            break
        if (
            "مساعد" in {context.keys[word].removeprefix("ال") for word in words if word >= start}
            and title.lemma == "وكيل"
            and title.role == "deputy_minister"
        ):
            title = replace(title, role="assistant_deputy_minister")
        return position, title

    @staticmethod
    def _charged(context: Context, position: int, end: int) -> int:
        """Return where the field goes on with which ``المعني`` or ``المكلف`` charges somebody (``المعنية بالاتجار بالأشخاص``)."""
        tokens, field = context.tokens, position + 1
        if field >= end or tokens[field].proclitics != ("ب",) or field in context.organizations:
            return position
        if field + 1 < end and tokens[field + 1].definite and (not tokens[field].definite or tokens[field + 1].proclitics == ("ب",)):
            return field + 1
        return field

    def _field(self, context: Context, position: int, end: int, title: Title) -> bool:
        """Say whether ل and a definite word go on a title (``وكيل الوزارة للشؤون القانونية``)."""
        token = context.tokens[position]
        if token.proclitics != ("ل",) or not token.base.startswith("ال") or not (title.complete or title.own or title.organization):
            return False
        if title.kind in ("sport", "place") or token.base in AUDIENCE:
            return False
        if title.role not in PROMOTED or position in context.organizations or position in context.places:
            return False
        return not self._phrases.ends(context.tokens, context.keys, position, end)

    def _hails(self, context: Context, position: int, end: int, title: Title) -> bool:
        """Say whether a nationality adjective between an organization and a name is the holder's (``مدرب ليفربول الألماني فلان``)."""
        if title.gender != "m" or not title.organization or context.keys[position] not in self._demonyms:
            return False
        following = position + 1
        if title.kind == "sport" and following < end and context.keys[following] == INTERNATIONAL:
            return True
        return following < end and (following in context.people or self._phrases.named(context, following))

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
            if not title.organization or (title.kind == "place" and title.role == "adviser"):
                title = self._complements.organization(context, mention, title)
        elif place is not None:
            last = place.last
            if not title.organization and title.lemma == CHARGED:
                title = replace(title, organization=place.name, kind="place", country=place.country)
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
        if (
            self._phrases.ends(context.tokens, context.keys, last, end)
            or following.norm in self._honorifics.words
            or self._phrases.named(context, last)
            or last in context.people
        ):
            return replace(title, last=last)
        return None

    def _bridge(self, context: Context, position: int, end: int, title: Title) -> Title | None:
        """Pass over phrases that tell more of an office, up to the name of its holder (``رئيس الهيئة في الجيش الموالي للشرعية فلان``).

        The first word must be a preposition or have one attached, every other one be definite or inside an organization's name, and
        the tagger must see a person, or an honorific stand, where they end.
        """
        tokens = context.tokens
        first = tokens[position]
        if title.number != "s" or not (title.complete or title.organization) or title.pronoun:
            return None
        if first.norm not in INSIDE and first.proclitics not in (("ب",), ("ل",)):
            return None
        body: OrganizationMention | None = None
        at = position
        while at < min(end, position + BRIDGE):
            token = tokens[at]
            if token.kind != "word":
                return None
            if at > position and not token.proclitics and (at in context.people or token.norm in self._honorifics.words):
                if body is not None and not title.organization:
                    title = self._complements.organization(context, body, title)
                return replace(title, last=at) if tokens[at - 1].norm not in INSIDE else None
            if (mention := context.organizations.get(at)) is not None:
                body, at = body or mention, mention.last
                continue
            if token.base in self.lexicon.forms or token.norm in self._honorifics.firsts:
                return None
            linked = token.norm in INSIDE or (token.proclitics in (("ب",), ("ل",)) and token.definite)
            if not linked and (token.proclitics or not token.definite or at == position):
                return None
            at += 1
        return None

    def stretch(self, context: Context, title: Title, end: int, words: list[int]) -> Title:
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
        if title.lemma == "وزير" and title.kind == "ministry":
            if first.proclitics[:1] != ("و",) or title.organization_span is None or title.last < 2:
                return title
            name = " ".join([title.organization, *(token.text for token in tokens[title.last : span.last])])
            where = Span(title.organization_span.start, tokens[span.last - 1].span.end)
            return replace(title, last=span.last, organization=name, organization_span=where)
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
