"""Which person mentions and titles of a document stand for the same person, and which positions act without one."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.core.annotations import Entity, PersonMention, PositionMention
from pipeline.normalize.normalizer import key

PARTICLES = frozenset({"بن", "ابن", "ال", "بنت", "ولد", "ابنه"})
JOINING = frozenset({"عبد", "ابو", "ابي", "ابا", "ام", "بو"})
SERVANT = "عبد"
"""End of words that the next one completes, also with a prefix (``بنعبد السلام``)."""
FOREIGN = 6
"""Fewest letters of a name that may be spelled with more or fewer vowels (``زوكربرغ``, ``زوكربيرغ``)."""
ARABIC = ("ال", "عبد")
"""Beginnings of Arabic names, whose vowels tell them apart (``الحميد``, ``الحامد``)."""
VOWELS = str.maketrans({"ا": None, "و": None, "ي": None, "ه": None})
"""Letters that spellings of foreign names put in or leave out."""


@dataclass(slots=True)
class Cluster:
    """A person in the making: name words, indices of its mentions and of its positions."""

    words: tuple[str, ...]
    name: str
    mentions: list[int] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)


def name_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, ``عبد الله`` and ``أبو بكر`` as one word, without ``بن`` and ``آل``."""
    words: list[str] = []
    join = ""
    for word in key(name).split():
        if word in JOINING or word.endswith(SERVANT):
            join += word
        elif join:
            words.append(join + word)
            join = ""
        elif word not in PARTICLES:
            words.append(word)
    if join:
        words.append(join)
    return tuple(words)


def same_name(short: Sequence[str], full: Sequence[str]) -> bool:
    """Say whether a name is a shorter form of another: the same first word, and its words in order among the other's."""
    if len(short) > len(full):
        short, full = full, short
    if len(short) < 2 or not short or short[0] != full[0]:
        return False
    at = 0
    for word in short:
        while at < len(full) and not _alike(full[at], word):
            at += 1
        if at == len(full):
            return False
        at += 1
    return True


def _alike(one: str, other: str) -> bool:
    """Say whether two words of names are spellings of one: equal, but for the article or a long foreign name's vowels."""
    if one == other or one.removeprefix("ال") == other.removeprefix("ال"):
        return True
    if min(len(one), len(other)) < FOREIGN or one[0] != other[0] or one.startswith(ARABIC):
        return False
    left, right = sorted((one.translate(VOWELS), other.translate(VOWELS)), key=len)
    if left == right:
        return True
    return len(left) >= FOREIGN and any(left == right[:at] + right[at + 1 :] for at in range(len(right)))


def cluster(persons: Sequence[PersonMention]) -> list[Cluster]:
    """Group the person mentions of a document.

    Args:
        persons: Person mentions in the order of the text.

    Returns:
        Clusters in the order of their first mention; a mention of one word joins the nearest person, before it or else after it,
        whose last word it is, or else whose first word it is.
    """
    clusters: list[Cluster] = []
    full = sorted(
        (number for number, person in enumerate(persons) if len(name_words(person.name)) > 1),
        key=lambda n: (-len(name_words(persons[n].name)), n),
    )
    for number in full:
        words = name_words(persons[number].name)
        home = next((group for group in clusters if same_name(words, group.words)), None)
        if home is None:
            home = Cluster(words, persons[number].name)
            clusters.append(home)
        home.mentions.append(number)
    singles: list[Cluster] = []
    for number, person in enumerate(persons):
        words = name_words(person.name)
        if len(words) > 1:
            continue
        word = words[0] if words else key(person.name)
        home = _nearest(clusters, persons, number, word)
        if home is None:
            home = next((group for group in singles if group.words == (word,)), None)
            if home is None:
                home = Cluster((word,), person.name)
                singles.append(home)
        home.mentions.append(number)
    found = [*clusters, *singles]
    for group in found:
        group.mentions.sort()
    return sorted(found, key=lambda group: group.mentions[0])


def _nearest(clusters: Sequence[Cluster], persons: Sequence[PersonMention], number: int, word: str) -> Cluster | None:
    """Return the person that a one-word mention stands for."""
    best: tuple[int, int, int] | None = None
    home: Cluster | None = None
    for order, group in enumerate(clusters):
        if _alike(group.words[-1], word):
            rank = 0
        elif _alike(group.words[0], word) or any(_alike(part, word) for part in group.words[1:]):
            rank = 1
        else:
            continue
        before = [number - other for other in group.mentions if other < number]
        distance = min(before) if before else 1000 + min(abs(other - number) for other in group.mentions)
        candidate = (rank, distance, order)
        if best is None or candidate < best:
            best, home = candidate, group
    return home


def person_id(name: str) -> str:
    """Return a person's id: ``per-`` and ten hex digits of the folded name, the same in every document."""
    return f"per-{hashlib.sha1(' '.join(name_words(name)).encode('utf-8'), usedforsecurity=False).hexdigest()[:10]}"


def position_id(name: str) -> str:
    """Return the id of a position that nobody named is known to hold."""
    return f"pos-{hashlib.sha1(key(name).encode('utf-8'), usedforsecurity=False).hexdigest()[:10]}"


def entity_of(group: Cluster, persons: Sequence[PersonMention], positions: Sequence[PositionMention]) -> Entity:
    """Return a person's entity: the fullest name, the first honorific, what else it was called."""
    mentions = [persons[number] for number in group.mentions]
    fullest = max(mentions, key=lambda mention: (len(name_words(mention.name)), -mention.first))
    aliases: list[str] = []
    for mention in mentions:
        if mention.name != fullest.name and mention.name not in aliases:
            aliases.append(mention.name)
    held = [positions[number] for number in group.positions]
    genders = [*(mention.gender for mention in mentions), *(position.gender for position in held), ""]
    return Entity(
        id=person_id(fullest.name),
        kind="person",
        name=fullest.name,
        type=held[0].role if held else "",
        country=next((position.country for position in held if position.country), ""),
        wikidata="",
        aliases=tuple(aliases),
        honorific=next((mention.honorific for mention in mentions if mention.honorific), ""),
        gender=next((gender for gender in genders if gender), ""),
        parent_id="",
        listed=True,
        span=fullest.span,
        score=max(mention.score for mention in mentions),
        found_by=fullest.found_by,
    )
