"""Values of durations and sets."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from pipeline.timex.anchor import Context
from pipeline.timex.points import NOTHING, Value
from pipeline.timex.slots import Slots, first_value, number_of

UNIT_CLASSES = ("us", "ud", "up", "uds", "udd", "udp", "acc", "all", "single", "decades")
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
    if sign > 0 and context.direction() != "future":
        return replace(found, skip=1 + ("approx" in slots))
    if unit in ("D", "W") and count == int(count) and count < 400:
        if context.published is None:
            return Value("DATE", granularity="day", relative=True)
        day = context.published + timedelta(days=sign * int(count) * (7 if unit == "W" else 1))
        return Value("DATE", day.isoformat(), day, day, "day", relative=True)
    return replace(found, skip=1 + ("approx" in slots))


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
