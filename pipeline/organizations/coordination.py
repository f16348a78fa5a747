"""Dual and plural heads: one name for each coordinated part (``وزارتا الثقافة والشباب``, ``بلديات العيون، وقباء، والعقيق``)."""

from collections.abc import Sequence

from pipeline.core.annotations import Token
from pipeline.normalize.normalizer import key
from pipeline.organizations.grammar import Grammar
from pipeline.organizations.reading import Context, Reading
from pipeline.organizations.surface import QUOTES, singular, without_particles

DUAL_ENDINGS = ("تين", "تان", "يين", "يان")
AREAS = {
    "مناطق": "منطقة",
    "محافظات": "محافظة",
    "محافظتي": "محافظة",
    "منطقتي": "منطقة",
    "مدن": "مدينة",
    "مدينتي": "مدينة",
    "ولايات": "ولاية",
    "ولايتي": "ولاية",
}
"""Nouns of several areas, folded, and their singular."""

ANNOUNCING = 5
"""Most tokens between a plural head and the colon, parenthesis or ``هي`` that opens its list."""

NAME_LIMIT = 3
"""Most words of a name in such a list."""

LEAST_LISTED = 3
"""Fewest names of such a list; fewer are as often something else."""

LISTED_LIMIT = 20
"""Most parts of one list."""


def split(text: Context, reading: Reading, grammar: Grammar) -> list[tuple[int, int, str]]:
    """Return the names that a dual or plural head with coordinated parts stands for.

    Args:
        text: The document's tokens and places.
        reading: The coordination as the grammar read it.
        grammar: Knows the words that may be parts, and the names that go together.

    Returns:
        First and last token of each part (the head is in the first one's) and its completed name in the singular; nothing for a
        plural that names no parts (``وزارات الدولة``).
    """
    tokens, head = text.tokens, reading.head
    if head.number == "plural" and reading.closed == "quoted":
        return []
    parts = reading.parts or [reading.first + 1]
    last = reading.last
    shared: list[str] = []
    if head.number == "dual":
        while last > parts[-1] + 1 and tokens[last - 1].base.endswith(DUAL_ENDINGS):
            last -= 1
            shared.insert(0, singular(tokens[last].text, head.feminine))
    pieces = list(zip(parts, [*parts[1:], last], strict=True))
    places = _regions(text, reading)
    if places:
        stem = _words(tokens, reading.first + 1, reading.local)
        fi = " في " if tokens[reading.local].norm == "في" else " ب"
        return [(reading.first if not n else first, last, f"{head.lemma} {stem}{fi}{area}") for n, (first, last, area) in enumerate(places)]
    if not shared:
        pieces += _listed(text, reading, grammar)
    if head.number == "dual" and head.tail == "name" and pieces and not shared:
        first, end = pieces[-1]
        pieces[-1] = (first, _brand_end(text, first, end, reading.end, grammar))
    if head.number == "dual" and len(pieces) > 2:
        joined = pieces[1][1]
        for first, end in pieces[2:]:
            joined = end if first == joined else joined
        pieces = [pieces[0], (pieces[1][0], joined)]
    elif head.number == "plural" and head.tail != "portfolio":
        pieces = [piece for piece in pieces if piece[0] in text.places or not tokens[piece[0]].definite or len(pieces) > 2]
    elif head.number == "plural":
        pieces = _joined(tokens, head.lemma, pieces, grammar)
    if len(pieces) < 2:
        return []
    names = []
    for number, (first, end) in enumerate(pieces):
        name = " ".join([head.lemma, _words(tokens, first, end), *shared])
        names.append((reading.first if number == 0 else first, end, name))
    return names


def _brand_end(text: Context, first: int, last: int, end: int, grammar: Grammar) -> int:
    """Return the index past the foreign words that go on the second of two brands (``شركتا ميرسك وهاباغ لويد``)."""
    tokens = text.tokens
    match = grammar.known.longest(text.norms, first, tokens[first].base, end)
    if match is not None and match[0] > last:
        return match[0]
    while last < end and tokens[last].kind == "word" and not tokens[last].proclitics and grammar.vocabulary.foreign(tokens[last].base):
        last += 1
    return last


def _regions(text: Context, reading: Reading) -> list[tuple[int, int, str]]:
    """Return the places of ``إدارات التعليم في مناطق عسير وجازان ومحافظتي سراة عبيدة وصبيا``, each with its noun in the singular."""
    tokens = text.tokens
    found: list[tuple[int, int, str]] = []
    if reading.local < 0:
        return []
    at = reading.local + (tokens[reading.local].norm == "في")
    noun = AREAS.get(tokens[at].base, "")
    if not noun:
        return []
    at += 1
    while at < reading.end and len(found) < LISTED_LIMIT:
        if tokens[at].text in "،,":
            at += 1
            continue
        if tokens[at].base in AREAS and tokens[at].proclitics in ((), ("و",)):
            noun = AREAS[tokens[at].base]
            at += 1
            continue
        place = text.places.get(at)
        if place is None or (found and tokens[at].proclitics not in ((), ("و",))):
            break
        last = min(place.last, reading.end)
        found.append((at, last, f"{noun} {_words(tokens, at, last)}"))
        at = last
    return found


def _words(tokens: Sequence[Token], first: int, last: int) -> str:
    words = [without_particles(tokens[first])]
    return " ".join(words + [token.text for token in tokens[first + 1 : last] if token.text not in QUOTES])


def _listed(text: Context, reading: Reading, grammar: Grammar) -> list[tuple[int, int]]:
    """Return the further parts of a list behind a reading, set off by commas and و."""
    tokens, at = text.tokens, reading.last
    pieces: list[tuple[int, int]] = []
    while at < reading.end and len(pieces) < LISTED_LIMIT:
        comma = tokens[at].text in "،,"
        first = at + 1 if comma else at
        if first >= reading.end:
            break
        token = tokens[first]
        if token.proclitics not in ((), ("و",)) or (not comma and token.proclitics != ("و",)):
            break
        last = grammar.part(text, first, reading.end, reading.head)
        if last == first:
            break
        pieces.append((first, last))
        at = last
    return pieces


def _joined(tokens: Sequence[Token], lemma: str, pieces: list[tuple[int, int]], grammar: Grammar) -> list[tuple[int, int]]:
    """Put parts together that only both make a known name (``وزارات الداخلية والموارد البشرية والتنمية الاجتماعية``)."""
    joined: list[tuple[int, int]] = []
    number = 0
    while number < len(pieces):
        first, last = pieces[number]
        for further in (number + 2, number + 1):
            if further < len(pieces) and pieces[further][0] == pieces[further - 1][1] and pieces[number + 1][0] == last:
                words = key(f"{lemma} {_words(tokens, first, pieces[further][1])}").split()
                match = grammar.known.longest(words, 0, words[0], len(words))
                if match is not None and match[0] == len(words):
                    last, number = pieces[further][1], further
                    break
        joined.append((first, last))
        number += 1
    return joined


def enumerated(text: Context, at: int, end: int, grammar: Grammar) -> list[tuple[int, int, str]]:
    """Return the names of a list that a definite plural head announces (``البلديات التالية: الحرم والعيون، وقباء``).

    Args:
        text: The document's tokens and places.
        at: Index of the head.
        end: Index that the list may not pass (the sentence's end).
        grammar: Knows the words that may be parts.

    Returns:
        First and last token of each part and its completed name; nothing where fewer than three follow.
    """
    tokens, head = text.tokens, grammar.heads[text.tokens[at].base]
    opening = next((k for k in range(at + 1, min(at + 1 + ANNOUNCING, end)) if tokens[k].text in (":", "(") or tokens[k].base == "هي"), 0)
    if not opening:
        return []
    names: list[tuple[int, int, str]] = []
    k = opening + 1
    while k < end and len(names) < LISTED_LIMIT:
        if tokens[k].text in "،,":
            k += 1
            continue
        last = grammar.part(text, k, end, head) if tokens[k].proclitics in ((), ("و",)) else k
        if last == k:
            break
        further = last
        while further < end and tokens[further].kind == "word" and not tokens[further].proclitics:
            further += 1
        if further - k <= NAME_LIMIT and (further == end or tokens[further].kind == "mark" or tokens[further].proclitics == ("و",)):
            last = further
        names.append((k, last, f"{head.lemma} {_words(tokens, k, last)}"))
        k = last
    return names if len(names) >= LEAST_LISTED else []
