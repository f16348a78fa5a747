"""The linking stage: which mentions stand for the same organization or person of a document."""

from pipeline.core.annotations import Links, OrganizationMention, PersonMention, PlaceMention, PositionMention, Segmentation
from pipeline.core.document import Document
from pipeline.linking.organizations import link_organizations
from pipeline.resources.store import ModelStore


class Linker:
    """Links mentions within a document."""

    @classmethod
    def from_models(cls, models: ModelStore) -> "Linker":
        """Build the shipped linker."""
        return cls()

    def __call__(
        self,
        document: Document,
        segmentation: Segmentation,
        places: tuple[PlaceMention, ...],
        organizations: tuple[OrganizationMention, ...],
        persons: tuple[PersonMention, ...],
        positions: tuple[PositionMention, ...],
    ) -> Links:
        """Return the entities of a document, all their mentions and their positions."""
        entities, mentions = link_organizations(document, segmentation, places, organizations)
        return Links(entities, mentions, ())
