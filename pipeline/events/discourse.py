"""Subjects that a clause leaves out or only hints at: who acted or spoke before, what it describes, the body behind a noun."""

from pipeline.core.annotations import Argument, Sentence, Token
from pipeline.events.candidates import Candidate
from pipeline.events.clausewords import (
    CONTENT,
    GROUP_WINDOW,
    MEETINGS,
    MEMORY,
    NAME_WINDOW,
    REPORTING,
    SAYING,
    SOURCES,
    STYLE_STEMS,
    SUBJECT_GAP,
)
from pipeline.events.participants import Participants, same
from pipeline.events.slots import Done, Slot
from pipeline.events.subjects import SubjectReader, sex_of
from pipeline.events.words import Words


class DiscourseReader(SubjectReader):
    """Finds subjects outside their clause; remembers the actions read so far."""

    def __init__(self, raw: str, tokens: tuple[Token, ...], participants: Participants, words: Words, dated: frozenset[int]) -> None:
        """Build a reader.

        Args:
            raw: The document's raw text.
            tokens: The document's tokens.
            participants: Its slots.
            words: Small words.
            dated: Tokens inside temporal expressions.
        """
        super().__init__(raw, tokens, participants, words, dated)
        self._done: list[Done] = []
        self._path = ""

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

    def _styled(self, candidate: Candidate, sentence: Sentence) -> tuple[tuple[Argument, ...], str]:
        """Return whom a style with a pronoun stands for (``سموه``): who acted last and is called so, else the last person who acted."""
        style = self._tokens[candidate.last].base
        called = self._participants.styled.get(next((stem for stem in STYLE_STEMS if style.startswith(stem)), ""), frozenset())
        for done in reversed(self._done):
            if done.actors and done.actors[0].id in called:
                return done.actors[:1], done.gender
        for slot in reversed(self._participants.within(max(0, candidate.first - MEMORY), candidate.first)):
            if slot.argument.id in called:
                return (slot.argument,), slot.gender
        return self._last(candidate, sentence, "", saying=False, person=True)

    def _statement(self, candidate: Candidate, sentence: Sentence) -> tuple[tuple[Argument, ...], str]:
        """Return whose statement something comes in."""
        for slot in self._participants.within(candidate.last, min(sentence.last, candidate.last + GROUP_WINDOW)):
            return self._group(slot)
        return self._last(candidate, sentence, "", saying=True)

    def _relayed(self, candidate: Candidate, sentence: Sentence) -> Slot | None:
        """Return whom something is relayed of: the participant after عن."""
        for slot in self._participants.within(candidate.last, min(sentence.last, candidate.last + NAME_WINDOW)):
            if self._tokens[slot.first - 1].base == "عن":
                return slot
        return None

    def _decider(self, candidate: Candidate, sentence: Sentence) -> Done | None:
        """Return the deciding of which a form that looks like a verb is the object (``قررت النيابة حبس المتهم``).

        Such a form stands without conjunction right behind the verb of deciding and its subject, and is written like the third person.
        """
        tokens, reading, last = self._tokens, candidate.reading, self._done[-1] if self._done else None
        if last is None or last.sentence != sentence.index or not last.actors or reading is None:
            return None
        if reading.kind != "finite" or reading.person != "ms" or reading.tense != "past" or tokens[candidate.first].proclitics:
            return None
        if tokens[last.at].base not in self._words.deciders or candidate.first - last.at > CONTENT:
            return None
        subject = [slot for slot in self._participants.within(last.at + 1, candidate.first) if same(slot.argument, last.actors[0])]
        if not subject:
            return None
        between = range(subject[0].last, candidate.first)
        return (
            last
            if all(at in self._dated or tokens[at].base in self._words.adverbs or at in self._participants.at for at in between)
            else None
        )

    def _topped(self, candidate: Candidate, sentence: Sentence, person: str, verb: int) -> bool:
        """Say whether a noun that stands for nobody known opens the clause and agrees with its verb, which leaves it no subject after it.

        ``وفد من الأهالي يزور المدير``, ``وكانت خبيرة قد قالت``; but not ``الحفل حضره الوزير``, whose verb takes the noun up again.
        """
        tokens, reading = self._tokens, candidate.reading
        if verb == sentence.first or person not in ("ms", "fs") or reading is None or reading.pronoun:
            return False
        at = verb
        while at > sentence.first and verb - at < SUBJECT_GAP and tokens[at - 1].base not in REPORTING and tokens[at - 1].kind != "mark":
            at -= 1
        token = tokens[at]
        opened = token.base in ("كان", "كانت")
        if opened:
            at += 1
            token = tokens[at]
        elif not (sentence.kind == "headline" if at == sentence.first else tokens[at - 1].base in REPORTING and token.definite):
            return False
        if (
            at >= verb
            or token.kind != "word"
            or set(token.proclitics) - {"و"}
            or at in self._dated
            or at in self._participants.at
            or token.base in self._words.prepositions
            or token.base in self._words.adverbs
            or token.base in self._words.verb_openers
        ):
            return False
        return token.text.endswith(("ة", "ات")) == (person == "fs")

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
            if candidate.context in ("content", "decided", "joined"):
                last = self._done[-1] if self._done else None
                if last is not None and last.sentence == sentence.index and candidate.first - last.at <= CONTENT:
                    self._path = "tied" if last.actors else self._path
                    return last.actors, last.gender
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
