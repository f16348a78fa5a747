"""Where a position is held, which named person a bare title stands for, and whether an unnamed office-holder acts."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.core.annotations import Entity, Mention, OrganizationMention, PersonMention, Position, PositionMention, Segmentation
from pipeline.linking.persons import Cluster
from pipeline.normalize.normalizer import key

GOVERNING = frozenset({"منطقه", "محافظه", "ولايه", "اقليم", "مدينه", "دوله", "مملكه", "جمهوريه", "اماره"})
"""Nouns that the name of a province or country may have or leave out."""
IMPLIED = ":implied"
"""End of the rule of a position whose country the article has to tell; one that names it is preferred."""
SEVERAL = ":several"
"""End of the rule of a title of several persons, which is no office-holder."""
SINGLE = frozenset({"royal", "head_of_state"})
"""Roles that one person at a time holds."""
REFERRING = frozenset({"chair", "deputy_chair", "director", "director_general", "secretary_general", "spokesperson", "commander"})
"""Roles whose titles leave their organization to the context (``رئيسها``, ``المدير العام``)."""
TYPES = {
    "legislator": frozenset({"legislature"}),
    "minister": frozenset({"ministry"}),
    "deputy_minister": frozenset({"ministry"}),
    "assistant_deputy_minister": frozenset({"ministry"}),
}
"""Roles that are held in organizations of a type, which the article names elsewhere."""
SPORTING = frozenset({"مدرب", "لاعب", "مهاجم", "مدافع", "حارس"})
"""Titles that are held in the team the text is just about."""
NEAR = 30
"""Tokens after which an organization is no longer what a title without one refers to."""


@dataclass(frozen=True, slots=True)
class Body:
    """The organization of a position: entity id and canonical name, either possibly empty."""

    id: str
    name: str


def bare_words(text: str) -> frozenset[str]:
    """Return the folded words of a name without articles and without nouns of provinces."""
    words = (re.sub("^(لل|ال)", "", word) for word in key(text).split())
    return frozenset(word for word in words if word not in GOVERNING)


class Offices:
    """Resolves the organizations and holders of one document's positions."""

    def __init__(self, entities: Sequence[Entity], mentions: Sequence[Mention], organizations: Sequence[OrganizationMention]) -> None:
        self._entities = {entity.id: entity for entity in entities}
        self._by_span = {
            (mention.span.start, mention.span.end): mention.entity_id for mention in mentions if mention.kind == "organization"
        }
        self._by_name: dict[str, str] = {}
        for entity in entities:
            for name in (entity.name, *entity.aliases):
                self._by_name.setdefault(key(name), entity.id)
        self._starts = [(mention.first, mention.span.start, mention.span.end) for mention in organizations]
        self._seen: list[tuple[Body, int]] = []
        self.added: list[Entity] = []

    def place(self, position: PositionMention, organizations: Sequence[OrganizationMention]) -> Body:
        """Return the organization in which a position is held, by its span, its name, or the nearest one before it.

        Positions are given in the order of the text, so that ``وكيل الوزارة`` finds the ministry of a title before it.
        """
        body = self._find(position, organizations)
        if body.name and position.organization_type != "place":
            self._seen.append((body, position.first))
        return body

    def _find(self, position: PositionMention, organizations: Sequence[OrganizationMention]) -> Body:
        if position.organization_span is not None:
            found = self._by_span.get((position.organization_span.start, position.organization_span.end))
            if found is not None:
                return Body(found, self._entities[found].name)
        if not position.organization:
            return self._implied(position, organizations)
        found = self._by_name.get(key(position.organization))
        if found is not None:
            return Body(found, self._entities[found].name)
        nominal = self._nominal(position.organization)
        if nominal is not None:
            return nominal
        if position.organization_type in ("", "place"):
            return Body("", position.organization)
        if position.organization_type == "ministry":
            fuller = self._fuller(position.organization)
            if fuller is not None and (not position.country or self._entities[fuller].country in ("", position.country)):
                return Body(fuller, self._entities[fuller].name)
        wider = self._wider(position.organization) if position.organization_type != "ministry" else None
        if wider is not None:
            return Body(wider, self._entities[wider].name)
        return Body(self._add(position), position.organization)

    def _implied(self, position: PositionMention, organizations: Sequence[OrganizationMention]) -> Body:
        """Return the organization of a title that names none: of the type its role needs, or the one the text is just about."""
        if position.role in TYPES and (position.role != "minister" or " " not in position.title):
            types = TYPES[position.role]
            for body, _ in reversed(self._seen):
                if body.id and self._entities[body.id].type in types:
                    return body
            return self._before(position, organizations, types)
        if key(position.title).removeprefix("ال").split()[0] in SPORTING:
            return self._before(position, organizations, frozenset({"sport"}))
        if position.role not in REFERRING:
            return Body("", "")
        beside = self._beside(position, organizations)
        if beside is not None:
            return beside
        if " " in position.title and position.role == "chair":
            return Body("", "")
        if self._seen and " " in position.title:
            body, first = self._seen[-1]
            return body if position.first - first <= NEAR else Body("", "")
        return self._before(position, organizations)

    def _beside(self, position: PositionMention, organizations: Sequence[OrganizationMention]) -> Body | None:
        """Return the organization named right before a title that leans on it (``عن المنظمة مديرها الإقليمي``)."""
        for mention in reversed(organizations):
            if mention.last == position.first:
                found = self._by_span.get((mention.span.start, mention.span.end))
                return Body(found, self._entities[found].name) if found is not None else None
        return None

    def _before(self, position: PositionMention, organizations: Sequence[OrganizationMention], types: frozenset[str] = frozenset()) -> Body:
        """Return the organization that the nearest mention before a position names."""
        for mention in reversed(organizations):
            if mention.last <= position.first and not mention.in_dateline:
                found = self._by_span.get((mention.span.start, mention.span.end))
                if found is not None and (not types or self._entities[found].type in types):
                    return Body(found, self._entities[found].name)
        return Body("", "")

    def _nominal(self, name: str) -> Body | None:
        """Return the organization that one definite noun stands for (``الوزارة``): the latest of a title, or the first named."""
        words = key(name).split()
        if len(words) != 1 or not words[0].startswith("ال"):
            return None
        noun = words[0].removeprefix("ال")
        for body, _ in reversed(self._seen):
            if key(body.name).split()[0].removeprefix("ال") == noun:
                return body
        for entity in self._entities.values():
            if key(entity.name).split()[0].removeprefix("ال") == noun and " " in entity.name:
                return Body(entity.id, entity.name)
        return None

    def _fuller(self, name: str) -> str | None:
        """Return the one ministry of the document whose name goes on where this one ends (``وزارة العدل الكويتية``)."""
        start = f"{key(name)} "
        found = sorted({entity_id for known, entity_id in self._by_name.items() if known.startswith(start)})
        return found[0] if len(found) == 1 else None

    def _wider(self, name: str) -> str | None:
        """Return the one organization of the document whose name has all words of this one (``الشؤون الإعلامية``)."""
        words = bare_words(name)
        if len(words) < 2:
            return None
        found = sorted({entity_id for known, entity_id in self._by_name.items() if words < bare_words(known)})
        return found[0] if len(found) == 1 else None

    def _add(self, position: PositionMention) -> str:
        """Make an unlisted entity for an organization that stands only inside a title."""
        name = position.organization
        digest = hashlib.sha1(key(name).encode("utf-8"), usedforsecurity=False).hexdigest()[:10]
        entity_id = f"org-{digest}"
        self._by_name[key(name)] = entity_id
        entity = Entity(
            entity_id,
            "organization",
            name,
            position.organization_type or "other",
            position.country,
            "",
            (),
            "",
            "",
            "",
            False,
            None,
            position.score,
            position.found_by,
        )
        self._entities[entity_id] = entity
        self.added.append(entity)
        return entity_id

    def holder(
        self,
        number: int,
        positions: Sequence[PositionMention],
        resolved: Sequence[Body],
        groups: Sequence[Cluster],
        persons: Sequence[PersonMention],
    ) -> Cluster | None:
        """Return the named person for whom a title without a name stands: one role and title, and organizations that agree."""
        wanted, body = positions[number], resolved[number]
        best: tuple[int, int] | None = None
        home: Cluster | None = None
        for group in groups:
            for other in group.positions:
                held, place = positions[other], resolved[other]
                if held.role != wanted.role or not _same_title(wanted, held) or not _same_body(wanted, body, held, place):
                    continue
                if wanted.gender and held.gender and wanted.gender != held.gender:
                    continue
                distance = (0 if held.first < wanted.first else 1, abs(held.first - wanted.first))
                if best is None or distance < best:
                    best, home = distance, group
        return home

    def rivals(self, groups: Sequence[Cluster], positions: Sequence[PositionMention], resolved: Sequence[Body]) -> None:
        """Leave an office that one person alone can hold to the person who has it most often, or else first."""
        claims: dict[tuple[str, str], list[Cluster]] = {}
        for group in groups:
            for number in group.positions:
                if positions[number].role in SINGLE:
                    holders = claims.setdefault((key(positions[number].title), resolved[number].name), [])
                    holders.append(group)
        for (title, place), holders in claims.items():
            first = holders[0]
            if all(group is first for group in holders):
                continue
            keeper = max(holders, key=lambda group: sum(other is group for other in holders))
            for group in holders:
                if group is not keeper:
                    group.positions = [
                        number for number in group.positions if (key(positions[number].title), resolved[number].name) != (title, place)
                    ]

    def held(self, person: str, numbers: Sequence[int], positions: Sequence[PositionMention], resolved: Sequence[Body]) -> list[Position]:
        """Return a person's positions, each office once, by its fullest title."""
        found: list[Position] = []
        keys: list[tuple[str, frozenset[str], frozenset[str]]] = []
        explicit = {positions[number].role for number in numbers if not positions[number].found_by.endswith(IMPLIED)}
        for number in numbers:
            position, body = positions[number], resolved[number]
            if position.found_by.endswith(IMPLIED) and position.role in explicit:
                continue
            title = frozenset(word.removeprefix("ال") for word in key(position.title).split())
            place = bare_words(body.name)
            same = next(
                (
                    index
                    for index, (role, words, where) in enumerate(keys)
                    if role == position.role and (words <= title or title <= words) and (where <= place or place <= where)
                ),
                None,
            )
            made = occupancy(person, position, body)
            if same is None:
                keys.append((position.role, title, place))
                found.append(made)
            elif (len(place), len(title)) > (len(keys[same][2]), len(keys[same][1])):
                keys[same] = (position.role, title, place)
                found[same] = made
        return found

    @staticmethod
    def acts(segmentation: Segmentation, position: PositionMention, verbs: frozenset[str]) -> bool:
        """Say whether an unnamed office-holder acts: right after a verb, or at the head of a sentence before one."""
        if position.found_by.endswith(SEVERAL):
            return False
        tokens = segmentation.tokens
        before = tokens[position.first - 1] if position.first else None
        if before is not None and before.kind == "word" and before.base in verbs and not tokens[position.first].proclitics:
            return True
        opens = before is None or before.kind == "mark" or before.span.end < tokens[position.first].span.start - 1
        return opens and position.last < len(tokens) and tokens[position.last].base in verbs


def _same_title(wanted: PositionMention, held: PositionMention) -> bool:
    """Say whether a bare title may stand for a held one: the same first word, and no word the other lacks."""
    left = [word.removeprefix("ال") for word in key(wanted.title).split()]
    right = [word.removeprefix("ال") for word in key(held.title).split()]
    return bool(left) and bool(right) and left[0] == right[0] and set(left) <= set(right)


def _same_body(wanted: PositionMention, body: Body, held: PositionMention, place: Body) -> bool:
    """Say whether the organizations of two titles agree, as far as the bare one names it."""
    if not body.name or (body.id and body.id == place.id):
        return True
    if wanted.organization_type == "place" and wanted.country and wanted.country == held.country and wanted.role == "minister":
        return True
    left, right = bare_words(body.name), bare_words(place.name)
    return not left or left <= right or (bool(right) and right <= left)


def occupancy(holder: str, position: PositionMention, body: Body) -> Position:
    """Return a position as its holder has it.

    Args:
        holder: Entity id of the person, or of the unnamed position itself.
        position: How the text names it.
        body: Where it is held.
    """
    return Position(
        holder,
        body.id,
        body.name,
        position.title,
        position.role,
        position.acting,
        position.country,
        position.span,
        position.first,
        position.last,
        position.score,
        position.found_by,
    )
