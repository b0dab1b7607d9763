"""Days, times and zones as feeds spell them."""

from __future__ import annotations

import re
from datetime import time
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from clinic.core.words import gettext as _
from clinic.groups.feeds.noted import Notes, Unreadable

DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
ASSUMED_MINUTES = 60
LONG_MINUTES = 180
_DAY = re.compile(
    r"^(sun|mon|tue|wed|thu|fri|sat)[a-z]*\b[\s.,:\u2013-]*(.*)$", re.IGNORECASE | re.DOTALL
)
_CLOCK = re.compile(r"^(\d{1,2})(?::?(\d{2}))?(?::\d{2})?\s*([ap])?\.?(?:m\.?)?$", re.IGNORECASE)
_WORDS = {"noon": time(12), "midday": time(12), "midnight": time(0)}


def days(value: Any, notes: Notes) -> list[tuple[int, str]]:
    """Return the weekdays of a row, 0 = Sunday, each with what the feed adds in words."""
    given = value if isinstance(value, list) else [value]
    found = [_day(one, notes) for one in given if one is not None and one != ""]
    return list(dict(found).items())


def _day(value: Any, notes: Notes) -> tuple[int, str]:
    if isinstance(value, int) and not isinstance(value, bool):
        number, words = value, ""
    elif isinstance(value, str) and value.strip().isdecimal():
        number, words = int(value.strip()), ""
    elif isinstance(value, str) and (found := _DAY.match(value.strip())):
        number = next(n for n, name in enumerate(DAYS) if name.startswith(found[1].lower()))
        words = found[2].strip()
        notes.repaired("day", _("A day in words."), value, number)
    else:
        raise Unreadable("day", _("This is not a day of the week."), value)
    if not 0 <= number <= 6:
        raise Unreadable("day", _("Days are counted from 0, Sunday, to 6, Saturday."), value)
    return number, words


def clock(value: Any, name: str, notes: Notes) -> time | None:
    """Return a time of day, or nothing when none is given; refuse what is not one."""
    if value is None or value == "":
        return None
    text = f"{value:04d}" if isinstance(value, int) else str(value).strip()
    if text.lower() in _WORDS:
        notes.repaired(name, _("A time in words."), value, _WORDS[text.lower()])
        return _WORDS[text.lower()]
    found = _CLOCK.match(text)
    if found is None or not (found[2] or found[3]):
        raise Unreadable(name, _("This is not a time of day."), value)
    at = _time(int(found[1]), int(found[2] or 0), (found[3] or "").lower())
    if at is None:
        raise Unreadable(name, _("There is no such time of day."), value)
    if not re.fullmatch(r"\d{2}:\d{2}", text):
        notes.repaired(name, _("A time in another spelling."), value, f"{at:%H:%M}")
    return at


def _time(hour: int, minute: int, half: str) -> time | None:
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if (hour, minute) == (24, 0):
        return time(0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def length(start: time, end_value: Any, notes: Notes) -> tuple[int, bool]:
    """Return how many minutes a meeting lasts, and whether that is our guess."""
    try:
        end = clock(end_value, "end_time", notes)
    except Unreadable as unreadable:
        notes.repaired("end_time", unreadable.reason, end_value)
        end = None
    if end is None:
        return ASSUMED_MINUTES, True
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    if minutes <= 0:
        return _across(start, minutes, end_value, notes)
    if minutes > LONG_MINUTES:
        notes.review("end_time", _("Longer than three hours: is that so?"), end_value)
    return minutes, False


def _across(start: time, minutes: int, value: Any, notes: Notes) -> tuple[int, bool]:
    """Read an end before its start: past midnight, or morning typed for evening."""
    if start.hour >= 20 and minutes + 1440 <= 240:
        return minutes + 1440, False
    if 30 <= minutes + 720 <= 120:
        notes.repaired("end_time", _("Half a day off: am and pm mixed up."), value, minutes + 720)
        return minutes + 720, False
    notes.repaired("end_time", _("It ends before it starts: taken as one hour."), value)
    return ASSUMED_MINUTES, True


@cache
def _zones() -> dict[str, str]:
    named = (zone for zone in available_timezones() if "/" in zone or zone == "UTC")
    return {zone.casefold(): zone for zone in named}


def zone_named(value: object) -> str | None:
    """Return the IANA zone of this name, whatever its case, or nothing."""
    return _zones().get(str(value).strip().casefold())


def zone(value: Any, default: str, notes: Notes) -> str:
    """Return the zone of a row: its own, or the one that the source is read in."""
    if value is None or str(value).strip() == "":
        return default
    found = zone_named(value)
    if found is None:
        notes.repaired("timezone", _("There is no such time zone."), value, default)
        return default
    if found != value:
        notes.repaired("timezone", _("Another spelling of a time zone."), value, found)
    return found
