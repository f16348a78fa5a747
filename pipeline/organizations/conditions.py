"""Where a name of the lexicon stands for its organization, by the words around it."""

from collections.abc import Sequence

from pipeline.core.annotations import Token
from pipeline.organizations.lexicon import NameEntry
from pipeline.organizations.phrases import OPENING
from pipeline.organizations.reading import Context, Reading
from pipeline.organizations.vocabulary import Vocabulary

BEFORE_CABINETS = frozenset(
    [
        "رييس",
        "رييسه",
        "روساء",
        "رياسه",
        "وزير",
        "قايد",
        "ضابط",
        "مركز",
        "قسم",
        "مخفر",
        "اقسام",
        "ادارات",
        "مراكز",
        "مخافر",
        "كليه",
        "مسوولو",
        "مسوولي",
    ]
)
"""Words behind which ``الحكومة``, ``البرلمان`` or ``الشرطة`` is part of a title or a common phrase."""

CABINETS = frozenset(["government", "legislature", "council"])
"""Types of lexicon names that those words take into a title."""

INDEXED = frozenset(["company", "media"])
"""Types that stock indices are named after (``فايننشال تايمز 100``)."""

AGENCY_LENGTH = 4
"""Letters up to which an agency's short name may be another word as well (``واس``, ``سانا``)."""

UNITS = frozenset(["government", "security", "military", "judicial", "committee"])
"""Types of bodies with units of the same name in provinces."""

WINDOW = 4
"""Words on either side within which another organization of the kind confirms a name."""


def fits(entry: NameEntry, text: Context, at: int, last: int, start: int, end: int, vocabulary: Vocabulary) -> bool:
    """Say whether ``at`` to ``last`` in the sentence ``start`` to ``end`` is the entry's name and no common or personal one."""
    tokens, norms = text.tokens, text.norms
    before = norms[at - 1] if at > start else ""
    if last < end and tokens[last].kind == "number" and entry.type in INDEXED:
        return False
    if last == at + 1 and entry.id and not entry.listed and not _said_alone(entry, text, at, start, end):
        return False
    if before in entry.not_before or (last < end and norms[last] in entry.not_after):
        return False
    if last == at + 1 and entry.type in CABINETS and before in BEFORE_CABINETS:
        return False
    if entry.surname and at > start and _person_before(text, at, start, vocabulary):
        return False
    if not entry.cue and not entry.beside:
        return True
    if before in entry.cue or set(tokens[at].proclitics) & entry.cue:
        return True
    around = range(max(start, at - WINDOW), min(end, last + WINDOW))
    return any(tokens[index].base in entry.beside for index in around if not at <= index < last)


def _said_alone(entry: NameEntry, text: Context, at: int, start: int, end: int) -> bool:
    """Say whether a single word is the entry's name there: an acronym in capitals, an agency's short name where it is cited."""
    token = text.tokens[at]
    if token.kind == "latin":
        return token.text.isupper()
    if entry.type != "media" or len(token.base) > AGENCY_LENGTH or at in text.bodies or "ل" in token.proclitics:
        return True
    return at > start and text.tokens[at - 1].text in OPENING and at + 1 < end and text.tokens[at + 1].kind == "mark"


def _person_before(text: Context, at: int, start: int, vocabulary: Vocabulary) -> bool:
    """Say whether the words before a family name are a given name or a title, or a person begins there."""
    if any(index in text.persons for index in range(max(start, at - 3), at)):
        return True
    before = text.tokens[at - 1]
    if before.kind != "word" or before.norm in vocabulary.words.function:
        return False
    return before.base in vocabulary.given or before.base in vocabulary.words.titles or before.base in ("ال", "بن", "الدين", "الله")


def whole(text: Context, known: tuple[NameEntry, int], reading: Reading, at: int, vocabulary: Vocabulary) -> bool:
    """Say whether a long name of the gazetteer is whole although the grammar goes on behind it.

    Bodies with units of the same name in provinces are not: a phrase of place makes it the unit's name.
    """
    entry, last = known
    if _titled_beyond(text, at, last, vocabulary) or (reading.last == last + 1 and earlier(text.tokens, at, last, vocabulary)):
        return True
    if not entry.id or entry.listed or last - at <= 3:
        return False
    if reading.last == last + 1 and reading.closed == "adjective" and text.tokens[last - 1].proclitics == ("ل",):
        return False  # the last word's own adjective (مركز … للإغاثة الإنسانية)
    if entry.type == "company" and text.tokens[last].proclitics == ("ل",):
        return False  # the field of a company (شركة … للاستشارات)
    return entry.type not in UNITS or reading.local != last


def earlier(tokens: Sequence[Token], at: int, last: int, vocabulary: Vocabulary) -> bool:
    """Say whether a feminine nationality behind a name is an earlier noun's, as in ``ميليشيات حزب الله اللبنانية``."""
    adjective, head = tokens[last].base, vocabulary.heads.get(tokens[at].base)
    if head is None or head.feminine or adjective not in vocabulary.words.nationalities or not adjective.endswith("ه"):
        return False
    return not any(token.base.endswith(("ه", "ات")) and token.base != "الله" for token in tokens[at + 1 : last])


def _titled_beyond(text: Context, at: int, last: int, vocabulary: Vocabulary) -> bool:
    """Say whether a ل phrase behind a name is a title's or a gift's (``محافظ البنك … لقطاع الاستقرار``, ``دعم الاتحاد … لمصر``)."""
    token = text.tokens[last]
    if token.proclitics != ("ل",):
        return False
    place = text.places.get(last)
    before = text.tokens[at - 1].base if at else ""
    return (place is not None and place.kind == "country") or (before in vocabulary.words.titles and not token.definite)
