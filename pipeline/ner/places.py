"""Places of the gazetteer in a document."""

from pipeline.core.annotations import NerSpan, PlaceMention, Segmentation
from pipeline.resources.store import ModelStore


class PlaceFinder:
    """Finds countries, cities and regions."""

    @classmethod
    def from_models(cls, models: ModelStore) -> "PlaceFinder":
        """Build the shipped finder."""
        return cls()

    def __call__(self, segmentation: Segmentation, spans: tuple[NerSpan, ...]) -> tuple[PlaceMention, ...]:
        """Return the places of a document in the order of the text."""
        return ()
