"""Values of ranges."""

from dataclasses import replace
from datetime import date
from typing import Any

from pipeline.timex.anchor import Context, weekday_on
from pipeline.timex.calendars import last_of_month
from pipeline.timex.points import GREGORIAN, HIJRI, NOTHING, Point, Value, calendar_of, from_point, point_of, weekday_date, year_of
from pipeline.timex.slots import Slots, first_value


def range_value(slots: Slots, context: Context, _fixed: dict[str, Any]) -> Value:
    """From one day, month or year to another."""
    if "wd" in slots and "wd2" in slots and "day" not in slots and "dword" not in slots:
        return _weekday_range(slots, context)
    if "dword" in slots and "dword2" in slots:
        first_day, second_day = weekday_date(slots, context), weekday_date(slots, context, "2")
        return _span(first_day, second_day)
    if "dword" in slots and "wd2" in slots:
        first_day = weekday_date(slots, context)
        return _span(first_day, None if first_day is None else weekday_on(first_day, first_value(slots, "wd2", "wd"), "after"))
    if "year" in slots and "year2" in slots and "month" not in slots and "day" not in slots:
        return _year_range(slots)
    merged = dict(slots)
    own = {"year2", "rel2", "yrel2", "ythis2"} & slots.keys()
    for name in ("day", "year", "era", "rel", "yrel", "ythis", "mofm", "mon", "month"):
        # The first end borrows what only the second has, and the other way about where the pattern has one month for both.
        if name == "year" and own:
            continue
        if name + "2" not in merged and name in merged and name not in ("day", "edge"):
            merged[name + "2"] = merged[name]
        elif name not in merged and name + "2" in merged and name != "day":
            merged[name] = merged[name + "2"]
    if "day3" in merged:
        merged["day2"] = merged["day3"]
    if "dword2" in slots:
        start_point = point_of(merged, context)
        end_day = weekday_date(slots, context, "2")
        start_value = from_point(start_point) if start_point is not None else Value("DATE")
        return replace(_span(start_value.start, end_day), calendar=start_value.calendar)
    second = point_of(merged, context, "2")
    first = point_of(merged, context, "")
    if first is None or second is None:
        return NOTHING
    if "year" not in slots and first.month and second.month and second.year is not None:
        crosses = first.calendar == second.calendar and first.month > second.month
        first = replace(first, year=second.year - crosses)
    if {"year", "month", "month2"} <= slots.keys() and not own and first.year and (first.month or 0) > (second.month or 0):
        second = replace(second, year=first.year + 1)
    if second.day and first.month and not first.day and "edge" in slots and first.calendar == GREGORIAN:
        # An edge that must be a day because the other end is one: the first, the fifteenth or the last.
        edge = first_value(slots, "edge", "edge")
        day = 1 if edge == "start" else 15 if edge == "mid" else last_of_month(first.year or 2000, first.month).day
        first = replace(first, day=day)
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
    first, second = year_of(slots) or 0, year_of(slots, "2") or 0
    if second < first:
        return NOTHING
    era = first_value(slots, "era", "era") or first_value(slots, "era2", "era")
    calendar = calendar_of(second, era)
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
