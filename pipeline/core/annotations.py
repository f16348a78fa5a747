"""The values that stages pass on: immutable records that point into the raw text and name what found them.

Every ``span`` is in code points of the document's raw text. ``first`` and ``last`` are token indices in the document's
:class:`Segmentation`, half-open like a span (``tokens[first:last]``). Links are by id, never by object.
"""

from dataclasses import dataclass

from pipeline.core.text import Span


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark of the text.

    Attributes:
        index: Position in ``Segmentation.tokens``.
        span: The whole word in the raw text, proclitics and diacritics included.
        text: The word without diacritics, tatweel and invisible marks, digits as ASCII; letters as written.
        norm: ``text`` folded for matching (``fold``): one alef, ya, ha for taa marbuta, no hamza seats, lower case.
        kind: ``word`` (Arabic), ``number``, ``latin`` or ``mark`` (punctuation and symbols).
        proclitics: Detached particles in order, of ``و ف ب ل ك س`` (``("و", "ل")`` for ``وللوزارة``).
        base: ``norm`` without its proclitics; the article stays, and is restored after ل (``الوزاره`` for ``للوزارة``).
        base_start: Raw offset at which ``base`` begins (for ``للوزارة`` the second ل).
    """

    index: int
    span: Span
    text: str
    norm: str
    kind: str
    proclitics: tuple[str, ...]
    base: str
    base_start: int

    @property
    def base_span(self) -> Span:
        """The raw span without the proclitics."""
        return Span(self.base_start, self.span.end)

    @property
    def definite(self) -> bool:
        """Whether the word carries the article."""
        return self.base.startswith("ال") and len(self.base) > 3


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text.

    Attributes:
        span: Its text without surrounding white space.
        kind: ``headline``, ``body`` or ``furniture`` (cookie notices, teasers, share and keyword lines).
        found_by: The rule that gave the kind.
    """

    span: Span
    kind: str
    found_by: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; ``tokens[first:last]`` are its tokens.

    Attributes:
        index: 0-based number in the document.
        kind: The kind of its paragraph.
        paragraph: Index of its paragraph.
    """

    index: int
    span: Span
    first: int
    last: int
    paragraph: int
    kind: str


@dataclass(frozen=True, slots=True)
class Segmentation:
    """Paragraphs, sentences and tokens of one document, in order.

    Attributes:
        datelines: Token intervals ``(first, last)`` of datelines and source lines (``سبق- ينبع:``, ``(واس)``).
    """

    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    datelines: tuple[tuple[int, int], ...] = ()

    def tokens_of(self, sentence: Sentence) -> tuple[Token, ...]:
        """Return the tokens of a sentence."""
        return self.tokens[sentence.first : sentence.last]


@dataclass(frozen=True, slots=True)
class NerSpan:
    """What a named-entity backend says of ``tokens[first:last]``.

    Attributes:
        label: ``person``, ``organization``, ``place`` or ``position``.
        score: Confidence in 0..1.
        found_by: Name of the backend and of its rule or model.
    """

    first: int
    last: int
    label: str
    score: float
    found_by: str


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A mention of a country, city, governorate or other place.

    Attributes:
        name: Canonical name.
        kind: ``country``, ``city``, ``region`` or ``place``.
        country: ISO 3166-1 alpha-2, or empty.
    """

    span: Span
    first: int
    last: int
    name: str
    kind: str
    country: str
    score: float
    found_by: str


@dataclass(frozen=True, slots=True)
class OrganizationMention:
    """A mention of an organization, before linking.

    Attributes:
        span: The surface without attached و ف ب ل ك.
        name: Canonical full name (``وزارة العدل``), or the surface of a short or nominal mention.
        type: Organization type of ``SCHEMA.md``.
        country: ISO 3166-1 alpha-2, or empty.
        form: ``name``, ``short_name`` or ``nominal``.
        lexicon_id: Id of the gazetteer record, or empty.
        wikidata: QID, or empty.
        parent: Canonical name of the organization it is part of, or empty.
        in_dateline: Whether it is the source of a dateline (``واس``).
        inside: Organizations that its name contains and the text thereby names too (``وزارة العمل`` in ``فرع وزارة العمل بالجوف``).
    """

    span: Span
    first: int
    last: int
    name: str
    type: str
    country: str
    form: str
    score: float
    found_by: str
    lexicon_id: str = ""
    wikidata: str = ""
    parent: str = ""
    in_dateline: bool = False
    inside: tuple["OrganizationMention", ...] = ()


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A mention of a person, before linking.

    Attributes:
        span: The name without honorifics and title.
        name: The name as filed, without honorifics.
        honorific: As written before the name, or empty.
        gender: ``m``, ``f`` or empty.
        form: ``name`` (two words or more) or ``short_name``.
    """

    span: Span
    first: int
    last: int
    name: str
    honorific: str
    gender: str
    form: str
    score: float
    found_by: str


@dataclass(frozen=True, slots=True)
class PositionMention:
    """A position as the text names it, held by a person or standing alone.

    Attributes:
        span: From the title's first word to the name's last, or the title alone.
        first: First token of the title and name together.
        last: Past the last token.
        title_span: Title words and organization (``وكيل وزارة العدل``).
        title: Title without its organization, with its modifiers (``وكيل بالتكليف``).
        role: Role of ``SCHEMA.md``.
        acting: Held ``بالتكليف``, ``بالإنابة`` or ``بالوكالة``.
        organization: Canonical name of the organization, country or province, or empty.
        organization_type: Its organization type, ``place`` for a country or province, or empty.
        organization_span: Where the text names it, if it does in so many words.
        country: ISO 3166-1 alpha-2, or empty.
        person: Index in the document's tuple of person mentions, or -1 for a position without a person.
        gender: ``m``, ``f`` or empty.
    """

    span: Span
    first: int
    last: int
    title_span: Span
    title: str
    role: str
    acting: bool
    organization: str
    organization_type: str
    organization_span: Span | None
    country: str
    person: int
    gender: str
    score: float
    found_by: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A linked mention: a stretch of text that stands for an entity.

    Attributes:
        id: Unique in its document (``m12``).
        entity_id: The :class:`Entity` it stands for.
        kind: ``organization``, ``person`` or ``position`` (a position without a person).
        form: ``name``, ``short_name`` or ``nominal``.
    """

    id: str
    entity_id: str
    kind: str
    form: str
    span: Span
    first: int
    last: int
    sentence: int
    score: float
    found_by: str


@dataclass(frozen=True, slots=True)
class Entity:
    """An organization, a person or an unnamed position of one document.

    Attributes:
        id: The same for the same entity in every document of a run and across runs.
        kind: ``organization``, ``person`` or ``position``.
        name: Canonical name; for an unnamed position its title and organization.
        type: Organization type, or the role of a person's first position, or empty.
        aliases: Other surface names in this document, in order of appearance.
        gender: ``m``, ``f`` or empty.
        parent_id: Entity id of the organization it is part of, or empty.
        listed: Whether it is a row of ``organizations.csv`` or ``officials.csv``; false for a ministry that stands only
            inside a title (``وزير العدل``).
        span: First full-name mention, or None where the text never names it.
    """

    id: str
    kind: str
    name: str
    type: str
    country: str
    wikidata: str
    aliases: tuple[str, ...]
    honorific: str
    gender: str
    parent_id: str
    listed: bool
    span: Span | None
    score: float
    found_by: str


@dataclass(frozen=True, slots=True)
class Position:
    """A linked position: who holds what where (an occupancy).

    Attributes:
        person_id: Entity id of the person, or of the unnamed position itself.
        organization_id: Entity id of the organization, or empty.
        organization: Canonical name of the organization, country or province, or empty.
    """

    person_id: str
    organization_id: str
    organization: str
    title: str
    role: str
    acting: bool
    country: str
    span: Span
    first: int
    last: int
    score: float
    found_by: str


@dataclass(frozen=True, slots=True)
class Links:
    """What linking makes of one document's mentions."""

    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Timex:
    """A temporal expression; the columns of ``dates.csv``.

    Attributes:
        type: TIMEX3 type, ``DATE``, ``TIME``, ``DURATION`` or ``SET``.
        value: TIMEX3 value, or empty where it cannot be resolved.
        start_date: First day covered, ISO, or empty.
        end_date: Last day covered, ISO, or empty.
        note: What a reader should know, such as two calendars that contradict each other, or empty.
    """

    id: str
    span: Span
    first: int
    last: int
    sentence: int
    type: str
    value: str
    start_date: str
    end_date: str
    granularity: str
    calendar: str
    hijri: str
    relative: bool
    anchor: str
    found_by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Argument:
    """A participant of an event.

    Attributes:
        name: Canonical name.
        id: Entity id, or ISO code of a country, or empty.
        type: ``organization``, ``person``, ``position`` or ``country``.
        span: The mention it was read from, or None where it was carried over.
    """

    name: str
    id: str
    type: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Event:
    """An action; the columns of ``actions.csv``."""

    id: str
    type: str
    span: Span
    first: int
    last: int
    lemma: str
    actors: tuple[Argument, ...]
    targets: tuple[Argument, ...]
    object: Span | None
    location: str
    timex_id: str
    date: str
    modality: str
    polarity: str
    source: Argument | None
    quote: Span | None
    sentence: int
    rule: str
    score: float
