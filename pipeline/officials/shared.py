"""Titles in the dual or plural of which every holder names a country or field of his own (``وزيرا الداخلية فلان والدفاع فلان``)."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.normalize.normalizer import key
from pipeline.officials.complements import feminine
from pipeline.officials.context import Context, Title
from pipeline.officials.ministries import Ministries
from pipeline.officials.persons import Name
from pipeline.officials.phrases import PhraseReader


class SharedTitles:
    """Reads the further holders of a title that stands once for several."""

    def __init__(self, ministries: Ministries, phrases: PhraseReader) -> None:
        """Build a reader from the lexicons."""
        self._ministries = ministries
        self._phrases = phrases

    def read(self, context: Context, pairs: Sequence[tuple[Title, int]], names: Sequence[Name]) -> list[tuple[Title, int]]:
        """Return the titles of further holders, each with the index of the holder in ``names``.

        Args:
            context: The document.
            pairs: Titles with their holders, as read so far.
            names: The sentence's names, in order.
        """
        found: list[tuple[Title, int]] = []
        taken = {holder for _, holder in pairs}
        for title, holder in pairs:
            several = title.number != "s" or title.singular
            if holder < 0 or not several or title.kind not in ("ministry", "place") or title.last > names[holder].start:
                continue
            current = holder
            while current + 1 < len(names) and current + 1 not in taken:
                start, end = names[current].last, names[current + 1].start
                start += start < end and context.tokens[start].text in "،,"
                if start >= end or context.tokens[start].proclitics != ("و",):
                    break
                other = self._elliptic(context, title, start, end)
                if other is None:
                    break
                current += 1
                found.append((other, current))
        return found

    def _elliptic(self, context: Context, title: Title, start: int, end: int) -> Title | None:
        """Read the country or field between two names as what the second one's title governs."""
        base = context.tokens[start].base
        nation = self._ministries.nation([base, *context.keys[start + 1 : end]], 0, end - start)
        if nation is not None and nation[1] == end - start:
            return self._abroad(context, title, start, end, nation[0])
        if title.kind != "ministry":
            return None
        last = self._ministries.read(context.tokens, context.keys, start, end, self._phrases.ends, single=False)
        if last == start:
            return None
        token = context.tokens[start]
        name = " ".join(["وزارة", token.text[len(token.text) - len(base) :], *(word.text for word in context.tokens[start + 1 : last])])
        nation = self._ministries.nation(context.keys, last, end) if last < end else None
        if nation is not None:
            name, last = f"{name} {feminine(context, last, nation[1])}", nation[1]
        if last != end:
            return None
        country = nation[0] if nation is not None else title.country
        return replace(title, first=start, last=end, organization=name, organization_span=None, country=country)

    def _abroad(self, context: Context, title: Title, start: int, end: int, code: str) -> Title:
        """Give a title the country that an adjective names."""
        name, kind = self._ministries.countries.get(code, ""), "place"
        if title.kind == "ministry":
            words = title.organization.split()
            while len(words) > 2 and self._ministries.nation([key(words[-1])], 0, 1) is not None:
                words.pop()
            token = context.tokens[start]
            adjective = " ".join(
                [token.text[len(token.text) - len(token.base) :], *(word.text for word in context.tokens[start + 1 : end])]
            )
            adjective = " ".join(f"{word}ة" if word.endswith("ي") else word for word in adjective.split())
            name, kind = " ".join([*words, adjective]), "ministry"
        return replace(title, first=start, last=end, organization=name, kind=kind, organization_span=None, country=code)
