"""Who did it, and to whom: the actors and targets of an action, by word order, agreement and what was said before."""

from dataclasses import dataclass, replace

from pipeline.core.annotations import Argument, Sentence, Token
from pipeline.events.candidates import RELATIVES, STOPS, Candidate
from pipeline.events.participants import Participants, Slot, same
from pipeline.events.words import Words
from pipeline.normalize.steps import fold

SUBJECT_WINDOW = 7
"""How many tokens after a verb its subject may begin; adverbs, honorifics and datelike phrases stand between."""

SUBJECT_GAP = 9
"""How many tokens before a verb its subject may end, where a bracket, a date or a description stands between."""

GROUP_WINDOW = 6
"""How many tokens after a group or unnamed voice the body that it is of may begin."""

OBJECT_WINDOW = 8
"""How many tokens after an object or an unknown title the person who acts may begin."""

NAME_WINDOW = 12
"""How many tokens after an unnamed title the name of its holder may begin."""

MEMORY = 90
"""How many tokens back an action may be whose actor a clause without subject continues."""

AGENTS = frozenset({("من", "قبل"), ("من", "جانب"), ("من", "طرف"), ("علي", "لسان"), ("علي", "يد"), ("علي", "ايدي")})
"""Pairs of words (folded) that open the agent of an act."""

PAIRING = frozenset({"meet", "discuss", "visit", "agree"})
"""Types whose actors and targets are the two sides that a following dual verb speaks of (``استعرضا``)."""

REPORTING = frozenset({"ان", "بان", "انه", "انها", "بانه", "بانها", "انهم"})
"""Words (folded) that open a reported clause."""

PARTICLES = frozenset({"لم", "لن", "لا", "قد", "فقد", "سوف", "كان", "كانت", "كانوا", "لقد", "ما", "يكن", "تكن"})
"""Particles (folded) between a conjunction and its verb."""

CONJUNCTIONS = frozenset({"حيث", "كما", "ثم", "بعدها", "بعدما", "عندما", "حين", "اذ", "قبلها", "حينما", "الي جانب"})
"""Words (folded) after which a clause continues the subject before it unless it names one."""

SAYING = frozenset({"state", "announce", "praise", "criticize", "request", "warn"})
"""Types whose actors speak: what a speaker adds continues the last speaker, not the last doer."""

POLITICAL = SAYING | {"decide", "agree", "restrict", "aid", "attack", "cooperate", "discuss"}
"""Types of which a capital's name stands for its government (``أعلنت واشنطن``, but not ``حلت الرياض في المرتبة الأولى``)."""

MEETINGS = frozenset({"اجتماع", "جلسه", "مجتمعون"})
"""Meetings (folded) that stand for the organization last named where nothing says who held them."""

STYLES = frozenset(
    ("سموه", "معاليه", "سعادته", "فضيلته", "سيادته", "فخامته", "جلالته", "سموها", "معاليها", "سعادتها", "دولته", "سماحته", "سيادتها")
)
"""Styles with a pronoun (folded) that stand for the dignitary last spoken of."""

OBJECTLESS = ("استقبال", "وداع")
"""Ends of phrases (folded) after which the guest is named before the hosts."""

OPENED = 30
"""How many tokens before its verb كان may stand with the subject."""

RESUMING = frozenset(
    {"انه", "انها", "انهم", "انهما", "بانه", "بانها", "بانهم", "لكنه", "لكنها", "لانه", "لانها", "لكنهم", "انهن", "كونه", "كونها"}
)
"""Particles (folded) whose pronoun is the subject of the clause."""

SIDES = frozenset({"الطرفان", "الجانبان", "الطرفين", "الجانبين", "الوزيران", "الرييسان", "البلدان", "الزعيمان"})
"""Nouns (folded) for the two sides of a meeting."""

SOURCES = frozenset({"مصدر", "مصادر", "مسوول", "مسوولون", "متحدث", "ناطق", "مسوولين"})
"""Unnamed voices (folded) whose body acts, where the text names it."""

TARGET_WINDOW = 25
"""How many tokens after a trigger a target is looked for, at most to the next verb."""

GOVERNING = frozenset({"في", "من", "الي", "علي", "عن", "بين", "خلال", "بعد", "قبل", "عند", "لدي", "حول"})
"""Prepositions (folded) after which a participant is no direct object."""


@dataclass(frozen=True, slots=True)
class Done:
    """An action already read: its head token, type and actors, and whether its clause is a main one."""

    at: int
    sentence: int
    type: str
    actors: tuple[Argument, ...]
    gender: str
    main: bool


class ArgumentReader:
    """Reads the arguments of the accepted candidates of one document, in order."""

    def __init__(self, raw: str, tokens: tuple[Token, ...], participants: Participants, words: Words, dated: frozenset[int]) -> None:
        """Build a reader.

        Args:
            raw: The document's raw text.
            tokens: The document's tokens.
            participants: Its slots.
            words: Small words.
            dated: Tokens inside temporal expressions.

        Attributes:
            unnamed: Whether the last candidate's subject is a noun that stands for nobody known.
        """
        self._raw = raw
        self._tokens = tokens
        self._participants = participants
        self._words = words
        self._dated = dated
        self._done: list[Done] = []
        self._pair: tuple[Argument, ...] = ()
        self.unnamed = False

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
        self.unnamed = False
        slots, gender = self._actors(candidate, type_, sentence, heads, quoted)
        if type_ not in POLITICAL:
            slots = tuple(slot for slot in slots if slot.span not in self._participants.capitals)
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
            if group[0] or not resumed:
                return group if group[0] else self._antecedent(verb, sentence, person)
            if self._has_subject(candidate, sentence, type_, continues=False):
                self.unnamed = True
                return (), ""
            return self._last(candidate, sentence, _sex(person), saying=False)
        if candidate.kind == "phrase" and self._participants.at.get(candidate.last) is not None and candidate.lemma.endswith(OBJECTLESS):
            candidate = replace(candidate, last=self._participants.at[candidate.last].last)
        if self._follows(candidate, sentence, STYLES):
            return self._last(candidate, sentence, "", saying=False, person=True)
        opened = self._opened(verb, sentence, heads)
        if opened is not None and self._agrees(opened, person):
            return self._group(opened)
        continues = self._continues(verb, sentence)
        if not continues or (before is not None and "ف" in self._tokens[verb].proclitics and verb - 1 in self._participants.at):
            preceding = self._before(verb, sentence, person, heads)
            if preceding is not None:
                return self._group(preceding, backwards=True)
        if self._passive(candidate):
            return (), ""
        found = self._after(candidate, sentence, heads, person, strict=False)
        if found is not None:
            return self._group(found)
        if self._pair and (person in ("md", "fd") or self._follows(candidate, sentence, SIDES)):
            return self._pair, ""
        group = self._behind(candidate, sentence)
        if group[0]:
            return group
        if self._has_subject(candidate, sentence, type_, continues=continues):
            self.unnamed = True
            return (), ""
        return self._last(candidate, sentence, _sex(person), saying=type_ in SAYING)

    def _opened(self, verb: int, sentence: Sentence, heads: frozenset[int]) -> Slot | None:
        """Return the subject that كان opened (``وكان الوزير، … قد أعلن``) or that begins the sentence before a description in commas."""
        tokens = self._tokens
        if verb - 2 <= sentence.first:
            return None
        start = -1
        if tokens[verb - 1].base == "قد" or verb - 1 in self._dated:
            start = next(
                (at + 1 for at in range(verb - 2, max(sentence.first, verb - OPENED) - 1, -1) if tokens[at].base in ("كان", "كانت")), -1
            )
        elif tokens[verb - 1].text == "،" and not tokens[verb].proclitics:
            start = sentence.first
        if start < 0:
            return None
        for at in range(start, min(verb, start + 4)):
            slot = self._participants.at.get(at)
            if slot is not None:
                free = slot.last < verb and not any(slot.last <= head < verb for head in heads) and not self._governed(slot, sentence)
                return slot if free else None
            if tokens[at].kind != "word" or tokens[at].base not in self._words.honorifics:
                return None
        return None

    def _continues(self, verb: int, sentence: Sentence) -> bool:
        """Say whether a verb continues a clause before it: by a conjunction of its own or on its particle, or by a pronoun (``أنها``)."""
        tokens = self._tokens
        if set(tokens[verb].proclitics) & {"و", "ف"}:
            return True
        at = verb - 1
        if at >= sentence.first and tokens[at].base in CONJUNCTIONS:
            return True
        while at > sentence.first and tokens[at].base in PARTICLES:
            if set(tokens[at].proclitics) & {"و", "ف"}:
                return True
            at -= 1
        if at < sentence.first:
            return False
        return tokens[at].base in RESUMING or (
            at < verb - 1 and bool(set(tokens[at].proclitics) & {"و", "ف"}) and tokens[at].base in PARTICLES
        )

    def _passive(self, candidate: Candidate) -> bool:
        """Say whether the vowel signs or the form itself show a passive past (``نُقل``, ``أقيم``)."""
        reading = candidate.reading
        if reading is None or reading.kind != "finite":
            return False
        if reading.passive:
            return True
        token = self._tokens[candidate.first]
        return reading.tense == "past" and "\u064f" in self._raw[token.base_start + 1 : token.base_start + 2]

    def _follows(self, candidate: Candidate, sentence: Sentence, words: frozenset[str]) -> bool:
        return candidate.last < sentence.last and self._tokens[candidate.last].base in words

    def _light_person(self, candidate: Candidate) -> str:
        if candidate.light < 0:
            return ""
        base = self._tokens[candidate.light].base
        if base.endswith(("وا", "ون")):
            return "mp"
        return "fs" if base.startswith("ت") or base.endswith("ت") else "ms"

    def _impersonal(self, candidate: Candidate) -> bool:
        """Say whether the light verb is of the kind of تم and جرى, whose subject is the act itself."""
        base = self._tokens[candidate.light].base if candidate.light >= 0 else ""
        return base.endswith(("تم", "جري", "جرت", "تمت", "يجري", "تجري"))

    def _either(self, candidate: Candidate) -> bool:
        """Say whether the light verb can be جرى (the act happens) as well as أجرى (somebody acts)."""
        return (
            candidate.light >= 0
            and candidate.first != candidate.light
            and self._tokens[candidate.light].base in ("يجري", "تجري", "سيجري", "ستجري")
        )

    def _group(self, slot: Slot, backwards: bool = False) -> tuple[tuple[Argument, ...], str]:
        """Return a slot with those conjoined to it."""
        tokens, found = self._tokens, [slot]
        if not backwards:
            end = slot.last
            while end < len(tokens):
                at = end + 1 if tokens[end].text in ("،", ",") and end + 1 < len(tokens) else end
                following = self._participants.at.get(at)
                if (
                    following is None
                    or following.first != at
                    or "و" not in tokens[at].proclitics
                    or following.argument.type == "country" != slot.argument.type
                ):
                    break
                found.append(following)
                end = following.last
        else:
            start = slot.first
            while start > 0 and "و" in tokens[start].proclitics:
                preceding = self._participants.at.get(start - 1)
                if preceding is None:
                    break
                found.insert(0, preceding)
                start = preceding.first
        arguments: list[Argument] = []
        for one in found:
            if not any(same(one.argument, other) for other in arguments):
                arguments.append(one.argument)
        return tuple(arguments), slot.gender

    def _governed(self, slot: Slot, sentence: Sentence) -> bool:
        """Say whether a slot hangs on a preposition or on a noun before it."""
        token = self._tokens[slot.first]
        if any(letter in "بلك" for letter in token.proclitics):
            return True
        if slot.first == sentence.first:
            return False
        before = self._tokens[slot.first - 1]
        return before.base in self._words.prepositions and before.base not in ("ان", "من قبل")

    def _agrees(self, slot: Slot, person: str) -> bool:
        """Say whether a verb form can have this subject; unknown genders always fit."""
        sex = _sex(person)
        return not sex or not slot.gender or slot.gender == sex or person in ("mp", "md")

    def _after(self, candidate: Candidate, sentence: Sentence, heads: frozenset[int], person: str, *, strict: bool) -> Slot | None:
        """Return the subject that follows its verb: the first free noun that is a participant."""
        tokens = self._tokens
        at = (candidate.light if candidate.light >= 0 and candidate.first != candidate.light else candidate.last - 1) + 1
        stop = min(sentence.last, at + SUBJECT_WINDOW)
        phrase = ""
        while at < stop:
            token = tokens[at]
            slot = self._participants.at.get(at)
            if slot is not None and slot.first == at:
                if "و" in token.proclitics and at == candidate.last:
                    return None
                free = at == candidate.last and not any(letter in "بلك" for letter in token.proclitics)
                if phrase == "object" and not self._follows_object(slot):
                    return None
                if phrase not in ("preposition", "construct") and (free or not self._governed(slot, sentence)):
                    named = self._named(slot, sentence, heads)
                    adjacent = at <= candidate.last + 1 and named.argument.type in ("person", "position")
                    return named if self._agrees(named, person) or (adjacent and person == "fs") else None
                at, phrase = slot.last, "closed"
                stop = min(sentence.last, max(stop, at + 3))
                continue
            if token.kind == "mark":
                if token.text in STOPS or token.text == ":":
                    return None
                phrase = "closed" if phrase else ""
            elif at in heads or token.base in RELATIVES or token.base in REPORTING or token.base == "حيث":
                return None
            elif at in self._dated:
                phrase = "closed" if phrase else ""
            elif phrase == "object":
                pass
            elif token.base in self._words.prepositions:
                phrase = "preposition"
            elif any(letter in "بلك" for letter in token.proclitics):
                phrase = "closed" if token.definite else "construct"
                if strict:
                    return None
            elif token.kind == "word":
                if not phrase and not self._passable(token):
                    if strict:
                        return None
                    phrase = "object"
                    stop = min(sentence.last, at + OBJECT_WINDOW)
                if phrase == "preposition":
                    phrase = "closed" if token.definite or token.base.endswith(("ها", "هم", "ته")) else "construct"
                elif phrase == "construct":
                    phrase = "closed"
            at += 1
        return None

    def _follows_object(self, slot: Slot) -> bool:
        """Say whether a person can be the subject after the object: nothing owns him, a definite word or honorific stands before."""
        before = self._tokens[slot.first - 1]
        return (
            slot.argument.type in ("person", "position")
            and not self._tokens[slot.first].proclitics
            and (before.definite or before.base in self._words.honorifics or before.kind == "mark")
        )

    def _named(self, slot: Slot, sentence: Sentence, heads: frozenset[int]) -> Slot:
        """Return the person who holds an unnamed title, where the name follows after more titles."""
        if slot.argument.type != "position":
            return slot
        for there in range(slot.last, min(sentence.last, slot.last + NAME_WINDOW)):
            token = self._tokens[there]
            other = self._participants.at.get(there)
            if other is not None and other.first == there and other.argument.type == "person" and not self._governed(other, sentence):
                return Slot(slot.first, other.last, other.argument, other.gender or slot.gender)
            if there in heads or token.base in REPORTING or token.base in RELATIVES or token.text in STOPS or token.text == ":":
                break
        return slot

    def _passable(self, token: Token) -> bool:
        """Say whether a word may stand between a verb and its subject: an adverb, honorific or particle."""
        return (
            token.base in self._words.honorifics or token.base in self._words.adverbs or (token.text.endswith("ا") and not token.definite)
        )

    def _has_subject(self, candidate: Candidate, sentence: Sentence, type_: str, *, continues: bool) -> bool:
        """Say whether a plain noun right after the verb is its subject, so that none is dropped."""
        if candidate.light >= 0 and candidate.light == candidate.first:
            return False
        at = candidate.last
        while at < sentence.last and (at in self._dated or self._tokens[at].base in self._words.adverbs):
            at += 1
        if at >= sentence.last:
            return False
        token, reading = self._tokens[at], candidate.reading
        if token.kind != "word" or token.proclitics or token.base in self._words.prepositions or token.base in self._words.verb_openers:
            return False
        if token.definite:
            return not continues or not (reading is not None and reading.person == "ms" and token.text.endswith(("ة", "ات")))
        if (reading is not None and reading.pronoun) or (token.text.endswith("ا") and len(token.base) > 3):
            return False
        if token.base.endswith(("ه", "ها", "هم")) and not token.text.endswith("ة"):
            return False
        if reading is not None and reading.person == "ms" and token.text.endswith(("ة", "ات")):
            return False
        return not continues or (type_ in SAYING and candidate.rule.name.startswith("state"))

    def _before(self, verb: int, sentence: Sentence, person: str, heads: frozenset[int]) -> Slot | None:
        """Return the subject that precedes its verb: a free participant, with nothing but a description between."""
        tokens = self._tokens
        at = verb - 1
        stop = max(sentence.first, verb - SUBJECT_GAP)
        while at >= stop:
            token = tokens[at]
            slot = self._participants.at.get(at)
            if slot is not None:
                if self._governed(slot, sentence):
                    if slot.last != verb:
                        at = slot.first - 1
                        continue
                    return None
                if self._idafa(slot, sentence):
                    return None
                return slot if self._agrees(slot, person) and self._opens(slot, sentence, heads) else None
            if token.kind == "mark" and token.text not in ('"', "(", ")", "«", "»", "“", "”", "-", "–"):
                return None
            if token.kind == "word" and (at in heads or token.base in ("ان", "بان", "انه", "انها") or token.base in RELATIVES):
                return None
            if (
                token.kind == "word"
                and not (at in self._dated or token.base in self._words.adverbs or token.base in self._words.verb_openers or token.definite)
                and token.base not in self._words.prepositions
            ):
                return None
            at -= 1
        return None

    def _idafa(self, slot: Slot, sentence: Sentence) -> bool:
        """Say whether an indefinite noun right before a slot owns it (``موظفو الوزارة``)."""
        if slot.first == sentence.first:
            return False
        before = self._tokens[slot.first - 1]
        return (
            before.kind == "word"
            and not before.definite
            and slot.first - 1 not in self._participants.at
            and before.base not in self._words.verb_openers
            and before.base not in self._words.honorifics
            and before.base not in self._words.adverbs
        )

    def _opens(self, slot: Slot, sentence: Sentence, heads: frozenset[int]) -> bool:
        """Say whether a clause can begin with a slot: at a sentence's start, after a mark, a conjunction or ان."""
        if slot.first == sentence.first:
            return True
        before = self._tokens[slot.first - 1]
        return (
            before.kind != "word"
            or before.base in self._words.verb_openers
            or "و" in self._tokens[slot.first].proclitics
            or (before.base in self._words.honorifics)
            or (before.base in self._words.adverbs)
            or slot.first - 1 in self._dated
            or slot.first - 1 not in heads
        )

    def _antecedent(self, verb: int, sentence: Sentence, person: str) -> tuple[tuple[Argument, ...], str]:
        """Return what a relative clause without subject describes, if it is a participant right before the pronoun."""
        at = verb - 2
        while at > sentence.first and self._tokens[at].kind == "mark":
            at -= 1
        slot = self._participants.at.get(at)
        if slot is not None and self._agrees(slot, person):
            return self._group(slot, backwards=True)
        return (), ""

    def _speaker(self, candidate: Candidate, sentence: Sentence, type_: str) -> tuple[tuple[Argument, ...], str]:
        """Return whom a participle describes: the actor of the main verb before it."""
        person = candidate.reading.person if candidate.reading is not None else ""
        for sex in (_sex(person), ""):
            for done in reversed(self._done):
                if done.sentence != sentence.index:
                    break
                if done.actors and done.main and not (sex and done.gender and done.gender != sex):
                    return done.actors, done.gender
        return self._last(candidate, sentence, _sex(person), saying=type_ in SAYING)

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

    def _agent(self, candidate: Candidate, sentence: Sentence, heads: frozenset[int]) -> Slot | None:
        """Return who acts after ``من قبل`` or ``من جانب``, or on whose side the act is (``من جانبها``)."""
        tokens = self._tokens
        for at in range(candidate.last, min(sentence.last - 2, candidate.last + 12)):
            if tokens[at].text in STOPS or tokens[at].base in REPORTING or tokens[at].base in RELATIVES or at in heads:
                break
            if (tokens[at].base, tokens[at + 1].base) in AGENTS:
                slot = self._participants.at.get(at + 2)
                if slot is not None and slot.first == at + 2:
                    return slot
                break
        return None

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
        if not group and tokens[at].definite:
            for done in reversed(self._done):
                if done.type in ("meet", "organize", "decide", "announce", "agree") and done.actors:
                    return done.actors, done.gender
            if head in MEETINGS:
                before = [slot for slot in self._participants.within(max(0, at - MEMORY), at) if slot.argument.type == "organization"]
                if before:
                    return (before[-1].argument,), before[-1].gender
        return (), ""


def _sex(person: str) -> str:
    return {"ms": "m", "fs": "f", "fd": "f", "fp": "f"}.get(person, "")


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
