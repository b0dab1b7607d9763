"""Days and times as people write them: "Wed, Nov 25", "7:00 pm", "Thursdays"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import (
    format_date,
    format_skeleton,
    format_time,
    get_day_names,
    get_month_names,
)

from clinic.core.words import current_locale

#: Gaps inside a telephone number or a time of day.
_GAPS = re.compile(
    r"(?<=\d{3}) (?=\d{3}[- ]?\d{4}\b)|(?<=\)) (?=\d{3}-)"
    r"|(?<=\d) (?=[ap]\.? ?m\b)|(?<=[ap]\.) (?=m\.)"
)
_SUNDAY = date(2026, 3, 1)
#: How dates are written, by language; the order of the parts differs, not their number.
_PATTERNS = {
    "en": {
        "short": "EEE, MMM d",
        "long": "EEEE, MMMM d",
        "full": "EEEE, MMMM d, y",
        "calendar": "MMM d, y",
        "month": "MMM d",
    },
    "es": {
        "short": "EEE, d MMM",
        "long": "EEEE, d 'de' MMMM",
        "full": "EEEE, d 'de' MMMM 'de' y",
        "calendar": "d MMM y",
        "month": "d MMM",
    },
}
#: The same for a language that is not here, as CLDR orders the parts in it.
_SKELETONS = {
    "short": "MMMEd",
    "long": "MMMMEEEEd",
    "full": "yMMMMEEEEd",
    "calendar": "yMMMd",
    "month": "MMMd",
}
_HALVES = {
    **{"AM": "am", "PM": "pm"},
    **{
        f"{half}.{gap}m.": f"{half}. m."
        for half in "ap"
        for gap in ("\N{NARROW NO-BREAK SPACE}", "")
    },
}


def _date(day: date, kind: str, locale: str | None) -> str:
    return _written_date(day, kind, locale or current_locale())


@lru_cache(maxsize=4096)
def _written_date(day: date, kind: str, locale: str) -> str:
    if own := _PATTERNS.get(locale[:2]):
        return format_date(day, own[kind], locale=locale)
    return format_skeleton(_SKELETONS[kind], datetime.combine(day, time()), locale=locale)


def short_day(day: date, locale: str | None = None) -> str:
    """Return "Wed, Nov 25", in the language of the page unless told which."""
    return _date(day, "short", locale)


def long_day(day: date, locale: str | None = None) -> str:
    """Return "Wednesday, November 25"."""
    return _date(day, "long", locale)


def full_day(day: date, locale: str | None = None) -> str:
    """Return "Wednesday, November 25, 2026"."""
    return _date(day, "full", locale)


def calendar_day(day: date, locale: str | None = None) -> str:
    """Return "Nov 25, 2026"."""
    return _date(day, "calendar", locale)


def month_day(day: date, locale: str | None = None) -> str:
    """Return "Nov 25"."""
    return _date(day, "month", locale)


def clock(at: time, locale: str | None = None) -> str:
    """Return "7:00 pm"."""
    return _written_time(at, locale or current_locale())


@lru_cache(maxsize=4096)
def _written_time(at: time, locale: str) -> str:
    if locale[:2] not in _PATTERNS:
        return format_time(at, "short", locale=locale)
    said = format_time(at, "h:mm a", locale=locale)
    for half, written in _HALVES.items():
        said = said.replace(half, written)
    return said


def ends(at: time, minutes: int) -> time:
    """Return the wall-clock time at which something of this length ends."""
    return (datetime.combine(_SUNDAY, at) + timedelta(minutes=minutes)).time()


def weekday_name(
    weekday: int, locale: str | None = None, *, width: Literal["wide", "abbreviated"] = "wide"
) -> str:
    """Return the name of a weekday counted from 0 = Sunday; ``width`` may be "abbreviated"."""
    return _day_names(locale or current_locale(), width)[weekday]


@lru_cache
def _day_names(locale: str, width: Literal["wide", "abbreviated"]) -> list[str]:
    """Return the names of the week's days, Sunday first."""
    names = get_day_names(width, locale=locale)
    return [str(names[(weekday - 1) % 7]) for weekday in range(7)]


def month_name(month: int, locale: str | None = None) -> str:
    """Return the name of a month counted from 1 = January."""
    return str(get_month_names("wide", locale=locale or current_locale())[month])


def weekday_of(day: date) -> int:
    """Return the weekday of a date, counted from 0 = Sunday."""
    return (day.weekday() + 1) % 7


def moment(at: datetime, zone: str, locale: str | None = None) -> str:
    """Return "Nov 25, 2026, 7:00 pm" on a wall in the IANA zone named."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{calendar_day(local.date(), locale)}, {clock(local.time(), locale)}"


def unbroken(words: str) -> str:
    """Return words in which no line ends inside "(503) 555-0140", "7:00 pm" or "7:00 p. m."."""
    return _GAPS.sub("\N{NO-BREAK SPACE}", words)


def language_name(code: str, locale: str | None = None) -> str:
    """Return "Spanish" for "es"; a code nobody knows stays as it is."""
    return str(Locale.parse(locale or current_locale()).languages.get(code, code))
