"""Who did it, and to whom: the actors and targets of an action, by word order, agreement and what was said before."""

from dataclasses import replace

from pipeline.core.annotations import Argument, Sentence, Token
from pipeline.events.candidates import Candidate
from pipeline.events.clausewords import CROWDS, OBJECTLESS, PAIRING, POLITICAL, RELATIVES, REPORTING, SAYING, SIDES, STYLES, SUFFERING
from pipeline.events.discourse import DiscourseReader
from pipeline.events.headlines import Shortened
from pipeline.events.options import Choice, OptionReader
from pipeline.events.participants import Participants, same
from pipeline.events.ranker import Ranker
from pipeline.events.slots import Clause, Done, Slot
from pipeline.events.subjects import sex_of
from pipeline.events.words import Words

SETTLED = frozenset(
    {
        *("passive", "impersonal", "agent", "nounjoined", "come", "style", "short", "pair", "tied", "topped", "topic"),
        *("after", "before", "opened", "relative-after", "antecedent", "relative-unknown", "crowd"),
    }
)
"""Ways of the rules that are not weighed against other participants: what word order or form show leaves hardly anything to learn."""

COME = "state.come"
"""Rule of what comes in a statement, whose body says it (``جاء في بيان للجيش``)."""

RELAY = "نقل"
"""Lemma of relaying what somebody else says, who then is the one that goes on speaking (``نقل البيان عن الوزير قوله``)."""


class ArgumentReader(DiscourseReader):
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
        ranker: Ranker,
    ) -> None:
        """Build a reader.

        Args:
            raw: The document's raw text.
            tokens: The document's tokens.
            participants: Its slots.
            words: Small words.
            dated: Tokens inside temporal expressions.
            shortened: Finds subjects of headlines by a part of their name.
            ranker: Weighs what the rules found against the other participants.
        """
        super().__init__(raw, tokens, participants, words, dated)
        self._shortened = shortened
        self._ranker = ranker
        self._options = OptionReader(tokens, participants, words, dated)
        self.choices: list[Choice] | None = None
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
        if self._path not in SETTLED:
            slots, gender = self._weighed(candidate, type_, sentence, heads, quoted, slots, gender)
        if type_ not in POLITICAL:
            slots = tuple(slot for slot in slots if slot.span not in self._participants.capitals)
        if slots and slots[0].type == "person" and candidate.kind == "finite" and candidate.reading is not None and not self.carried:
            # A title may hide her gender (وكيل), the verb before her does not.
            gender = sex_of(candidate.reading.person) or gender
        self._done.append(Done(candidate.head, sentence.index, type_, slots, gender, self._main(candidate, sentence)))
        if candidate.lemma == RELAY and type_ in SAYING:
            voice = self._relayed(candidate, sentence)
            if voice is not None:
                self._done.append(Done(voice.first, sentence.index, type_, (voice.argument,), voice.gender, main=True))
        return slots

    def _weighed(
        self,
        candidate: Candidate,
        type_: str,
        sentence: Sentence,
        heads: frozenset[int],
        quoted: frozenset[int],
        slots: tuple[Argument, ...],
        gender: str,
    ) -> tuple[tuple[Argument, ...], str]:
        """Return the likeliest actors, what the rules found among them."""
        verb = candidate.light if candidate.light >= 0 else candidate.first
        clause = Clause(candidate, type_, self._person(candidate), verb, sentence, heads, candidate.head in quoted)
        options = self._options(clause, self._done, slots, self._path)
        if self.choices is not None:
            self.choices.append(Choice(candidate.start, self._tokens[candidate.last - 1].span.end, options))
        best = self._ranker(options)
        if best is None or (best.actors and slots and same(best.actors[0], slots[0])) or not (best.actors or slots):
            return slots, gender
        if not best.actors:
            self.unnamed = True
            return (), ""
        self.unnamed = self.crowd = False
        self.carried = best.slot is None
        if best.slot is not None:
            return self._coordination(best.slot, verb)
        return best.actors, best.done.gender if best.done is not None else gender

    def _coordination(self, slot: Slot, verb: int) -> tuple[tuple[Argument, ...], str]:
        """Return a slot with all that are conjoined to it on its side of the verb."""
        at, tokens = self._participants.at, self._tokens
        if slot.last <= verb:
            while (after := at.get(slot.last)) is not None and after.last <= verb and "و" in tokens[slot.last].proclitics:
                slot = after
            return self._group(slot, backwards=True)
        while "و" in tokens[slot.first].proclitics and (before := at.get(slot.first - 1)) is not None and before.first > verb:
            slot = before
        return self._group(slot)

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
        """Return the actors by rule alone, and note the rule in ``_path``."""
        if candidate.kind == "participle":
            self._path = "speaker"
            return self._speaker(candidate, sentence, type_)
        agent = self._agent(candidate, sentence, heads)
        if agent is not None:
            self._path = "agent"
            return self._group(agent)
        if candidate.kind == "noun" or (candidate.kind == "light" and self._impersonal(candidate)):
            self._path = ("noun" + candidate.context) if candidate.kind == "noun" else "impersonal"
            subject = self._after(candidate, sentence, heads, "", strict=True) if self._either(candidate) else None
            return self._group(subject) if subject is not None else self._of_noun(candidate, type_, sentence)
        decider = self._decider(candidate, sentence)
        if decider is not None:
            self._path = "tied"
            return decider.actors, decider.gender
        if candidate.lemma in SUFFERING:
            self._path = "passive"
            self.unnamed = True
            return (), ""
        person = self._person(candidate)
        verb = candidate.light if candidate.light >= 0 else candidate.first
        if person in ("1p", "1s") and (verb in quoted or any(done.type in SAYING for done in self._done)):
            self._path = "we"
            return self._last(candidate, sentence, "", saying=True)
        if person in ("1p", "1s") and sentence.kind == "headline":
            self._path = "we"
            title = self._participants.at.get(sentence.first)
            return self._group(title) if title is not None else ((), "")
        if verb > sentence.first and self._tokens[verb - 1].base in RELATIVES:
            return self._relative(candidate, type_, sentence, heads, person, verb)
        if candidate.rule.name == COME:
            self._path = "come"
            return self._statement(candidate, sentence)
        if candidate.kind == "phrase" and candidate.lemma.split()[-1] in OBJECTLESS:
            guest = next((at for at in range(candidate.last, min(sentence.last, candidate.last + 3)) if at in self._participants.at), -1)
            if guest >= 0:
                candidate = replace(candidate, last=self._participants.at[guest].last)
        return self._subject(candidate, type_, sentence, heads, person, verb)

    def _relative(
        self, candidate: Candidate, type_: str, sentence: Sentence, heads: frozenset[int], person: str, verb: int
    ) -> tuple[tuple[Argument, ...], str]:
        """Return the subject of a relative clause: its own, or what it describes."""
        resumed = candidate.reading is not None and bool(candidate.reading.pronoun)
        if self._passive(candidate):
            self._path = "passive"
            return (), ""
        found = self._after(candidate, sentence, heads, person, strict=not resumed)
        if found is not None:
            self._path = "relative-after"
            return self._group(found)
        group = self._behind(candidate, sentence)
        if not group[0] and self._follows(candidate, sentence, CROWDS):
            self._path = "crowd"
            self.crowd = True
            return (), ""
        if group[0]:
            self._path = "relative-behind"
            return group
        if not resumed:
            self._path = "antecedent"
            return self._antecedent(verb, sentence, person)
        if self._has_subject(candidate, sentence, type_, continues=False):
            self._path = "relative-unknown"
            self.unnamed = True
            return (), ""
        self._path = "relative-last"
        return self._last(candidate, sentence, sex_of(person), saying=False)

    def _subject(
        self, candidate: Candidate, type_: str, sentence: Sentence, heads: frozenset[int], person: str, verb: int
    ) -> tuple[tuple[Argument, ...], str]:
        """Return the subject of a finite verb: before it, after it, or the one that its clause continues."""
        before = self._tokens[verb - 1] if verb > sentence.first else None
        if self._follows(candidate, sentence, STYLES):
            self._path = "style"
            return self._styled(candidate, sentence)
        opened = self._opened(verb, sentence, heads)
        if opened is not None and self._agrees(opened, person):
            self._path = "opened"
            return self._group(opened)
        if self._pair and person in ("md", "fd") and candidate.last not in self._participants.at:
            self._path = "pair"
            return self._pair, ""
        continues = self._continues(verb, sentence)
        if not continues or (before is not None and "ف" in self._tokens[verb].proclitics and verb - 1 in self._participants.at):
            preceding = self._before(verb, sentence, person, heads)
            if preceding is not None:
                self._path = "before"
                return self._group(preceding, backwards=True)
        if self._passive(candidate):
            self._path = "passive"
            return (), ""
        opener = self._tokens[sentence.first]
        if before is not None and opener.definite and not continues and (before is opener or before.text == "،"):
            head = opener.base.removeprefix("ال")
            if head in self._words.acts:
                self._path = "topic"
                return self._holder(head, sentence.first)
        found = self._after(candidate, sentence, heads, person, strict=False)
        if found is not None and not continues and self._topped(candidate, sentence, person, verb):
            self._path = "topped"
            short = self._shortened(self._tokens, sentence, verb) if sentence.kind == "headline" else None
            self.unnamed = short is None
            return (short,) if short is not None else (), ""
        if found is not None:
            self._path = "after"
            return self._group(found)
        if self._pair and self._follows(candidate, sentence, SIDES):
            self._path = "pair"
            return self._pair, ""
        group = self._behind(candidate, sentence)
        if group[0]:
            self._path = "behind"
            return group
        if sentence.kind == "headline" and not continues:
            short = self._shortened(self._tokens, sentence, verb)
            if short is not None:
                self._path = "short"
                return (short,), ""
        self.crowd = self._follows(candidate, sentence, CROWDS)
        if self.crowd or self._has_subject(candidate, sentence, type_, continues=continues):
            resumed = candidate.reading is not None and bool(candidate.reading.pronoun)
            self._path = "crowd" if self.crowd else "relative-unknown" if resumed else "unknown"
            self.unnamed = True
            return (), ""
        last = self._last(candidate, sentence, sex_of(person), saying=type_ in SAYING)
        self.carried = True
        self._path = "last" if last[0] else "nearest"
        return last if last[0] else self._nearest(verb, sentence, person)

    def _person(self, candidate: Candidate) -> str:
        """Return person, gender and number that the verb asks of its subject, or the empty string."""
        if candidate.kind == "light":
            return self._light_person(candidate)
        return candidate.reading.person if candidate.reading is not None else ""
