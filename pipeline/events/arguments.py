"""Who did it, and to whom: the actors and targets of an action, by word order, agreement and what was said before."""

from dataclasses import dataclass, replace

from pipeline.core.annotations import Argument, Sentence, Token
from pipeline.events.candidates import Candidate
from pipeline.events.clausewords import (
    CROWDS,
    GOVERNING,
    GROUP_WINDOW,
    MEETINGS,
    MEMORY,
    OBJECTLESS,
    PAIRING,
    POLITICAL,
    RELATIVES,
    REPORTING,
    SAYING,
    SIDES,
    SOURCES,
    STYLES,
    SUFFERING,
    TARGET_WINDOW,
)
from pipeline.events.headlines import Shortened
from pipeline.events.participants import Participants, same
from pipeline.events.subjects import SubjectReader, sex_of
from pipeline.events.words import Words
from pipeline.normalize.steps import fold


@dataclass(frozen=True, slots=True)
class Done:
    """An action already read: its head token, type and actors, and whether its clause is a main one."""

    at: int
    sentence: int
    type: str
    actors: tuple[Argument, ...]
    gender: str
    main: bool


class ArgumentReader(SubjectReader):
    """Reads the arguments of the accepted candidates of one document, in order.

    Attributes:
        unnamed: Whether the last candidate's subject is a noun that stands for nobody known.
        crowd: Whether it is a crowd or an unnamed voice.
        carried: Whether it has no subject of its own and continues the one before.
    """

    def __init__(
        self,
        raw: str,
        tokens: tuple[Token, ...],
        participants: Participants,
        words: Words,
        dated: frozenset[int],
        shortened: Shortened,
    ) -> None:
        """Build a reader.

        Args:
            raw: The document's raw text.
            tokens: The document's tokens.
            participants: Its slots.
            words: Small words.
            dated: Tokens inside temporal expressions.
            shortened: Finds subjects of headlines by a part of their name.
        """
        super().__init__(raw, tokens, participants, words, dated)
        self._shortened = shortened
        self._done: list[Done] = []
        self._pair: tuple[Argument, ...] = ()
        self.unnamed = self.crowd = self.carried = False

    def actors(
        self, candidate: Candidate, type_: str, sentence: Sentence, heads: frozenset[int], quoted: frozenset[int]
    ) -> tuple[Argument, ...]:
        """Return the actors of the next candidate.

        Args:
            candidate: The candidate.
            type_: Its action type.
            sentence: Its sentence.
            heads: Tokens at which other verbs of the sentence stand.
            quoted: Tokens inside quotation marks.
        """
        self.unnamed = self.crowd = self.carried = False
        slots, gender = self._actors(candidate, type_, sentence, heads, quoted)
        if type_ not in POLITICAL:
            slots = tuple(slot for slot in slots if slot.span not in self._participants.capitals)
        if slots and slots[0].type == "person" and candidate.kind == "finite" and candidate.reading is not None and not self.carried:
            # A title may hide her gender (وكيل), the verb before her does not.
            gender = sex_of(candidate.reading.person) or gender
        self._done.append(Done(candidate.head, sentence.index, type_, slots, gender, self._main(candidate, sentence)))
        return slots

    def met(self, type_: str, met: tuple[Argument, ...]) -> None:
        """Note the partners of the action just read, for the pair that the next clause may speak of."""
        if type_ in PAIRING and met:
            last = self._done[-1]
            self._pair = (*last.actors, *met)

    def _main(self, candidate: Candidate, sentence: Sentence) -> bool:
        """Say whether a candidate is no part of a reported or relative clause."""
        verb = candidate.light if candidate.light >= 0 else candidate.first
        if candidate.kind == "participle" or verb == sentence.first:
            return True
        if self._tokens[verb - 1].base in RELATIVES or self._tokens[verb - 1].base in ("ما", "كما", "مما", "حسبما"):
            return False
        if set(self._tokens[verb].proclitics) & {"و", "ف"}:
            return True
        start = max((done.at for done in self._done if done.sentence == sentence.index), default=sentence.first)
        return all(self._tokens[at].base not in REPORTING for at in range(start, verb))

    def _actors(
        self, candidate: Candidate, type_: str, sentence: Sentence, heads: frozenset[int], quoted: frozenset[int]
    ) -> tuple[tuple[Argument, ...], str]:
        if candidate.kind == "participle":
            return self._speaker(candidate, sentence, type_)
        agent = self._agent(candidate, sentence, heads)
        if agent is not None:
            return self._group(agent)
        if candidate.kind == "noun" or (candidate.kind == "light" and self._impersonal(candidate)):
            subject = self._after(candidate, sentence, heads, "", strict=True) if self._either(candidate) else None
            return self._group(subject) if subject is not None else self._of_noun(candidate, type_, sentence)
        if candidate.lemma in SUFFERING:
            self.unnamed = True
            return (), ""
        person = candidate.reading.person if candidate.reading is not None and candidate.kind != "light" else self._light_person(candidate)
        verb = candidate.light if candidate.light >= 0 else candidate.first
        if person == "1p" and (verb in quoted or any(done.type in SAYING for done in self._done)):
            return self._last(candidate, sentence, "", saying=True)
        if person == "1p" and sentence.kind == "headline":
            title = self._participants.at.get(sentence.first)
            return self._group(title) if title is not None else ((), "")
        before = self._tokens[verb - 1] if verb > sentence.first else None
        if before is not None and before.base in RELATIVES:
            resumed = candidate.reading is not None and bool(candidate.reading.pronoun)
            if self._passive(candidate):
                return (), ""
            found = self._after(candidate, sentence, heads, person, strict=not resumed)
            if found is not None:
                return self._group(found)
            group = self._behind(candidate, sentence)
            if not group[0] and self._follows(candidate, sentence, CROWDS):
                self.crowd = True
                return (), ""
            if group[0] or not resumed:
                return group if group[0] else self._antecedent(verb, sentence, person)
            if self._has_subject(candidate, sentence, type_, continues=False):
                self.unnamed = True
                return (), ""
            return self._last(candidate, sentence, sex_of(person), saying=False)
        if candidate.kind == "phrase" and candidate.lemma.split()[-1] in OBJECTLESS:
            guest = next((at for at in range(candidate.last, min(sentence.last, candidate.last + 3)) if at in self._participants.at), -1)
            if guest >= 0:
                candidate = replace(candidate, last=self._participants.at[guest].last)
        if self._follows(candidate, sentence, STYLES):
            return self._last(candidate, sentence, "", saying=False, person=True)
        opened = self._opened(verb, sentence, heads)
        if opened is not None and self._agrees(opened, person):
            return self._group(opened)
        if self._pair and person in ("md", "fd") and candidate.last not in self._participants.at:
            return self._pair, ""
        continues = self._continues(verb, sentence)
        if not continues or (before is not None and "ف" in self._tokens[verb].proclitics and verb - 1 in self._participants.at):
            preceding = self._before(verb, sentence, person, heads)
            if preceding is not None:
                return self._group(preceding, backwards=True)
        if self._passive(candidate):
            return (), ""
        opener = self._tokens[sentence.first]
        if before is not None and opener.definite and not continues and (before is opener or before.text == "،"):
            head = opener.base.removeprefix("ال")
            if head in self._words.acts:
                return self._holder(head, sentence.first)
        found = self._after(candidate, sentence, heads, person, strict=False)
        if found is not None:
            return self._group(found)
        if self._pair and self._follows(candidate, sentence, SIDES):
            return self._pair, ""
        group = self._behind(candidate, sentence)
        if group[0]:
            return group
        if sentence.kind == "headline" and not continues:
            short = self._shortened(self._tokens, sentence, verb)
            if short is not None:
                return (short,), ""
        self.crowd = self._follows(candidate, sentence, CROWDS)
        if self.crowd or self._has_subject(candidate, sentence, type_, continues=continues):
            self.unnamed = True
            return (), ""
        last = self._last(candidate, sentence, sex_of(person), saying=type_ in SAYING)
        self.carried = True
        return last if last[0] else self._nearest(verb, sentence, person)

    def _nearest(self, verb: int, sentence: Sentence, person: str) -> tuple[tuple[Argument, ...], str]:
        """Return the person last named before a verb in its sentence, where nobody has acted yet (``بحضور الأمين … وأكد``)."""
        for slot in reversed(self._participants.within(sentence.first, verb)):
            if slot.argument.type == "person" and self._agrees(slot, person):
                return (slot.argument,), slot.gender
        return (), ""

    def _antecedent(self, verb: int, sentence: Sentence, person: str) -> tuple[tuple[Argument, ...], str]:
        """Return what a relative clause without subject describes, if it is a participant right before the pronoun."""
        at = verb - 2
        while at > sentence.first and self._tokens[at].kind == "mark":
            at -= 1
        slot = self._participants.at.get(at)
        if slot is not None and self._agrees(slot, person):
            return self._group(slot, backwards=True)
        return self._nearest(verb, sentence, person) if "و" in self._tokens[verb - 1].proclitics else ((), "")

    def _speaker(self, candidate: Candidate, sentence: Sentence, type_: str) -> tuple[tuple[Argument, ...], str]:
        """Return whom a participle describes: the actor of the main verb before it."""
        person = candidate.reading.person if candidate.reading is not None else ""
        for sex in (sex_of(person), ""):
            for done in reversed(self._done):
                if done.sentence != sentence.index:
                    break
                if done.actors and done.main and not (sex and done.gender and done.gender != sex):
                    return done.actors, done.gender
        return self._last(candidate, sentence, sex_of(person), saying=type_ in SAYING)

    def _last(
        self, candidate: Candidate, sentence: Sentence, sex: str, *, saying: bool, person: bool = False
    ) -> tuple[tuple[Argument, ...], str]:
        """Return the actors that a clause without subject continues; with ``person``, the last that are persons."""
        best: Done | None = None
        for done in reversed(self._done):
            if candidate.head - done.at > MEMORY and done.sentence != sentence.index:
                break
            if (
                not done.actors
                or (person and done.actors[0].type not in ("person", "position"))
                or (sex and done.gender and done.gender != sex)
            ):
                continue
            if saying and (done.type not in SAYING or not done.main):
                best = best or done
                continue
            return done.actors, done.gender
        return (best.actors, best.gender) if best is not None else ((), "")

    def _of_noun(self, candidate: Candidate, type_: str, sentence: Sentence) -> tuple[tuple[Argument, ...], str]:
        """Return the actor of a verbal noun: the one it belongs to where the act has no object, those after بين, or the announcer."""
        tokens = self._tokens
        at = candidate.last
        if candidate.kind in ("noun", "light"):
            slot = self._participants.at.get(at) if candidate.kind == "noun" else None
            if (
                slot is not None
                and slot.first == at
                and type_ in ("visit", "participate", "meet", "win", "praise", "criticize", "warn", "protest", "agree", "request")
            ):
                return self._group(slot)
            for there in range(at, min(sentence.last, at + 6)):
                if tokens[there].base == "بين":
                    slot = self._participants.at.get(there + 1)
                    if slot is not None:
                        return self._group(slot)
            if candidate.context == "content":
                return self._last(candidate, sentence, "", saying=False)
        return (), ""

    def _behind(self, candidate: Candidate, sentence: Sentence) -> tuple[tuple[Argument, ...], str]:
        """Return the body behind a delegation, unit, meeting or document that stands as the subject."""
        tokens, at = self._tokens, candidate.last
        while at < sentence.last and (at in self._dated or tokens[at].base in self._words.adverbs):
            at += 1
        if at >= sentence.last or tokens[at].proclitics or at in self._participants.at:
            return (), ""
        head = tokens[at].base.removeprefix("ال")
        group = head in self._words.groups or head in SOURCES
        if not group and head not in self._words.acts:
            return (), ""
        stop = at + (GROUP_WINDOW if group else 3)
        for there in range(at + 1, min(sentence.last, at + GROUP_WINDOW)):
            token = tokens[there]
            if token.base in self._words.honorifics:
                stop += 1
                continue
            if there >= stop:
                break
            slot = self._participants.at.get(there)
            if slot is not None:
                person = group and slot.argument.type in ("person", "position")
                return self._group(slot) if not person and (group or not self._governed(slot, sentence)) else ((), "")
            if token.kind == "mark" or token.base in REPORTING:
                break
        return self._holder(head, at) if not group and tokens[at].definite else ((), "")

    def _holder(self, head: str, at: int) -> tuple[tuple[Argument, ...], str]:
        """Return the body that held the definite meeting or issued the document at a token: who last did such a thing."""
        for done in reversed(self._done):
            if done.type in ("meet", "organize", "decide", "announce", "agree") and done.actors:
                return done.actors, done.gender
        if head in MEETINGS:
            before = [slot for slot in self._participants.within(max(0, at - MEMORY), at) if slot.argument.type == "organization"]
            if before:
                return (before[-1].argument,), before[-1].gender
        return (), ""


def targets(
    candidate: Candidate,
    sentence: Sentence,
    tokens: tuple[Token, ...],
    participants: Participants,
    actors: tuple[Argument, ...],
    heads: frozenset[int],
) -> tuple[Argument, ...]:
    """Return to, with or about whom an action is done: participants after مع or the rule's prepositions, or its object."""
    opens = frozenset(fold(word) for word in candidate.rule.target)
    stop = min([sentence.last, candidate.last + TARGET_WINDOW, *(head for head in heads if head > candidate.head)])
    found: list[Argument] = []
    end = -1
    for slot in participants.within(candidate.last, stop):
        token = tokens[slot.first]
        before = tokens[slot.first - 1].base
        attached = next((letter for letter in token.proclitics if letter in "بلك"), "")
        joined = end == slot.first and "و" in token.proclitics
        fits = attached in opens if attached else before == "مع" or before in opens or ("object" in opens and before not in GOVERNING)
        if (fits or joined) and not any(same(slot.argument, other) for other in (*actors, *found)):
            found.append(slot.argument)
            end = slot.last
    return tuple(found)
