"""The Gregorian and the Hijri calendar.

Hijri dates are converted with the ``hijridate`` library in the Umm al-Qura calendar of Saudi Arabia, which it knows for the years
1343 to 1500. Outside that range the tabular calendar is used (civil epoch, leap years 2 5 7 10 13 16 18 21 24 26 29 of each cycle of
30), which can be a day or two off; such values are marked.
"""

from datetime import date, timedelta
from functools import lru_cache

from hijridate import Gregorian, Hijri

FIRST_YEAR, LAST_YEAR = 1343, 1500
"""Hijri years for which hijridate has the Umm al-Qura calendar."""

TABULAR_NOTE = "Hijri date outside the Umm al-Qura tables (1343-1500): converted with the tabular calendar, may be a day or two off"

_EPOCH = date(622, 7, 19)
"""1 Muharram of the year 1 in the proleptic Gregorian calendar (civil epoch, Julian 16 July 622)."""

_LEAP = frozenset((2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29))


@lru_cache(maxsize=4096)
def month_length(year: int, month: int) -> int:
    """Return the days of a Hijri month."""
    if FIRST_YEAR <= year <= LAST_YEAR:
        return int(Hijri(year, month, 1).month_length())
    if month == 12:
        return 30 if year % 30 in _LEAP else 29
    return 30 if month % 2 else 29


@lru_cache(maxsize=4096)
def hijri_to_gregorian(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian date of a Hijri one, None where there is no such day."""
    if not 1 <= year <= 9999 or not 1 <= month <= 12 or not 1 <= day <= 30:
        return None
    # A month of 29 days written with 30 (a moon sighted a day later than computed) is read as the day after the 29th.
    if FIRST_YEAR <= year <= LAST_YEAR:
        length = month_length(year, month)
        found = Hijri(year, month, min(day, length)).to_gregorian()
        return date(found.year, found.month, found.day) + timedelta(days=max(0, day - length))
    years = year - 1
    days = years * 354 + (years // 30) * 11 + sum(1 for leap in _LEAP if leap <= years % 30)
    days += 29 * (month - 1) + month // 2 + day - 1
    return _EPOCH + timedelta(days=days)


@lru_cache(maxsize=4096)
def gregorian_to_hijri(day: date) -> tuple[int, int, int] | None:
    """Return year, month and day in the Umm al-Qura calendar, None outside its range."""
    try:
        found = Gregorian(day.year, day.month, day.day).to_hijri()
    except (OverflowError, ValueError):
        return None
    return found.year, found.month, found.day


def hijri_interval(year: int, month: int | None = None, day: int | None = None) -> tuple[date, date] | None:
    """Return the first and last Gregorian day of a Hijri year, month or day."""
    first = hijri_to_gregorian(year, month or 1, day or 1)
    if first is None:
        return None
    if day:
        return first, first
    if month:
        return first, first + timedelta(days=month_length(year, month) - 1)
    last = hijri_to_gregorian(year, 12, month_length(year, 12))
    return None if last is None else (first, last)


def tabular(year: int) -> bool:
    """Say whether a Hijri year is outside the tables."""
    return not FIRST_YEAR <= year <= LAST_YEAR


def gregorian_interval(year: int, month: int | None = None, day: int | None = None) -> tuple[date, date] | None:
    """Return the first and last day of a Gregorian year, month or day, None where there is no such day."""
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first, first
    if month:
        return first, last_of_month(year, month)
    return first, date(year, 12, 31)


def last_of_month(year: int, month: int) -> date:
    """Return the last day of a Gregorian month."""
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def iso_week(day: date) -> tuple[str, date, date]:
    """Return the ISO week of a day as a value, and its Monday and Sunday."""
    year, week, weekday = day.isocalendar()
    monday = day - timedelta(days=weekday - 1)
    return f"{year:04d}-W{week:02d}", monday, monday + timedelta(days=6)
