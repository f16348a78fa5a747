"""The finished analysis of one document."""

from dataclasses import dataclass

from pipeline.core.annotations import Entity, Event, Mention, PlaceMention, Position, Segmentation, Timex
from pipeline.core.document import Document


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that the stages found in one document; built once, in ``assemble.py``.

    Attributes:
        warnings: What a reader of the tables should know, such as two calendars that contradict each other.
    """

    document: Document
    segmentation: Segmentation
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    positions: tuple[Position, ...]
    places: tuple[PlaceMention, ...]
    timexes: tuple[Timex, ...]
    events: tuple[Event, ...]
    warnings: tuple[str, ...] = ()
