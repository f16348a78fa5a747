"""What the reading of actors passes on: slots, clauses, and actions already read."""

from dataclasses import dataclass

from pipeline.core.annotations import Argument, Sentence
from pipeline.events.candidates import Candidate


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of tokens that stands for a participant.

    Attributes:
        first: First token, title included.
        last: Past the last token.
        argument: Whom it stands for.
        gender: ``m``, ``f`` or empty.
    """

    first: int
    last: int
    argument: Argument
    gender: str


@dataclass(frozen=True, slots=True)
class Done:
    """An action already read: its head token, sentence, type and actors, and whether its clause is a main one."""

    at: int
    sentence: int
    type: str
    actors: tuple[Argument, ...]
    gender: str
    main: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """The trigger in its sentence.

    Attributes:
        candidate: The trigger.
        type: Its action type.
        person: Person, gender and number that its verb asks for, or empty.
        verb: Token of the finite verb.
        sentence: Its sentence.
        heads: Tokens at which verbs of the sentence stand.
        quoted: Whether it is inside quotation marks.
    """

    candidate: Candidate
    type: str
    person: str
    verb: int
    sentence: Sentence
    heads: frozenset[int]
    quoted: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What all options of a trigger share, as classes.

    Attributes:
        before: What stands before the verb.
        after: What follows the trigger.
        kind: Kind and context of the candidate.
        speech: ``s`` where its type is of saying, else ``d``.
        pronoun: ``+`` where an object pronoun hangs on the verb.
        place: ``h`` in a headline, ``q`` inside quotation marks.
        path: The way by which the rules chose.
        topic: What the verb's clause begins with.
    """

    before: str
    after: str
    kind: str
    speech: str
    pronoun: str
    place: str
    path: str
    topic: str
