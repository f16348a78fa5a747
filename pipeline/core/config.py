"""The options that change what a run finds; part of the run manifest."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Config:
    """Options of a pipeline.

    Attributes:
        ner: Name of the named-entity backend; several joined with ``+`` are united.
        ner_model: Path of the backend's model where it is not the shipped one.
        models: Folder to use in place of the shipped models.
        published: Publication date, ISO 8601, for documents that carry none.
    """

    ner: str = "default"
    ner_model: Path | None = None
    models: Path | None = None
    published: str = ""
