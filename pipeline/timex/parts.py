"""Values of parts of a year or month: quarters, halves, thirds, weeks, the first months."""

from dataclasses import replace
from datetime import date, timedelta

from pipeline.timex.anchor import Context
from pipeline.timex.calendars import last_of_month
from pipeline.timex.points import GREGORIAN, HIJRI, Point, Value, calendar_of, from_point, point_of, year_of
from pipeline.timex.slots import NARRATIVE, OFFSETS, Slots, first_value, number_of
from pipeline.timex.units import unit_value


def part_of_year(slots: Slots, context: Context) -> Value:
    """A quarter or half of a year, a week or third of a month, the first months of a year."""
    if "qrel" in slots:
        return _relative_part(slots, context)
    last = "lastord" in slots
    order = int(number_of(slots["qord"])) if "qord" in slots else 0
    base: Value
    if "month" in slots:
        base = from_point(point_of(slots, context) or Point())
    elif "year" in slots:
        year = year_of(slots) or 0
        base = from_point(Point(year, calendar=calendar_of(year, first_value(slots, "era", "era"))))
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
    kind = first_value(slots, "qpart", "part", "quarter") or first_value(slots, "uds", "uds")
    count = {"Q": 4, "H": 2, "T": 3, "W": 5, "M": 12, "D": 7}.get(kind, 0)
    order = count if last else order
    if not 1 <= order <= count:
        return Value("DATE", relative=relative)
    if base.granularity == "month":
        return _part_of_month(kind, order, base.start, base.end, last, relative)
    if kind == "D" and base.granularity == "week":
        day = base.start + timedelta(days=order - 1)
        return Value("DATE", day.isoformat(), day, day, "day", relative=relative)
    if base.granularity != "year" or kind in "WD" or base.calendar == HIJRI:
        return Value("DATE", relative=relative)
    if kind == "M":
        return replace(from_point(Point(base.start.year, order)), relative=relative)
    months = 12 // count
    start = date(base.start.year, months * (order - 1) + 1, 1)
    end = last_of_month(start.year, months * order)
    if first_value(slots, "edge", "edge") == "end":
        edge = end
        return replace(from_point(Point(edge.year, edge.month)), relative=relative)
    alone = last and relative and "uds" not in slots
    if alone and context.published is not None and start > context.published and context.direction() != "future":
        # ``الربع الأخير`` alone is the last one that has begun, unless the text looks ahead.
        start, end = start.replace(year=start.year - 1), last_of_month(start.year - 1, end.month)
    value = f"{start.year:04d}-{kind}{order}" if kind in "QH" else f"{start.isoformat()[:7]}/{end.isoformat()[:7]}"
    return Value("DATE", value, start, end, {"Q": "quarter", "H": "half-year"}.get(kind, "month"), relative=relative)


def _relative_part(slots: Slots, context: Context) -> Value:
    """This, the last or the next quarter or half of a year."""
    kind, relation = first_value(slots, "qpart", "quarter"), first_value(slots, "qrel", "rel")
    name = {"Q": "quarter", "H": "half-year"}[kind]
    if context.published is None or relation in NARRATIVE:
        return Value("DATE", granularity=name, relative=True)
    months = {"Q": 3, "H": 6}[kind]
    index = (context.published.year * 12 + context.published.month - 1) // months + OFFSETS[relation]
    year, order = divmod(index, 12 // months)
    start, end = date(year, months * order + 1, 1), last_of_month(year, months * (order + 1))
    return Value("DATE", f"{year:04d}-{kind}{order + 1}", start, end, name, relative=True)


def _part_of_month(kind: str, order: int, start: date, end: date, last: bool, relative: bool) -> Value:
    if kind == "D":
        day = end if last else start + timedelta(days=order - 1)
        return Value("DATE", day.isoformat(), day, day, "day", relative=relative)
    if kind not in "WHTQ":
        return Value("DATE", relative=relative)
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
