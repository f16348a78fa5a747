"""Attached particles: which words carry them, judged by the frequencies of word forms."""

from functools import lru_cache

from pipeline.resources.store import ModelStore


class CliticSplitter:
    """Splits a folded word into proclitics and base.

    The evidence is a list of word forms with counts: a word is split where its remainder is known and at least as frequent
    as the whole, so that ``وزاره`` keeps its و and ``والعدل`` does not.
    """

    def __init__(self, counts: dict[str, int], keep: frozenset[str]) -> None:
        """Build a splitter.

        Args:
            counts: Corpus counts of folded word forms.
            keep: Folded words that are never split.
        """
        self._counts = counts
        self._keep = keep
        self.split = lru_cache(maxsize=1 << 17)(self._split)

    @classmethod
    def from_models(cls, models: ModelStore) -> "CliticSplitter":
        """Build the shipped splitter."""
        counts = {}
        for line in models.lines("lexicons/wordforms.tsv"):
            form, count = line.split("\t")
            counts[form] = int(count)
        return cls(counts, frozenset(models.yaml("lexicons/clitics.yaml")["keep"]))

    def _split(self, word: str) -> tuple[tuple[str, ...], str, int]:
        """Return the proclitics of a folded word, its base, and how many letters of the word precede the base."""
        proclitics: tuple[str, ...] = ()
        base, cut = word, 0
        if word[:1] in ("و", "ف") and self._detaches(word, word[1:]):
            proclitics, base, cut = (word[0],), word[1:], 1
        if len(base) > 4 and base.startswith("لل"):
            return (*proclitics, "ل"), ("الل" if base.startswith("لله") else "ال") + base[2:], cut + 1
        if base[:1] in ("ب", "ل", "ك") and self._detaches(base, base[1:]):
            proclitics, base, cut = (*proclitics, base[0]), base[1:], cut + 1
        elif base[:1] == "س" and base[1:2] in ("ي", "ت", "ن", "ا") and self._detaches(base, base[1:]):
            proclitics, base, cut = (*proclitics, "س"), base[1:], cut + 1
        return proclitics, base, cut

    def _detaches(self, word: str, rest: str) -> bool:
        if word in self._keep or len(rest) < 2:
            return False
        if rest.startswith("ال") and len(rest) > 4:
            return True
        whole, part = self._counts.get(word, 0), self._counts.get(rest, 0)
        if part:
            return part >= whole
        if rest.startswith("لل") and len(rest) > 4:
            return True
        if whole == 0 and rest[0] in "بلك":
            return self._detaches(rest, rest[1:])
        return False
