"""Firms under the bare names of the tape, in articles about the stock market (``سهم ساسكو``, ``أسهم شركات سابك، والإنماء``).

The market calls firms by words that are places, persons and common nouns elsewhere (``مكة``, ``الطيار``, ``معادن``). They are read only
where the article is about the market; there a name that nothing else bears stands alone, any other behind a share, in a list of
firms or beside a firm. What stands between two firms of a list is a firm too, known or not.
"""

import itertools
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass

from pipeline.core.annotations import OrganizationMention, Segmentation, Token
from pipeline.core.errors import ModelError
from pipeline.core.text import Span
from pipeline.matching.phrases import PhraseTable
from pipeline.normalize.normalizer import key
from pipeline.organizations.lexicon import article, check
from pipeline.organizations.surface import QUOTES, span_of, written
from pipeline.organizations.vocabulary import Vocabulary
from pipeline.resources.gazetteers import places
from pipeline.resources.store import ModelStore

FILE = "lexicons/organization_market.yaml"
KEYS = ("shares", "lists", "enough", "market", "closers", "names")

ITEM_LIMIT = 4
"""Most words of a firm in a list that the lexicon does not know."""

RATES = frozenset(["بنسبه", "بواقع", "بمقدار"])
"""Words, folded, between a firm and the rate of its change."""

SEPARATORS = frozenset("،,؛")
"""Marks between the firms of a list."""


@dataclass(frozen=True, slots=True)
class MarketWords:
    """The lists of ``organization_market.yaml``, folded.

    Attributes:
        shares: Words right before a firm.
        lists: Words behind them that open a list.
        enough: Different market words that an article about the market has.
        market: Those words, with and without article, by their bare form.
        closers: Words that end a list, with and without article.
        names: Countries in which a name is listed, by its words.
    """

    shares: frozenset[str]
    lists: frozenset[str]
    enough: int
    market: Mapping[str, str]
    closers: frozenset[str]
    names: Mapping[tuple[str, ...], tuple[str, ...]]


def read_market(models: ModelStore) -> MarketWords:
    """Return the words of the market.

    Raises:
        ModelError: The file has an unknown key, or names of a country that has no code of two capitals.
    """
    record = models.yaml(FILE)
    check(FILE, "top level", record, KEYS)
    names: dict[tuple[str, ...], tuple[str, ...]] = {}
    for country, listed in record["names"].items():
        if not (isinstance(country, str) and len(country) == 2 and country.isupper()):
            raise ModelError(f"{FILE}: names: {country!r} is no country: write its ISO 3166-1 code of two capitals, quoted")
        for name in listed:
            words = tuple(key(name).split())
            if country not in names.get(words, ()):
                names[words] = (*names.get(words, ()), country)
    bare = [key(word) for word in record["market"]]
    closers = [key(word) for word in record["closers"]]
    return MarketWords(
        frozenset(form for word in record["shares"] for form in (key(word), article(key(word)))),
        frozenset(map(key, record["lists"])),
        record["enough"],
        {form: word for word in bare for form in (word, article(word))},
        frozenset(form for word in closers for form in (word, article(word))),
        names,
    )


@dataclass(slots=True)
class _Found:
    """A name that may be a firm's.

    Attributes:
        countries: Where the lexicon has it listed; none for an unknown firm of a list.
        sure: Whether something says that it is the firm.
        cut: Letters of the first word that are no part of the name, or -1 for its proclitics.
    """

    first: int
    last: int
    countries: tuple[str, ...]
    sure: bool
    cut: int = -1


class MarketFinder:
    """Finds the firms of articles about the stock market."""

    def __init__(
        self, words: MarketWords, common: Callable[[str], bool], names: Container[str], function: Container[str], heads: Container[str]
    ) -> None:
        """Build the finder.

        Args:
            words: The words of the market.
            common: Says of a folded word whether it is a common noun.
            names: Folded given names and names of towns.
            function: Folded words that stand in no name.
            heads: Folded head nouns of organization names.
        """
        self._words, self._function, self._heads = words, function, heads
        self._table: PhraseTable[tuple[tuple[str, ...], bool]] = PhraseTable(
            (phrase, (countries, _shared(phrase, common, names))) for phrase, countries in words.names.items()
        )

    @classmethod
    def from_models(cls, models: ModelStore, vocabulary: Vocabulary) -> "MarketFinder":
        """Build the shipped finder."""
        words, towns = vocabulary.words, {keys[0] for record in places(models) for keys in record.keys if len(keys) == 1}
        return cls(read_market(models), words.common, vocabulary.given | towns, words.function, vocabulary.heads)

    def __call__(self, tokens: Sequence[Token], norms: Sequence[str], segmentation: Segmentation, home: str) -> list[OrganizationMention]:
        """Return the firms of a document, none where it is not about the market."""
        words = self._words
        if not any(token.base in words.shares for token in tokens):
            return []
        if len({words.market[token.base] for token in tokens if token.base in words.market}) < words.enough:
            return []
        found = []
        for sentence in segmentation.sentences:
            if sentence.kind != "furniture":
                found += self._sentence(tokens, norms, sentence.first, sentence.last)
        return [_mention(tokens, item, home) for item in found]

    def _sentence(self, tokens: Sequence[Token], norms: Sequence[str], start: int, end: int) -> list[_Found]:
        candidates: list[_Found] = []
        at = start
        while at < end:
            if tokens[at].base in self._words.shares:
                listed = self._list(tokens, norms, at + 1, end)
                if listed:
                    candidates += listed
                    at = listed[-1].last
                    continue
            item = self._known(tokens, norms, at, end)
            if item is None:
                at += 1
                continue
            before = tokens[at - 1].base if at > start else ""
            at = item.last
            if before in self._heads or ("ب" in tokens[item.first].proclitics and not item.sure):
                continue
            if before in self._words.shares and not item.sure:
                item.last = at = self._beyond(tokens, at, end)
            item.sure = item.sure or before in self._words.shares or _quoted_at(tokens, norms, item, end)
            candidates.append(item)
        for row in (candidates, candidates[::-1]):
            for one, other in itertools.pairwise(row):
                other.sure = other.sure or (one.sure and _neighbours(tokens, one, other))
        return [item for item in candidates if item.sure]

    def _known(self, tokens: Sequence[Token], norms: Sequence[str], at: int, end: int) -> _Found | None:
        """Return the longest name of the lexicon at a token, sure where nothing else bears it."""
        norm, best = norms[at], None
        for first, cut in ((norm, 0), (tokens[at].base, -1), (norm[1:] if norm.startswith("و") else "", 1)):
            match = self._table.longest(norms, at, first, end) if first else None  # وفرة, and وزين that segmentation left whole
            if match is not None and (best is None or match[0] > best.last):
                best = _Found(at, match[0], match[1][0], not match[1][1], cut)
        return best

    def _beyond(self, tokens: Sequence[Token], at: int, end: int) -> int:
        """Return the index past the definite words that go on a name behind a share (``سهم العالمية الحديثة للزيوت النباتية``)."""
        while at < end and tokens[at].definite and tokens[at].proclitics in ((), ("ل",)) and tokens[at].base not in self._words.closers:
            at += 1
        return at

    def _list(self, tokens: Sequence[Token], norms: Sequence[str], at: int, end: int) -> list[_Found]:
        """Return the firms of a list behind ``أسهم شركات``; at least two, or it is none."""
        opened = at
        while at < end and (norms[at] in self._words.lists or (at > opened and tokens[at].text in (":", *SEPARATORS))):
            at += 1
        if at == opened or norms[opened] == "شركه":
            return []
        found: list[_Found] = []
        while at < end:
            if _between(tokens[at]):
                at += 1
                continue
            item = self._known(tokens, norms, at, end) or self._item(tokens, norms, at, end)
            if item is None or (found and not _parted(tokens, found[-1].last, at)):
                break
            item.sure = True
            found.append(item)
            at = item.last
        if len(found) < 2 or not any(item.countries for item in found):
            return []
        return found

    def _item(self, tokens: Sequence[Token], norms: Sequence[str], at: int, end: int) -> _Found | None:
        """Return an unknown firm, which a mark, و or a word of the market's ends."""
        k = at
        while k < end and tokens[k].kind in ("word", "latin") and k - at <= ITEM_LIMIT:
            token = tokens[k]
            if token.base in self._words.closers or norms[k] in self._function or (k > at and "و" in token.proclitics):
                break
            if "ب" in token.proclitics:
                break
            k += 1
        return _Found(at, k, (), True) if at < k <= at + ITEM_LIMIT else None


def _quoted_at(tokens: Sequence[Token], norms: Sequence[str], item: _Found, end: int) -> bool:
    """Say whether a rate stands right behind a name by itself, as behind the firms of a report (``وسيسكو بنسبة 11.26%``)."""
    at = item.last
    if at + 1 >= end or tokens[item.first].proclitics not in ((), ("و",)):
        return False
    at += norms[at] in RATES
    return at + 1 < end and tokens[at].kind == "number" and norms[at + 1] in ("%", "٪", "في")


def _parted(tokens: Sequence[Token], last: int, first: int) -> bool:
    """Say whether a comma or و stands between two firms."""
    between = range(last, first)
    return all(_between(tokens[k]) for k in between) and (
        tokens[first].norm.startswith("و") or any(tokens[k].text not in QUOTES for k in between)
    )


def _neighbours(tokens: Sequence[Token], one: _Found, other: _Found) -> bool:
    """Say whether two names stand side by side in a list, in either order."""
    return _parted(tokens, min(one.last, other.last), max(one.first, other.first))


def _between(token: Token) -> bool:
    """Say whether a token only parts two firms: a comma, a quotation mark, a و by itself."""
    return token.text in SEPARATORS or token.text in QUOTES or token.norm == "و"


def _shared(words: tuple[str, ...], common: Callable[[str], bool], names: Container[str]) -> bool:
    """Say whether a name is an everyday word, phrase, place or person as well."""
    if len(words) > 1:
        return not any(word.startswith("لل") for word in words[1:]) and words[0].startswith("ال") and words[0] != "الانماء"
    return words[0].startswith("ال") or len(words[0]) < 4 or common(words[0]) or words[0] in names


def _mention(tokens: Sequence[Token], item: _Found, home: str) -> OrganizationMention:
    """Return the mention of a firm; its country is the article's where it is listed there, else the only one."""
    first, token = item.first, tokens[item.first]
    country = home if home in item.countries else item.countries[0] if len(item.countries) == 1 else ""
    name, span = written(tokens, first, item.last), span_of(tokens, first, item.last)
    if item.cut >= 0:
        rest = [other.text for other in tokens[first + 1 : item.last] if other.text not in QUOTES]
        name, span = " ".join([token.text[item.cut :], *rest]), Span(token.span.start + item.cut, span.end)
    return OrganizationMention(span, first, item.last, name, "company", country, "name", 0.8, "organizations:market")
