"""Days, months and years of either calendar: what slots name, and the year or day that is left unsaid."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.timex.anchor import Context, weekday_on
from pipeline.timex.calendars import TABULAR_NOTE, gregorian_interval, gregorian_to_hijri, hijri_interval, tabular
from pipeline.timex.slots import OFFSETS, Slots, first_value, number_of

GREGORIAN, HIJRI = "gregorian", "hijri"

BACK = 7
"""Months before publication in which a date without a year is looked for first; the others lie ahead (news tells what was)."""

FAR = 9
"""Months from publication at which a verb's tense no longer decides the year."""


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression means; fields as in :class:`pipeline.core.annotations.Timex`.

    Attributes:
        start: First day, None if unknown.
        end: Last day, None if unknown.
        skip: Items at the beginning that turned out not to belong to the expression.
        keep: False where the expression is none after all.
    """

    type: str
    value: str = ""
    start: date | None = None
    end: date | None = None
    granularity: str = ""
    calendar: str = GREGORIAN
    hijri: str = ""
    relative: bool = False
    note: str = ""
    skip: int = 0
    keep: bool = True


NOTHING = Value("DATE", keep=False)


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month or year of a calendar; unknown parts are None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    calendar: str = GREGORIAN
    relative: bool = False

    @property
    def granularity(self) -> str:
        """The smallest part that is known."""
        return "day" if self.day else "month" if self.month else "year"

    def interval(self) -> tuple[date, date] | None:
        """Return the first and last day, None if unknown or impossible."""
        if self.year is None:
            return None
        return (hijri_interval if self.calendar == HIJRI else gregorian_interval)(self.year, self.month, self.day)

    def written(self) -> str:
        """Return the parts as an ISO value, X for unknown digits."""
        text = "XXXX" if self.year is None else f"{self.year:04d}"
        if self.month:
            text += f"-{self.month:02d}"
        if self.day:
            text += f"-{self.day:02d}"
        return text


def from_point(point: Point, note: str = "") -> Value:
    """Return the value of a day, month or year."""
    interval = point.interval()
    if point.calendar == HIJRI:
        if interval is None:
            return Value("DATE", "", None, None, point.granularity, HIJRI, point.written() if point.month else "", point.relative, note)
        start, end = interval
        value = start.isoformat() if point.day else f"{start.isoformat()}/{end.isoformat()}"
        note = note or (TABULAR_NOTE if tabular(point.year or 0) else "")
        return Value("DATE", value, start, end, point.granularity, HIJRI, point.written(), point.relative, note)
    if point.year is not None and interval is None:
        return Value("DATE", "", None, None, point.granularity, GREGORIAN, "", point.relative, f"no such day: {point.written()}")
    first, last = interval if interval is not None else (None, None)
    return Value("DATE", point.written(), first, last, point.granularity, GREGORIAN, "", point.relative, note)


def point_of(slots: Slots, context: Context, suffix: str = "", *, near: bool = False) -> Point | None:
    """Return the day, month or year that slots name, None where they name none.

    Args:
        slots: Entries by slot name.
        context: Where the expression stands.
        suffix: Of the slot names, such as ``2`` for the second end of a range.
        near: Whether a missing year is the one that brings the date nearest to the publication date.
    """
    numeric = first_value(slots, "dmy" + suffix, "dmy")
    era = first_value(slots, "era" + suffix, "era")
    if numeric is not None:
        day, month, year = numeric
        return Point(year, month, day, calendar_of(year, era))
    year = year_of(slots, suffix)
    day = int(number_of(slots["day" + suffix], ("dn", "num", "o1", "n10", "ot", "oi", "n1", "nt"))) if "day" + suffix in slots else None
    if day is not None and not 1 <= day <= 31:
        return None
    month, calendar = _month(slots, suffix)
    if month is None and year is None and day is None:
        return None
    if year is not None:
        calendar = HIJRI if calendar == HIJRI else calendar_of(year, era)
        return Point(year, month, day, calendar)
    if era == "hijri":
        calendar = HIJRI
    return _without_year(Point(None, month, day, calendar), slots, context, suffix, near)


def year_of(slots: Slots, suffix: str = "") -> int | None:
    """Return the year that slots name in digits or words."""
    if "year" + suffix not in slots:
        return None
    year = first_value(slots, "year" + suffix, "y4")
    return int(year) if year is not None else int(number_of(slots["year" + suffix]))


def calendar_of(year: int, era: str | None) -> str:
    """Return the calendar of a year: that of its era, else Hijri for 1300 to 1500."""
    if era is not None:
        return era
    return HIJRI if 1300 <= year <= 1500 else GREGORIAN


def _month(slots: Slots, suffix: str) -> tuple[int | None, str]:
    number = first_value(slots, "mon" + suffix, "mn")
    if number is not None:
        return int(number), GREGORIAN
    for name, calendar in (("gm", GREGORIAN), ("hm", HIJRI)):
        number = first_value(slots, "month" + suffix, name)
        if number is not None:
            return int(number), calendar
    return None, GREGORIAN


def today_in(context: Context, calendar: str) -> Point | None:
    """Return the publication date in a calendar."""
    if context.published is None:
        return None
    if calendar == HIJRI:
        found = gregorian_to_hijri(context.published)
        return None if found is None else Point(*found, HIJRI)
    return Point(context.published.year, context.published.month, context.published.day)


def _without_year(point: Point, slots: Slots, context: Context, suffix: str, near: bool) -> Point:
    """Give a year to a date that names none."""
    today = today_in(context, point.calendar)
    relation = first_value(slots, "rel" + suffix, "rel", "relm")
    of_year = first_value(slots, "yrel" + suffix, "rel") or first_value(slots, "ythis" + suffix, "this")
    of_month = "mofm" + suffix in slots or (point.month is None and point.day is not None)
    if today is None or today.year is None or today.month is None:
        return replace(point, relative=True)
    if of_month:
        index = today.year * 12 + today.month - 1 + OFFSETS.get(relation or "this", 0)
        return replace(point, year=index // 12, month=index % 12 + 1, relative=True)
    if of_year is not None:
        return replace(point, year=today.year + OFFSETS[of_year], relative=True)
    if point.month is None:
        return replace(point, relative=True)
    here = (today.month, today.day or 1) if point.day else (today.month, 0)
    there = (point.month, point.day) if point.day else (point.month, 0)
    apart = (there[0] - here[0]) + (there[1] - here[1]) / 31
    nearest = today.year + (apart < -BACK) - (apart > 12 - BACK)
    if relation is None:
        relation = "near" if near else {"future": "coming", "until": "coming", "past": "passed"}.get(context.direction(), "near")
    year = nearest
    if relation in ("next", "following"):
        year = today.year + (there <= here)
    elif relation in ("last", "previous"):
        year = today.year - (there >= here)
    elif relation in ("next2", "last2"):
        year = today.year + OFFSETS[relation]
    elif relation == "coming":
        # A plan may name a month that has just ended (``ستصرف رواتب شهر ابريل``).
        year = today.year + (there < here and apart < -2)
    elif relation == "passed":
        year = today.year - (there > here)
    if relation in ("coming", "passed") and abs(apart + 12 * (year - today.year)) > FAR:
        year = nearest
    return replace(point, year=year, relative=True)


def weekday_date(slots: Slots, context: Context, suffix: str = "") -> date | None:
    """Return the day that day words and weekdays name, None where there is no anchor."""
    reference = context.published
    if reference is None:
        return None
    weekday = first_value(slots, "wd" + suffix, "wd", "wdi")
    offset = first_value(slots, "dword" + suffix, "dw")
    if weekday is None:
        return None if offset is None else reference + timedelta(days=offset)
    if offset is not None:
        target = reference + timedelta(days=offset)
        if target.isoweekday() == weekday:
            return target
        # Where day word and weekday disagree the weekday wins (a text that appeared a day or more late).
        return weekday_on(reference, weekday, "near" if offset == 0 else "until" if offset < 0 else "from")
    relation = first_value(slots, "wrel" + suffix, "rel")
    if relation in ("next", "next2", "following"):
        return weekday_on(reference, weekday, "after") + timedelta(days=7 * (relation == "next2"))
    if relation in ("last", "last2", "previous"):
        return weekday_on(reference, weekday, "before") - timedelta(days=7 * (relation == "last2"))
    if relation in ("this", "same"):
        return weekday_on(reference, weekday, "near")
    return weekday_on(reference, weekday, "from" if context.direction() in ("future", "until") else "until")


def check_weekday(value: Value, slots: Slots, suffix: str = "") -> Value:
    """Note where the weekday that stands beside a date is not its own."""
    weekday = first_value(slots, "wd" + suffix, "wd")
    if weekday is None or value.start is None or value.granularity != "day" or value.start.isoweekday() == weekday:
        return value
    note = f"the weekday named is not that of {value.start.isoformat()}"
    return replace(value, note=f"{value.note}; {note}" if value.note else note)
