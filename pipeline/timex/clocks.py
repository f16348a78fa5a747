"""Values of hours and parts of a day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from pipeline.timex.anchor import Context
from pipeline.timex.dates import date_value
from pipeline.timex.points import NOTHING, Value, weekday_date
from pipeline.timex.slots import Slots, first_value, number_of


def part_value(slots: Slots, context: Context, fixed: dict[str, Any]) -> Value:
    """A part of a day, or midnight."""
    part = fixed.get("part") or first_value(slots, "part", "ptadv", "ptd", "pt")
    midnight = "midnight" in slots or "midnightd" in slots
    day: date | None
    if "wd2" in slots:
        name = "2" if midnight else ""
        day = weekday_date(slots, context, name)
    elif "dword" in slots or "wd" in slots or "day" in slots or "dmy" in slots:
        inner = date_value({k: v for k, v in slots.items() if k != "part"}, context, {})
        day = inner.start
    elif first_value(slots, "rel", "rel") == "last":
        day = context.published - timedelta(days=0 if midnight else 1) if context.published else None
    elif first_value(slots, "rel", "rel") == "next":
        day = context.published + timedelta(days=1) if context.published else None
    else:
        day = context.recent_day()
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
        if "less_minutes" + suffix in slots:
            minute = 60 - int(number_of(slots["less_minutes" + suffix]))
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
        day = context.recent_day()
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
