"""Values of expressions: TIMEX3 value, interval, granularity and calendar."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from pipeline.timex.anchor import Context, weekday_on
from pipeline.timex.calendars import (
    TABULAR_NOTE,
    gregorian_interval,
    gregorian_to_hijri,
    hijri_interval,
    iso_week,
    last_of_month,
    tabular,
)
from pipeline.timex.lexicon import Entry
from pipeline.timex.recognize import Found

GREGORIAN, HIJRI = "gregorian", "hijri"

OFFSETS = {"this": 0, "next": 1, "last": -1, "next2": 2, "last2": -2, "previous": -1, "following": 1, "same": 0}
"""Steps of a unit that a relative word takes."""

NARRATIVE = frozenset(("previous", "following", "same"))
"""Relative words that are counted from the date before them in the text."""

NUMBERS = ("num", "dn", "n1", "n10", "nt", "nh", "nk", "o1", "ot", "oi", "nd", "frac", "dec", "hn", "nn")
"""Classes that carry a number, in the order in which they are asked."""


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


Slots = dict[str, tuple[Entry, ...]]


def number_of(entries: tuple[Entry, ...], wanted: tuple[str, ...] = NUMBERS) -> float:
    """Return the number that items say together (``خمسة وعشرين`` 25): in Arabic every part adds."""
    total = 0.0
    for entry in entries:
        for name in wanted:
            if name in entry.values:
                total += entry.values[name]
                break
    return total


def first_value(slots: Slots, slot: str, *classes: str) -> Any:
    """Return the value of a slot's first item in one of the classes, None if the slot is empty."""
    for entry in slots.get(slot, ()):
        for name in classes or (slot,):
            if name in entry.values:
                return entry.values[name]
    return None


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


# ---- parts of a date ------------------------------------------------------------------------------------------------------------


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
        return Point(year, month, day, _calendar(year, era))
    year = _year(slots, suffix)
    day = int(number_of(slots["day" + suffix], ("dn", "num", "o1", "n10", "ot", "oi", "n1", "nt"))) if "day" + suffix in slots else None
    if day is not None and not 1 <= day <= 31:
        return None
    month, calendar = _month(slots, suffix)
    if month is None and year is None and day is None:
        return None
    if year is not None:
        calendar = HIJRI if calendar == HIJRI else _calendar(year, era)
        return Point(year, month, day, calendar)
    if era == "hijri":
        calendar = HIJRI
    return _without_year(Point(None, month, day, calendar), slots, context, suffix, near)


def _year(slots: Slots, suffix: str = "") -> int | None:
    if "year" + suffix not in slots:
        return None
    year = first_value(slots, "year" + suffix, "y4")
    return int(year) if year is not None else int(number_of(slots["year" + suffix]))


def _calendar(year: int, era: str | None) -> str:
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


def _today(context: Context, calendar: str) -> Point | None:
    """Return the publication date in a calendar."""
    if context.published is None:
        return None
    if calendar == HIJRI:
        found = gregorian_to_hijri(context.published)
        return None if found is None else Point(*found, HIJRI)
    return Point(context.published.year, context.published.month, context.published.day)


def _without_year(point: Point, slots: Slots, context: Context, suffix: str, near: bool) -> Point:
    """Give a year to a date that names none."""
    today = _today(context, point.calendar)
    relation = first_value(slots, "rel" + suffix, "rel")
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
    if relation is None and not near:
        relation = {"future": "coming", "until": "near", "past": "passed"}.get(context.direction(), "near" if point.day else "passed")
    elif relation is None:
        relation = "near"
    if relation in ("next", "following"):
        year = today.year + (there <= here)
    elif relation == "coming":
        year = today.year + (there < here)
    elif relation in ("last", "previous"):
        year = today.year - (there >= here)
    elif relation == "passed":
        year = today.year - (there > here)
    elif relation in ("next2", "last2"):
        year = today.year + OFFSETS[relation]
    else:
        apart = (there[0] - here[0]) + (there[1] - here[1]) / 31
        year = today.year + (apart < -6) - (apart > 6)
    if (
        point.day
        and relation in ("passed", "coming")
        and abs((there[0] - here[0]) + (there[1] - here[1]) / 31 + 12 * (year - today.year)) > 9
    ):
        # A day that a verb would put most of a year away is the near one: reports name days of the last or next months.
        apart = (there[0] - here[0]) + (there[1] - here[1]) / 31
        year = today.year + (apart < -6) - (apart > 6)
    return replace(point, year=year, relative=True)


def _weekday_date(slots: Slots, context: Context, suffix: str = "") -> date | None:
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


def _check_weekday(value: Value, slots: Slots, suffix: str = "") -> Value:
    weekday = first_value(slots, "wd" + suffix, "wd")
    if weekday is None or value.start is None or value.granularity != "day" or value.start.isoweekday() == weekday:
        return value
    note = f"the weekday named is not that of {value.start.isoformat()}"
    return replace(value, note=f"{value.note}; {note}" if value.note else note)


# ---- kinds ----------------------------------------------------------------------------------------------------------------------


def date_value(slots: Slots, context: Context, _fixed: dict[str, Any]) -> Value:
    """A day, month, year or part of one, with a part of the day if named."""
    if "qpart" in slots or "qord" in slots or "lastord" in slots or "firsto" in slots:
        return part_of_year(slots, context)
    part = first_value(slots, "part", "pt")
    near = "dword" in slots or "wd" in slots
    if not near and slots.keys() & {"mofm"}:
        near = True
    point = point_of(slots, context, near=near)
    if point is None or (point.day is None and point.month is None and point.year is None):
        if not near:
            return NOTHING
        day = _weekday_date(slots, context)
        found = Value("DATE", relative=True, granularity="day")
        if day is not None:
            found = Value("DATE", day.isoformat(), day, day, "day", relative=True)
    else:
        found = _check_weekday(from_point(point), slots)
        if near and context.published is None:
            found = replace(found, relative=point.relative)
    return _at_part(found, part)


def _at_part(value: Value, part: str | None) -> Value:
    if part is None:
        return value
    text = f"{value.value}T{part}" if value.value and len(value.value) == 10 else value.value
    return replace(value, type="TIME", value=text, granularity="part of day")


def unit_value(slots: Slots, context: Context, _fixed: dict[str, Any]) -> Value:
    """This, the last or the next week, month, year and so on."""
    unit = first_value(slots, "uds", "uds") or first_value(slots, "mw") or "M"
    relation = first_value(slots, "rel", "rel") or "this"
    fiscal = first_value(slots, "fiscal", "fiscal")
    if "hol" in slots:
        return from_point(point_of({"month": slots["hol"]}, context) or Point())
    if "year" in slots:
        return from_point(Point(_year(slots), None, None, _calendar(_year(slots) or 0, first_value(slots, "era", "era"))))
    granularity = {"D": "day", "W": "week", "M": "month", "Y": "year", "DE": "decade", "CE": "century", "H": "hour"}[unit]
    if fiscal in ("school", "fiscal"):
        return Value("DATE", granularity="year", relative=True)
    narrative = relation in NARRATIVE
    reference = context.published
    if narrative and unit in ("D", "W", "M") and context.last_day is not None:
        reference = context.last_day
    if unit == "Y" and narrative and context.last_year is not None and reference is not None:
        year = context.last_year + OFFSETS[relation]
        return replace(from_point(Point(year)), relative=True)
    if unit == "H" or reference is None or (unit == "M" and narrative and context.last_day is None):
        return Value("DATE", granularity=granularity, relative=True)
    step = OFFSETS[relation]
    if unit == "D":
        day = reference + timedelta(days=step)
        return Value("DATE", day.isoformat(), day, day, "day", relative=True)
    if unit == "W":
        value, start, end = iso_week(reference + timedelta(days=7 * step))
        return Value("DATE", value, start, end, "week", relative=True)
    if unit == "M":
        index = reference.year * 12 + reference.month - 1 + step
        return replace(from_point(Point(index // 12, index % 12 + 1)), relative=True)
    if unit == "Y":
        if fiscal == "hijri":
            today = gregorian_to_hijri(reference)
            return Value("DATE", relative=True) if today is None else from_point(Point(today[0] + step, calendar=HIJRI, relative=True))
        return replace(from_point(Point(reference.year + step)), relative=True)
    if unit == "DE":
        return replace(_decade(reference.year // 10 + step), relative=True)
    return replace(_century(reference.year // 100 + step), relative=True)


def _decade(number: int) -> Value:
    return Value("DATE", f"{number:03d}", date(number * 10, 1, 1), date(number * 10 + 9, 12, 31), "decade")


def _century(number: int) -> Value:
    return Value("DATE", f"{number:02d}", date(number * 100 + 1, 1, 1), date(number * 100 + 100, 12, 31), "century")


def decade_value(slots: Slots, _context: Context, _fixed: dict[str, Any]) -> Value:
    """``التسعينيات``: of the 20th century unless another is named."""
    digit = first_value(slots, "decade", "decade")
    century = 19
    if "ordinal" in slots:
        century = int(number_of(slots["ordinal"])) - 1
    return _decade(century * 10 + digit)


def century_value(slots: Slots, context: Context, _fixed: dict[str, Any]) -> Value:
    """``القرن التاسع عشر``, ``القرن الماضي``."""
    if "cord" in slots:
        return _century(int(number_of(slots["cord"])) - 1)
    relation = first_value(slots, "rel", "rel")
    if context.published is None:
        return Value("DATE", granularity="century", relative=True)
    return replace(_century(context.published.year // 100 + OFFSETS[relation]), relative=True)


def part_of_year(slots: Slots, context: Context) -> Value:
    """A quarter or half of a year, a week or third of a month, the first months of a year."""
    last = "lastord" in slots
    order = int(number_of(slots["qord"])) if "qord" in slots else 0
    base: Value
    if "month" in slots:
        base = from_point(point_of(slots, context) or Point())
    elif "year" in slots:
        year = _year(slots) or 0
        base = from_point(Point(year, calendar=_calendar(year, first_value(slots, "era", "era"))))
    elif "uds2" in slots or ("uds" in slots and "qpart" in slots) or "unitp" in slots or "unitd" in slots:
        inner = {"uds": slots.get("uds2") or slots.get("uds", ()), **{k: v for k, v in slots.items() if k in ("rel", "fiscal")}}
        base = unit_value(inner, context, {}) if inner["uds"] else Value("DATE")
    else:
        base = unit_value({"uds": ()}, context, {})
        base = Value("DATE") if context.published is None else replace(from_point(Point(context.published.year)), relative=True)
    relative = "year" not in slots
    if base.start is None or base.end is None:
        return Value("DATE", relative=relative)
    if "unitp" in slots or "unitd" in slots:
        return _first_units(slots, base, last, relative)
    kind = first_value(slots, "qpart", "part") or "W"
    count = {"Q": 4, "H": 2, "T": 3, "W": 5}[kind]
    order = count if last else order
    if not 1 <= order <= count:
        return Value("DATE", relative=relative)
    if base.granularity == "month":
        return _part_of_month(kind, order, base.start, base.end, last, relative)
    if base.granularity != "year" or kind == "W" or base.calendar == HIJRI:
        return Value("DATE", relative=relative)
    months = 12 // count
    start = date(base.start.year, months * (order - 1) + 1, 1)
    end = last_of_month(start.year, months * order)
    value = f"{start.year:04d}-{kind}{order}" if kind in "QH" else f"{start.isoformat()[:7]}/{end.isoformat()[:7]}"
    return Value("DATE", value, start, end, {"Q": "quarter", "H": "half-year"}.get(kind, "month"), relative=relative)


def _part_of_month(kind: str, order: int, start: date, end: date, last: bool, relative: bool) -> Value:
    size = {"W": 7, "H": 15, "T": 10, "Q": 7}[kind]
    first = start + timedelta(days=size * (order - 1))
    final = end if last or (kind in "HT" and order == {"H": 2, "T": 3}[kind]) else min(end, first + timedelta(days=size - 1))
    if last and kind == "W":
        first = end - timedelta(days=6)
    return Value("DATE", f"{first.isoformat()}/{final.isoformat()}", first, final, "day", relative=relative)


def _first_units(slots: Slots, base: Value, last: bool, relative: bool) -> Value:
    unit = first_value(slots, "unitp", "udp") or first_value(slots, "unitd", "udd")
    count = int(number_of(slots["count"], ("nd", "num", "n10"))) if "count" in slots else 2
    if base.start is None or base.end is None or count < 1:
        return Value("DATE", relative=relative)
    if unit == "M" and base.granularity == "year" and base.calendar == GREGORIAN and count <= 12:
        year = base.start.year
        first, final = (13 - count, 12) if last else (1, count)
        value = f"{year:04d}-{first:02d}/{year:04d}-{final:02d}"
        return Value("DATE", value, date(year, first, 1), last_of_month(year, final), "month", relative=relative)
    days = {"D": 1, "W": 7}.get(unit)
    if days is None:
        return Value("DATE", relative=relative)
    start = base.end - timedelta(days=days * count - 1) if last else base.start
    end = base.end if last else base.start + timedelta(days=days * count - 1)
    return Value("DATE", f"{start.isoformat()}/{end.isoformat()}", start, end, "day", relative=relative)


def range_value(slots: Slots, context: Context, _fixed: dict[str, Any]) -> Value:
    """From one day, month or year to another."""
    if "wd" in slots and "wd2" in slots and "day" not in slots and "dword" not in slots:
        return _weekday_range(slots, context)
    if "dword" in slots and "dword2" in slots:
        first_day, second_day = _weekday_date(slots, context), _weekday_date(slots, context, "2")
        return _span(first_day, second_day)
    if "year" in slots and "year2" in slots and "month" not in slots and "day" not in slots:
        return _year_range(slots)
    merged = dict(slots)
    for name in ("day", "year", "era", "rel", "yrel", "ythis", "mofm", "mon", "month"):
        # The first end borrows what only the second has, and the other way about where the pattern has one month for both.
        if name + "2" not in merged and name in merged and name not in ("day", "edge"):
            merged[name + "2"] = merged[name]
        elif name not in merged and name + "2" in merged and name != "day":
            merged[name] = merged[name + "2"]
    if "day3" in merged:
        merged["day2"] = merged["day3"]
    if "dword2" in slots:
        start_point = point_of(merged, context)
        end_day = _weekday_date(slots, context, "2")
        start_value = from_point(start_point) if start_point is not None else Value("DATE")
        return replace(_span(start_value.start, end_day), calendar=start_value.calendar)
    second = point_of(merged, context, "2")
    first = point_of(merged, context, "")
    if first is None or second is None:
        return NOTHING
    if "year" not in slots and first.month and second.month and second.year is not None:
        crosses = first.calendar == second.calendar and first.month > second.month
        first = replace(first, year=second.year - crosses)
    if {"year", "month", "month2"} <= slots.keys() and "year2" not in slots and first.year and (first.month or 0) > (second.month or 0):
        second = replace(second, year=first.year + 1)
    left, right = from_point(first), from_point(second)
    if first.calendar == HIJRI or second.calendar == HIJRI:
        found = _span(left.start, right.end)
        hijri = f"{first.written()}/{second.written()}"
        return replace(found, calendar=HIJRI, hijri=hijri, relative=first.relative, granularity=first.granularity, note=left.note)
    if not left.value or not right.value:
        return replace(left, value="", start=None, end=None, note=left.note or right.note)
    if left.start is not None and right.end is not None and left.start > right.end:
        return Value("DATE", "", None, None, left.granularity, note=f"the range ends before it begins: {left.value}/{right.value}")
    value = f"{left.value}/{right.value}"
    return Value("DATE", value, left.start, right.end, left.granularity, relative=first.relative or second.relative)


def _span(start: date | None, end: date | None) -> Value:
    if start is None or end is None or end < start:
        return Value("DATE", granularity="day", relative=True)
    return Value("DATE", f"{start.isoformat()}/{end.isoformat()}", start, end, "day", relative=True)


def _year_range(slots: Slots) -> Value:
    first, second = _year(slots) or 0, _year(slots, "2") or 0
    if second < first:
        return NOTHING
    era = first_value(slots, "era", "era") or first_value(slots, "era2", "era")
    calendar = _calendar(second, era)
    left, right = from_point(Point(first, calendar=calendar)), from_point(Point(second, calendar=calendar))
    if calendar == HIJRI:
        found = _span(left.start, right.end)
        return replace(found, relative=False, granularity="year", calendar=HIJRI, hijri=f"{first:04d}/{second:04d}")
    return Value("DATE", f"{first:04d}/{second:04d}", left.start, right.end, "year")


def _weekday_range(slots: Slots, context: Context) -> Value:
    if context.published is None:
        return Value("DATE", granularity="day", relative=True)
    weekday, weekday2 = first_value(slots, "wd", "wd"), first_value(slots, "wd2", "wd")
    relation = first_value(slots, "wrel", "rel")
    if relation is None:
        relation = {"future": "from", "until": "from"}.get(context.direction(), "until")
    if relation in ("next", "next2", "from"):
        start = weekday_on(context.published, weekday, "from" if relation == "from" else "after")
        return _span(start, weekday_on(start, weekday2, "after"))
    end = weekday_on(context.published, weekday2, "until" if relation in ("until", "this") else "before")
    return _span(weekday_on(end, weekday, "before"), end)


def season_value(slots: Slots, context: Context, _fixed: dict[str, Any]) -> Value:
    """A season of a year: spring March to May, summer, autumn, winter December to February of the next year."""
    season = first_value(slots, "season", "season")
    month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    relation = first_value(slots, "rel", "rel") or first_value(slots, "this", "this")
    year = _year(slots)
    if year is None:
        if context.published is None:
            return Value("DATE", granularity="season", relative=True)
        today = context.published
        year = today.year
        if relation == "last":
            year -= today < _season_end(year, month)
        elif relation == "next":
            year += today >= date(year, month, 1)
    elif _calendar(year, None) == HIJRI:
        return Value("DATE", granularity="season", calendar=HIJRI)
    return Value("DATE", f"{year:04d}-{season}", date(year, month, 1), _season_end(year, month), "season", relative="year" not in slots)


def _season_end(year: int, month: int) -> date:
    return last_of_month(year, month + 2) if month < 12 else last_of_month(year + 1, 2)


def feast_value(slots: Slots, context: Context, _fixed: dict[str, Any]) -> Value:
    """A feast or commemorative day, the one nearest to the publication date."""
    calendar, month, day, length = first_value(slots, "feast", "feast").split("-")
    kind = HIJRI if calendar == "h" else GREGORIAN
    today = _today(context, kind)
    if today is None or today.year is None or context.published is None:
        return Value("DATE", granularity="day", calendar=kind, relative=True)
    found = []
    for year in (today.year - 1, today.year, today.year + 1):
        interval = Point(year, int(month), int(day), kind).interval()
        if interval is not None:
            found.append((abs((interval[0] - context.published).days), year, interval[0]))
    _, year, start = min(found)
    end = start + timedelta(days=int(length) - 1)
    value = start.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"
    hijri = Point(year, int(month), int(day), HIJRI).written() if kind == HIJRI else ""
    return Value("DATE", value, start, end, "day", kind, hijri, relative=True)


def vague_value(_slots: Slots, _context: Context, _fixed: dict[str, Any]) -> Value:
    """A span of time that has no value (``الأيام القليلة المقبلة``, ``العام الدراسي المقبل``)."""
    return Value("DATE", relative=True)


# ---- durations and sets ---------------------------------------------------------------------------------------------------------

UNIT_CLASSES = ("us", "ud", "up", "uds", "udd", "udp")
YEARS_IN = {"DE": 10, "CE": 100}


def amount_value(slots: Slots) -> tuple[float, str, str]:
    """Return count, unit and TIMEX3 value of a duration."""
    unit = first_value(slots, "unit", *UNIT_CLASSES) or "D"
    count = 1.0
    if "count" in slots:
        count = number_of(slots["count"])
    elif first_value(slots, "unit", "ud", "udd") is not None:
        count = 2.0
    half = 0.0
    if "half" in slots:
        half = number_of(slots["half"])
        if "count" not in slots and first_value(slots, "unit", "ud") is None and slots["half"][0].particles == "":
            count = 0.0
    if unit in YEARS_IN:
        count, half, unit = (count + half) * YEARS_IN[unit], 0.0, "Y"
    extra = ""
    if half:
        if unit == "Y":
            extra = f"{round(half * 12)}M"
        elif unit == "H":
            extra = f"T{round(half * 60)}M"
        elif unit == "M" and not count:
            count, unit, half = round(half * 30), "D", 0.0
        else:
            count += half
    elif "unit2" in slots:
        unit2 = first_value(slots, "unit2", *UNIT_CLASSES)
        count2 = number_of(slots["count2"]) if "count2" in slots else (2.0 if first_value(slots, "unit2", "ud") else 1.0)
        extra = ("T" if unit2 in ("H", "MN", "S") and unit not in ("H", "MN", "S") else "") + f"{_plain(count2)}{unit2}".replace("MN", "M")
    return count + half * (unit == "Y"), unit, _duration_text(count, unit, extra)


def _duration_text(count: float, unit: str, extra: str = "") -> str:
    letter = "M" if unit == "MN" else unit
    timed = unit in ("H", "MN", "S")
    text = f"{_plain(count)}{letter}" if count or not extra else ""
    return ("PT" if timed else "P") + text + (extra.removeprefix("T") if timed else extra)


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:.2f}".rstrip("0")


def duration_value(slots: Slots, context: Context, fixed: dict[str, Any]) -> Value:
    """How long; ``قبل يومين`` is the day, ``قبل ثلاثة أعوام`` the duration after its preposition."""
    count, unit, text = amount_value(slots)
    names = {"D": "day", "W": "week", "M": "month", "Y": "year", "H": "hour", "MN": "minute", "S": "second"}
    found = Value("DURATION", text, granularity=names[unit])
    if "count" in slots and first_value(slots, "unit", "up") is not None and first_value(slots, "count", "n1") in (1, 2):
        return NOTHING if len(slots["count"]) == 1 else found
    if "count_b" in slots:
        _, _, other = amount_value({**slots, "count": slots["count_b"]})
        found = Value("DURATION", f"{text}/{other}", granularity=names[unit])
    sign = fixed.get("sign")
    if sign is None:
        return found
    if unit in ("D", "W") and count == int(count) and count < 400:
        if context.published is None:
            return Value("DATE", granularity="day", relative=True)
        day = context.published + timedelta(days=sign * int(count) * (7 if unit == "W" else 1))
        return Value("DATE", day.isoformat(), day, day, "day", relative=True)
    return replace(found, skip=1)


def set_value(slots: Slots, _context: Context, fixed: dict[str, Any]) -> Value:
    """How often."""
    weekday = first_value(slots, "wdi", "wdi") or first_value(slots, "wd", "wd") or first_value(slots, "wdp", "wdp")
    if weekday is not None:
        return Value("SET", f"XXXX-WXX-{weekday}", granularity="day")
    if "set" in fixed:
        return Value("SET", fixed["set"])
    text = first_value(slots, "adv", "adv") or first_value(slots, "adj", "adj")
    if text is None:
        if "unit" in slots or "half" in slots:
            text = amount_value(slots)[2]
        else:
            unit = first_value(slots, "uds", "uds")
            text = _duration_text(1, unit)
    return Value("SET", text)


# ---- times of day ---------------------------------------------------------------------------------------------------------------


def part_value(slots: Slots, context: Context, fixed: dict[str, Any]) -> Value:
    """A part of a day, or midnight."""
    part = fixed.get("part") or first_value(slots, "part", "ptadv", "ptd", "pt")
    midnight = "midnight" in slots or "midnightd" in slots
    day: date | None
    if "wd2" in slots:
        name = "2" if midnight else ""
        day = _weekday_date(slots, context, name)
    elif "dword" in slots or "wd" in slots or "day" in slots or "dmy" in slots:
        inner = date_value({k: v for k, v in slots.items() if k != "part"}, context, {})
        day = inner.start
    elif first_value(slots, "rel", "rel") == "last":
        day = context.published - timedelta(days=0 if midnight else 1) if context.published else None
    elif first_value(slots, "rel", "rel") == "next":
        day = context.published + timedelta(days=1) if context.published else None
    else:
        day = context.same_sentence or context.published
    if day is None:
        return Value("TIME", granularity="part of day", relative=True)
    if midnight:
        return Value("TIME", f"{day.isoformat()}T00:00", day, day, "minute", relative=True)
    return Value("TIME", f"{day.isoformat()}T{part}", day, day, "part of day", relative=True)


def _clock_time(slots: Slots, suffix: str, part: str | None) -> tuple[int, int] | None:
    if "clk" + suffix in slots:
        hour, minute = first_value(slots, "clk" + suffix, "clk")
    else:
        hour, minute = int(number_of(slots["hour" + suffix], ("hn", "o1", "n10"))), 0
        for name in ("minute", "minute_word"):
            if name + suffix in slots:
                minute = int(number_of(slots[name + suffix], ("nn", "num", "n1", "n10", "nt")))
        if "more" + suffix in slots:
            minute = round(60 * number_of(slots["more" + suffix]))
            minute = 20 if minute == 20 or 0.3 < number_of(slots["more" + suffix]) < 0.4 else minute
        if "less" + suffix in slots:
            share = number_of(slots["less" + suffix])
            minute = 60 - (20 if 0.3 < share < 0.4 else round(60 * share))
            hour -= 1
    if part in ("AF", "EV", "NI"):
        if part == "NI" and (hour == 12 or hour < 6):
            hour %= 12
        elif hour < (10 if part == "AF" else 12):
            hour += 12
        elif part == "EV" and hour == 12:
            hour = 0
    elif part == "MO" and hour == 12:
        hour = 0
    return (hour, minute) if 0 <= hour <= 24 and 0 <= minute < 60 else None


def _part_name(slots: Slots, suffix: str) -> str | None:
    found = first_value(slots, "ptadv" + suffix, "pta", "ptadv", "ptd") or first_value(slots, "part" + suffix, "pt")
    return None if found is None else str(found)


def clock_value(slots: Slots, context: Context, _fixed: dict[str, Any]) -> Value:
    """An hour of a day."""
    time = _clock_time(slots, "", _part_name(slots, ""))
    if time is None:
        return NOTHING
    clock = f"T{time[0]:02d}:{time[1]:02d}"
    named = slots.keys() & {"dword", "wd", "day", "dmy", "year"}
    if named:
        inner = date_value({k: v for k, v in slots.items() if k not in ("part", "ptadv")}, context, {})
        day, value = inner.start, inner
    else:
        day = context.same_sentence or context.published
        value = Value("TIME", relative=True)
    if day is None:
        return replace(value, type="TIME", value=clock, granularity="minute", start=None, end=None)
    return replace(value, type="TIME", value=f"{day.isoformat()}{clock}", start=day, end=day, granularity="minute")


def clock_range_value(slots: Slots, _context: Context, _fixed: dict[str, Any]) -> Value:
    """From one hour to another."""
    second_part = _part_name(slots, "2")
    first_part = _part_name(slots, "") or second_part
    first, second = _clock_time(slots, "", first_part), _clock_time(slots, "2", second_part or first_part)
    if first is None or second is None:
        return NOTHING
    return Value("TIME", f"T{first[0]:02d}:{first[1]:02d}/T{second[0]:02d}:{second[1]:02d}", granularity="minute")


HANDLERS: dict[str, Callable[[Slots, Context, dict[str, Any]], Value]] = {
    "date": date_value,
    "range": range_value,
    "unit": unit_value,
    "duration": duration_value,
    "set": set_value,
    "clock": clock_value,
    "clockrange": clock_range_value,
    "part": part_value,
    "season": season_value,
    "decade": decade_value,
    "century": century_value,
    "feast": feast_value,
    "vague": vague_value,
}
"""What makes the value, by the kind of the rule."""


def value_of(found: Found, context: Context) -> Value:
    """Return the value of an expression."""
    return HANDLERS[found.rule.kind](found.slots, context, dict(found.rule.fixed))
