"""Days, times and lengths as feeds spell them."""

from __future__ import annotations

import re
from datetime import time
from typing import Any

from clinic.core.words import gettext as _
from clinic.groups.feeds.noted import Notes, Unreadable
from clinic.groups.feeds.zones import zone, zone_named

__all__ = ["ASSUMED_MINUTES", "DAYS", "clock", "days", "duration", "length", "zone", "zone_named"]

DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
ASSUMED_MINUTES = 60
LONG_MINUTES = 180
SHORT_MINUTES = 10
_DAY = re.compile(
    r"^(sun|mon|tue|wed|thu|fri|sat)[a-z]*\b[\s.,:\u2013-]*(.*)$", re.IGNORECASE | re.DOTALL
)
_EVERY_DAY = ("daily", "every day", "everyday", "all days", "7 days a week")
_CLOCK = re.compile(
    r"^(\d{1,2})(?:[:.]?(\d{2}))?(?::\d{2}(?:\.0+)?)?\s*([ap])?\.?\s*(?:m\.?)?$", re.IGNORECASE
)
_PLAIN = re.compile(r"\d{2}:\d{2}")
_OF_A_DAY = re.compile(r"^0?\.\d{2,20}$")
_WORDS = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_LENGTH = re.compile(
    r"^(?:(\d{1,2}(?:\.\d{1,2})?)\s*h(?:ou)?rs?\.?)?[\s,]*(?:(\d{1,3})\s*m(?:in(?:ute)?s?)?\.?)?$",
    re.IGNORECASE,
)
_HOURS_AND_MINUTES = re.compile(r"^(\d{1,2}):(\d{2})(?::\d{2})?$")
#: At this minute a list means midnight, at the end of the day it names.
_LAST_MINUTE = time(23, 59)


def days(value: Any, notes: Notes) -> list[tuple[int, str]]:
    """Return the weekdays of a row, 0 = Sunday, each with what the feed adds in words."""
    found: dict[int, str] = {}
    for one in _several(value):
        if isinstance(one, str) and one.strip().lower() in _EVERY_DAY:
            notes.repaired("day", _("A day in words."), one, "0-6")
            found |= dict.fromkeys(range(7), "")
        elif one is not None and one != "":
            number, words = _day(one, notes)
            found[number] = words
    return list(found.items())


def _several(value: Any) -> list[Any]:
    """Return the days of a list, or of words like "Monday, Thursday" and "1,3"."""
    if isinstance(value, list):
        return value
    if isinstance(value, str) and re.search(r"[,;/&+]|\band\b", value):
        parts = [part.strip() for part in re.split(r"[,;/&+]|\band\b", value)]
        if all(part.isdecimal() or (_DAY.match(part) and not _after(part)) for part in parts):
            return list(parts)
    return [value]


def _after(part: str) -> str:
    found = _DAY.match(part)
    return found[2].strip() if found else ""


def _day(value: Any, notes: Notes) -> tuple[int, str]:
    if isinstance(value, int) and not isinstance(value, bool):
        number, words = value, ""
    elif isinstance(value, str) and re.fullmatch(r"[0-9]{1,3}(?:\.0)?", value.strip()):
        number, words = int(value.strip().split(".")[0]), ""
    elif isinstance(value, str) and (found := _DAY.match(value.strip())):
        number = next(n for n, name in enumerate(DAYS) if name.startswith(found[1].lower()))
        words = " ".join(found[2].split())[:300]
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
    text = f"{value:04d}" if isinstance(value, int) else str(value)[:100].strip()
    if text.lower() in _WORDS:
        notes.repaired(name, _("A time in words."), value, _WORDS[text.lower()])
        return _WORDS[text.lower()]
    if _OF_A_DAY.match(text):
        return _part_of_a_day(text, name, notes)
    found = _CLOCK.match(text)
    if found is None or not (found[2] or found[3]) or not text.isascii():
        raise Unreadable(name, _("This is not a time of day."), value)
    at = _time(int(found[1]), int(found[2] or 0), (found[3] or "").lower())
    if at is None:
        raise Unreadable(name, _("There is no such time of day."), value)
    if not _PLAIN.fullmatch(text):
        notes.repaired(name, _("A time in another spelling."), value, f"{at:%H:%M}")
    return at


def _part_of_a_day(text: str, name: str, notes: Notes) -> time:
    """Read 0.8125 as 19:30: a spreadsheet counts a time as a part of a day."""
    minutes = round(float(text) * 1440) % 1440
    at = time(minutes // 60, minutes % 60)
    notes.repaired(name, _("A time as a part of a day."), text, f"{at:%H:%M}")
    return at


def _time(hour: int, minute: int, half: str) -> time | None:
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if (hour, minute) == (24, 0):
        return time(0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def review_midnight(start: time, notes: Notes) -> None:
    """Say where a start at midnight leaves open which night is meant."""
    if start in (time(0), _LAST_MINUTE):
        reason = _("Midnight: at the beginning or the end of that day?")
        notes.review("time", reason, f"{start:%H:%M}")


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
    if end == _LAST_MINUTE and minutes > 0:
        minutes += 1
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


def duration(value: Any, notes: Notes) -> int | None:
    """Return the minutes that words like "1hr 30mins", "90" or "01:30" say, or nothing."""
    minutes = _minutes(str(value)[:100].strip()) if value is not None else None
    if minutes is None and value not in (None, ""):
        notes.repaired("duration", _("Left out: this is not a length."), value)
    if not minutes or minutes > 1440:
        return None
    if not SHORT_MINUTES <= minutes <= LONG_MINUTES:
        notes.review("duration", _("An odd length for a meeting: is that so?"), value)
    return minutes


def _minutes(text: str) -> int | None:
    if re.fullmatch(r"[0-9]{1,4}(?:\.0)?", text):
        return int(text.split(".")[0])
    if found := _HOURS_AND_MINUTES.match(text):
        return int(found[1]) * 60 + int(found[2])
    found = _LENGTH.match(text) if text.isascii() else None
    if found is None or not (found[1] or found[2]):
        return None
    return round(float(found[1] or 0) * 60) + int(found[2] or 0)
