"""Whether an action happened: modality, polarity, and on whose word."""

from pipeline.core.annotations import Argument, Sentence, Timex, Token
from pipeline.events.candidates import Candidate
from pipeline.events.clausewords import REPORTING, SAYING
from pipeline.events.participants import Participants
from pipeline.events.words import Words

LOOK_BACK = 7
"""How many tokens before a trigger the words that qualify it may stand."""

NEAR = 2
"""How many tokens before a trigger its negation may stand."""


def modality(candidate: Candidate, tokens: tuple[Token, ...], sentence: Sentence, words: Words, when: Timex | None, published: str) -> str:
    """Return ``asserted``, ``planned``, ``possible``, ``obligatory`` or ``requested``.

    Args:
        candidate: The trigger.
        tokens: The document's tokens.
        sentence: Its sentence.
        words: Small words.
        when: The temporal expression of its clause, or None.
        published: Publication date, ISO, or empty.
    """
    verb = candidate.light if candidate.light >= 0 else candidate.first
    token = tokens[verb]
    if candidate.light >= 0:
        present = token.base[:1] in ("ي", "ت", "ن") and token.base not in ("تم", "تمت", "نفذ", "نفذت")
    else:
        present = candidate.reading is not None and candidate.reading.tense == "present"
    if "س" in token.proclitics or (token.base[:2] in ("سي", "ست", "سن") and candidate.start == token.base_start + 1):
        return "planned"
    if verb > sentence.first and tokens[verb - 1].base in words.future:
        return "planned"
    if present and verb > sentence.first and tokens[verb - 1].base in ("قد", "وقد", "فقد", "ربما", "لعل"):
        return "possible"
    for at in range(verb - 1, max(sentence.first, verb - LOOK_BACK) - 1, -1):
        if tokens[at].text in ".،؛:؟!":
            break
        if tokens[at].base in REPORTING and at >= sentence.first + 1:
            found = _governor(tokens, at, sentence, words)
            if found:
                return found
            break
        if tokens[at].base in words.planned and tokens[at + 1].base not in REPORTING and present:
            return "planned"
    if (present or candidate.kind in ("noun", "light")) and when is not None and published and when.start_date > published[:10]:
        return "planned"
    return "asserted"


def _governor(tokens: tuple[Token, ...], at: int, sentence: Sentence, words: Words) -> str:
    """Return what the word before ان makes of the clause (``من المقرر أن``, ``يجب أن``)."""
    for there in range(at - 1, max(sentence.first, at - 3) - 1, -1):
        base = tokens[there].base
        for name, group in (
            ("planned", words.planned),
            ("possible", words.possible),
            ("obligatory", words.obligatory),
            ("requested", words.requested),
        ):
            if base in group and base not in ("قد", "وقد"):
                return name
    return ""


def polarity(candidate: Candidate, tokens: tuple[Token, ...], sentence: Sentence, words: Words) -> str:
    """Return ``negative`` where a negation stands right before the trigger, else ``positive``."""
    verb = candidate.light if candidate.light >= 0 else candidate.first
    for at in range(verb - 1, max(sentence.first, verb - NEAR) - 1, -1):
        if tokens[at].base in words.negation:
            return "negative"
        if tokens[at].kind != "word" or tokens[at].base not in words.adverbs:
            break
    return "positive"


def source(
    candidate: Candidate,
    type_: str,
    tokens: tuple[Token, ...],
    sentence: Sentence,
    words: Words,
    participants: Participants,
    said: tuple[int, Argument] | None,
    quoted: frozenset[int],
) -> Argument | None:
    """Return who reports an action: after ``بحسب`` and its like, or the speaker in whose reported clause it stands.

    Args:
        candidate: The trigger.
        type_: Its action type.
        tokens: The document's tokens.
        sentence: Its sentence.
        words: Small words.
        participants: The document's slots.
        said: Head token and speaker of the last statement, or None.
        quoted: Tokens inside quotation marks.
    """
    for at in range(sentence.first, sentence.last - 1):
        if tokens[at].base in words.attribution or tokens[at].norm in words.attribution:
            for slot in participants.within(at + 1, min(sentence.last, at + 4)):
                return slot.argument
    if said is None or said[0] == candidate.head:
        return None
    head, speaker = said
    if candidate.head in quoted:
        return speaker
    if head < sentence.first or candidate.kind == "participle" or (type_ in SAYING and tokens[candidate.first].proclitics):
        return None
    return speaker if any(tokens[at].base in REPORTING for at in range(head + 1, candidate.head)) else None
