"""Every row points into the raw text: ``raw[start:end] == text``, for any Unicode string and for the newspapers."""

import itertools
import json
import zipfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.api import Pipeline
from pipeline.core.document import Document
from pipeline.exports.cells import from_cell
from pipeline.tables.rows import Rows
from pipeline.tables.schema import DOCUMENT_TABLES, Column

SPOKEN = {"organizations": "text", "officials": "text", "dates": "text", "mentions": "text", "actions": "trigger"}
"""The column of each table that repeats the raw text."""

COLUMN = Column("", "text", "")

WORDS = (
    "وزارة العدل", "للوزارة", "وَزِير", "الداخليّة", "د. أحمد بن سالم", "أ.د. فاطمة العلي", "ﻭﺯﺍﺭﺓ", "ﷲ", "وزارة\u200fالصحة",
    "أكدت", "أعلن", "قام بزيارة", "تم توقيع", "أمس", "يوم الأحد ١٢ أكتوبر", "1446/3/15هـ", "من 12 إلى 16 أكتوبر الجاري",
    "20th, October 2024 GMT", "الأمم المتحدة", "(واس)", "سبق- ينبع:", "«", "»", "؟", "!", "…", "؛", "\n", "\n\n", "\r\n", "\t",
    " ", "\u00a0", "\u200b", "\u202b", "\u2066", "\ufeff", "ـــ", "\u0651", "\u0670", "=1+1", "-", "@", "😀", "👩‍⚖️", "e\u0301",
    "\x00", "\u2028", "ی", "ک", "٪", "٣٫١٤", "اقرأ أيضاً",
)  # fmt: skip


def check(rows: Rows, raw: str) -> None:
    sentences = rows["documents"][0]["n_sentences"]
    for name, column in SPOKEN.items():
        for row in rows[name]:
            assert 0 <= row["start"] < row["end"] <= len(raw), (name, row)
            assert raw[row["start"] : row["end"]] == row[column], (name, row)
            assert 0 <= row.get("sentence", 0) < sentences, (name, row)
    for row in rows["relations"]:
        assert 0 <= row["start"] < row["end"] <= len(raw), row


def check_cells(rows: Rows) -> None:
    """No cell that repeats the raw text needs a guard against formulas, so it stands in the CSV as it is."""
    for name, column in SPOKEN.items():
        for row in rows[name]:
            assert from_cell(COLUMN, row[column]) == row[column], (name, row)
            assert row[column][0] not in "=+-@\t\r", (name, row)


def check_links(rows: Rows) -> None:
    """Ids of one table are rows of another."""
    listed = {row["org_id"] for row in rows["organizations"]} | {row["person_id"] for row in rows["officials"]}
    dates = {row["date_id"] for row in rows["dates"]} | {""}
    assert {row["entity_id"] for row in rows["mentions"]} <= listed
    assert {row["date_id"] for row in rows["actions"]} <= dates
    for table, key in (("dates", "date_id"), ("actions", "action_id"), ("mentions", "mention_id"), ("organizations", "org_id")):
        ids = [row[key] for row in rows[table]]
        assert len(ids) == len(set(ids)), table
    for table in DOCUMENT_TABLES:
        for row in rows[table.name]:
            assert set(row) == set(table.names), table.name


def verify(nlp: Pipeline, document: Document) -> None:
    rows = nlp.analyze(document).rows
    check(rows, document.text)
    check_cells(rows)
    check_links(rows)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text())
def test_any_unicode(nlp: Pipeline, text: str) -> None:
    verify(nlp, Document("d", text, published="2024-10-20"))


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=40), joint=st.sampled_from(["", " "]))
def test_any_sequence_of_awkward_words(nlp: Pipeline, words: list[str], joint: str) -> None:
    verify(nlp, Document("d", joint.join(words), published="2024-10-20"))


def test_newspapers(nlp: Pipeline, shared: Path) -> None:
    for path in sorted((shared / "data" / "news").glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            records = json.loads(archive.read(archive.namelist()[0]))
        for record in itertools.islice(records, 0, None, max(1, len(records) // 10)):
            verify(nlp, Document(record["url"], record["content"] or "", published="2015-07-21"))


def test_gold_documents(nlp: Pipeline, shared: Path) -> None:
    for path in sorted((shared / "gold").glob("*/*.txt")):
        verify(nlp, Document(path.stem, path.read_text(encoding="utf-8"), published="2024-10-20"))
