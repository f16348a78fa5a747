"""The time stage: temporal expressions and their values."""

from pipeline.core.annotations import Segmentation, Timex
from pipeline.core.document import Document
from pipeline.resources.store import ModelStore


class TimexFinder:
    """Finds temporal expressions and resolves them."""

    @classmethod
    def from_models(cls, models: ModelStore) -> "TimexFinder":
        """Build the shipped finder."""
        return cls()

    def __call__(self, document: Document, segmentation: Segmentation) -> tuple[Timex, ...]:
        """Return the temporal expressions of a document in the order of the text."""
        return ()
