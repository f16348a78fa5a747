import pytest

from pipeline.core.errors import IngestError
from pipeline.ingest.encodings import decode

SHORT = ["وزارة العدل", "أكد الوزير ذلك.", "قطر تستضيف القمة", "الكويت", "عقد مجلس الوزراء اجتماعه", "لجنة", "إعلان الهدنة في غزة"]
LONG = (
    "عقدت اللجنة الوطنية لمكافحة الاتجار بالأشخاص اجتماعها الدوري برئاسة وكيل وزارة العدل، وبحثت ما تحقق من الخطة السنوية (2024).\n"
    "وأوضح الوكيل أن الجهات الأعضاء أنجزت 14 دورة تدريبية؛ وستعلن اللجنة نتائجها في نهاية الشهر.\n"
) * 40
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "iso8859_6"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", [*SHORT, LONG, LONG[:333]])
def test_round_trip(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_windows_1256_with_its_own_letters() -> None:
    text = "قالت شركة Crédit Agricole إن «النتائج» جيدة – وفق بيانها…"
    assert decode(text.encode("cp1256")).text == text


def test_a_long_text_is_judged_by_its_beginning_and_read_whole() -> None:
    assert decode((LONG * 20).encode("utf-8")).text == LONG * 20


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"%PDF-1.7 ...", "not a text but a PDF"),
        (b"PK\x03\x04aaaa", "a zip archive or an Office document"),
        (bytes(range(256)) * 8, "zero bytes"),
        ("ニュース記事の本文です。政府は昨日発表した。".encode("shift_jis"), "save it as UTF-8"),
        (LONG.encode("utf-8")[:3001] + b"\xff\xfe\xfa" + LONG.encode("utf-8"), "not valid UTF-8 at byte 3"),
    ],
)
def test_what_is_no_text_in_these_encodings(data: bytes, error: str) -> None:
    with pytest.raises(IngestError, match=error):
        decode(data)
