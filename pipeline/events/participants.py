"""Who can take part in an action: a document's linked mentions and countries, as non-overlapping slots over its tokens."""

from bisect import bisect_left
from dataclasses import replace

from pipeline.core.annotations import Argument, Entity, Links, PlaceMention, Segmentation, Token
from pipeline.core.text import Span
from pipeline.events.clausewords import STOPS, STYLE_STEMS
from pipeline.events.proxies import Proxies
from pipeline.events.slots import Slot
from pipeline.events.titles import bearers, named
from pipeline.normalize.steps import fold

MASCULINE_COUNTRIES = frozenset({"MA", "LB", "IQ", "SD", "JO", "YE", "VA"})
"""Countries whose Arabic names are masculine, by ISO code; the others are feminine."""

FEMININE_HEADS = frozenset(
    (
        "الشرطه",
        "شرطه",
        "النيابه",
        "قوات",
        "القوات",
        "فرق",
        "شركات",
        "وزارتا",
        "الامم",
        "امم",
        "طيران",
        "مفوضيه",
        "نقابات",
        "احزاب",
        "السلطات",
        "سلطات",
    )
)
"""Folded heads of organizations that agree as feminine although their ending does not show it."""

MASCULINE_HEADS = frozenset(
    (
        "مجلس",
        "بنك",
        "مصرف",
        "صندوق",
        "مركز",
        "مكتب",
        "اتحاد",
        "نادي",
        "فريق",
        "ديوان",
        "جهاز",
        "معهد",
        "حزب",
        "جيش",
        "برلمان",
        "بيت",
        "قسم",
        "فرع",
        "برنامج",
        "مستشفي",
        "حرس",
        "دفاع",
        "هلال",
        "قضاء",
        "امن",
        "تحالف",
        "منتخب",
        "كونغرس",
        "ائتلاف",
        "مصنع",
        "متحف",
        "تلفزيون",
        "موتمر",
        "ادعاء",
        "مرصد",
        "تيار",
    )
)
"""Folded heads of organizations that agree as masculine; what is in neither list fits both."""

GAP = 3
"""Most tokens (honorifics, commas) between an unnamed title and the name that holds it."""

POSITION_OVER = {"person": 0, "position": 1, "organization": 2, "country": 3}


class Participants:
    """The slots of one document."""

    def __init__(
        self,
        raw: str,
        segmentation: Segmentation,
        places: tuple[PlaceMention, ...],
        links: Links,
        capitals: dict[str, str],
        proxies: Proxies,
    ) -> None:
        """Lay out the slots; where two overlap, the longer one stays.

        Args:
            raw: The document's raw text.
            segmentation: Its tokens.
            places: Its places.
            links: Its entities.
            capitals: Names of countries by the capital that stands for their government (``طهران``).
            proxies: Nouns that stand for a body.
        """
        tokens = segmentation.tokens
        entities = {entity.id: entity for entity in links.entities}
        options: list[tuple[int, int, Argument, str]] = []
        firsts = [sentence.first for sentence in segmentation.sentences]
        called = named(raw, links)
        stands = bearers(tokens, links, entities, called)
        groups = {
            position.person_id: entities[position.organization_id]
            for position in links.positions
            if position.organization_id in entities and proxies.anonymous(tokens[position.first])
        }
        for position in links.positions:
            entity = groups.get(position.person_id) or entities.get(position.person_id)
            crosses = bisect_left(firsts, position.first + 1) != bisect_left(firsts, position.last)
            if entity is not None and position.first not in stands and not crosses:
                argument = Argument(called.get(entity.id, entity.name), entity.id, entity.kind, position.span)
                options.append((position.first, position.last, argument, entity.gender))
        for mention in links.mentions:
            entity = groups.get(mention.entity_id) or entities.get(mention.entity_id)
            if entity is not None and entity.kind == "position" and mention.first in stands:
                options.append((mention.first, mention.last, *stands[mention.first]))
            elif entity is not None:
                argument = Argument(called.get(entity.id, entity.name), entity.id, entity.kind, mention.span)
                options.append(
                    (
                        mention.first,
                        mention.last,
                        argument,
                        _gender(entity, tokens[mention.first]) if mention.entity_id not in groups else "",
                    )
                )
        for place in places:
            if place.kind == "country" and place.country:
                argument = Argument(place.name, place.country, "country", place.span)
                options.append((place.first, place.last, argument, "m" if place.country in MASCULINE_COUNTRIES else "f"))
            elif place.country and place.name in capitals:
                options.append((place.first, place.last, Argument(capitals[place.name], place.country, "country", place.span), "f"))
        options.sort(key=lambda option: (option[0] - option[1], POSITION_OVER.get(option[2].type, 4), option[0]))
        self.capitals = frozenset(place.span for place in places if place.kind != "country" and place.country and place.name in capitals)
        datelines = {token for first, last in segmentation.datelines for token in range(first, last)}
        covered: set[int] = set()
        slots: list[Slot] = []
        for first, last, argument, gender in options:
            inside = range(first, last)
            if covered.isdisjoint(inside) and datelines.isdisjoint(inside):
                covered.update(inside)
                slots.append(Slot(first, last, argument, gender))
        slots.sort(key=lambda slot: slot.first)
        types = {entity.id: entity.type for entity in links.entities if entity.kind == "organization"}
        self.slots = proxies(segmentation, _held(slots, tokens), types)
        honorifics = [(entity.id, fold(entity.honorific)) for entity in links.entities if entity.honorific]
        self.styled = {stem: frozenset(entity for entity, words in honorifics if stem in words) for stem in STYLE_STEMS}
        self._firsts = [slot.first for slot in self.slots]
        self.at = {token: slot for slot in self.slots for token in range(slot.first, slot.last)}

    def within(self, first: int, last: int) -> list[Slot]:
        """Return the slots that begin in ``tokens[first:last]``."""
        return self.slots[bisect_left(self._firsts, first) : bisect_left(self._firsts, last)]


def _held(slots: list[Slot], tokens: tuple[Token, ...]) -> list[Slot]:
    """Give an unnamed title the name that follows it, after more titles, an honorific or a comma; from then on it stands for him."""
    found: list[Slot] = []
    holders: dict[str, tuple[Argument, str]] = {}
    for slot in slots:
        if slot.argument.type == "position" and slot.argument.id in holders:
            person, gender = holders[slot.argument.id]
            slot = Slot(slot.first, slot.last, replace(person, span=slot.argument.span), gender or slot.gender)
        before = found[-1] if found else None
        if before is not None and before.argument.type == "position" and _continues(before, slot, tokens):
            named = slot.argument.type == "person"
            span = before.argument.span
            cover = span.cover(slot.argument.span) if span is not None and slot.argument.span is not None else slot.argument.span
            if named and before.argument.id:
                holders[before.argument.id] = (slot.argument, slot.gender or before.gender)
            argument = replace(slot.argument if named else before.argument, span=cover)
            found[-1] = Slot(before.first, slot.last, argument, (slot.gender or before.gender) if named else before.gender)
        else:
            found.append(slot)
    return found


def _continues(title: Slot, slot: Slot, tokens: tuple[Token, ...]) -> bool:
    """Say whether a slot names the holder of a title before it, or adds another title of his."""
    gap = slot.first - title.last
    if slot.argument.type == "position":
        return gap == 0 and not tokens[slot.first].proclitics and not tokens[slot.first].definite
    return (
        slot.argument.type == "person"
        and 0 <= gap < GAP
        and (gap == 0 or not tokens[slot.first].proclitics)
        and not any(tokens[at].text in STOPS or tokens[at].text == ":" for at in range(title.last, slot.first))
    )


def _gender(entity: Entity, head: Token) -> str:
    if entity.kind != "organization":
        return entity.gender
    name = entity.name.split()[0]
    if head.base in FEMININE_HEADS or head.text.endswith(("ة", "ات")) or name.endswith(("ة", "ات")):
        return "f"
    return "m" if head.base.removeprefix("ال") in MASCULINE_HEADS else ""


def same(one: Argument, other: Argument) -> bool:
    """Say whether two arguments stand for one participant."""
    return (one.type, one.id or one.name) == (other.type, other.id or other.name)


def spans_of(arguments: tuple[Argument, ...]) -> tuple[Span, ...]:
    """Return the spans of arguments that have one."""
    return tuple(argument.span for argument in arguments if argument.span is not None)
