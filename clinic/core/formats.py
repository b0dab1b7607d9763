"""Days and times as people write them: "Wed, Nov 25", "7:00 pm", "Thursdays"."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_day_names, get_month_names

_SUNDAY = date(2026, 3, 1)


@lru_cache(maxsize=4096)
def short_day(day: date, locale: str = "en_US") -> str:
    """Return "Wed, Nov 25"."""
    return format_date(day, "EEE, MMM d", locale=locale)


def long_day(day: date, locale: str = "en_US") -> str:
    """Return "Wednesday, November 25"."""
    return format_date(day, "EEEE, MMMM d", locale=locale)


def full_day(day: date, locale: str = "en_US") -> str:
    """Return "Wednesday, November 25, 2026"."""
    return format_date(day, "EEEE, MMMM d, y", locale=locale)


def calendar_day(day: date, locale: str = "en_US") -> str:
    """Return "Nov 25, 2026"."""
    return format_date(day, "MMM d, y", locale=locale)


def month_day(day: date, locale: str = "en_US") -> str:
    """Return "Nov 25"."""
    return format_date(day, "MMM d", locale=locale)


@lru_cache(maxsize=4096)
def clock(at: time, locale: str = "en_US") -> str:
    """Return "7:00 pm"."""
    return format_time(at, "h:mm a", locale=locale).replace("AM", "am").replace("PM", "pm")


def ends(at: time, minutes: int) -> time:
    """Return the wall-clock time at which something of this length ends."""
    return (datetime.combine(_SUNDAY, at) + timedelta(minutes=minutes)).time()


@lru_cache(maxsize=4096)
def weekday_name(
    weekday: int, locale: str = "en_US", *, width: Literal["wide", "abbreviated"] = "wide"
) -> str:
    """Return the name of a weekday counted from 0 = Sunday; ``width`` may be "abbreviated"."""
    return str(get_day_names(width, locale=locale)[(weekday - 1) % 7])


def month_name(month: int, locale: str = "en_US") -> str:
    """Return the name of a month counted from 1 = January."""
    return str(get_month_names("wide", locale=locale)[month])


def weekday_of(day: date) -> int:
    """Return the weekday of a date, counted from 0 = Sunday."""
    return (day.weekday() + 1) % 7


def moment(at: datetime, zone: str, locale: str = "en_US") -> str:
    """Return "Nov 25, 2026, 7:00 pm" on a wall in the IANA zone named."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{calendar_day(local.date(), locale)}, {clock(local.time(), locale)}"


def language_name(code: str, locale: str = "en_US") -> str:
    """Return "Spanish" for "es"; a code nobody knows stays as it is."""
    return str(Locale.parse(locale).languages.get(code, code))
