"""The small words of ``models/lexicons/modality.yaml``, folded."""

from dataclasses import dataclass, fields

from pipeline.normalize.normalizer import key
from pipeline.resources.store import ModelStore

NAME = "lexicons/modality.yaml"


@dataclass(frozen=True, slots=True)
class Words:
    """Sets of folded words; what each is for stands in the file."""

    prepositions: frozenset[str]
    verb_openers: frozenset[str]
    content_heads: frozenset[str]
    content_openers: frozenset[str]
    deciders: frozenset[str]
    habits: frozenset[str]
    negation: frozenset[str]
    future: frozenset[str]
    planned: frozenset[str]
    possible: frozenset[str]
    obligatory: frozenset[str]
    requested: frozenset[str]
    conditional: frozenset[str]
    purpose: frozenset[str]
    wish: frozenset[str]
    attribution: frozenset[str]
    adverbs: frozenset[str]
    acts: frozenset[str]
    groups: frozenset[str]
    honorifics: frozenset[str]

    @classmethod
    def from_models(cls, models: ModelStore) -> "Words":
        """Read and fold the lists.

        Raises:
            ModelError: A list is missing or unknown; the message names file, key and nearest known key.
        """
        names = [field.name for field in fields(cls) if field.name != "honorifics"]
        data = models.sections(NAME, names)
        ranks = models.yaml("lexicons/honorifics.yaml")
        styles = [
            word
            for group in ("styles", "degrees", "ranks")
            for words in ranks[group].values()
            for phrase in words
            for word in phrase.split()
        ]
        return cls(
            **{name: frozenset(key(word) for word in data[name]) for name in names},
            honorifics=frozenset(key(word) for word in (*styles, *ranks["suffixes"])),
        )
