"""Values of this, the last or the next unit of time."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from pipeline.timex.anchor import Context
from pipeline.timex.calendars import gregorian_to_hijri, iso_week
from pipeline.timex.points import HIJRI, Point, Value, calendar_of, from_point, year_of
from pipeline.timex.slots import NARRATIVE, OFFSETS, Slots, first_value


def unit_value(slots: Slots, context: Context, _fixed: dict[str, Any]) -> Value:
    """This, the last or the next week, month, year and so on."""
    unit = first_value(slots, "uds", "uds", "spans") or first_value(slots, "mw") or "M"
    relation = first_value(slots, "rel", "rel") or "this"
    fiscal = first_value(slots, "fiscal", "fiscal")
    if "holy" in slots:
        today = None if context.published is None else gregorian_to_hijri(context.published)
        return Value("DATE", relative=True) if today is None else from_point(Point(today[0], today[1], None, HIJRI, relative=True))
    if "year" in slots:
        return from_point(Point(year_of(slots), None, None, calendar_of(year_of(slots) or 0, first_value(slots, "era", "era"))))
    granularity = {"D": "day", "W": "week", "M": "month", "Y": "year", "DE": "decade", "CE": "century", "H": "hour"}[unit]
    if fiscal in ("school", "fiscal"):
        return Value("DATE", granularity="year", relative=True)
    narrative = relation in NARRATIVE
    reference = context.published
    if narrative and unit in ("D", "W", "M") and (unit == "D" or context.last_month is not None):
        reference = context.last_day if unit == "D" else context.last_month
        reference = reference or context.published
    if unit == "Y" and narrative and context.last_year is not None and reference is not None:
        year = context.last_year + OFFSETS[relation]
        return replace(from_point(Point(year)), relative=True)
    if unit == "H" or reference is None or (unit in ("W", "M") and narrative and context.last_month is None):
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
        return replace(decade(reference.year // 10 + step), relative=True)
    return replace(century(reference.year // 100 + step), relative=True)


def decade(number: int) -> Value:
    """Return the value of a decade, by its year without the last digit (199)."""
    return Value("DATE", f"{number:03d}", date(number * 10, 1, 1), date(number * 10 + 9, 12, 31), "decade")


def century(number: int) -> Value:
    """Return the value of a century, by its years without the last two digits (19)."""
    return Value("DATE", f"{number:02d}", date(number * 100 + 1, 1, 1), date(number * 100 + 100, 12, 31), "century")
