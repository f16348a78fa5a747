"""Places in a document: the gazetteer's, told apart by cues, and the tagger's."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.core.annotations import NerSpan, PlaceMention, Segmentation, Sentence, Token
from pipeline.core.errors import ModelError
from pipeline.core.text import Span
from pipeline.matching.phrases import PhraseTable
from pipeline.normalize.normalizer import key
from pipeline.resources.gazetteers import countries, places
from pipeline.resources.store import ModelStore

CUES = "lexicons/place_cues.yaml"
SECTIONS = ("before", "units", "adjectival", "default")
TRUSTED = 0.7
"""Score from which a place that only the tagger sees is taken."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the gazetteer says of a name: one place, or the countries for which it stands in their own news.

    Attributes:
        claimants: Code and name of those countries.
        rivals: Name, kind and country of places that are spelled alike (عمّان).
    """

    name: str
    kind: str
    country: str
    ambiguous: bool
    claimants: tuple[tuple[str, str], ...] = ()
    rivals: tuple[tuple[str, str, str], ...] = ()


class PlaceFinder:
    """Finds countries, cities and regions."""

    def __init__(
        self,
        table: PhraseTable[Known],
        firsts: frozenset[str],
        before: frozenset[str],
        units: dict[str, str],
        adjectival: frozenset[str],
        default: dict[str, str],
        names: dict[str, str],
    ) -> None:
        """Build a finder.

        Args:
            table: Places by their folded words.
            firsts: First words of the table.
            before: Words before a place.
            units: Kinds by noun (``مدينة``).
            adjectival: Names of countries that are nationality adjectives too.
            default: ISO codes by contextual name.
            names: Names of countries by ISO code.
        """
        self._table = table
        self._firsts = firsts
        self._before = before
        self._units = units
        self._adjectival = adjectival
        self._default = default
        self._names = names

    @classmethod
    def from_models(cls, models: ModelStore) -> "PlaceFinder":
        """Build the shipped finder.

        Raises:
            ModelError: The cues have an unknown key or lack one.
        """
        content = models.yaml(CUES)
        if set(content) != set(SECTIONS):
            odd = ", ".join(sorted(set(content) ^ set(SECTIONS)))
            raise ModelError(f"{models.folder / CUES}: keys {odd} are unknown or missing; it has {', '.join(SECTIONS)}")
        table: PhraseTable[Known] = PhraseTable()
        firsts: set[str] = set()
        for place in places(models):
            for words in place.keys:
                table.add(words, Known(place.name, place.kind, place.country, place.ambiguous))
                firsts.add(words[0])
        claims: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        names: dict[str, str] = {}
        for country in countries(models):
            names[country.code] = country.name
            for words in country.keys:
                table.add(words, Known(country.name, "country", country.code, country.ambiguous and len(words) == 1))
                firsts.add(words[0])
            for words in country.contextual_keys:
                claims.setdefault(words, []).append((country.code, country.name))
        for words, claimants in claims.items():
            rivals = tuple((place.name, place.kind, place.country) for place in places(models) if words in place.keys)
            table.add(words, Known(claimants[0][1], "country", "", False, tuple(claimants), rivals))
            firsts.add(words[0])
        return cls(
            table,
            frozenset(firsts),
            frozenset(key(word) for word in content["before"]),
            {key(word): kind for word, kind in content["units"].items()},
            frozenset(key(word) for word in content["adjectival"]),
            {key(word): code for word, code in content["default"].items()},
            names,
        )

    def __call__(self, segmentation: Segmentation, spans: tuple[NerSpan, ...]) -> tuple[PlaceMention, ...]:
        """Return the places of a document in the order of the text, none overlapping another.

        Where gazetteer and tagger disagree: a listed, unambiguous name is a place unless the tagger has it inside a person's
        name; an ambiguous one needs a cue before it or the tagger; an unlisted one needs the tagger's trust.
        """
        tokens = segmentation.tokens
        keys = [token.norm for token in tokens]
        tagged = {span.first: span for span in spans if span.label == "place"}
        persons = {index for span in spans if span.label == "person" for index in range(span.first, span.last)}
        found: list[PlaceMention] = []
        waiting: list[tuple[int, Known]] = []
        for sentence in segmentation.sentences:
            if sentence.kind == "furniture":
                continue
            at = sentence.first
            while at < sentence.last:
                token = tokens[at]
                if token.kind != "word":
                    at += 1
                    continue
                hit = self._listed(tokens, keys, at, sentence, tagged, persons)
                if hit is not None:
                    last, whole, known = hit
                    if known.claimants:
                        waiting.append((len(found), known))
                    found.append(_mention(tokens, at, last, known, whole=whole))
                    at = last
                    continue
                span = tagged.get(at)
                if span is not None and span.score >= TRUSTED and span.last <= sentence.last:
                    found.append(self._tagged(tokens, span, sentence))
                    at = span.last
                    continue
                at += 1
        self._settle(found, waiting, tokens)
        return tuple(found)

    def _listed(
        self, tokens: Sequence[Token], keys: Sequence[str], at: int, sentence: Sentence, tagged: dict[int, NerSpan], persons: set[int]
    ) -> tuple[int, bool, Known] | None:
        """Return the listed place at a token: past its last token, whether the whole word begins it, and what it is."""
        token = tokens[at]
        split = token.base != token.norm
        if token.norm not in self._firsts and (not split or token.base not in self._firsts):
            return None
        match = self._table.longest(keys, at, token.norm, sentence.last) if token.norm in self._firsts else None
        whole = True
        if split and token.base in self._firsts:
            detached = self._table.longest(keys, at, token.base, sentence.last)
            if detached is not None and (match is None or detached[0] >= match[0]):
                match, whole = detached, False
        if match is None:
            return None
        last, known = match
        if at in persons and last - at == 1 and at not in tagged:
            return None
        before = tokens[at - 1] if at > sentence.first else None
        if known.ambiguous and last - at == 1 and at not in tagged:
            cued = (not whole and "ب" in token.proclitics) or (before is not None and before.base in self._before)
            if not cued:
                return None
        if token.norm in self._adjectival and last - at == 1 and before is not None and before.definite and at not in tagged:
            return None
        return last, whole, known

    def _tagged(self, tokens: Sequence[Token], span: NerSpan, sentence: Sentence) -> PlaceMention:
        """Make a mention of a place that only the tagger sees."""
        token = tokens[span.first]
        start = token.base_start
        kind = self._units.get(token.base, "")
        if not kind and span.first > sentence.first:
            kind = self._units.get(tokens[span.first - 1].base, "place")
        cut = start - token.span.start
        name = " ".join([token.text[cut:] or token.text, *(part.text for part in tokens[span.first + 1 : span.last])])
        where = Span(start, tokens[span.last - 1].span.end)
        return PlaceMention(where, span.first, span.last, name, kind or "place", "", span.score, f"places:{span.found_by}")

    def _settle(self, found: list[PlaceMention], waiting: list[tuple[int, Known]], tokens: Sequence[Token]) -> None:
        """Give contextual names (``المملكة``) the country that the article is most about among those that claim it."""
        if not waiting:
            return
        counts = Counter(place.country for place in found if place.country)
        for number, known in waiting:
            place = found[number]
            codes = [code for code, _ in known.claimants]
            best = max(counts[code] for code in codes)
            default = self._default.get(tokens[place.first].base, codes[0])
            code = default if not best or counts[default] == best else next(code for code in codes if counts[code] == best)
            name, kind = self._names[code], "country"
            rival = max(known.rivals, key=lambda other: counts[other[2]], default=None)
            if rival is not None and counts[rival[2]] > counts[code]:
                name, kind, code = rival
            found[number] = PlaceMention(place.span, place.first, place.last, name, kind, code, place.score, "places:contextual")


def _mention(tokens: Sequence[Token], at: int, last: int, known: Known, *, whole: bool) -> PlaceMention:
    """Make a mention of a listed place."""
    token = tokens[at]
    start = token.span.start if whole else token.base_start
    score = 0.7 if known.ambiguous else 0.9
    return PlaceMention(Span(start, tokens[last - 1].span.end), at, last, known.name, known.kind, known.country, score, "places:gazetteer")
