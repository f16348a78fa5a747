"""What players, trainers and sheikhs are of: a team, a tribe, a nationality."""

from dataclasses import replace

from pipeline.core.text import Span
from pipeline.matching.names import POSSIBLE, NameGrammar
from pipeline.officials.complements import ComplementReader
from pipeline.officials.context import Context, Title, bare
from pipeline.officials.ministries import Ministries
from pipeline.officials.phrases import PhraseReader

TEAM = frozenset({"فريق"})
"""Nouns before a team's name that its name does not have."""
CLUBS = frozenset({"نادي", "منتخب"})
"""Nouns before a team's name that are part of it."""
NATIONAL = frozenset({"المنتخب", "الفريق", "النادي"})
"""Definite nouns that an adjective makes a team's name."""
TRIBES = frozenset({"قبيله", "قبايل", "عشيره", "عشاير", "شمل", "مشايخ"})
"""Nouns of tribes."""
LONGEST = 3
"""Most words of a team's name that no list has (``وست بروميتش ألبيون``)."""
QUOTES = frozenset('"«“')


class TeamReader:
    """Reads the complements of titles in sport and of sheikhs; every method returns the title with what it took, or None."""

    def __init__(self, names: NameGrammar, ministries: Ministries, phrases: PhraseReader, complements: ComplementReader) -> None:
        """Build a reader from the lexicons."""
        self._names = names
        self._ministries = ministries
        self._phrases = phrases
        self._complements = complements

    def nationality(self, context: Context, start: int, title: Title, *, linked: bool) -> Title | None:
        """Pass over the nationality of the holder (``المدرب الإسباني``)."""
        code = self._ministries.demonyms.get(context.tokens[start].norm)
        if linked or code is None or not (title.pronoun or context.tokens[title.first].definite or context.tokens[start - 1].definite):
            return None
        return replace(title, last=start + 1, country=code)

    def read(self, kind: str, context: Context, start: int, end: int, title: Title, *, linked: bool) -> Title | None:
        """Read a team or tribe; ``linked``: the title's noun is in construct or a preposition stands between."""
        return self._tribe(context, start, end, title) if kind == "tribe" else self._club(context, start, end, title, linked=linked)

    def further(self, context: Context, end: int, title: Title) -> Title:
        """Read the second team of a player (``مهاجم المنتخب الوطني ونادي الأمل``)."""
        at = title.last
        if not title.organization or at >= end or context.tokens[at].proclitics != ("و",):
            return title
        mention = context.organizations.get(at)
        if mention is None or mention.type != "sport":
            return title
        return replace(title, last=mention.last, also=(mention.name,))

    def _tribe(self, context: Context, start: int, end: int, title: Title) -> Title | None:
        tokens = context.tokens
        if tokens[start].norm not in TRIBES or start + 1 >= end or tokens[start + 1].kind != "word":
            return None
        last = start + 2
        if tokens[start + 1].norm in ("بني", "ال") and last < end:
            last += 1
        return self._named(context, start, last, title, "other")

    def _club(self, context: Context, start: int, end: int, title: Title, *, linked: bool) -> Title | None:
        tokens = context.tokens
        if not linked or tokens[start].base in self._ministries.demonyms:
            return None
        at = start
        if tokens[at].base in TEAM and at + 1 < end and not tokens[at + 1].norm.startswith("ال"):
            at += 1
        if tokens[at].text in QUOTES and at + 1 < end:
            at += 1
        mention = context.organizations.get(at) or context.organizations.get(start)
        if mention is not None:
            taken = self._complements.organization(context, mention, title)
            if at > start and mention.first == start and mention.last > at:
                name = " ".join(token.text for token in tokens[at : mention.last])
                where = Span(tokens[at].span.start, tokens[mention.last - 1].span.end)
                return replace(taken, organization=name, organization_span=where)
            return taken
        if tokens[at].kind != "word":
            return None
        if tokens[at].base in NATIONAL:
            last = at + 1
            while last < end and last - at < LONGEST and (tokens[last].norm in self._ministries.demonyms or tokens[last].norm == "الوطني"):
                last += 1
            if last == at + 1:
                return replace(title, last=last, own=True)
            return self._named(context, at, last, title, "sport")
        first = at + 1 if tokens[at].base in CLUBS and at + 1 < end else at
        place = context.places.get(first)
        last = place.last if place is not None else context.proper.get(first, first)
        if last == first or last > end:
            if title.number == "p":
                return None  # ``مدربون رائعون``
            last = first
            title = replace(title, honorary=True)
            while last < min(end, first + LONGEST) and self._proper(context, last, end, opening=last == first):
                last += 1
        if last == first:
            return None
        return self._named(context, at, last, title, "sport")

    def _proper(self, context: Context, at: int, end: int, *, opening: bool) -> bool:
        """Say whether a word looks like part of a foreign team's name: nothing that the language or a person's name has."""
        token = context.tokens[at]
        if token.kind != "word" or at in context.people or (not opening and token.proclitics):
            return False
        if at in context.places:
            return not opening
        word = self._names.word(token.norm)
        if word.stop or word.common or token.norm in self._ministries.demonyms:
            return False
        if opening and token.norm.startswith("ال") and word.share >= POSSIBLE:
            return False
        return not self._phrases.ends(context.tokens, context.keys, at, end)

    def _named(self, context: Context, first: int, last: int, title: Title, kind: str) -> Title:
        """Give a title the organization that some tokens name."""
        tokens = context.tokens
        name = " ".join([bare(tokens[first]), *(token.text for token in tokens[first + 1 : last])])
        where = Span(tokens[first].base_start, tokens[last - 1].span.end)
        return replace(title, last=last, organization=name, kind=kind, organization_span=where)
