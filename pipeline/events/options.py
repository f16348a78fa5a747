"""Whom an action can have as its actor, and what speaks for each: the options that the ranker chooses from.

An option is a participant named in the sentence, the actors of an action before, or nobody. What speaks for each, its features, says how
it stands to the trigger, whether it acted or spoke last, and whether the rules would take it (``evidence.py``).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.core.annotations import Argument, Token
from pipeline.events.clausewords import CROWDS, EACH, PARTICLES, RELATIVES, REPORTING, RESUMING, SAYING, STYLES
from pipeline.events.evidence import Lie, identity, of_earlier, of_elsewhere, of_named, of_nobody, standings
from pipeline.events.participants import Participants
from pipeline.events.slots import Clause, Done, Frame, Slot
from pipeline.events.words import Words

LEFT = 32
"""How many tokens before a trigger an actor named in its sentence is looked for."""

RIGHT = 18
"""How many tokens after a trigger it is looked for."""

MOST = 6
"""Most participants on either side that are weighed."""

EARLIER = 4
"""Most actors of earlier actions that are weighed."""


TOPIC = 14
"""How many tokens before a verb its clause is followed back."""

PLACING = frozenset({"في", "ب"})
"""Prepositions behind which a country is a place."""

GOVERNORS = frozenset("بلك")
"""Attached prepositions: what hangs on one is no subject behind its verb, and speaks in no participle after it."""

QUOTES = frozenset('"«»“”()#')
"""Marks across which a clause goes on."""

OPENING = frozenset({"حيث", "بينما", "فيما", "لكن", "اذ", "كما", "اما", "عندما", "بعدما", "انه", "انها", "بانه", "بانها", "لان"})
"""Words (folded) that open a clause."""


@dataclass(frozen=True, slots=True)
class Option:
    """A possible actor.

    Attributes:
        slot: Where the sentence names it, or None.
        done: The earlier action whose actors it is, or None; an option with neither is nobody, or what the rules found elsewhere.
        actors: Whom it stands for, before conjoined participants are added.
        features: What speaks for or against it.
        ruled: Whether the rules would take it.
    """

    slot: Slot | None
    done: Done | None
    actors: tuple[Argument, ...]
    features: list[str]
    ruled: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision on actors, kept for training: the trigger's raw offsets, and the options."""

    start: int
    end: int
    options: list[Option]


class OptionReader:
    """Lays out the options of the triggers of one document."""

    def __init__(self, tokens: tuple[Token, ...], participants: Participants, words: Words, dated: frozenset[int]) -> None:
        """Build a reader.

        Args:
            tokens: The document's tokens.
            participants: Its slots.
            words: Small words.
            dated: Tokens inside temporal expressions.
        """
        self._tokens = tokens
        self._participants = participants
        self._words = words
        self._dated = dated

    def __call__(self, clause: Clause, done: list[Done], chosen: tuple[Argument, ...], path: str) -> list[Option]:
        """Return the options of a trigger, nobody last.

        Args:
            clause: The trigger in its sentence.
            done: The actions before it.
            chosen: What the rules would take.
            path: The way by which they would take it.
        """
        candidate = clause.candidate
        frame = Frame(
            before=self._opener(clause),
            after=self._follower(clause),
            kind=candidate.kind + candidate.context,
            speech="s" if clause.type in SAYING else "d",
            pronoun="+" if candidate.reading is not None and candidate.reading.pronoun else "",
            place="h" if clause.sentence.kind == "headline" else "q" if clause.quoted else "",
            path=path,
            topic=self._topic(clause),
        )
        taken = {identity(argument) for argument in chosen[:1]}
        standing = standings(clause, done)
        options: list[Option] = []
        here: set[tuple[str, str]] = set()
        for slot, lie in self._sides(clause):
            who = identity(slot.argument)
            hold = lie.holds.lstrip("&")
            if who not in taken and hold in GOVERNORS and (lie.side == ">" or candidate.kind == "participle"):
                continue
            if who not in taken and hold in PLACING and slot.argument.type == "country":
                continue
            here.add(who)
            features = of_named(clause, frame, slot, lie, standing.get(who, "-"), who in taken)
            options.append(Option(slot, None, (slot.argument,), features, who in taken))
        seen: set[tuple[str, str]] = set()
        for earlier in reversed(done):
            if not earlier.actors or (who := identity(earlier.actors[0])) in seen:
                continue
            if len(seen) == EARLIER:
                break
            features = of_earlier(clause, frame, earlier, len(seen), standing.get(who, "-"), who in here, who in taken)
            seen.add(who)
            options.append(Option(None, earlier, earlier.actors, features, who in taken))
        if chosen and not taken & (here | seen):
            options.append(Option(None, None, chosen, of_elsewhere(frame), ruled=True))
        options.append(Option(None, None, (), of_nobody(clause, frame, bool(here), not chosen), not chosen))
        return options

    def _opener(self, clause: Clause) -> str:
        """Return a class of what stands before the verb."""
        tokens, at, first = self._tokens, clause.verb, clause.sentence.first
        crossed = ""
        while True:
            attached = tokens[at].proclitics
            if "و" in attached or "ف" in attached:
                return crossed + ("و" if "و" in attached else "ف")
            if at == first:
                return crossed + "^"
            before = tokens[at - 1]
            if before.base not in PARTICLES or crossed:
                break
            crossed = "كان" if before.base.startswith("كان") else "قد" if before.base in ("قد", "فقد", "لقد") else "لم"
            at -= 1
        if before.kind == "mark":
            return crossed + before.text
        if before.base in RELATIVES:
            return crossed + "الذي"
        if before.base in RESUMING or before.base in REPORTING:
            return crossed + before.base
        if at - 1 in self._participants.at:
            return crossed + "S"
        if at - 1 in self._dated or before.base in self._words.adverbs:
            return crossed + "A"
        if before.base in self._words.verb_openers:
            return crossed + before.base
        return crossed + ("N" if before.definite else "n")

    def _follower(self, clause: Clause) -> str:
        """Return a class of what follows the trigger."""
        tokens, last = self._tokens, clause.sentence.last
        at = clause.verb + 1 if clause.verb < clause.candidate.first else clause.candidate.last
        passed = ""
        while at < last and (at in self._dated or tokens[at].base in self._words.honorifics or tokens[at].base in self._words.adverbs):
            if at in self._participants.at:
                break
            passed = "~"
            at += 1
        if at >= last:
            return passed + "$"
        token = tokens[at]
        if token.kind == "mark":
            return passed + token.text
        attached = "".join(letter for letter in token.proclitics if letter in "بلك")
        if at in self._participants.at:
            return passed + "S" + attached
        if attached:
            return passed + attached
        if token.base in REPORTING:
            return passed + "ان"
        if token.base in self._words.prepositions:
            return passed + "p"
        if token.base in CROWDS:
            return passed + "c"
        if token.base in STYLES:
            return passed + "st"
        if token.text.endswith("ا") and not token.definite:
            return passed + "ا"
        if not token.definite and token.base.endswith(("ها", "هم", "ه")) and not token.text.endswith("ة"):
            return passed + "ه"
        return passed + _noun(token, clause.person)

    def _topic(self, clause: Clause) -> str:
        """Return a class of what the verb's clause begins with: the verb itself, a participant, a phrase, or another noun."""
        tokens, at = self._tokens, clause.verb
        while at > clause.sentence.first and clause.verb - at < TOPIC:
            before = tokens[at - 1]
            if (
                (before.kind == "mark" and before.text not in QUOTES)
                or before.base in REPORTING
                or before.base in RELATIVES
                or before.base in OPENING
                or at - 1 in clause.heads
            ):
                break
            at -= 1
        if at == clause.verb:
            return "V"
        token = tokens[at]
        attached = "&" if "و" in token.proclitics or "ف" in token.proclitics else ""
        if any(letter in "بلك" for letter in token.proclitics) or token.base in self._words.prepositions:
            return attached + "p"
        if at in self._participants.at:
            return attached + "S"
        if at in self._dated or token.base in self._words.adverbs or token.base in PARTICLES:
            return attached + "A"
        return attached + _noun(token, clause.person) if token.kind == "word" else "m"

    def _sides(self, clause: Clause) -> Iterator[tuple[Slot, Lie]]:
        """Yield the participants around a trigger and how each lies to it."""
        at, stop = clause.verb - 1, max(clause.sentence.first, clause.verb - LEFT)
        for step, side in ((-1, "<"), (1, ">")):
            if step > 0:
                at = clause.verb + 1 if clause.verb < clause.candidate.first else clause.candidate.last
                stop = min(clause.sentence.last, clause.candidate.last + RIGHT) - 1
            origin, found, verbs, marks = at, 0, 0, ""
            while (at >= stop if step < 0 else at <= stop) and found < MOST:
                slot = self._participants.at.get(at)
                if slot is not None and (slot.last <= clause.verb if step < 0 else slot.first >= clause.verb):
                    yield slot, Lie(side, abs(origin - at), found, verbs, marks, self._holds(slot, clause))
                    found += 1
                    at = slot.first - 1 if step < 0 else slot.last
                    continue
                token = self._tokens[at]
                if token.kind == "mark":
                    mark = "q" if token.text in '"«»“”' else token.text if token.text in ":؛" else ","
                    if mark not in marks:
                        marks += mark
                elif at == clause.candidate.head:
                    marks += "!"
                elif at in clause.heads:
                    verbs += 1
                elif token.base in REPORTING:
                    marks += "ن" if "ن" not in marks else ""
                elif token.base in RELATIVES:
                    marks += "ذ" if "ذ" not in marks else ""
                at += step

    def _holds(self, slot: Slot, clause: Clause) -> str:
        """Return a class of what a participant hangs on."""
        tokens, first = self._tokens, slot.first
        attached = tokens[first].proclitics
        joined = "&" if "و" in attached or "ف" in attached else ""
        for letter in attached:
            if letter in "بلك":
                return joined + letter
        if first == clause.sentence.first:
            return joined + "^"
        while first - 1 > clause.sentence.first and tokens[first - 1].base in self._words.honorifics:
            first -= 1
        if tokens[first - 1].base == "من" and first - 2 > clause.sentence.first and tokens[first - 2].base in EACH:
            first -= 2
        before = tokens[first - 1]
        if before.kind == "mark":
            return joined + before.text
        if first - 1 in clause.heads or first - 1 == clause.candidate.last - 1:
            return joined + "V"
        if before.base in REPORTING or before.base in ("مع", "من", "في", "بين", "قبل", "عن", "اما"):
            return joined + before.base
        if first - 1 in self._participants.at:
            return joined + "S"
        if first - 1 in self._dated or before.base in self._words.adverbs:
            return joined + "A"
        if before.base in self._words.prepositions:
            return joined + "p"
        if before.base in self._words.verb_openers:
            return joined + "o"
        return joined + ("N" if before.definite else "I")


def _noun(token: Token, person: str) -> str:
    """Return a class of a noun: its article, and its gender where the verb asks for one."""
    fits = "" if person not in ("ms", "fs") else "f" if token.text.endswith(("ة", "ات")) else "m"
    return ("N" if token.definite else "n") + fits
