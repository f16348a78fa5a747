"""The embedded backend: rules and gazetteers, no trained model."""

from pipeline.core.annotations import NerSpan, Segmentation
from pipeline.matching.names import LIKELY, NameGrammar
from pipeline.resources.store import ModelStore

SCORE = 0.5
"""Score of a name that only the rules see: below what the stages after this take for granted."""


class RuleBackend:
    """Finds persons by given names and the words that may follow one.

    Titles, honorifics and organizations come into play in the officials stage; here a name needs a given name and a second
    word of names (:class:`pipeline.matching.names.NameGrammar`).
    """

    name = "rules"

    def __init__(self, names: NameGrammar) -> None:
        """Build a backend.

        Args:
            names: The grammar of names.
        """
        self._names = names

    @classmethod
    def from_models(cls, models: ModelStore) -> "RuleBackend":
        """Build the shipped backend."""
        return cls(NameGrammar.from_models(models))

    def recognize(self, segmentation: Segmentation) -> tuple[NerSpan, ...]:
        """Return the names of persons in the order of the text, none overlapping another."""
        names, tokens = self._names, segmentation.tokens
        found: list[NerSpan] = []
        for sentence in segmentation.sentences:
            if sentence.kind == "furniture":
                continue
            at = sentence.first
            while at < sentence.last:
                last = at
                if (
                    tokens[at].kind == "word"
                    and names.starts(tokens, at, sentence.last)
                    and not self._embedded(segmentation, at, sentence.first)
                ):
                    last = names.read(tokens, at, sentence.last, strong=False)
                if last - at > 1 and any(names.word(token.norm).share >= LIKELY for token in tokens[at + 1 : last]):
                    found.append(NerSpan(at, last, "person", SCORE, self.name))
                at = max(last, at + 1)
        return tuple(found)

    def _embedded(self, segmentation: Segmentation, at: int, first: int) -> bool:
        """Say whether the name is part of a street's, hospital's or prize's."""
        cues, tokens = self._names.cues, segmentation.tokens
        index = at - 1
        if index > first and tokens[index].norm in cues.embedding_titles:
            index -= 1
        return index >= first and tokens[index].base in cues.embedding and not tokens[at].proclitics
