"""Names in their other spellings: ``شئون`` beside ``شؤون``, ``كوردستان`` beside ``كردستان``."""

from pipeline.core.errors import RuleError
from pipeline.normalize.normalizer import key
from pipeline.resources.records import Words
from pipeline.resources.store import ModelStore

FILE = "lexicons/spellings.yaml"

Pairs = tuple[tuple[str, str], ...]
"""Folded stems that stand for each other, in both directions."""


def read_pairs(models: ModelStore) -> Pairs:
    """Return the pairs of stems.

    Raises:
        RuleError: An entry is not a pair of two different stems.
    """
    pairs: list[tuple[str, str]] = []
    for entry in models.yaml(FILE):
        stems = [key(str(stem)) for stem in entry] if isinstance(entry, list) else []
        if len(stems) != 2 or stems[0] == stems[1] or not all(stems):
            raise RuleError(f"{models.folder / FILE}: {entry!r} must be two spellings of one stem, such as [شؤون, شئون]")
        pairs += [(stems[0], stems[1]), (stems[1], stems[0])]
    return tuple(pairs)


class Speller:
    """Writes names in their other spellings; what it makes of a word is remembered."""

    __slots__ = ("_memory", "_pairs")

    def __init__(self, pairs: Pairs) -> None:
        """Build a speller."""
        self._pairs = pairs
        self._memory: dict[str, str] = {}

    def __call__(self, names: tuple[Words, ...]) -> tuple[Words, ...]:
        """Return names followed by those of their other spellings that are not among them, every word respelled at once."""
        memory = self._memory
        out: dict[Words, None] = dict.fromkeys(names)
        for words in names:
            other = []
            for word in words:
                respelled = memory.get(word)
                if respelled is None:
                    respelled = memory[word] = self._respell(word)
                other.append(respelled)
            out[tuple(other)] = None
        return tuple(out)

    def _respell(self, word: str) -> str:
        for stem, other in self._pairs:
            if stem in word:
                return word.replace(stem, other)
        return word
