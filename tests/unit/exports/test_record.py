"""What a run keeps of a document comes back as it was."""

import pytest

from pipeline.api import Pipeline
from pipeline.exports.record import TABLES_KEPT, pack, render, token_spans, unpack
from pipeline.tables.entities import sightings

TEXT = "أعلنت وزارة العدل أمس إطلاق خدمة جديدة.\n\nوقال وزير العدل الدكتور أحمد بن سالم العلي إن الوزارة بدأت العمل.\n\nشارك المقال"


def test_a_record_is_what_was_rendered(nlp: Pipeline) -> None:
    result = nlp.analyze(TEXT, published="2024-10-20")
    spans = token_spans(result.analysis.segmentation)
    made = render(result.rows, TEXT, spans)
    record = unpack(*pack(made))
    assert record.parts == made.parts
    assert record.rows == result.rows
    assert record.text == TEXT
    assert record.sightings == sightings(result.rows)
    assert record.sentences == spans
    words = [span.of(TEXT) for sentence in record.sentences for span in sentence.tokens]
    assert words == [token.span.of(TEXT) for token in result.analysis.segmentation.tokens]
    assert [sentence.furniture for sentence in record.sentences] == [
        sentence.kind == "furniture" for sentence in result.analysis.segmentation.sentences
    ]
    for number, table in enumerate(TABLES_KEPT):
        assert record.csv(number).count(b"\r\n") >= len(result.rows[table.name])


def test_a_record_rendered_from_its_own_rows_is_the_same(nlp: Pipeline) -> None:
    result = nlp.analyze(TEXT, published="2024-10-20")
    record = render(result.rows, TEXT, token_spans(result.analysis.segmentation))
    assert render(record.rows, record.text, record.sentences).parts == record.parts


def test_damage_is_noticed() -> None:
    row = {"documents": [{"doc_id": "d"} | dict.fromkeys(("source", "title", "published", "published_from", "sha256", "error"), "")]}
    row["documents"][0] |= {"n_chars": 0, "n_sentences": 0, "n_tokens": 0, "status": "ok", "warnings": []}  # type: ignore[dict-item]
    packed, sizes = pack(render(row, ""))  # type: ignore[arg-type]
    for damaged in (packed[:-3], packed[:20] + b"\0" + packed[21:], b""):
        with pytest.raises(ValueError, match="damaged"):
            unpack(damaged, sizes)
