"""Unnamed titles: what they are called in the tables, and whom the definite ones (``المسؤول``, ``المبعوث الأممي``) stand for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.core.annotations import Argument, Entity, Links, Mention, Position, Token
from pipeline.normalize.normalizer import key

ANYBODY = frozenset({"مسوول", "مصدر", "متحدث"})
"""Titles (folded, without article) that stand for whichever official was spoken of last."""

SINGLE = frozenset({"رييس", "رييسه", "امين", "محافظ", "امير", "مدير", "وزير", "وزيره"})
"""Titles (folded) of which one body has one holder at a time, as a rule."""

OFFICES = frozenset(
    {
        *("متحدث", "ناطق", "مبعوث", "وكيل", "مدير", "مدرب", "مستشار", "سفير", "خبير", "باحث", "قائد", "ضابط", "محامي", "كاتب", "محلل"),
        *("نايب", "دبلوماسي", "مشرف", "عميد", "مساعد", "امين", "منسق", "مندوب"),
    }
)
"""Titles (folded, without article) whose bearer a nationality or field after them does not change (``المدرب الألماني``)."""

LONGEST = 2
"""Most tokens of a title that can stand for somebody named before."""


@dataclass(frozen=True, slots=True)
class Known:
    """A person spoken of so far: whom, and the heads of the titles held."""

    argument: Argument
    gender: str
    heads: frozenset[str]
    countries: frozenset[str]


def named(raw: str, links: Links) -> dict[str, str]:
    """Return by entity what an unnamed title is called: its longest wording in the text, where that says of which body it is."""
    longest: dict[str, Mention] = {}
    for mention in links.mentions:
        if mention.kind == "position" and mention.last - mention.first > 1:
            before = longest.get(mention.entity_id)
            if before is None or mention.span.end - mention.span.start > before.span.end - before.span.start:
                longest[mention.entity_id] = mention
    return {entity: " ".join(raw[mention.span.start : mention.span.end].split()) for entity, mention in longest.items()}


def bearers(
    tokens: tuple[Token, ...], links: Links, entities: dict[str, Entity], called: dict[str, str]
) -> dict[int, tuple[Argument, str]]:
    """Return by first token whom a definite title without a name stands for: the one last spoken of who holds such a title.

    Args:
        tokens: The document's tokens.
        links: Its entities.
        entities: Them by id.
        called: What unnamed titles are called, by entity.
    """
    held: dict[str, set[str]] = {}
    countries: dict[str, set[str]] = {}
    for position in links.positions:
        held.setdefault(position.person_id, set()).update(_heads(position.title))
        countries.setdefault(position.person_id, set()).add(position.country)
    bodies: dict[str, list[tuple[frozenset[str], str]]] = {}
    for position in links.positions:
        entity = entities.get(position.person_id)
        if position.organization and entity is not None and entity.kind == "person":
            for head in _heads(position.title):
                bodies.setdefault(head, []).append((_words(position.organization), position.person_id))
    own = {
        position.person_id: position
        for position in links.positions
        if position.person_id in entities and entities[position.person_id].kind == "position"
    }
    found: dict[int, tuple[Argument, str]] = {}
    known: list[Known] = []
    for mention in links.mentions:
        entity = entities.get(mention.entity_id)
        if entity is None:
            continue
        if entity.kind == "person" and (entity.id in held or mention.form == "name"):
            argument = Argument(entity.name, entity.id, "person", mention.span)
            known.append(Known(argument, entity.gender, frozenset(held.get(entity.id, ())), frozenset(countries.get(entity.id, ())) - {""}))
        elif entity.kind == "position" and (sole := _sole(own.get(entity.id), bodies)):
            bearer = next((person for person in reversed(known) if person.argument.id == sole), None)
            if bearer is not None:
                found[mention.first] = (Argument(bearer.argument.name, sole, "person", mention.span), bearer.gender)
        elif entity.kind == "position" and mention.last - mention.first <= LONGEST and tokens[mention.first].definite:
            bearer = _bearer(tokens, mention, entity, reversed(known))
            if bearer is not None and bearer.argument.id != entity.id:
                found[mention.first] = (replace(bearer.argument, span=mention.span), bearer.gender)
        elif entity.kind == "position" and mention.last - mention.first > LONGEST and entity.id in own:
            argument = Argument(called.get(entity.id, entity.name), entity.id, "position", mention.span)
            heads = frozenset(_heads(own[entity.id].title))
            known.append(Known(argument, entity.gender, heads, frozenset({entity.country}) - {""}))
    return found


def _sole(position: Position | None, bodies: dict[str, list[tuple[frozenset[str], str]]]) -> str:
    """Return the only person who holds a title like this one at the same body, or the empty string.

    A body may be named by a part of its name. A title of several words counts where one person at most can hold its like.
    """
    if position is None or not position.organization:
        return ""
    head = next(_heads(position.title), "")
    if " " in position.title and head not in SINGLE:
        return ""
    body = _words(position.organization)
    exact = {holder for words, holder in bodies.get(head, ()) if words == body}
    holders = exact or {holder for words, holder in bodies.get(head, ()) if len(body) > 1 and (words <= body or body <= words)}
    return next(iter(holders)) if len(holders) == 1 else ""


def _bearer(tokens: tuple[Token, ...], mention: Mention, entity: Entity, known: Iterable[Known]) -> Known | None:
    head = tokens[mention.first].base.removeprefix("ال")
    short = mention.last - mention.first == 1
    if not short and head not in ANYBODY and head not in OFFICES:
        return None
    best: Known | None = None
    for person in known:
        if entity.gender and person.gender and entity.gender != person.gender:
            continue
        if not short and entity.country and person.countries and entity.country not in person.countries:
            continue
        if head in person.heads and (person.argument.type == "person" or short):
            return person
        if best is None and head in ANYBODY and person.heads and person.argument.type == "person":
            best = person
    return best


def _words(name: str) -> frozenset[str]:
    return frozenset(word.removeprefix("ال") for word in key(name).split())


def _heads(title: str) -> Iterator[str]:
    word = key(title).split()[:1]
    yield from (part.removeprefix("ال") for part in word)
