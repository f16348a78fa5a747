"""What the title parser works on and what it makes: one document's annotations, and a title."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.core.annotations import NerSpan, OrganizationMention, PlaceMention, Token
from pipeline.core.text import Span

SEVERAL = "several"
"""Rule of a title of several persons none of whom is named."""
TRUSTED = 0.95
"""Score from which a tagged position bounds the phrases read inside it, or stands by itself."""


@dataclass(frozen=True, slots=True)
class Context:
    """One document as the parser sees it.

    Attributes:
        tokens: Its tokens.
        keys: Their folded forms.
        organizations: Organization mentions by their first token.
        inside: For a token inside an organization mention, that mention.
        places: Place mentions by their first token.
        country: ISO code of the country the article is mostly about, or empty.
        nation: Its name, or empty.
        tagged: For a token inside a position that the tagger sees, its span.
        bodies: Past the last token of organizations that the tagger sees inside a position, by their first.
        countries: ISO codes of the countries the article names, most frequent first.
        people: First tokens of the names of persons that the tagger sees.
        persons: Past the last token of the names of persons that the tagger sees, by their first.
        proper: Past the last token of organizations and places that the tagger sees, by their first.
    """

    tokens: Sequence[Token]
    keys: Sequence[str]
    organizations: dict[int, OrganizationMention]
    inside: dict[int, OrganizationMention]
    places: dict[int, PlaceMention]
    country: str
    nation: str
    tagged: Mapping[int, NerSpan]
    bodies: Mapping[int, int]
    countries: tuple[str, ...]
    people: frozenset[int]
    persons: Mapping[int, int]
    proper: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Title:
    """A title that was read.

    Attributes:
        first: Its first token.
        last: Past its last token, organization and modifiers included.
        words: Tokens that make the title proper.
        role: Role of ``SCHEMA.md``.
        lemma: Folded lemma of its head.
        organization: Name of the organization, country or province, or empty.
        kind: Organization type, ``place``, or empty.
        organization_span: Where the text names it, or None.
        country: ISO code or empty.
        gender: ``m``, ``f`` or empty.
        number: ``s``, ``d`` or ``p``.
        others: Organizations of the further holders (``وزيرا الخارجية والداخلية``).
        also: Further organizations in which the one holder has the title (``مهاجم المنتخب والنادي``).
        complete: Whether it names an office by itself: it has its complement, or needs none.
        own: Whether the organization is left to the context (``أمير المنطقة``, ``رئيسها``).
        sovereign: Whether it is the title of a head of state or heir.
        honorary: Whether it is an honorific as much as a title (``النائب``): only beside a name.
        pronoun: The pronoun that the head ends in (``رئيسها``), or empty.
        counterpart: Whether it stands for the title before it (``نظيره``).
        serves: Whether it is under a ruler's title, so that a name after it may be the ruler's.
        text: The title as filed, where it is not its words as written.
        cut: Letters of the first token that are an attached particle which the tokenizer left on.
        singular: The singular of a head in the dual.
        rule: What read it.
    """

    first: int
    last: int
    words: tuple[int, ...]
    role: str
    lemma: str
    organization: str = ""
    kind: str = ""
    organization_span: Span | None = None
    country: str = ""
    gender: str = ""
    number: str = "s"
    others: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    acting: bool = False
    complete: bool = False
    own: bool = False
    sovereign: bool = False
    honorary: bool = False
    pronoun: str = ""
    counterpart: bool = False
    serves: bool = False
    text: str = ""
    cut: int = 0
    singular: str = ""
    rule: str = "title"


def bare(token: Token) -> str:
    """Return a token's text without attached particles; after ل the article is restored."""
    cut = token.base_start - token.span.start
    if not cut:
        return token.text
    if token.proclitics[-1:] == ("ل",) and token.norm.startswith(("لل", "ولل", "فلل")):
        rest = token.text[token.text.index("لل") + 1 :]
        if not token.base.startswith("ال"):
            return rest
        return "ال" + (rest if token.base.startswith("الل") else rest[1:])
    return token.text[cut:] if len(token.text) > cut else token.text
