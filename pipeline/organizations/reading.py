"""What the readers of names look at, and what they make of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.core.annotations import PlaceMention, Token
from pipeline.organizations.context import Surroundings
from pipeline.organizations.lexicon import Head


@dataclass(frozen=True, slots=True)
class Context:
    """What the readers look at.

    Attributes:
        tokens: All tokens of the document.
        norms: Their folded forms.
        places: Place mentions by first token.
        persons: Ends of the persons that the named-entity backend found, by their first tokens.
        regions: The first province, governorate and city named, by the word that stands for it later (``المنطقه``).
        bodies: Ends of the organizations that the named-entity backend is sure of, by their first tokens.
        around: Where the cues of the document's topics stand.
        weak_ends: Ends of the contextual names found so far.
    """

    tokens: Sequence[Token]
    norms: Sequence[str]
    places: Mapping[int, PlaceMention]
    persons: Mapping[int, int]
    regions: Mapping[str, str]
    around: Surroundings
    bodies: Mapping[int, int]
    weak_ends: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Reading:
    """How a name was read.

    Attributes:
        first: Index of the head's token.
        last: Past the name's last token.
        closed: What closed it: ``head`` (a definite head alone), ``noun``, ``adjective``, ``place``, ``person``, ``quoted``, ``name``.
        strong: Whether a word other than weak adjectives completes it.
        parts: Where the conjuncts of its first-level coordination begin.
        local: Index at which a phrase of place begins, or -1.
        place: Country code of a place in it, or empty.
        end: Index that it could not pass.
    """

    first: int
    last: int
    head: Head
    closed: str = ""
    strong: bool = False
    parts: list[int] = field(default_factory=list)
    local: int = -1
    place: str = ""
    end: int = 0
