"""The officials stage: persons, and the positions they hold."""

from pipeline.core.annotations import NerSpan, OrganizationMention, PersonMention, PlaceMention, PositionMention, Segmentation
from pipeline.core.document import Document
from pipeline.resources.store import ModelStore


class OfficialFinder:
    """Finds persons and positions."""

    @classmethod
    def from_models(cls, models: ModelStore) -> "OfficialFinder":
        """Build the shipped finder."""
        return cls()

    def __call__(
        self,
        document: Document,
        segmentation: Segmentation,
        spans: tuple[NerSpan, ...],
        places: tuple[PlaceMention, ...],
        organizations: tuple[OrganizationMention, ...],
    ) -> tuple[tuple[PersonMention, ...], tuple[PositionMention, ...]]:
        """Return the person mentions and the positions of a document, each in the order of the text."""
        return (), ()
