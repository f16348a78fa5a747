"""The options that change what a run finds; part of the run manifest."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.core.errors import MirsadError


@dataclass(frozen=True, slots=True)
class Config:
    """Options of a pipeline.

    Attributes:
        ner: Name of the named-entity backend; several joined with ``+`` are united.
        ner_model: Path of the backend's model where it is not the shipped one.
        models: Folder to use in place of the shipped models.
        published: Publication date, ISO 8601, for documents that carry none.
        rules: A user's own rules of actions, YAML files of the form that ``models/README.md`` describes; they go before the shipped ones.
        corrections: Files that the report's review page saved; they are replayed on the rows of each document.
        lexicons: A user's own organizations, CSV files with columns of ``models/gazetteers/organizations.csv``.
    """

    ner: str = "default"
    ner_model: Path | None = None
    models: Path | None = None
    published: str = ""
    lexicons: tuple[Path, ...] = ()
    rules: tuple[Path, ...] = ()
    corrections: tuple[Path, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a publication date that is none."""
        iso_date(self.published)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How inputs are read: names of columns or JSON keys, and a date for documents that carry none.

    Attributes:
        text_column: The text; a table or JSON object without it is a failed input.
        title_column: The headline.
        published_column: The publication date.
        id_column: The document's id, kept as ``doc_id``.
        url_column: The address it was published at, kept as ``source``.
        published: Publication date, ISO 8601, for documents that carry none, or empty.
    """

    text_column: str = "text"
    title_column: str = "title"
    published_column: str = "published"
    id_column: str = "id"
    url_column: str = "url"
    published: str = ""


def iso_date(text: str) -> str:
    """Return the date of an ISO 8601 date or time as ``YYYY-MM-DD``, or the empty string as it is.

    Raises:
        MirsadError: It is neither.
    """
    try:
        return date.fromisoformat(text[:10]).isoformat() if text else ""
    except ValueError as error:
        raise MirsadError(f"published {text!r} is not a date: write it like 2024-10-20") from error
