"""Which mentions of a document stand for the same organization.

Names are compared by their folded words without articles, particles and words such as ``منطقة``. A mention joins the nearest
earlier organization whose name holds all its words in order; a nominal one (``اللجنة``) the nearest whose head fits. The fullest
name becomes the organization's; a nominal mention that fits none is dropped.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from pipeline.core.annotations import Entity, Mention, OrganizationMention, PlaceMention, PositionMention, Segmentation, Token
from pipeline.core.document import Document
from pipeline.core.text import Span
from pipeline.linking.names import name_words, service, within
from pipeline.normalize.normalizer import key

TRANSPARENT = frozenset(
    [
        *("هييه", "جمعيه", "شركه", "حركه", "حزب", "تنظيم", "جبهه", "وكاله", "صحيفه", "جريده", "قناه", "منظمه", "جماعه", "موسسه", "شبكه"),
        *("مجموعه", "بنك", "مصرف", "مجله", "موقع", "اذاعه", "تلفزيون", "محطه", "راديو", "نادي", "فريق", "مركز"),
    ]
)
"""Heads that a short form may leave out altogether (``الهلال الأحمر``, ``حماس``)."""

BY_TYPE = {
    "وزاره": ("ministry",),
    "صحيفه": ("media",),
    "جريده": ("media",),
    "وكاله": ("media",),
    "قناه": ("media",),
    "حركه": ("armed_group", "party"),
    "جماعه": ("armed_group", "party"),
    "تنظيم": ("armed_group",),
    "ميليشيا": ("armed_group",),
    "ميليشيات": ("armed_group",),
    "مليشيات": ("armed_group",),
    "منظمه": ("intergovernmental", "ngo"),
    "شركه": ("company",),
    "حزب": ("party",),
    "هييه": ("authority",),
    "موسسه": ("authority", "company", "ngo"),
}
"""Types that a nominal head stands for where no name begins with it."""

BRANDS = frozenset(["company", "media", "sport"])
"""Types whose names tell them apart better than their countries do."""

STATE = frozenset(["government", "legislature", "military", "security"])
"""Types of bodies that every state has under the same word."""

TRADES = frozenset(["تامين", "اتصالات", "تطوير", "اتصال", "بتروكيماويات", "اغذيه", "تكافل", "عقار", "عقاريه"])
"""Trades, without article and particle, that a firm's short name leaves out (``ميدغلف للتأمين``)."""

KNOWN_AS = frozenset(["المعروفه", "المعروف", "تعرف", "يعرف", "المسماه", "المسمي", "والمعروفه", "والمعروف"])
"""Words, folded, before another name of the body just named."""

TITLE = "title"
"""Form of a ministry inside a title: an antecedent, no mention."""

LINKING_MARKS = {"(": ")", "«": "»", '"': '"', "“": "”", "[": "]"}


@dataclass(slots=True)
class Cluster:
    """An organization in the making."""

    words: tuple[str, ...]
    mentions: list[tuple[OrganizationMention, str]] = field(default_factory=list)
    lexicon_id: str = ""
    country: str = ""
    title: OrganizationMention | None = None


def link_organizations(
    document: Document,
    segmentation: Segmentation,
    places: tuple[PlaceMention, ...],
    organizations: tuple[OrganizationMention, ...],
    positions: tuple[PositionMention, ...] = (),
) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Link the organization mentions of a document.

    Args:
        document: The document.
        segmentation: Its sentences and tokens.
        places: Its places, which short names may not be taken for.
        organizations: Its mentions in the order of the text.
        positions: Its positions; a ministry that stands inside a title (``وزير التعليم``) is what a later ``الوزارة`` means.

    Returns:
        The organizations in the order of their first names, and their mentions in the order of the text with temporary ids.
    """
    named = [
        *_with_short_names(segmentation, places, organizations),
        *_titles(positions),
        *(part for mention in organizations for part in mention.inside),
    ]
    organizations = tuple(sorted(named, key=lambda mention: (mention.first, -mention.last)))
    clusters: list[Cluster] = []
    recent: list[Cluster] = []
    waiting: list[OrganizationMention] = []
    for mention in organizations:
        if mention.form == "nominal":
            cluster = _antecedent(mention, recent)
            if cluster is None:
                waiting.append(mention)
                continue
        else:
            cluster = _same(mention, recent)
            if cluster is None:
                cluster = Cluster(name_words(mention.name), [], mention.lexicon_id, mention.country)
                clusters.append(cluster)
            elif len(name_words(mention.name)) > len(cluster.words):
                cluster.words = name_words(mention.name)
            cluster.country = cluster.country or mention.country
        if mention.form == TITLE:
            cluster.title = cluster.title or mention
        else:
            cluster.mentions.append((mention, mention.form))
        if cluster in recent:
            recent.remove(cluster)
        recent.append(cluster)
    for mention in waiting:
        cluster = _antecedent(mention, clusters[::-1])
        if cluster is not None:
            cluster.mentions.append((mention, mention.form))
    return _entities([cluster for cluster in clusters if cluster.mentions], segmentation)


def _titles(positions: Sequence[PositionMention]) -> Iterator[OrganizationMention]:
    """Yield the ministries that stand inside titles, as antecedents that are no mentions."""
    for position in positions:
        if position.organization_type == "ministry" and position.organization.startswith("وزارة "):
            yield OrganizationMention(
                position.title_span,
                position.first,
                position.last,
                position.organization,
                "ministry",
                position.country,
                TITLE,
                position.score,
                "linking:title",
            )


def _same(mention: OrganizationMention, recent: list[Cluster]) -> Cluster | None:
    """Return the latest organization that a name or short name stands for."""
    words = name_words(mention.name)
    for cluster in reversed(recent):
        if mention.lexicon_id and cluster.lexicon_id:
            if mention.lexicon_id == cluster.lexicon_id:
                return cluster
            continue
        other = cluster.words
        if mention.country and cluster.country and mention.country != cluster.country and not _untold(mention, words, cluster):
            continue
        if words == other or sorted(words) == sorted(other) or (service(words) and service(words) == service(other)):
            return cluster
        short, long = (words, other) if len(words) <= len(other) else (other, words)
        if _short_of(short, long, mention.type):
            return cluster
    return None


def _untold(mention: OrganizationMention, words: tuple[str, ...], cluster: Cluster) -> bool:
    """Say whether countries that differ say nothing: those of a brand, or the article's own of ``الحكومة`` behind ``الحكومة اليمنية``."""
    if mention.type in BRANDS and cluster.mentions and cluster.mentions[0][0].type in BRANDS:
        return words == cluster.words or (bool(words) and (words[0] in TRANSPARENT) != (cluster.words[0] in TRANSPARENT))
    return len(words) == 1 and mention.type in STATE and cluster.words[0] == words[0] and len(cluster.words) == 2


def _short_of(short: tuple[str, ...], long: tuple[str, ...], kind: str) -> bool:
    if not short or len(short) == len(long):
        return False
    if short[0] == long[0]:
        if kind == "company" and len(short) == 1 and len(long) == 2 and short[0] not in TRANSPARENT:
            return long[1].endswith("يه") or long[1] in TRADES  # زين and زين السعودية, but not الإنماء and الإنماء طوكيو
        if kind == "ministry":
            return long[: len(short)] == short and (
                long[len(short)].startswith("و") or (len(long) == len(short) + 1 and long[-1].endswith("يه"))
            )
        if short[0] == "قوات" and not long[len(short)].endswith("يه"):
            return False
        if kind == "academic" or (len(short) == 1 and kind not in ("government", "military", "security", "legislature", "judicial")):
            return long[: len(short)] == short and len(short) > 1
        return within(short, long)
    if long[0] in TRANSPARENT and len(long) > len(short):
        same = all(word == other or word == "ب" + other or other == "ب" + word for word, other in zip(long[1:], short, strict=False))
        return same and len(long) <= len(short) + 3
    return False


def _antecedent(mention: OrganizationMention, recent: list[Cluster]) -> Cluster | None:
    """Return the latest organization that a nominal mention stands for."""
    words = name_words(mention.name)
    for cluster in reversed(recent):
        if cluster.words[0] == words[0] and within(words, cluster.words):
            return cluster
    for cluster in reversed(recent):
        if cluster.words[0] == words[0]:
            return cluster
    if len(words) == 1:
        types = BY_TYPE.get(words[0], ())
        for cluster in reversed(recent):
            if cluster.mentions and cluster.mentions[0][0].type in types and not cluster.mentions[0][0].in_dateline:
                return cluster
    return None


def _with_short_names(
    segmentation: Segmentation, places: tuple[PlaceMention, ...], organizations: tuple[OrganizationMention, ...]
) -> Iterator[OrganizationMention]:
    """Yield the mentions, and those of short names that the text itself introduces in parentheses (``… (نزاهة)``)."""
    tokens = segmentation.tokens
    taken = {index for mention in organizations for index in range(mention.first, mention.last)}
    single = {mention.first for mention in organizations if mention.last == mention.first + 1 and mention.form == "name"}
    taken.update(index for place in places for index in range(place.first, place.last))
    aliases: dict[str, OrganizationMention] = {}
    for mention in organizations:
        if mention.form == "name" and mention.last + 2 < len(tokens):
            alias = _introduced(tokens, mention.last)
            if alias and (alias not in taken or alias in single):
                aliases.setdefault(tokens[alias].norm, mention)
    found = [_resolved(mention, tokens, single, aliases) for mention in organizations]
    if aliases:
        for sentence in segmentation.sentences:
            if sentence.kind == "furniture":
                continue
            for token in tokens[sentence.first : sentence.last]:
                owner = aliases.get(token.base) or aliases.get(token.norm)
                if owner is not None and token.index not in taken:
                    span = Span(token.base_start if token.base in aliases else token.span.start, token.span.end)
                    found.append(_short(owner, token.index, span))
        found.sort(key=lambda mention: (mention.first, mention.last))
    yield from found


def _resolved(
    mention: OrganizationMention, tokens: Sequence[Token], single: AbstractSet[int], aliases: Mapping[str, OrganizationMention]
) -> OrganizationMention:
    """Return a mention as a short name where it is one that the text introduces, alone or behind a head (``منظمة «سيرن»``)."""
    if mention.first in single:
        owner = aliases.get(tokens[mention.first].base)
    else:
        words = key(mention.name).split()
        owner = aliases.get(words[1]) if len(words) == 2 and words[0] in TRANSPARENT and mention.form == "name" else None
    return mention if owner is None or owner is mention else _as_short(mention, owner)


def _as_short(mention: OrganizationMention, owner: OrganizationMention) -> OrganizationMention:
    """Return a mention as the short name of the organization that introduced it."""
    return replace(mention, name=owner.name, type=owner.type, country=owner.country, form="short_name", lexicon_id=owner.lexicon_id)


def _introduced(tokens: Sequence[Token], at: int) -> int:
    """Return the index of the single word in parentheses or quotes that begin at a token, or 0."""
    at = _renamed(tokens, at)
    closing = LINKING_MARKS.get(tokens[at].text)
    if closing is None or at + 2 >= len(tokens):
        return 0
    inner = at + 1
    if tokens[inner].text in LINKING_MARKS and inner + 3 < len(tokens):
        closing, inner = LINKING_MARKS[tokens[inner].text], inner + 1
    word = tokens[inner]
    if word.kind in ("word", "latin") and len(word.norm) > 2 and tokens[inner + 1].text == closing:
        return inner
    return 0


def _renamed(tokens: Sequence[Token], at: int) -> int:
    """Return the index past the words that introduce another name (``، المعروفة اختصارا بـ«…»``), or the same index."""
    k = at + (tokens[at].text in "،,")
    if k >= len(tokens) or tokens[k].base not in KNOWN_AS:
        return at
    k += 1
    while k + 1 < len(tokens) and k < at + 5 and tokens[k].norm in ("اختصارا", "باسم", "ب", "ايضا", "باختصار"):
        k += 1
    return k


def _short(owner: OrganizationMention, index: int, span: Span) -> OrganizationMention:
    return OrganizationMention(
        span, index, index + 1, owner.name, owner.type, owner.country, "short_name", 0.8, "linking:introduced", owner.lexicon_id
    )


def _entities(clusters: list[Cluster], segmentation: Segmentation) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    starts = [sentence.first for sentence in segmentation.sentences]
    entities: dict[str, Entity] = {}
    mentions: list[Mention] = []
    names: dict[str, str] = {}
    for cluster in clusters:
        named = [mention for mention, form in cluster.mentions if form != "nominal"]
        if not named and cluster.title is not None:
            named = [replace(cluster.title, span=cluster.mentions[0][0].span)]
        full = max(named, key=lambda mention: (mention.form == "name", not _expanded(mention), len(mention.name.split())))
        identity = full.lexicon_id or cluster.lexicon_id or entity_id(full.name, cluster.country)
        names.setdefault(key(full.name), identity)
        texts = dict.fromkeys(mention.name for mention in named if mention.name != full.name)
        first = next((mention for mention in named if mention.form == "name"), named[0])
        known = entities.get(identity)
        if known is None:
            entities[identity] = Entity(
                id=identity,
                kind="organization",
                name=full.name,
                type=full.type,
                country=cluster.country,
                wikidata=next((mention.wikidata for mention in named if mention.wikidata), ""),
                aliases=tuple(texts),
                honorific="",
                gender="",
                parent_id="",
                listed=True,
                span=first.span,
                score=max(mention.score for mention in named),
                found_by=full.found_by,
            )
        for mention, form in cluster.mentions:
            sentence = max(bisect_right(starts, mention.first) - 1, 0)
            mentions.append(
                Mention(
                    "", identity, "organization", form, mention.span, mention.first, mention.last, sentence, mention.score, mention.found_by
                )
            )
    mentions.sort(key=lambda mention: (mention.span.start, mention.span.end, mention.entity_id))
    numbered = tuple(replace(mention, id=f"o{number}") for number, mention in enumerate(mentions))
    parents: dict[str, str] = {}
    for cluster in clusters:
        for mention, _ in cluster.mentions:
            parent = names.get(key(mention.parent)) if mention.parent else None
            child = names.get(key(mention.name))
            if parent and child and parent != child:
                parents.setdefault(child, parent)
    return tuple(replace(entity, parent_id=parents.get(entity.id, "")) for entity in entities.values()), numbered


def _expanded(mention: OrganizationMention) -> bool:
    """Say whether a single word is filed by a longer name; a form that the text has in full comes before it."""
    return mention.last == mention.first + 1 and " " in mention.name


def entity_id(name: str, country: str) -> str:
    """Return the id of an organization that the lexicon does not know: ``org-`` and ten hex digits of its name and country."""
    return "org-" + hashlib.sha1(f"{key(name)}|{country}".encode(), usedforsecurity=False).hexdigest()[:10]
