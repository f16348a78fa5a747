"""Names that are organizations only in their own kind of news: the column ``contextual`` of the gazetteer.

``برشلونة`` is a town and a club, ``أبل`` a company and camels, ``النصر`` a club and a victory. The words around decide: a name that
no common word shares needs a cue of its topic in its sentence, or a document full of them; a common word needs both the document and a
word right before it (``مدرب النصر``).
"""

from collections.abc import Callable, Container, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from pipeline.core.annotations import Token
from pipeline.matching.phrases import PhraseTable
from pipeline.normalize.normalizer import key
from pipeline.organizations.gazetteer import from_record
from pipeline.organizations.lexicon import NameEntry, article, bare, check
from pipeline.resources.gazetteers import Organization
from pipeline.resources.store import ModelStore

FILE = "lexicons/organization_context.yaml"
PAIRING = frozenset(["بين"])
"""Words before two names of a kind."""

TOPIC_KEYS = ("types", "enough", "cues", "hints", "near")


@dataclass(frozen=True, slots=True)
class Topic:
    """A kind of news.

    Attributes:
        name: As in the file.
        enough: Number of different cues and hints that make a whole document one of the topic.
        cues: Folded words that make a sentence one of the topic.
        hints: Folded words that only count for the document.
        near: Folded words of which one must stand before a name that is a common word.
        strong: Those of them that are cues as well, so that nothing else is needed (``لاعب النصر``).
    """

    name: str
    enough: int
    cues: frozenset[str]
    hints: frozenset[str]
    near: frozenset[str]
    strong: frozenset[str]


@dataclass(frozen=True, slots=True)
class ContextRules:
    """The lists of ``organization_context.yaml``, folded.

    Attributes:
        topics: By type of organization.
        places: Words before a name that make it a town.
        cues: The topics of each cue and hint, by its form with and without article, and whether it is a cue.
    """

    topics: dict[str, Topic]
    places: frozenset[str]
    cues: dict[str, tuple[tuple[str, bool], ...]]


@dataclass(frozen=True, slots=True)
class Weak:
    """What a contextual phrase may stand for.

    Attributes:
        entries: The records, in the gazetteer's order.
        topics: The topic of each.
        common: Whether the phrase is a word with the article or a common noun.
    """

    entries: tuple[NameEntry, ...]
    topics: tuple[Topic, ...]
    common: bool


def read_context(models: ModelStore) -> ContextRules:
    """Return the rules of contextual names."""
    record = models.yaml(FILE)
    check(FILE, "top level", record, ("topics", "places"))
    topics: dict[str, Topic] = {}
    cues: dict[str, tuple[tuple[str, bool], ...]] = {}
    for name, item in record["topics"].items():
        check(FILE, name, item, TOPIC_KEYS)
        strong, hints = frozenset(map(key, item["cues"])), frozenset(map(key, item["hints"]))
        near = frozenset(map(key, item["near"]))
        topic = Topic(name, item["enough"], strong, hints, near, strong & near)
        topics.update(dict.fromkeys(item["types"], topic))
        for word in sorted(strong | hints):
            for form in (word, article(word)):
                cues[form] = (*cues.get(form, ()), (name, word in strong))
    return ContextRules(topics, frozenset(map(key, record["places"])), cues)


class Surroundings:
    """Where the cues of one document stand."""

    __slots__ = ("_here", "_rules", "_whole")

    def __init__(self, rules: ContextRules, keys: Sequence[str]) -> None:
        """Look for the cues among a document's folded words without proclitics."""
        self._rules = rules
        self._here: dict[str, list[int]] = {}
        seen: dict[str, set[str]] = {}
        for index, word in enumerate(keys):
            for topic, strong in rules.cues.get(word, ()):
                if strong:
                    self._here.setdefault(topic, []).append(index)
                seen.setdefault(topic, set()).add(bare(word))
        enough = {topic.name: topic.enough for topic in rules.topics.values()}
        self._whole = frozenset(name for name, words in seen.items() if len(words) >= enough[name])

    def whole(self, topic: Topic) -> bool:
        """Say whether the document is of a topic."""
        return topic.name in self._whole

    def about(self, name: str) -> bool:
        """Say whether the document is of the topic of a name."""
        return name in self._whole

    def near(self, topic: Topic, start: int, end: int, first: int, last: int) -> bool:
        """Say whether the tokens ``start`` to ``end`` hold a cue outside the name ``first`` to ``last``."""
        return any(start <= index < end and not first <= index < last for index in self._here.get(topic.name, ()))


class ContextualNames:
    """The table of contextual names."""

    def __init__(self, rules: ContextRules, records: Iterable[Organization], common: Callable[[str], bool], heads: Container[str]) -> None:
        """Build the table.

        Args:
            rules: The rules.
            records: The gazetteer.
            common: Says of a folded word whether it is a common noun.
            heads: Folded head nouns of organization names.
        """
        self._rules = rules
        table: dict[tuple[str, ...], list[tuple[NameEntry, Topic]]] = {}
        for record in records:
            topic = rules.topics.get(record.type)
            if topic is None or not record.contextual_keys:
                continue
            entry = from_record(record, "")
            for words in record.contextual_keys:
                table.setdefault(words, []).append((entry, topic))
        self._table: PhraseTable[Weak] = PhraseTable(
            (
                words,
                Weak(
                    tuple(entry for entry, _ in found),
                    tuple(topic for _, topic in found),
                    _shared(words, found[0][1], common, heads),
                ),
            )
            for words, found in table.items()
        )
        self.firsts = frozenset(words[0] for words in table)

    def surroundings(self, keys: Sequence[str]) -> Surroundings:
        """Return the cues of a document."""
        return Surroundings(self._rules, keys)

    def at(
        self,
        tokens: Sequence[Token],
        norms: Sequence[str],
        around: Surroundings,
        at: int,
        start: int,
        end: int,
        named: AbstractSet[int],
        seen: int = 0,
    ) -> tuple[int, tuple[NameEntry, ...]] | None:
        """Return the index past the contextual name at a token and its trusted entries.

        Args:
            tokens: The document's tokens.
            norms: Their folded texts.
            around: The document's cues.
            at: The token.
            start: Where its sentence begins.
            end: Where it ends.
            named: Ends of the contextual names found so far.
            seen: End of the organization that the named-entity backend sees there, or 0.
        """
        match = self._table.longest(norms, at, tokens[at].base, end)
        if match is None:
            return None
        last, weak = match
        before = tokens[at - 1].base if at > start else ""
        joined = at in named and "و" in tokens[at].proclitics
        if not joined and (before in self._rules.places or "ب" in tokens[at].proclitics):
            return None
        trusted = []
        for entry, topic in zip(weak.entries, weak.topics, strict=True):
            whole = around.whole(topic)
            if weak.common:
                right = (whole and (joined or before in topic.near or seen >= last)) or before in topic.strong
                right = right or (before in PAIRING and around.near(topic, start, end, at, last)) or (joined and topic.name == "sport")
            else:
                right = whole or seen == last or around.near(topic, start, end, at, last)
            if right:
                trusted.append(entry)
        return (last, tuple(trusted)) if trusted else None


def _shared(words: tuple[str, ...], topic: Topic, common: Callable[[str], bool], heads: Container[str]) -> bool:
    """Say whether a name is an everyday word or phrase as well: a noun with the article, or a common or a head noun alone.

    Of longer names only those of clubs are (``الشباب السعودي``); other bodies' longer names are names.
    """
    if len(words) > 1:
        return topic.name == "sport" and words[0].startswith("ال")
    return words[0].startswith("ال") or words[0] in heads or common(words[0])
