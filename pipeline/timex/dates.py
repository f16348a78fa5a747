"""Values of days, months, years and relative units, decades, centuries, seasons and feasts."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from pipeline.timex.anchor import Context
from pipeline.timex.calendars import last_of_month
from pipeline.timex.lexicon import Entry
from pipeline.timex.parts import part_of_year
from pipeline.timex.points import (
    GREGORIAN,
    HIJRI,
    NOTHING,
    Point,
    Value,
    calendar_of,
    check_weekday,
    from_point,
    point_of,
    today_in,
    weekday_date,
    year_of,
)
from pipeline.timex.slots import OFFSETS, Slots, first_value, number_of
from pipeline.timex.units import century, decade

HIJRI_ERA = (Entry({"era": HIJRI}, "", "", ""),)
"""The slot of an era that the text leaves out."""


def date_value(slots: Slots, context: Context, _fixed: dict[str, Any]) -> Value:
    """A day, month, year or part of one, with a part of the day if named."""
    if "qpart" in slots or "qord" in slots or "lastord" in slots or "firsto" in slots or "qrel" in slots:
        return part_of_year(slots, context)
    part = first_value(slots, "part", "pt")
    near = "dword" in slots or "wd" in slots
    if not near and slots.keys() & {"mofm"}:
        near = True
    point = point_of(slots, context, near=near)
    if point is None or (point.day is None and point.month is None and point.year is None):
        if not near:
            return NOTHING
        day = weekday_date(slots, context)
        found = Value("DATE", relative=True, granularity="day")
        if day is not None:
            found = Value("DATE", day.isoformat(), day, day, "day", relative=True)
    else:
        found = check_weekday(from_point(point), slots)
        if found.note and "mon" in slots and "year" not in slots:
            # Day and month in figures with no year, and a weekday that fits the Hijri month alone (``الثلاثاء 19/10``).
            other = point_of({**slots, "era": HIJRI_ERA}, context, near=True)
            hijri = check_weekday(from_point(other), slots) if other is not None else found
            found = found if hijri.note else hijri
        if near and context.published is None:
            found = replace(found, relative=point.relative)
    return _at_part(found, part)


def _at_part(value: Value, part: str | None) -> Value:
    if part is None:
        return value
    text = f"{value.value}T{part}" if value.value and len(value.value) == 10 else value.value
    return replace(value, type="TIME", value=text, granularity="part of day")


def decade_value(slots: Slots, _context: Context, _fixed: dict[str, Any]) -> Value:
    """``التسعينيات``: of the 20th century unless another is named."""
    digit = first_value(slots, "decade", "decade")
    hundreds = 19
    if "ordinal" in slots:
        hundreds = int(number_of(slots["ordinal"])) - 1
    return decade(hundreds * 10 + digit)


def century_value(slots: Slots, context: Context, _fixed: dict[str, Any]) -> Value:
    """``القرن التاسع عشر``, ``القرن الماضي``."""
    if "cord" in slots:
        return century(int(number_of(slots["cord"])) - 1)
    relation = first_value(slots, "rel", "rel")
    if context.published is None:
        return Value("DATE", granularity="century", relative=True)
    return replace(century(context.published.year // 100 + OFFSETS[relation]), relative=True)


def season_value(slots: Slots, context: Context, _fixed: dict[str, Any]) -> Value:
    """A season of a year: spring March to May, summer, autumn, winter December to February of the next year."""
    season = first_value(slots, "season", "season")
    month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    relation = first_value(slots, "rel", "rel") or first_value(slots, "this", "this")
    year = year_of(slots)
    if year is None:
        if context.published is None:
            return Value("DATE", granularity="season", relative=True)
        today = context.published
        year = today.year
        if relation == "last":
            year -= today < _season_end(year, month)
        elif relation == "next":
            year += today >= date(year, month, 1)
    elif calendar_of(year, None) == HIJRI:
        return Value("DATE", granularity="season", calendar=HIJRI)
    return Value("DATE", f"{year:04d}-{season}", date(year, month, 1), _season_end(year, month), "season", relative="year" not in slots)


def _season_end(year: int, month: int) -> date:
    return last_of_month(year, month + 2) if month < 12 else last_of_month(year + 1, 2)


def feast_value(slots: Slots, context: Context, _fixed: dict[str, Any]) -> Value:
    """A feast or commemorative day, the one nearest to the publication date."""
    calendar, month, day, length = first_value(slots, "feast", "feast", "feastg").split("-")
    kind = HIJRI if calendar == "h" else GREGORIAN
    if "year" in slots:
        return from_point(Point(year_of(slots), int(month), int(day), kind))
    today = today_in(context, kind)
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
