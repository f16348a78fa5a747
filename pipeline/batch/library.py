"""A run from Python: ``pipeline.run(...)``, in this process, in several, or on a Dask cluster."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.batch.inputs import Inputs, check
from pipeline.batch.large import Limits
from pipeline.batch.runner import Progress, RunOptions, Summary
from pipeline.batch.runner import run as run_batch
from pipeline.core.config import Config, ReadOptions
from pipeline.core.document import Document
from pipeline.exports.formats import DEFAULT
from pipeline.ingest.records import Item

if TYPE_CHECKING:
    from distributed import Client


def run(
    inputs: str | Path | Iterable[str | Path] | Iterable[Document],
    out: str | Path,
    *,
    config: Config | None = None,
    columns: Mapping[str, str] | None = None,
    jobs: int = 0,
    client: "Client | None" = None,
    formats: Sequence[str] = DEFAULT,
    force: bool = False,
    retry_failed: bool = False,
    timeout: float | None = None,
    report: Callable[[Progress], None] | None = None,
) -> Summary:
    """Extract the tables of articles into a folder, as ``mirsad run`` does; called again, it goes on where it was.

    Args:
        inputs: Files, folders and archives, or documents.
        out: Folder that gets the tables; ``pipeline.read_run(out)`` reads them.
        config: Options of the pipeline.
        columns: Names of columns or JSON keys where they are not ``text``, ``title``, ``published``, ``id`` and ``url``, by these.
        jobs: Processes of this machine; 0 is this one alone.
        client: Of a Dask cluster, which then does the work; the tables are the same bytes.
        formats: Names of the formats to write.
        force: Whether tables of another run or of other inputs may be replaced.
        retry_failed: Whether documents whose analysis failed before are taken up again.
        timeout: Seconds that a document may take; needs ``jobs`` or a ``client``.
        report: Called as documents are done.

    Raises:
        MirsadError: An input does not exist, or the run cannot start or go on.
    """
    config, out = config or Config(), Path(out)
    reading = ReadOptions(**{f"{name}_column": column for name, column in (columns or {}).items()}, published=config.published)
    given = (inputs,) if isinstance(inputs, str | Path) else tuple(inputs)
    names = tuple(str(part) for part in given if not isinstance(part, Document))
    documents: Iterable[Item] = tuple(part for part in given if isinstance(part, Document))
    if names:
        check(names, out)
        documents = Inputs(names, reading)
    options = RunOptions(out, names, reading, jobs, tuple(formats), force, retry_failed, timeout, Limits())
    if client is None:
        return run_batch(documents, config, options, report)
    from pipeline.batch.cluster import engine

    return run_batch(documents, config, options, report, engine(client, config, options))
