"""What a named-entity backend is."""

from typing import Protocol

from pipeline.core.annotations import NerSpan, Segmentation


class NerBackend(Protocol):
    """Finds persons, organizations, places and positions in a segmented document.

    Attributes:
        name: Its name on the command line and in ``found_by``.
    """

    name: str

    def recognize(self, segmentation: Segmentation) -> tuple[NerSpan, ...]:
        """Return labelled token spans with scores.

        Args:
            segmentation: Sentences and tokens of one document; furniture is left alone.

        Returns:
            Spans in the order of the text, none overlapping another of the same label.
        """
        ...
