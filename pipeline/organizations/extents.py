"""How far the places and persons inside a name reach."""

from collections.abc import Sequence

from pipeline.core.annotations import Token
from pipeline.organizations.reading import Context
from pipeline.organizations.vocabulary import Vocabulary

ROYAL = frozenset({"الملك", "الملكه", "الامير", "الاميره", "السلطان", "الامام", "القديس", "خادم"})
"""Titles that a single name follows inside the name of an organization; others take a name and a surname."""

BYNAMES = frozenset({"ابن", "ابو", "ابي", "ام", "ذو"})
"""First words of a byname, which a single word completes (``ابن سينا``, ``أبي بكر الصديق``)."""

SIDES = frozenset({"شمال", "جنوب", "شرق", "غرب", "وسط"})
"""Quarters that are part of a province's name (``محافظة شمال الباطنة``)."""


def locality(vocabulary: Vocabulary, text: Context, j: int, end: int) -> int:
    """Return the index past a place word and its name (``منطقة مكة المكرمة``, ``المنطقة الشرقية``)."""
    tokens, places, words = text.tokens, text.places, vocabulary.words
    token = tokens[j]
    if j + 1 >= end:
        return j
    following = tokens[j + 1]
    if j + 1 in places and places[j + 1].last > j + 2 and not token.definite:
        return min(places[j + 1].last, end)
    if following.norm in SIDES and not token.definite and j + 2 < end and (j + 2 in places or tokens[j + 2].definite):
        return min(places[j + 2].last, end) if j + 2 in places else j + 3
    if following.kind != "word" or following.proclitics or following.norm in words.function:
        return j
    if token.definite:
        ending = ("ه",) if token.base.endswith("ه") else ("ه", "ي")
        if following.definite and following.base.endswith(ending) and following.base not in words.breaks:
            return j + 2
        return j
    place = places.get(j + 1)
    after = min(place.last, end) if place is not None else j + 2
    if place is None:
        if following.base in words.titles or vocabulary.verbal(following.base):
            return j
        if following.base in ("بني", "ابو", "ام", "ال", "وادي", "راس", "دار", "بير", "عين", "بن") and j + 2 < end:
            after = j + 3
    if after < end and tokens[after].base in ("المكرمه", "المنوره", "الشماليه", "الجنوبيه", "الشرقيه", "الغربيه"):
        after += 1
    return after


def person(vocabulary: Vocabulary, text: Context, j: int, end: int) -> int:
    """Return the index past a person's name behind a title (``الملك سعود``, ``الأميرة نورة بنت عبدالرحمن``)."""
    tokens, words = text.tokens, vocabulary.words
    k = j + 1
    if tokens[j].base == "خادم":
        return j + 3 if j + 2 < end and tokens[j + 1].base == "الحرمين" else j
    if k < end and tokens[k].base in words.patrons and tokens[j].base not in ROYAL:
        k += 1
    if k + 1 < end and tokens[j].base == "الرييس" and tokens[k].base in words.nationalities:
        k += 1
    if k >= end or not vocabulary.name_part(tokens[k]) or tokens[k].base in words.titles:
        return j
    k += 2 if tokens[k].base == "عبد" and k + 1 < end else 1
    if tokens[j].base not in ROYAL and k < end and vocabulary.surname(tokens[k]):
        k += 2 if tokens[k].base == "عبد" and k + 1 < end else 1
    while k + 1 < end and tokens[k].norm in ("بن", "بنت", "ال", "ابن") and tokens[k + 1].kind == "word":
        k += 3 if tokens[k + 1].base == "عبد" and k + 2 < end else 2
    return k


def household(vocabulary: Vocabulary, text: Context, j: int, end: int, *, feminine: bool) -> int:
    """Return the index past an owner's name right behind a head (``مجموعة محمد حمد الحسين``), or ``j``.

    Two names at least; a family name with the article must not agree with the head, or it may be its adjective.
    """
    tokens, k = text.tokens, j
    if tokens[j].base in BYNAMES and j + 1 < end and tokens[j + 1].kind == "word" and not tokens[j + 1].proclitics:
        k = j + 2
        if k < end and tokens[k].definite and not tokens[k].proclitics and tokens[j + 1].base in vocabulary.given:
            k += 1
        return k
    while k < end and k < j + 5 and tokens[k].kind == "word" and (k == j or not tokens[k].proclitics):
        base = tokens[k].base
        if base not in vocabulary.given and not (k > j and base in ("بن", "ابن", "ال", "ابو")):
            break
        k += 1
    if k == j:
        return j
    if k < end and tokens[k - 1].base in ("بن", "ابن") and tokens[k].kind == "word" and not tokens[k].proclitics:
        k += 1
    if k < end and tokens[k].definite and not tokens[k].proclitics and tokens[k].base not in vocabulary.words.breaks:
        base = tokens[k].base
        agrees = base.endswith("ه") if feminine else vocabulary.adjectival(base)
        if not agrees and base not in vocabulary.words.titles:
            k += 1
    return k if k > j + 1 else j


def area_adjective(tokens: Sequence[Token], j: int, end: int) -> bool:
    """Say whether an adjective makes ``المنطقة`` or ``المدينة`` the name of one (``المنطقة الشرقية``)."""
    return j < end and tokens[j].definite and not tokens[j].proclitics and tokens[j].base.endswith(("يه", "ره"))
