"""To, with or about whom an action is done."""

from pipeline.core.annotations import Argument, Sentence, Token
from pipeline.events.candidates import Candidate
from pipeline.events.clausewords import GOVERNING, TARGET_WINDOW
from pipeline.events.participants import Participants, same
from pipeline.normalize.steps import fold


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
