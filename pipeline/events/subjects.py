"""Where the subject of a verb stands: after it, before it, or nowhere, by word order and agreement."""

from pipeline.core.annotations import Argument, Sentence, Token
from pipeline.events.candidates import Candidate
from pipeline.events.clausewords import (
    AGENTS,
    CONJUNCTIONS,
    EACH,
    NAME_WINDOW,
    OBJECT_WINDOW,
    OPENED,
    PARTICLES,
    RELATIVES,
    REPORTING,
    RESUMING,
    SAYING,
    STOPS,
    SUBJECT_GAP,
    SUBJECT_WINDOW,
    TITLED,
)
from pipeline.events.participants import Participants, same
from pipeline.events.slots import Slot
from pipeline.events.words import Words


class SubjectReader:
    """Finds subjects among the slots of one document."""

    def __init__(self, raw: str, tokens: tuple[Token, ...], participants: Participants, words: Words, dated: frozenset[int]) -> None:
        """Build a reader.

        Args:
            raw: The document's raw text.
            tokens: The document's tokens.
            participants: Its slots.
            words: Small words.
            dated: Tokens inside temporal expressions.
        """
        self._raw = raw
        self._tokens = tokens
        self._participants = participants
        self._words = words
        self._dated = dated

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
        if before.base == "من" and slot.first - 1 > sentence.first and self._tokens[slot.first - 2].base in EACH:
            return False
        return before.base in self._words.prepositions and before.base not in ("ان", "من قبل")

    def _agrees(self, slot: Slot, person: str) -> bool:
        """Say whether a verb form can have this subject; unknown genders always fit."""
        sex = sex_of(person)
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
                    if slot.argument.type not in ("organization", "country") and not self._owned(slot):
                        return None
                    at = slot.last
                    continue
                if phrase == "construct" and slot.argument.type == "person" and candidate.rule.type in SAYING and not self._owned(slot):
                    phrase = "closed"
                if phrase not in ("preposition", "construct") and (free or not self._governed(slot, sentence)):
                    named = self._named(slot, sentence, heads)
                    adjacent = at <= candidate.last + 1 and named.argument.type in ("person", "position")
                    return named if self._agrees(named, person) or (adjacent and person == "fs") else None
                at, phrase = slot.last, "closed"
                stop = min(sentence.last, max(stop, at + 3))
                continue
            if token.kind == "mark":
                if token.text == "." and len(tokens[at - 1].base) == 1:
                    at += 1
                    continue
                if token.text in STOPS or token.text == ":":
                    return None
                phrase = "closed" if phrase else ""
            elif at in heads or token.base in RELATIVES or token.base in REPORTING or token.base == "حيث":
                return None
            elif token.base in EACH and at + 1 < stop and tokens[at + 1].base == "من":
                at += 2
                continue
            elif at in self._dated:
                phrase = "closed" if phrase else ""
            elif phrase == "object":
                pass
            elif token.base in self._words.prepositions and not (token.proclitics and token.base in self._words.adverbs):
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
        attached = self._tokens[slot.first].proclitics
        titled = attached == ("و",) and slot.argument.span is not None and slot.last - slot.first > TITLED
        return (
            slot.argument.type in ("person", "position")
            and (not attached or titled)
            and (before.definite or before.base in self._words.honorifics or before.kind == "mark")
            and not self._owned(slot)
        )

    def _owned(self, slot: Slot) -> bool:
        """Say whether an indefinite noun right before a slot and its honorifics is owned by it (``مستشار الأمير خالد``)."""
        at = slot.first - 1
        while at > 0 and self._tokens[at].base in self._words.honorifics:
            at -= 1
        token = self._tokens[at]
        return (
            at < slot.first - 1
            and token.kind == "word"
            and not token.definite
            and not token.proclitics
            and token.base not in self._words.adverbs
            and token.base not in self._words.prepositions
            and at not in self._dated
            and at not in self._participants.at
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
            len(token.base) == 1
            or token.base in self._words.honorifics
            or token.base in self._words.adverbs
            or (token.text.endswith("ا") and not token.definite)
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
        if reading is not None and reading.pronoun:
            # Where a relative clause takes up its object, the noun behind the verb is the subject (``ما نشرته صحيفة أجنبية``).
            before = self._tokens[candidate.first - 1].base if candidate.first > sentence.first else ""
            return (
                (before == "ما" or before in RELATIVES)
                and not token.text.endswith("ا")
                and token.text.endswith("ة") == (sex_of(reading.person) == "f")
            )
        if token.text.endswith("ا") and len(token.base) > 3:
            return False
        if token.base.endswith(("ه", "ها", "هم")) and not token.text.endswith("ة"):
            return False
        if reading is not None and reading.person == "ms" and token.text.endswith(("ة", "ات")):
            return False
        return not continues or (type_ in SAYING and candidate.rule.name.startswith("state"))

    def _before(self, verb: int, sentence: Sentence, person: str, heads: frozenset[int]) -> Slot | None:
        """Return the subject that precedes its verb: a free participant, with nothing but a description between."""
        tokens = self._tokens
        at, opening = verb - 1, False
        stop = max(sentence.first, verb - SUBJECT_GAP)
        while at >= stop:
            token = tokens[at]
            slot = self._participants.at.get(at)
            if slot is not None:
                if self._governed(slot, sentence):
                    opening = opening or slot.last == verb
                    at = slot.first - 1
                    continue
                if self._idafa(slot, sentence) or (opening and slot.first > sentence.first and tokens[slot.first - 1].kind == "word"):
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


def sex_of(person: str) -> str:
    """Return the gender that a verb form asks of its subject, or the empty string."""
    return {"ms": "m", "fs": "f", "fd": "f", "fp": "f"}.get(person, "")
