"""The event stage: actions, their participants, and whether they happened."""

from pipeline.core.annotations import Event, Links, PlaceMention, Segmentation, Timex
from pipeline.core.document import Document
from pipeline.resources.store import ModelStore


class EventFinder:
    """Finds actions by rules."""

    @classmethod
    def from_models(cls, models: ModelStore) -> "EventFinder":
        """Build the shipped finder."""
        return cls()

    def __call__(
        self, document: Document, segmentation: Segmentation, places: tuple[PlaceMention, ...], links: Links, timexes: tuple[Timex, ...]
    ) -> tuple[Event, ...]:
        """Return the actions of a document in the order of the text."""
        return ()
