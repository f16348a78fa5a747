"""The library: load a pipeline once, analyze texts and documents with it."""

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.assemble import Stages, analyze, build, tabulate
from pipeline.core.analysis import Analysis
from pipeline.core.config import Config, ReadOptions, iso_date
from pipeline.core.document import Document, document_id
from pipeline.core.errors import IngestError
from pipeline.core.serialize import to_json
from pipeline.exports.reading import read_rows
from pipeline.ingest.published import in_text
from pipeline.ingest.reader import read_inputs
from pipeline.ingest.records import with_unique_ids
from pipeline.report.explain import explain
from pipeline.report.html import highlighted
from pipeline.resources.store import ModelStore
from pipeline.tables.frames import frame, frames, run_rows
from pipeline.tables.rows import Rows
from pipeline.tables.schema import TABLES

if TYPE_CHECKING:
    import pandas as pd

_TABLES = {table.name: table for table in TABLES}


@dataclass(frozen=True, slots=True)
class Result:
    """What was found in one document: DataFrames with the columns and dtypes of ``docs/tables.md``.

    A frame is made when it is first asked for. In a notebook the result shows itself as the text with its mentions highlighted.

    Attributes:
        analysis: The annotations themselves.
        rows: The same rows as plain records, by table name.
    """

    analysis: Analysis
    rows: Rows = field(repr=False)
    _frames: dict[str, "pd.DataFrame"] = field(default_factory=dict, repr=False, compare=False)

    @property
    def document(self) -> Document:
        """The document as read."""
        return self.analysis.document

    @property
    def organizations(self) -> "pd.DataFrame":
        """One row an organization."""
        return self._frame("organizations")

    @property
    def officials(self) -> "pd.DataFrame":
        """One row a person and position."""
        return self._frame("officials")

    @property
    def dates(self) -> "pd.DataFrame":
        """One row a temporal expression."""
        return self._frame("dates")

    @property
    def actions(self) -> "pd.DataFrame":
        """One row an action."""
        return self._frame("actions")

    @property
    def mentions(self) -> "pd.DataFrame":
        """One row a mention of an organization or person."""
        return self._frame("mentions")

    @property
    def relations(self) -> "pd.DataFrame":
        """One row a pair of entities."""
        return self._frame("relations")

    def explain(self, action_id: str) -> str:
        """Say why an action is there: its rule, its words and where its arguments were read.

        Args:
            action_id: Of the ``actions`` table.

        Raises:
            MirsadError: There is no such action.
        """
        return explain(self.analysis, action_id)

    def to_json(self) -> str:
        """Return the document's rows as one JSON object, keyed by table."""
        return to_json(self.rows)

    def _frame(self, name: str) -> "pd.DataFrame":
        if name not in self._frames:
            self._frames[name] = frame(_TABLES[name], self.rows[name])
        return self._frames[name]

    def _repr_html_(self) -> str:
        return highlighted(self.analysis)


class Pipeline:
    """The loaded stages; safe to use for any number of documents, in one thread at a time."""

    def __init__(self, config: Config, stages: Stages) -> None:
        """Hold stages; :func:`load` is the way to make one.

        Args:
            config: The options that the stages were built from.
            stages: Every stage, loaded.
        """
        self.config = config
        self._stages = stages

    def analyze(self, text: str | Document, *, published: str | date | None = None) -> Result:
        """Analyze one text.

        Args:
            text: Raw text of an article, or a document with an id and metadata of its own.
            published: Publication date (ISO 8601), against which relative dates are resolved. Without one, the document's own
                counts, or the one of the pipeline's config, or that of a date line in the text; with none at all, relative
                dates stay unresolved.

        Raises:
            MirsadError: ``published`` is not a date.
        """
        document = text if isinstance(text, Document) else Document(document_id("", text), text)
        document = _dated(document, published, self.config.published)
        analysis = analyze(self._stages, document)
        return Result(analysis, tabulate(self._stages, analysis))

    def analyze_many(self, documents: Iterable[str | Document]) -> Iterator[Result]:
        """Analyze texts or documents one after the other, as the results are asked for."""
        return map(self.analyze, documents)

    def analyze_files(self, *inputs: str | Path, options: ReadOptions | None = None) -> Iterator[Result]:
        """Analyze the documents of files, folders and archives, as the results are asked for.

        Args:
            inputs: Paths; what ``mirsad run`` reads is read here too.
            options: Names of columns and keys.

        Yields:
            A result for each document. What cannot be read, is empty or is not Arabic is warned of and passed over;
            ``mirsad run`` makes a row of it.

        Raises:
            MirsadError: A path does not exist.
        """
        missing = next((path for path in inputs if not Path(path).exists()), None)
        if missing is not None:
            raise IngestError(f"{missing} does not exist: name a file or a folder")
        reading = options or ReadOptions(published=self.config.published)
        for item in with_unique_ids(read_inputs([str(path) for path in inputs], reading)):
            if isinstance(item, Document):
                yield self.analyze(item)
            else:
                warnings.warn(f"{item.source}: {item.error}", stacklevel=2)


def load(config: Config | None = None, *, ner: str = "", published: str = "") -> Pipeline:
    """Load the models and return a pipeline; takes about a second, once.

    Args:
        config: Options; the two below are shorthands for its fields.
        ner: Name of the named-entity backend.
        published: Publication date for texts that come without one.

    Raises:
        MirsadError: A model is missing or wrong, or there is no such backend.
    """
    given = config or Config()
    config = replace(given, ner=ner or given.ner, published=published or given.published)
    return Pipeline(config, build(config, ModelStore.of(config.models, config.lexicons)))


def to_frames(results: Iterable[Result]) -> dict[str, "pd.DataFrame"]:
    """Join the tables of several results.

    Returns:
        Every table of ``docs/tables.md`` by name, ``documents`` and ``entities`` included.
    """
    return frames(run_rows(result.rows for result in results))


def read_run(folder: str | Path) -> dict[str, "pd.DataFrame"]:
    """Read the tables that ``mirsad run --out FOLDER`` wrote.

    Raises:
        MirsadError: The folder holds no run.
    """
    return frames(read_rows(Path(folder)))


def _dated(document: Document, published: str | date | None, default: str) -> Document:
    """Return the document with its publication date: the one given, its own, the default, or that of a date line in the text."""
    if published is None and document.published:
        return document
    given = published.isoformat() if isinstance(published, date) else iso_date(published or default)
    if given:
        return replace(document, published=given, published_from="option")
    found = in_text(document.text)
    return replace(document, published=found, published_from="text") if found else document
