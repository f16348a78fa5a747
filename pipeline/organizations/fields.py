"""Ministries that their field stands for (``أعلنت الداخلية``, ``الخارجية الروسية``)."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from pipeline.core.annotations import OrganizationMention, Token
from pipeline.organizations.surface import span_of, written
from pipeline.organizations.types import nationality

BEFORE_FIELDS = frozenset(
    ["وزير", "وزيره", "وزاره", "وزيرا", "وزيري", "وزاره", "وزارات", "وزارتي", "وزارتا", "وزراء", "بوزير", "وكيل", "وكيله", "لوزير"]
)
"""Words behind which a field of government is part of a title or of a full name, not short for its ministry."""

STATE_FIELDS = frozenset(["الداخليه", "الخارجيه", "الدفاع", "الصحه", "العدل", "الماليه"])
"""Fields that with a nationality are a ministry (``الخارجية الروسية``) and no branch of life (``السياحة التونسية``)."""

COUNTERPART = "نظيره"
"""A team's opponent, behind the team (``المنتخب السعودي ونظيره البلجيكي``)."""

TEAMS, OFFICES = frozenset(["المنتخب", "منتخب"]), frozenset(["الرييس", "رييس", "الوزير", "وزير", "الملك", "الامير", "السفير"])
"""Words of those whose counterparts are teams, and persons."""

CENTRAL, EUROPEAN = "المركزي", "الاوروبي"
"""What a central bank is called for short, and the bank of a union."""

BANKS = frozenset(["البنك", "المصرف", "بنك", "مصرف", "للبنك", "بالبنك", "والبنك", "الحزب", "المكتب", "الجهاز", "المجلس"])
"""Words before ``المركزي`` that it is an adjective of."""


class FieldFinder:
    """Finds fields of government that stand for their ministry."""

    def __init__(self, ministries: Mapping[str, str], field_verbs: AbstractSet[str], nationalities: Mapping[str, str]) -> None:
        """Build the finder.

        Args:
            ministries: Fields as written, by their folded words.
            field_verbs: Folded verbs of a ministry.
            nationalities: Country codes by folded adjective.
        """
        self._ministries, self._field_verbs, self._nationalities = ministries, field_verbs, nationalities

    def at(self, tokens: Sequence[Token], norms: Sequence[str], at: int, start: int, end: int) -> tuple[list[OrganizationMention], int]:
        """Return a ministry that its field stands for (``أعلنت الداخلية``, ``الخارجية الروسية``)."""
        token = tokens[at]
        before = norms[at - 1] if at > start else ""
        if token.base == COUNTERPART:
            return self._team(tokens, at, start, end)
        if token.base == CENTRAL:
            return self._central_bank(tokens, at, end, before)
        if not token.definite or before in BEFORE_FIELDS:
            return [], at
        for size in (2, 1):
            last = at + size
            if last > end or " ".join([token.base, *norms[at + 1 : last]]) not in self._ministries:
                continue
            name = "وزارة " + written(tokens, at, last)
            if (
                last < end
                and tokens[last].base.endswith("ه")
                and tokens[last].base in self._nationalities
                and token.base in STATE_FIELDS
                and not tokens[last].proclitics
            ):
                name += " " + tokens[last].text
                last += 1
            elif before not in self._field_verbs and not self._opens(norms, at, last, start, end):
                continue
            country = nationality([tokens[last - 1].base], self._nationalities)
            mention = OrganizationMention(
                span_of(tokens, at, last), at, last, name, "ministry", country, "short_name", 0.7, "organizations:field"
            )
            return [mention], last
        return [], at

    def _opens(self, norms: Sequence[str], at: int, last: int, start: int, end: int) -> bool:
        """Say whether a field opens a headline as its subject (``الصحة: …``, ``«العمل» تعلن``)."""
        while last < end and norms[last] in "\"»”'":
            last += 1
        opening = at == start or (at == start + 1 and norms[start] in "\"«“'")
        return opening and last < end and (norms[last] == ":" or (norms[last] in self._field_verbs))

    def _central_bank(self, tokens: Sequence[Token], at: int, end: int, before: str) -> tuple[list[OrganizationMention], int]:
        """Return the central bank that its adjective and a nationality stand for (``المركزي الروسي``)."""
        last = at + 2
        if last > end or before in BANKS or tokens[at + 1].proclitics or tokens[at + 1].base.endswith("ه"):
            return [], at
        country = self._nationalities.get(tokens[at + 1].base, "")
        if not country and tokens[at + 1].base != EUROPEAN:
            return [], at
        name = "البنك " + written(tokens, at, last)
        mention = OrganizationMention(
            span_of(tokens, at, last), at, last, name, "authority", country, "short_name", 0.7, "organizations:field"
        )
        return [mention], last

    def _team(self, tokens: Sequence[Token], at: int, start: int, end: int) -> tuple[list[OrganizationMention], int]:
        """Return the national team that is the counterpart of one named before."""
        if at + 1 >= end or tokens[at + 1].proclitics or tokens[at + 1].base.endswith("ه"):
            return [], at
        country = self._nationalities.get(tokens[at + 1].base, "")
        latest = next((tokens[k].base for k in range(at - 1, start - 1, -1) if tokens[k].base in TEAMS | OFFICES), "")
        if not country or latest not in TEAMS:
            return [], at
        name = f"المنتخب {tokens[at + 1].text}"
        span = span_of(tokens, at, at + 2)
        return [OrganizationMention(span, at, at + 2, name, "sport", country, "name", 0.7, "organizations:field")], at + 2
