"""Whatever the bytes, reading yields documents or reasons, and never raises."""

import gzip
import io
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.config import ReadOptions
from pipeline.core.document import Document, Rejected
from pipeline.ingest.encodings import arabicness, decode
from pipeline.ingest.published import in_text, normalized
from pipeline.ingest.reader import read_inputs

ARABIC = st.text(alphabet=st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإؤئ .،\n0123456789"), min_size=1, max_size=200)
BYTES = st.one_of(
    st.binary(max_size=300),
    ARABIC.map(lambda text: text.encode("cp1256")),
    st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")),
    ARABIC.map(lambda text: ('{"text": "' + text + '"').encode()),
    ARABIC.map(lambda text: ("text,id\n" + text).encode("utf-16")),
    ARABIC.map(lambda text: gzip.compress(text.encode())[:-3]),
)


def zipped(data: bytes, name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as writer:
        writer.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize("suffix", [".txt", ".json", ".jsonl", ".csv", ".tsv", ".zip", ".gz", ".txt.gz", ".html", ".docx", ".x", ""])
@settings(max_examples=25, deadline=None)
@given(data=BYTES)
def test_reading_never_raises(suffix: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, f"a{suffix}").write_bytes(data)
        Path(folder, "b.zip").write_bytes(zipped(data, f"a{suffix}"))
        found = list(read_inputs([folder], ReadOptions()))
    assert found
    for item in found:
        assert item.id
        assert isinstance(item, Document) or (isinstance(item, Rejected) and item.status in ("skipped", "failed") and item.error)
        item.text.encode("utf-8")


@given(ARABIC)
def test_utf_8_and_utf_16_round_trip(text: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert decode(text.encode(encoding)).text == text


@given(st.text(max_size=200))
def test_dates_are_iso_or_empty(text: str) -> None:
    for found in (normalized(text), in_text(text)):
        assert found == "" or (len(found) == 10 and found[4] == found[7] == "-")
    arabicness(text)
