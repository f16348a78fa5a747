"""Nouns that act for the body they are of: a delegation, a unit, an unnamed voice, a statement (``models/lexicons/proxies.yaml``)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.core.annotations import Segmentation, Token
from pipeline.events.slots import Slot
from pipeline.normalize.normalizer import key
from pipeline.resources.store import ModelStore

NAME = "lexicons/proxies.yaml"

KEYS = ("people", "vehicles", "voices", "papers", "acts", "kinds", "links", "breaks", "feminine", "plural", "ordinary")

REACH = 6
"""How many tokens after such a noun its body may begin."""

QUOTES = frozenset('"«»“”()')

DONE_TO = ("ته", "تها", "تهم", "تهما")
"""Endings (folded) of a verb that says who made the thing before it (``تقرير قدمته الهيئة``), which is then its own subject's act."""


@dataclass(frozen=True, slots=True)
class Proxies:
    """The word lists, folded.

    Attributes:
        nouns: All nouns without their article, by noun with and without it.
        heads: Number of the list a noun is in, by noun.
        links: Words between a noun and its body.
        breaks: Words after which nothing names its body.
        ordinary: Titles of anybody in a body.
        gender: ``f``, or empty for human plurals, by noun; other nouns are masculine.
        papers: Lists from this number on are of documents.
        alone: Lists from this number on are of nouns that need their body beside them.
        acts: Lists from this number on are of acts, which anybody can do who is named right behind them.
        kinds: Organization type by a noun that stands for the last organization of its type (``الشركة``).
    """

    nouns: Mapping[str, str]
    heads: Mapping[str, int]
    links: frozenset[str]
    breaks: frozenset[str]
    ordinary: frozenset[str]
    gender: Mapping[str, str]
    papers: int
    alone: int
    acts: int
    kinds: Mapping[str, str]

    @classmethod
    def from_models(cls, models: ModelStore) -> "Proxies":
        """Read and fold the lists.

        Raises:
            ModelError: A list is missing or unknown; the message names file, key and nearest known key.
        """
        data = models.sections(NAME, KEYS)
        lists = [words for group in ("people", "voices", "papers", "vehicles", "acts") for words in data[group]]
        gender = {key(word): "" for word in data["plural"]} | {key(word): "f" for word in data["feminine"]}
        heads = {key(word).removeprefix("ال"): number for number, words in enumerate(lists) for word in words}
        kinds = {key(word): type_ for type_, words in data["kinds"].items() for word in words}
        return cls(
            {article + word: word for word in (*heads, *kinds) for article in ("", "ال")},
            heads,
            frozenset(key(word) for word in data["links"]),
            frozenset(key(word) for word in data["breaks"]),
            frozenset(key(word) for word in data["ordinary"]),
            gender,
            len(data["people"]) + len(data["voices"]),
            len(lists) - len(data["vehicles"]) - len(data["acts"]),
            len(lists) - len(data["acts"]),
            kinds,
        )

    def __call__(self, segmentation: Segmentation, slots: list[Slot], types: Mapping[str, str]) -> list[Slot]:
        """Return the slots with those that such nouns open: each takes in the slot of its body, or stands for the last of its list.

        Args:
            segmentation: The document's sentences and tokens.
            slots: Its slots, in order.
            types: Organization types by entity.
        """
        tokens = segmentation.tokens
        covered = {token for slot in slots for token in range(slot.first, slot.last)}
        begins = {slot.first: number for number, slot in enumerate(slots)}
        found: dict[int, Slot] = {}
        taken: set[int] = set()
        last: dict[int, Slot] = {}
        latest: dict[str, Slot] = {}
        for sentence in segmentation.sentences:
            if sentence.kind == "furniture":
                continue
            past = sentence.first
            for token in tokens[sentence.first : sentence.last]:
                if token.index in begins:
                    slot = slots[begins[token.index]]
                    latest[types.get(slot.argument.id, "")] = slot
                head = self.nouns.get(token.base)
                if head is None or token.index < past or token.index in covered or token.kind != "word":
                    continue
                number = self.heads.get(head)
                if number is None:
                    named = latest.get(self.kinds[head]) if token.definite else None
                    if named is not None:
                        argument = replace(named.argument, span=token.base_span)
                        found[token.index] = Slot(token.index, token.index + 1, argument, self._gender(token, head))
                    continue
                body = self._body(tokens, token.index + 1, sentence.last, begins)
                if body >= 0 and self._fits(tokens, slots[body], number, token.index + 1):
                    slot = slots[body]
                    taken.add(body)
                    found[token.index] = last[number] = Slot(token.index, slot.last, slot.argument, self._gender(token, head))
                    past = slot.last
                elif token.definite and number in last and number < self.alone:
                    argument = replace(last[number].argument, span=token.base_span)
                    found[token.index] = Slot(token.index, token.index + 1, argument, self._gender(token, head))
        if not found:
            return slots
        kept = [slot for number, slot in enumerate(slots) if number not in taken]
        return sorted([*kept, *found.values()], key=lambda slot: slot.first)

    def anonymous(self, token: Token) -> bool:
        """Say whether a title is of nobody in particular, so that the body acts (``مسؤولون في الوزارة``, ``مصدر في الشرطة``)."""
        word = token.base.removeprefix("ال")
        return word in self.ordinary or self.gender.get(word, "m") == ""

    def _body(self, tokens: tuple[Token, ...], at: int, stop: int, begins: Mapping[int, int]) -> int:
        """Return the number of the slot that a noun before a token is of, or -1."""
        for there in range(at, min(stop, at + REACH)):
            token = tokens[there]
            if token.proclitics and token.proclitics[0] in ("و", "ف", "ك", "س"):
                return -1
            if there in begins:
                return begins[there]
            if token.kind == "mark":
                if token.text not in QUOTES:
                    return -1
            elif token.base not in self.links and (there > at or not self._describes(token)):
                return -1
        return -1

    def _describes(self, token: Token) -> bool:
        """Say whether a word may stand between a noun and its body: one without article that is no verb."""
        return token.kind == "word" and not token.definite and token.base not in self.breaks and not token.base.endswith(DONE_TO)

    def _fits(self, tokens: tuple[Token, ...], slot: Slot, number: int, at: int) -> bool:
        """Say whether a noun can be of a participant.

        That is an organization or country; or a person, of acts and of statements (``بيان للوزير``, ``رسالة من الرئيس``).
        """
        if slot.argument.type in ("organization", "country"):
            return True
        if number >= self.acts:
            return slot.first == at
        if not self.papers <= number < self.alone:
            return False
        return "ل" in tokens[slot.first].proclitics or tokens[slot.first - 1].base in ("عن", "من")

    def _gender(self, token: Token, head: str) -> str:
        found = self.gender.get(head)
        if found is not None:
            return found
        return "f" if token.text.endswith(("ة", "ات")) else "m"
