"""Datelines, bylines and source lines: ``سبق- ينبع:``, ``القاهرة – أ ش أ –``, ``المنامة في 29 سبتمبر / بنا /``, ``المصدر: …``."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.core.annotations import Paragraph, Sentence, Token
from pipeline.core.errors import RuleError
from pipeline.normalize.normalizer import key
from pipeline.normalize.steps import TATWEEL
from pipeline.resources.store import ModelStore

FILE = "lexicons/datelines.yaml"
LISTS = ("sources", "source_heads", "cities", "bylines", "labels", "prose")
DASHES = frozenset("-–—−")
SEPARATORS = DASHES | frozenset("/|،,()•")
EARLY = 4
"""How many of the first paragraphs may begin with a dateline; a headline, a picture caption and a byline may precede it."""
REACH = 18
"""Tokens within which a dateline ends; with two dates written out the longest of the composed corpus has 15."""
PART_WORDS = 4
LINE_WORDS = 9


@dataclass(frozen=True, slots=True)
class DatelineWords:
    """Folded words of ``datelines.yaml``."""

    sources: frozenset[str]
    source_heads: frozenset[str]
    cities: frozenset[str]
    bylines: frozenset[str]
    labels: frozenset[str]
    prose: frozenset[str]

    @classmethod
    def from_models(cls, models: ModelStore) -> "DatelineWords":
        """Read the lists.

        Raises:
            RuleError: The file has an unknown list or lacks one.
        """
        data = models.yaml(FILE)
        if set(data) != set(LISTS):
            raise RuleError(f"{models.folder / FILE} must hold the lists {', '.join(LISTS)}; it holds {', '.join(map(str, data))}")
        return cls(**{name: frozenset(key(str(word).replace(".", " ")) for word in data[name]) for name in LISTS})

    def is_source(self, words: list[str], *, dated: bool = False) -> bool:
        """Say whether the words name a source; after a city and a date the last of them may (``جازان 13 رجب واس``)."""
        if words and words[0] in self.source_heads and 1 < len(words) <= PART_WORDS:
            return True
        if " ".join(words) in self.sources:
            return True
        if not self.is_city(words) or (len(words) > PART_WORDS and not dated):
            return False
        return any(" ".join(words[-count:]) in self.sources for count in range(1, min(4, len(words))))

    def is_city(self, words: list[str]) -> bool:
        """Say whether the words name a city, alone or with what follows it in a dateline."""
        return any(" ".join(words[:count]) in self.cities for count in (1, 2))


@dataclass(frozen=True, slots=True)
class Part:
    """Words between two separators: ``tokens[first:last]``."""

    first: int
    last: int
    words: list[str]


def datelines_of(
    raw: str, paragraphs: tuple[Paragraph, ...], sentences: tuple[Sentence, ...], tokens: tuple[Token, ...], words: DatelineWords
) -> tuple[tuple[int, int], ...]:
    """Return the token intervals of datelines and source lines, in order, none overlapping another."""
    found: list[tuple[int, int]] = []
    bounds = _bounds(paragraphs, sentences)
    readable = [number for number, paragraph in enumerate(paragraphs) if paragraph.kind != "furniture" and number in bounds]
    for rank, number in enumerate(readable):
        first, last = bounds[number]
        headline = paragraphs[number].kind == "headline"
        interval = _labelled(tokens, first, last, words.bylines if headline else words.bylines | words.labels)
        if interval is None and rank < EARLY:
            interval = _leading(raw, tokens, first, last, words, headline=headline, alone=rank > 0)
        if interval is not None:
            found.append(interval)
        trailing = _trailing(tokens, first, last, words)
        if trailing is not None and (interval is None or trailing[0] >= interval[1]):
            found.append(trailing)
    return tuple(found)


def _bounds(paragraphs: tuple[Paragraph, ...], sentences: tuple[Sentence, ...]) -> dict[int, tuple[int, int]]:
    """Return the token interval of every paragraph."""
    bounds: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        begin = bounds.get(sentence.paragraph, (sentence.first, 0))[0]
        bounds[sentence.paragraph] = (begin, sentence.last)
    return {number: bounds[number] for number in range(len(paragraphs)) if number in bounds}


def _labelled(tokens: tuple[Token, ...], first: int, last: int, labels: frozenset[str]) -> tuple[int, int] | None:
    """Find a line such as ``المصدر: بوابة …``; a longer one is an interview or a report."""
    if last - first > REACH:
        return None
    for at in range(first + 1, min(first + 4, last)):
        if tokens[at].kind == "mark":
            label = " ".join(token.norm for token in tokens[first:at])
            return (first, last) if tokens[at].text in DASHES | {":"} and label in labels else None
    return None


def _leading(
    raw: str, tokens: tuple[Token, ...], first: int, last: int, words: DatelineWords, *, headline: bool, alone: bool
) -> tuple[int, int] | None:
    """Find the dateline at the beginning of a paragraph."""
    parts = list(_parts(raw, tokens, first, min(last, first + REACH)))
    if not parts:
        return None
    best: tuple[int, int] | None = None
    sourced = located = strong = False
    for count, (part, separator) in enumerate(parts, 1):
        city = words.is_city(part.words)
        exact_city = " ".join(part.words) in words.cities
        dated = city and any(tokens[at].kind == "number" for at in range(part.first, part.last))
        source = words.is_source(part.words, dated=dated)
        if not (source or city) and _is_prose(part, tokens, words, opening=count == 1):
            break
        if len(part.words) > PART_WORDS and not (dated or (source and city)):
            break
        sourced, located = sourced or source, located or city
        vouched = sourced or located or strong
        barred = headline and not (sourced and located)
        ends_line = part.last >= last or separator >= last
        if ends_line:
            closed = tokens[last - 1].text in ".؟!" and not sourced
            whole = not closed and sum(len(earlier.words) for earlier, _ in parts[:count]) <= LINE_WORDS + 4 * (sourced and located)
            if (
                whole
                and (sourced or (count > 1 and (located or (alone and strong))) or (alone and dated))
                and not (headline and not sourced)
            ):
                best = (first, last)
            break
        mark = tokens[separator].text if separator < last else ""
        if mark == ":":
            if ((count > 1 and vouched) or source or exact_city) and not barred:
                best = (first, separator + 1)
            break
        strong = strong or mark in DASHES
        if barred:
            continue
        if (source and (count > 1 or mark in DASHES)) or (exact_city and count == 1 and mark in DASHES):
            best = (first, _past_separators(tokens, separator, last))
    return best


def _is_prose(part: Part, tokens: tuple[Token, ...], words: DatelineWords, *, opening: bool) -> bool:
    """Say whether a part that neither source nor city vouches for reads like a sentence or an item of a list."""
    if len(part.words) > PART_WORDS or (opening and not part.words) or words.prose.intersection(part.words):
        return True
    return any(tokens[at].proclitics for at in range(part.first, part.last))


def _parts(raw: str, tokens: tuple[Token, ...], first: int, end: int) -> Iterator[tuple[Part, int]]:
    """Yield the parts of a paragraph's beginning, each with the index of the separator after it (``end`` if it has none)."""
    at = first
    while at < end and tokens[at].text in SEPARATORS:
        at += 1
    begin = at
    while at < end:
        token = tokens[at]
        drawn = at > begin and TATWEEL in raw[tokens[at - 1].span.end : token.span.start]
        if token.text in SEPARATORS or token.text == ":" or drawn:
            yield Part(begin, at, _words(tokens, begin, at)), at
            if token.text == ":":
                return
            while at < end and tokens[at].text in SEPARATORS:
                at += 1
            begin = at
            if drawn:
                at += 1
            continue
        if token.kind == "mark" and token.text != ".":
            return
        at += 1
    if begin < end:
        yield Part(begin, end, _words(tokens, begin, end)), end


def _words(tokens: tuple[Token, ...], first: int, last: int) -> list[str]:
    return [token.norm for token in tokens[first:last] if token.kind in ("word", "latin")]


def _past_separators(tokens: tuple[Token, ...], at: int, last: int) -> int:
    """Return the index past the separators, and a colon, from ``at`` on; an opening bracket is left to what it opens."""
    while at < last and (tokens[at].text in SEPARATORS - {"("} or tokens[at].text == ":"):
        at += 1
    return at


def _trailing(tokens: tuple[Token, ...], first: int, last: int, words: DatelineWords) -> tuple[int, int] | None:
    """Find a source in brackets or slashes that ends a paragraph: ``(واس)``, ``/ بنا /``."""
    stop = last
    while stop > first and tokens[stop - 1].text == ".":
        stop -= 1
    if stop - first < 4 or tokens[stop - 1].text not in {")", "/", "]"}:
        return None
    opener = {")": "(", "]": "[", "/": "/"}[tokens[stop - 1].text]
    for at in range(stop - 2, max(first, stop - 8) - 1, -1):
        if tokens[at].text == opener:
            inside = _words(tokens, at + 1, stop - 1)
            return (at, last) if inside and " ".join(inside) in words.sources else None
    return None
