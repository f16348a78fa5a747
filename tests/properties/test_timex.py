"""What must hold for any date of the calendars and for any string."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.annotations import Timex
from pipeline.core.document import Document
from pipeline.normalize.normalizer import normalize
from pipeline.resources.store import ModelStore
from pipeline.segment.segmenter import Segmenter
from pipeline.timex.calendars import FIRST_YEAR, LAST_YEAR, gregorian_to_hijri, hijri_interval, hijri_to_gregorian, month_length
from pipeline.timex.finder import TimexFinder

STORE = ModelStore.shipped()
SEGMENT = Segmenter.from_models(STORE)
FIND = TimexFinder.from_models(STORE)
MONTHS = STORE.yaml("lexicons/time_months.yaml")
LATIN_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
UNITS = ("الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر")
TEENS = ("الحادي عشر", "الثاني عشر", *(f"{unit} عشر" for unit in UNITS[2:9]))
TENS = ("العشرين", "الحادي والعشرين", *(f"{unit} والعشرين" for unit in UNITS[1:9]), "الثلاثين", "الحادي والثلاثين")
ORDINALS = (*UNITS, *TEENS, *TENS)

GREGORIAN_STYLES = (
    *("{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{y}/{m}/{d}", "{y}-{m:02}-{d:02}", "{d}-{m}-{y}", "{d}.{m}.{y}", "{d} / {m} / {y}م"),
    *("{d} {name} {y}", "{d} {name} {y}م", "{d} {name} عام {y}", "{d} من {name} {y}", "{d} من شهر {name} لعام {y}"),
    *("{ordinal} من {name} {y}", "{ordinal} من شهر {name} {y}"),
)
HIJRI_STYLES = (
    *("{d}/{m}/{y}هـ", "{d:02}/{m:02}/{y}", "{y}/{m}/{d}هـ", "{d}-{m}-{y} هـ", "{d} / {m} / {y} ه"),
    *("{d} {name} {y}هـ", "{d} {name} {y} هـ", "{d} {name} {y}", "{d} من {name} عام {y}هـ"),
    *("{ordinal} من {name} {y}هـ", "{ordinal} من شهر {name} لعام {y}هـ"),
)
WORDS = """
اليوم أمس غدا الأحد الخميس مساء صباح الساعة العاشرة والنصف إلا ربعا من إلى حتى بين و 12 16 31 2024 1446 هـ م / - . : ( ) الجاري الماضي
المقبل عام سنة شهر العام الشهر الأسبوع الربع النصف الأول الأخير يومي شهري عامي ثلاثة أيام أشهر قبل بعد كل الموافق منتصف ليل مطلع نهاية القرن
التسعينيات ٢٥ 24/10 1436/10/26 12.30 9999 0
"""
FRAGMENTS = [*(name for calendar in ("gregorian", "hijri") for names in MONTHS[calendar].values() for name in names), *WORDS.split()]
TEXTS = st.one_of(
    st.text(max_size=100),
    st.lists(st.sampled_from([*FRAGMENTS, " ", "\n", "ـ", "\u064e", "\u200f"]), max_size=25).map(" ".join),
    st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.characters()), max_size=25).map("".join),
)


def find(text: str, published: str = "") -> tuple[Timex, ...]:
    document = Document("d", text, "d.txt", "", published, "option" if published else "")
    return FIND(document, SEGMENT(document, normalize(text)))


@pytest.mark.parametrize("style", GREGORIAN_STYLES)
@settings(max_examples=40, deadline=None)
@given(day=st.dates(date(1800, 1, 1), date(2199, 12, 31)), pick=st.integers(0, 99), arabic=st.booleans())
def test_gregorian_dates_are_read_back(style: str, day: date, pick: int, arabic: bool) -> None:
    names = [name for name in MONTHS["gregorian"][day.month] if not name.isascii()]
    text = style.format(d=day.day, m=day.month, y=day.year, name=names[pick % len(names)], ordinal=ORDINALS[day.day - 1])
    text = text.translate(LATIN_DIGITS) if arabic else text
    found = find(text)
    assert [(timex.value, timex.calendar, timex.span.of(text)) for timex in found] == [(day.isoformat(), "gregorian", text)]


@pytest.mark.parametrize("style", HIJRI_STYLES)
@settings(max_examples=40, deadline=None)
@given(year=st.integers(FIRST_YEAR, LAST_YEAR), month=st.integers(1, 12), day=st.integers(1, 30), pick=st.integers(0, 99))
def test_hijri_dates_are_read_back(style: str, year: int, month: int, day: int, pick: int) -> None:
    day = min(day, month_length(year, month))
    names = MONTHS["hijri"][month]
    text = style.format(d=day, m=month, y=year, name=names[pick % len(names)], ordinal=ORDINALS[day - 1])
    found = find(text)
    expected = hijri_to_gregorian(year, month, day)
    assert expected is not None
    assert [(timex.value, timex.hijri, timex.span.of(text)) for timex in found] == [
        (expected.isoformat(), f"{year:04d}-{month:02d}-{day:02d}", text)
    ]


@given(st.dates(date(1924, 8, 1), date(2077, 11, 16)))
def test_calendars_are_inverse(day: date) -> None:
    hijri = gregorian_to_hijri(day)
    assert hijri is not None
    assert hijri_to_gregorian(*hijri) == day


@given(st.integers(1, 1342) | st.integers(1501, 1600), st.integers(1, 12))
def test_tabular_months_follow_each_other(year: int, month: int) -> None:
    this, following = hijri_interval(year, month), hijri_interval(year + month // 12, month % 12 + 1)
    assert this is not None
    assert following is not None
    # The tables begin in 1343 and end in 1500; there the two calendars may be a day or two apart.
    gap = (following[0] - this[1]).days
    assert gap == 1 or (year in (FIRST_YEAR - 1, LAST_YEAR) and -1 <= gap <= 3)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(["", "2024-10-17", "2024-02-29", "0001-01-01", "9999-12-31", "soon"]))
def test_no_string_raises_and_spans_slice_back(text: str, published: str) -> None:
    end = 0
    for timex in find(text, published):
        assert end <= timex.span.start < timex.span.end <= len(text)
        end = timex.span.end
        assert timex.span.of(text)[0] not in "،,.:-–/)"
        assert timex.span.of(text)[-1] not in "،,.:-–/("
        assert not timex.start_date or date.fromisoformat(timex.start_date) <= date.fromisoformat(timex.end_date)
        assert timex.type in {"DATE", "TIME", "DURATION", "SET"}
        assert timex.relative or not timex.anchor


@given(TEXTS)
def test_nothing_depends_on_the_day_of_the_run(text: str) -> None:
    for timex in find(text):
        assert timex.anchor == ""
        if timex.relative:
            assert timex.start_date == timex.end_date == "" or "X" not in timex.value
