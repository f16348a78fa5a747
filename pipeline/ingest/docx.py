"""Word documents: paragraphs and tables by python-docx."""

import io
import zipfile
from collections.abc import Iterator

from pipeline.core.config import ReadOptions
from pipeline.core.errors import IngestError
from pipeline.ingest.blob import Blob
from pipeline.ingest.records import Article, Item, document_of, skipped

SUFFIXES = (".docx",)


def read(blob: Blob, options: ReadOptions) -> Iterator[Item]:
    """Yield the document of a Word file.

    Raises:
        IngestError: It is not a Word file.
    """
    data = blob.read()
    if not data:
        yield skipped(blob.source, "the file is empty: there is nothing to extract")
        return
    import docx
    from docx.opc.exceptions import OpcError
    from docx.table import Table

    try:
        word = docx.Document(io.BytesIO(data))
        blocks = list(word.iter_inner_content())
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, SyntaxError) as error:
        raise IngestError(f"not a Word document that can be opened ({error}): save it again as .docx or .txt") from error
    lines: list[str] = []
    headline = ""
    for block in blocks:
        if isinstance(block, Table):
            lines.extend(" – ".join(dict.fromkeys(cell.text.strip() for cell in row.cells if cell.text.strip())) for row in block.rows)
            continue
        style = (block.style.name or "").lower() if block.style is not None else ""
        if not any(lines) and block.text.strip() and style.startswith(("title", "heading")):
            headline = block.text.strip()
        lines.append(block.text)
    yield document_of(Article(blob.source, "\n\n".join(line for line in lines if line.strip()), headline=headline), options)
