"""When a service is held: RFC 5545 fields of version 3, weekdays of versions 1 and 2."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from clinic.core.clock import now
from clinic.core.words import gettext as _
from clinic.groups.feeds import text, times
from clinic.groups.feeds.noted import Notes, Unreadable

_DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_BYDAY = re.compile(r"^([+-]?\d{1,2})?\s*([A-Z]{2})[A-Z]*$")
_CLOCK = re.compile(r"^(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$")
_DATE = re.compile(r"^(\d{4})-(\d{2})-(\d{2})")
#: Days that a file written at the other end of the world may be ahead or behind.
_SLACK = timedelta(days=1)
#: A schedule valid for less than this is no weekly meeting but a few dates.
_WEEKLY = timedelta(days=7)
_MOST = 60
#: Characters of the words about the weeks.
LONGEST_NOTE = 300


@dataclass(frozen=True)
class When:
    """One weekday of a schedule. ``weeks`` and ``note`` as in :class:`Slot`; ``over`` is past."""

    weekday: int | None = None
    weeks: tuple[int, ...] = ()
    starts_at: time | None = None
    minutes: int = times.ASSUMED_MINUTES
    assumed: bool = True
    note: str = ""
    over: bool = False


def read(schedule: dict[str, Any], notes: Notes) -> list[When]:
    """Return when a service is held by one schedule; raise :class:`Unreadable` with the field.

    A schedule that has run out is told as it was, and as over: what it lists is not meeting now.
    Its offset from UTC is no time zone and is not used.
    """
    if not schedule:
        return [When()]
    start = _clock(schedule.get("opens_at"), "opens_at", notes)
    days, words = _days(schedule)
    last, note = _last_day(schedule), _note(schedule, words)
    base = When(note=note, over=last is not None and last + _SLACK < now().date())
    if start is not None and days:
        end = _plain(schedule.get("closes_at"))
        minutes, assumed = times.length(start, end, notes)
        base = replace(base, starts_at=start, minutes=minutes, assumed=assumed)
    if start is None or not days or _is_few_dates(schedule, last):
        return [_without_days(schedule, base, start)]
    return [replace(base, weekday=day, weeks=weeks) for day, weeks in days.items()]


def _without_days(schedule: dict[str, Any], base: When, start: time | None) -> When:
    """Keep a schedule of single dates, or one that lacks day or time, in words."""
    first = _date(schedule.get("valid_from")) or _date(schedule.get("dtstart"))
    words = [
        base.note,
        str(first) if first else "",
        _text(schedule.get("byday") or schedule.get("weekday")),
        f"{start:%H:%M}" if start else "",
    ]
    note = ", ".join(dict.fromkeys(word for word in words if word))
    empty = {"starts_at": None, "minutes": times.ASSUMED_MINUTES, "assumed": True}
    return replace(base, note=note[:LONGEST_NOTE], **empty)  # type: ignore[arg-type]


def _clock(value: Any, name: str, notes: Notes) -> time | None:
    plain = _plain(value)
    if isinstance(value, str) and value.strip().endswith("Z"):
        notes.review(name, _("Given in UTC; taken as the time on the wall."), value)
    return times.clock(plain, name, notes)


def _plain(value: Any) -> Any:
    """Return a time without seconds and without an offset from UTC."""
    found = _CLOCK.match(value.strip()) if isinstance(value, str) else None
    return f"{int(found[1]):02}:{found[2]}" if found else value


def _days(schedule: dict[str, Any]) -> tuple[dict[int, tuple[int, ...]], str]:
    """Return the weekdays, 0 = Sunday, each with its weeks of the month, and words for the rest."""
    weeks: dict[int, set[int]] = {}
    every: set[int] = set()
    words: list[str] = []
    for ordinal, day in _parts(schedule):
        weeks.setdefault(day, set())
        if ordinal in (1, 2, 3, 4, 5, -1):
            weeks[day].add(ordinal)
        else:
            every.add(day)
            if ordinal:
                words.append(f"{ordinal}{_DAYS[day]}")
    days = {
        day: () if day in every or found >= {1, 2, 3, 4, 5} else _ordered(found)
        for day, found in weeks.items()
    }
    return days, ", ".join(words)


def _ordered(weeks: set[int]) -> tuple[int, ...]:
    return tuple(sorted(weeks, key=lambda week: week % 7))


def _parts(schedule: dict[str, Any]) -> list[tuple[int, int]]:
    """Return each day named, with its ordinal in the month, 0 for every week."""
    given = schedule.get("byday") or schedule.get("weekday")
    if given in (None, ""):
        return _implied(schedule)
    listed = given if isinstance(given, list) else str(given).split(",")
    return [_part(str(one).strip(), given) for one in listed[:_MOST] if str(one).strip()]


def _part(word: str, given: Any) -> tuple[int, int]:
    if word.isascii() and word.isdecimal() and len(word) == 1 and word <= "7":
        return 0, int(word) % 7
    found = _BYDAY.match(word.upper())
    if found is None or found[2] not in _DAYS:
        raise Unreadable("byday", _("This is not a day of the week."), given)
    return int(found[1] or 0), _DAYS.index(found[2])


def _implied(schedule: dict[str, Any]) -> list[tuple[int, int]]:
    """Return the day that a weekly schedule without days starts on, or all for a daily one."""
    freq = _text(schedule.get("freq")).upper()
    first = _date(schedule.get("dtstart"))
    if freq == "DAILY":
        return [(0, day) for day in range(7)]
    if freq == "WEEKLY" and first:
        return [(0, (first.weekday() + 1) % 7)]
    return []


def _note(schedule: dict[str, Any], words: str) -> str:
    """Return in words what a weekday and a week of the month cannot say."""
    found = [words] if words else []
    found += [text.plain(_text(schedule.get(name), 500)) for name in ("description", "notes")]
    every = _text(schedule.get("interval"))
    if every.isascii() and every.isdecimal() and 1 < int(every) < 100:
        found.append(_every(int(every), schedule))
    if _text(schedule.get("bymonthday")):
        found.append(_("On these days of the month: %(days)s.", days=_text(schedule["bymonthday"])))
    if _text(schedule.get("byweekno")):
        found.append(_("In these weeks of the year: %(weeks)s.", weeks=_text(schedule["byweekno"])))
    begins = _date(schedule.get("valid_from"))
    if begins and begins > now().date() + _SLACK:
        found.append(_("From %(day)s.", day=begins))
    last = _last_day(schedule)
    if last:
        found.append(_("Until %(day)s.", day=last))
    return " ".join(str(part) for part in found if part)[:LONGEST_NOTE]


def _every(number: int, schedule: dict[str, Any]) -> str:
    first = _date(schedule.get("dtstart")) or _date(schedule.get("valid_from"))
    if _text(schedule.get("freq")).upper() == "MONTHLY":
        words = _("Every %(number)s months.", number=number)
    else:
        words = _("Every %(number)s weeks.", number=number)
    return f"{words} {_('Counted from %(day)s.', day=first)}" if first else str(words)


def _last_day(schedule: dict[str, Any]) -> date | None:
    """Return the last day on which a schedule holds."""
    ends = [_date(schedule.get(name)) for name in ("until", "valid_to")]
    return min((day for day in ends if day), default=None)


def _is_few_dates(schedule: dict[str, Any], last: date | None) -> bool:
    """Say whether a schedule still to come holds for some days only, such as a holiday's."""
    first = _date(schedule.get("valid_from"))
    if not (first and last) or last + _SLACK < now().date():
        return False
    return last - first < _WEEKLY


def _date(value: Any) -> date | None:
    found = _DATE.match(value.strip()) if isinstance(value, str) else None
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _text(value: Any, limit: int = 100) -> str:
    if isinstance(value, list):
        value = ",".join(str(one) for one in value[:_MOST])
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()[:limit] if isinstance(value, str | int) else ""
