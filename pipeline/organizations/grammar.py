"""The grammar of organization names: how far a name reaches from its head noun.

A name is a head, its idafa chain, the adjectives behind it, and the ل, ب and في phrases that belong to it. An indefinite head
opens a chain that the first definite noun, place or person's name closes; behind a closed chain only adjectives, coordinated
parts and those phrases go on, and everything else (verbs, titles, particles, marks) ends the name. A name that never closes is
a common noun (``لجنة خاصة``), unless its head takes unknown proper names (``شركة سونلغاز``).
"""

from collections.abc import Sequence

from pipeline.core.annotations import Token
from pipeline.organizations.extents import locality
from pipeline.organizations.lexicon import Head, Words
from pipeline.organizations.reader import NameReader
from pipeline.organizations.reading import Context, Reading
from pipeline.organizations.vocabulary import Vocabulary

ORDINALS = frozenset(
    [
        *("الاولي", "الثانيه", "الثالثه", "الرابعه", "الخامسه", "السادسه", "السابعه", "الثامنه"),
        *("الاول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر", "الاخير"),
    ]
)
"""Words that make ``المجموعة`` one of a tournament's groups and ``المركز`` a rank."""

AFFAIRS = frozenset(
    {"البلاد", "الدوله", "الحكم", "البلد", "العالم", "الحياه", "المجتمع", "الامه", "المنطقه", "المدينه", "الوطن", "الشعب", "الناس"}
)
"""What somebody runs in ``إدارة شؤون …`` without being a unit of it."""

MILITIAS = frozenset({"ميليشيا", "ميليشيات", "مليشيا", "مليشيات"})
"""Heads that say what a group is and are no part of its name."""

MEMBERSHIP = frozenset({"رياسه", "برياسه", "عضويه", "عضوا", "رييسا", "عضوي", "عضوه", "عضوات", "اعضاء", "عضو", "باعضاء", "انتخابات"})
"""Words, folded, before a board of which somebody is a member."""

COMMANDING = frozenset({"قايد", "قياده", "اركان"})
"""Words, folded, before the name of a force."""

STAFF = frozenset({"الركن", "ركن", "الطيار", "طيار", "المتقاعد", "متقاعد"})
"""Words, folded, that make ``الفريق`` a general's rank."""


class Grammar:
    """Reads names with the shipped vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.heads = vocabulary.heads
        self.words: Words = vocabulary.words
        self.known = vocabulary.known

    def read(self, text: Context, at: int, end: int) -> Reading | None:
        """Read the name that a head noun opens.

        Args:
            text: The document's tokens, places and persons.
            at: Index of the head's token.
            end: Index that the name may not pass (the sentence's end).

        Returns:
            The reading, or None where the head is no more than a common noun.
        """
        tokens = text.tokens
        head = self.vocabulary.heads[tokens[at].base]
        if head.definite and head.number != "singular":
            return None
        if head.lemma == "مجلس" and not head.definite and at + 2 < end and tokens[at + 1].base == "اداره":
            return self._board(text, at, end, head)
        if not head.definite and (at + 1 >= end or tokens[at + 1].base in head.barred):
            return None
        before = tokens[at - 1] if at else None
        if before is not None and before.definite and head.definite and tokens[at].base in self.vocabulary.words.also_adjectives:
            return None
        if head.definite and tokens[at].base in self.vocabulary.words.also_adjectives:
            following = tokens[at + 1] if at + 1 < end else None
            if following is not None and following.proclitics == ("و",):
                return None
        if head.lemma in ("إدارة", "ديوان") and not head.definite and self._other_body(tokens[at + 1].base):
            return None
        if head.lemma == "إدارة" and tokens[at + 1 : at + 2] and tokens[at + 1].base == "شوون" and self._public(tokens, at + 2, end):
            return None
        if before is not None and before.base == "مجلس" and head.lemma == "إدارة":
            return None
        if head.lemma == "إدارة" and tokens[at].proclitics == ("و",) and before is not None and before.base in self.words.fields:
            return None  # تخطيط وإدارة المدن
        if head.lemma == "رئاسة" and at + 2 < end and tokens[at + 1].base == "مجلس" and tokens[at + 2].base in ("اداره", "الاداره"):
            return None
        if head.lemma == "مديرية" and not head.definite and at + 1 in text.places:
            return None  # a district of Yemen
        if head.lemma in ("قضاء", "ادعاء") and not head.definite:
            return None
        if head.lemma in MILITIAS and not head.definite and self._armed(text, at + 1, end):
            return None
        if head.lemma == "فريق" and head.definite and at + 1 < end and tokens[at + 1].base in STAFF:
            return None
        if head.definite and head.only and head.alone == "none":
            return None
        if head.definite and head.lemma in ("مجموعة", "مركز") and at + 1 < end and tokens[at + 1].base in ORDINALS:
            return None
        if head.tail == "none" or (head.definite and head.alone == "none" and head.tail not in ("any", "name", "proper")):
            return None
        if not head.definite and head.only and tokens[at + 1].base not in head.only and not self._garrison(text, at, head):
            return None
        return NameReader(self.vocabulary, text, end, head, at).run()

    def _armed(self, text: Context, at: int, end: int) -> bool:
        """Say whether an armed group or party known whole stands at a token, whose militias are itself (``ميليشيات حزب الله``)."""
        match = self.known.longest(text.norms, at, text.tokens[at].base, end)
        return match is not None and all(entry.type in ("party", "armed_group") for entry in match[1])

    def _garrison(self, text: Context, at: int, head: Head) -> bool:
        """Say whether a region's force is named behind its commander or command (``قائد قوة نجران``)."""
        place = text.places.get(at + 1)
        return head.lemma == "قوة" and at > 0 and text.tokens[at - 1].base in COMMANDING and place is not None and place.kind != "country"

    def _public(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Say whether what is run is a country's or a household's affairs, no unit (``إدارة شؤون البلاد``)."""
        return at >= end or tokens[at].base in AFFAIRS or not tokens[at].definite

    def _board(self, text: Context, at: int, end: int, head: Head) -> Reading | None:
        """Read the board of a named body (``مجلس إدارة الغرفة التجارية``) where it is no part of a member's title."""
        before = text.tokens[at - 1].base if at else ""
        if before in self.words.titles or before in MEMBERSHIP or at + 2 >= end:
            return None
        last = self.known.longest(text.norms, at + 2, text.tokens[at + 2].base, end)
        inner = self.read(text, at + 2, end) if text.tokens[at + 2].base in self.heads else None
        until = max(last[0] if last is not None else 0, inner.last if inner is not None and inner.strong else 0)
        if until == 0:
            return None
        return Reading(at, until, head, "known", True, end=end)

    def _other_body(self, base: str) -> bool:
        """Say whether a word heads a body of its own, of which a management is no part worth naming (``إدارة مستشفى …``)."""
        other = self.vocabulary.heads.get(base)
        return other is not None and other.number == "singular" and other.tail not in ("place", "none") and not other.only

    def part(self, text: Context, at: int, end: int, head: Head) -> int:
        """Return the index past a further part of a list behind a plural head, or the token's own if none begins there."""
        token = text.tokens[at]
        base = token.base
        lone = at + 1 == end or text.tokens[at + 1].kind == "mark" or text.tokens[at + 1].proclitics == ("و",)
        function = self.vocabulary.words.function
        if token.kind != "word" or ((token.norm in function or base in function) and not lone):
            return at
        headed = base in self.vocabulary.heads and head.lemma != "قسم"
        if base in self.vocabulary.words.titles or headed or base.endswith(("هم", "هما", "ها")):
            return at
        if at in text.places:
            return min(text.places[at].last, end)
        if head.tail == "portfolio":
            if base not in self.vocabulary.words.portfolios:
                return at
        elif head.lemma == "قسم" and base in self.vocabulary.words.fields and at + 1 < end and text.tokens[at + 1].definite:
            at += 1  # قسم شؤون الموظفين
        elif (
            not token.definite
            and base not in function
            and (head.tail != "name" or self.vocabulary.verbal(base) or (self.vocabulary.common(base) and not lone))
        ):
            return at
        if base.endswith("ا") and not token.definite and self.vocabulary.common(base[:-1]):
            return at  # an adverbial accusative (وصولا إلى)
        last = at + 1
        while (
            last < end
            and not text.tokens[last].proclitics
            and text.tokens[last].definite
            and self.vocabulary.adjectival(text.tokens[last].base)
        ):
            last += 1
        return last

    def place_after(self, text: Context, at: int, end: int) -> int:
        """Return the index past a ب or في phrase of place, or a bare place, that begins at a token; the token's own if there is none."""
        tokens, places = text.tokens, text.places
        if at >= end:
            return at
        token = tokens[at]
        noun = at + 1 if token.norm == "في" else at
        if noun >= end or token.proclitics not in ((), ("ب",)) or (noun > at and tokens[noun].proclitics):
            return at
        after = noun
        if tokens[noun].base in self.vocabulary.words.localities:
            after = locality(self.vocabulary, text, noun, end)
        elif noun in places and places[noun].kind != "country":
            after = min(places[noun].last, end)
        return after if after > noun else at
