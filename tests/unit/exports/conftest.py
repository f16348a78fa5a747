"""Three documents that were written in every format once: an ordinary one, one that tries to break things, and one that failed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.api import Pipeline
from pipeline.core.document import Document, Rejected
from pipeline.exports.folder import write_tables
from pipeline.exports.formats import NAMES, create
from pipeline.exports.record import Record, render, token_spans
from pipeline.tables.entities import EntityBook
from pipeline.tables.frames import frames
from pipeline.tables.rows import Row, rejected_row

ORDINARY = (
    "وزير العدل يوقع اتفاقية مع وزارة العمل\n\n"
    "أعلنت وزارة العدل أمس إطلاق خدمة جديدة للموقوفين. وقال وزير العدل الدكتور أحمد بن سالم العلي إن الوزارة بدأت العمل في 3 مارس 2024.\n\n"
    "ووقعت الوزارة اتفاقية مع المنظمة الدولية للهجرة (IOM) في 15 شعبان 1445هـ، ودعا مدير المنظمة خالد منصور الحربي إلى دعمها."
)

HOSTILE = (
    '=HYPERLINK("http://example.org";"x")\n\n'
    "<script>alert('😀')</script> ولوزارة العدل 😀 أعلنت وزارة العدل اليوم: \"@نعم\" & _x0041_ \x07\tو+حرف.\r\n\r\n"
    "- قال وزير العدل إن 5 < 6 وإن 'الأُمَـــم' المتحدة — كما سماها — \u200fرحّبت|به\\."
)


@dataclass(frozen=True)
class Written:
    """A run written in every format."""

    folder: Path
    frames: dict[str, pd.DataFrame]
    records: tuple[Record, ...]
    entities: tuple[Row, ...]

    def write_again(self, folder: Path, *formats: str) -> Path:
        folder.mkdir()
        write_tables(folder, create(formats), self.records, lambda: self.entities)
        return folder


@pytest.fixture(scope="session")
def written(nlp: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Written:
    documents = [
        Document("ordinary", ORDINARY, "news.txt", "", "2024-03-04", "metadata"),
        Document("=1+1", HOSTILE, "+news.csv#1", "=cmd|' /C calc'!A0" + "ع" * 40_000, "1899-12-31", "metadata"),
    ]
    records, book = [], EntityBook()
    for document in documents:
        result = nlp.analyze(document)
        records.append(render(result.rows, document.text, token_spans(result.analysis.segmentation)))
    records.append(render({"documents": [rejected_row(Rejected("broken", "broken.zip", "failed", "it is broken"))]}, ""))
    for record in records:
        book.add(record.sightings)
    entities = tuple(book.rows())
    rows = {name: [row for record in records for row in record.rows[name]] for name in records[0].rows}
    made = Written(tmp_path_factory.mktemp("exports") / "run", frames(rows | {"entities": list(entities)}), tuple(records), entities)
    made.write_again(made.folder, *NAMES)
    return made


def plain(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A frame's rows as records, unknown values as None."""
    values: list[dict[str, Any]] = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return values
