"""The value of an expression, by the kind of the rule that found it."""

from collections.abc import Callable
from typing import Any

from pipeline.timex.amounts import duration_value, set_value
from pipeline.timex.anchor import Context
from pipeline.timex.clocks import clock_range_value, clock_value, part_value
from pipeline.timex.dates import century_value, date_value, decade_value, feast_value, season_value, vague_value
from pipeline.timex.points import NOTHING, Value
from pipeline.timex.ranges import range_value
from pipeline.timex.recognize import Found
from pipeline.timex.slots import Slots
from pipeline.timex.units import unit_value

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
    if found.rule.kind == "none":
        return NOTHING
    return HANDLERS[found.rule.kind](found.slots, context, dict(found.rule.fixed))
