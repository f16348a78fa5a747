"""Publication dates: what metadata give, and date lines in the text."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from pipeline.normalize.normalizer import key, plain
from pipeline.normalize.steps import fold_letters
from pipeline.resources.store import ModelStore, shipped_folder

FIRST, LAST = 1900, 2100
LINES = 8
"""First lines of a text in which a date line may stand."""
LINE_LIMIT = 140
"""Longest date line, in code points."""
LABEL = re.compile(
    r"(?:تاريخ (?:النشر|الخبر|الاصدار|نشر الخبر|التحديث)|نشر (?:في|بتاريخ|يوم)?|نشرت? (?:في|بتاريخ|يوم)|صدر (?:في|بتاريخ)"
    r"|اخر تحديث|التاريخ|publish(?:ed)?(?: on| at| date)?|date|posted(?: on)?|updated)\s*[:：\-]?\s*",
    re.IGNORECASE,
)
WEEKDAY = re.compile(
    r"(?:يوم )?(?:السبت|الاحد|الاثنين|الاتنين|الثلاثاء|الثلاثا|الاربعاء|الاربعا|الخميس|الجمعه"
    r"|[a-z]{3,9}day|mon|tue|wed|thu|fri|sat|sun)\s*[،,:|\-–]?\s*",
    re.IGNORECASE,
)
ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
SLASHED = re.compile(r"(?<![\d/.\-])(\d{1,4})\s?([/.\-])\s?(\d{1,2})\s?\2\s?(\d{1,4})(?![\d/\-])")
BEFORE_DATE = re.compile(r"(?:^| )(?:في|يوم|منذ|بتاريخ|قال|ان)\b")
SOURCE_NEXT = re.compile(r"\s*م?\s*(?:[/(]|[-–—:]|واس\b|$)")
"""What follows the date of a dateline: the agency in brackets or slashes, a dash, or nothing."""
ENGLISH = r"(?<![a-z])({months})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s*(\d{{4}})(?!\d)"
AFTER = re.compile(
    r"\s*(?:هـ?|م|ميلادي\w*|gmt|utc|[+\-]\d\d:?\d\d|الساعه|\d{1,2}:\d{2}(?::\d{2})?|[صم]|am|pm|[|،,\-–/().]|الموافق|بتوقيت \S+(?: \S+)?)",
    re.IGNORECASE,
)


def normalized(value: object) -> str:
    """Return the ISO date that a metadata value gives, or empty.

    Args:
        value: ISO 8601, RFC 2822, ``21/07/2015`` (day first, as Arab media write), a date in words, or seconds since 1970.
    """
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return _from_seconds(float(value))
    text = " ".join(plain(str(value)).split())
    if not text:
        return ""
    if re.fullmatch(r"\d{9,10}(?:\.\d+)?|\d{13}", text):
        return _from_seconds(float(text) / (1000 if len(text) == 13 else 1))
    if re.fullmatch(r"\d{8}", text):
        return _iso(int(text[:4]), int(text[4:6]), int(text[6:]))
    if match := ISO.search(text):
        return _iso(*map(int, match.groups()))
    if found := _search(text):
        return found
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return ""


def in_text(text: str) -> str:
    """Return the ISO date of a date line among the first lines of a text, or empty.

    A line counts if it says that it is the date of publication, if it holds nothing but a date, or if it is the dateline of the
    first paragraph with a full date.
    """
    seen = 0
    for raw in text[:6000].splitlines():
        line = " ".join(plain(raw).split())
        if not line:
            continue
        seen += 1
        if seen > LINES:
            return ""
        folded = fold_letters(line)
        label = LABEL.match(folded)
        if label and len(line) <= LINE_LIMIT and (found := _search(line[label.end() :]) or _search(line)):
            return found
        if len(line) <= LINE_LIMIT and (found := _search(line)) and _only_date(folded):
            return found
        if seen <= 3 and (found := _dateline(line)):
            return found
    return ""


def _only_date(folded: str) -> bool:
    """Say whether a folded line holds a date and nothing else, but for times, weekdays and a place before it."""
    rest = WEEKDAY.sub(" ", folded)
    for pattern in (_patterns().gregorian, _patterns().english, _patterns().hijri, ISO, SLASHED):
        rest = pattern.sub(" ", rest)
    rest = AFTER.sub(" ", rest)
    return len(rest.split()) <= 1


def _dateline(line: str) -> str:
    """Return the date of a dateline with a full date: it stands within the first words, before a source."""
    folded = fold_letters(line[:90])
    match = _patterns().gregorian.search(folded) or SLASHED.search(folded)
    if match is None:
        return ""
    before = folded[: match.start()]
    if len(before.split()) > 8 or (BEFORE_DATE.search(before) and not re.match(r"\S+(?: \S+)? في $", before)):
        return ""
    return _search(match.group()) if SOURCE_NEXT.match(folded[match.end() :]) else ""


class _Patterns:
    """Dates in words, compiled from the month names of ``time_months.yaml``."""

    def __init__(self) -> None:
        months = ModelStore(shipped_folder()).yaml("lexicons/time_months.yaml")
        self.number = {key(name): int(number) for number, names in months["gregorian"].items() for name in names}
        self.hijri_number = {key(name): int(number) for number, names in months["hijri"].items() for name in names}
        self.gregorian = re.compile(_named(self.number), re.IGNORECASE)
        self.hijri = re.compile(_named(self.hijri_number))
        english = [name for name in self.number if name.isascii()]
        self.english = re.compile(ENGLISH.format(months="|".join(sorted(english, key=len, reverse=True))), re.IGNORECASE)


def _named(names: Mapping[str, int]) -> str:
    months = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return (
        rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s*[,،/\-]?\s*(?:من )?(?:شهر )?({months})(?:\s*/\s*(?:{months}))?\s*[,،/\-]?\s*"
        rf"(?:من )?(?:عام |سنه )?(\d{{4}})(?!\d)"
    )


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    return _Patterns()


def _search(text: str) -> str:
    """Return the ISO date of the first date in a short text; a Gregorian one before a Hijri one."""
    patterns, folded = _patterns(), fold_letters(text)
    if match := patterns.gregorian.search(folded):
        return _iso(int(match[3]), patterns.number[key(match[2])], int(match[1]))
    if match := patterns.english.search(folded):
        return _iso(int(match[3]), patterns.number[key(match[1])], int(match[2]))
    if match := ISO.search(folded):
        return _iso(*map(int, match.groups()))
    hijri = ""
    for match in SLASHED.finditer(folded):
        first, _, middle, last = match.groups()
        year, day = (int(first), int(last)) if len(first) == 4 else (int(last), int(first))
        month = int(middle)
        if year < 100:
            continue
        if year < 1600:
            hijri = hijri or _from_hijri(year, month, day)
        elif found := _iso(year, month, day) or _iso(year, day, month):
            return found
    if match := patterns.hijri.search(folded):
        hijri = hijri or _from_hijri(int(match[3]), patterns.hijri_number[key(match[2])], int(match[1]))
    return hijri


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat() if FIRST <= year <= LAST else ""
    except ValueError:
        return ""


def _from_hijri(year: int, month: int, day: int) -> str:
    """Return the Gregorian date of a Hijri one in the Umm al-Qura calendar, which the package knows for 1343-1500."""
    from hijridate import Hijri

    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return ""
    return _iso(found.year, found.month, found.day)


def _from_seconds(seconds: float) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).date().isoformat() if seconds > 10**8 else ""
    except (ValueError, OverflowError, OSError):
        return ""
