"""The organization stage: names, types, countries and parents."""

from pipeline.core.annotations import NerSpan, OrganizationMention, PlaceMention, Segmentation
from pipeline.core.document import Document
from pipeline.resources.store import ModelStore


class OrganizationFinder:
    """Finds mentions of organizations."""

    @classmethod
    def from_models(cls, models: ModelStore) -> "OrganizationFinder":
        """Build the shipped finder."""
        return cls()

    def __call__(
        self, document: Document, segmentation: Segmentation, spans: tuple[NerSpan, ...], places: tuple[PlaceMention, ...]
    ) -> tuple[OrganizationMention, ...]:
        """Return the organization mentions of a document in the order of the text, none overlapping another."""
        return ()
