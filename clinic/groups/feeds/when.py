"""When a row meets: on which days, from when on, for how long."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from clinic.core.words import gettext as _
from clinic.groups.feeds import times
from clinic.groups.feeds.memory import Memory
from clinic.groups.feeds.noted import Notes

_DAY_AND_TIME = re.compile(r"^\s*((?:sun|mon|tue|wed|thu|fri|sat)[a-z]*)\W+(\d.*)$", re.I | re.S)


@dataclass(frozen=True, slots=True)
class When:
    """One weekly time. ``words`` is what the feed adds to the day. No day: by appointment."""

    weekday: int | None
    starts_at: time | None
    minutes: int = times.ASSUMED_MINUTES
    assumed: bool = True
    words: str = ""


class Clock:
    """Reads the times of rows, each distinct spelling once."""

    def __init__(self) -> None:
        self._kept = Memory(_times)

    def read(self, row: Mapping[str, Any], notes: Notes) -> tuple[When, ...]:
        """Return the times of a row, at least one; raise where one of its fields is not a time."""
        given = row.get("day"), row.get("time"), row.get("end_time"), row.get("duration")
        key = tuple((type(value), str(value)) for value in given)
        return self._kept(key, given, notes)


def _times(given: tuple[Any, Any, Any, Any], notes: Notes) -> tuple[When, ...]:
    day, start, end, minutes = given
    found: list[When] = []
    for days, at in _pairs(day, start):
        found += _weekly(days, at, end, minutes, notes)
    return tuple(dict.fromkeys(found))


def _pairs(day: Any, start: Any) -> list[tuple[Any, Any]]:
    """Return days with their time; take "Tuesday 08:15 PM" apart where no day is given."""
    if day not in (None, "", []):
        return [(day, start)]
    several = re.split(r"[,;\n]", start[:500]) if isinstance(start, str) else start
    several = several if isinstance(several, list) else []
    apart = [_DAY_AND_TIME.match(one) if isinstance(one, str) else None for one in several]
    if several and all(apart):
        return [(found[1], found[2].strip()) for found in apart if found]
    return [(day, start)]


def _weekly(day: Any, start: Any, end: Any, duration: Any, notes: Notes) -> list[When]:
    days = times.days(day, notes)
    at = times.clock(start, "time", notes)
    if not days or at is None:
        return [_without_time(days, at, notes)]
    times.review_midnight(at, notes)
    minutes, assumed = times.length(at, end, notes)
    stated = times.duration(duration, notes) if assumed else None
    minutes, assumed = (stated, False) if stated else (minutes, assumed)
    return [When(number, at, minutes, assumed, words) for number, words in days]


def _without_time(days: list[tuple[int, str]], start: time | None, notes: Notes) -> When:
    """Keep a meeting that says only its day, or only its time, as one by appointment."""
    if not days and start is None:
        return When(None, None)
    words = ", ".join(times.DAYS[day].capitalize() for day, _words in days) or f"{start:%H:%M}"
    notes.repaired("time" if days else "day", _("Day without time, or time without day."), words)
    return When(None, None, words=words)
