"""When a meeting comes round, by the wall clock of its own zone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from clinic.core.formats import clock, ends, weekday_name, weekday_of
from clinic.core.words import gettext as _

#: A meeting that started this recently can still be walked into.
GRACE = timedelta(minutes=10)


class Weekly(Protocol):
    """What the calendar asks of a meeting."""

    weekday: int | None
    starts_at: time | None
    minutes: int
    timezone: str


@dataclass(frozen=True)
class Occurrence:
    """One date of a meeting.

    ``starts`` is the moment; ``shifted`` says that the clocks jump over the usual time that day,
    so that ``starts`` shows another time on the wall.
    """

    on: date
    starts: datetime
    shifted: bool = False

    def is_now(self, at: datetime) -> bool:
        """Say whether the meeting has begun, at most ten minutes ago."""
        return self.starts <= at <= self.starts + GRACE


def occurrences(meeting: Weekly, *, after: datetime) -> Iterator[Occurrence]:
    """Yield the dates of a weekly meeting from a moment on, without end.

    A meeting that began within the last ten minutes counts as still to come. Nothing is yielded
    for a meeting by appointment, nor for one whose zone nobody says.
    """
    if meeting.weekday is None or meeting.starts_at is None or not meeting.timezone:
        return
    zone = ZoneInfo(meeting.timezone)
    day = (after - GRACE).astimezone(zone).date()
    day += timedelta(days=(meeting.weekday - weekday_of(day)) % 7)
    while True:
        found = _on(day, meeting.starts_at, zone)
        if found and found.starts + GRACE >= after:
            yield found
        day += timedelta(days=7)


def _on(day: date, at: time, zone: ZoneInfo) -> Occurrence | None:
    """Return the occurrence on a date, or nothing where the zone skips the whole day."""
    wall = datetime.combine(day, at)
    starts = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    shown = starts.astimezone(zone).replace(tzinfo=None)
    if shown.date() != day:
        return None
    return Occurrence(on=day, starts=starts, shifted=shown != wall)


def upcoming(meeting: Weekly, *, after: datetime, count: int = 4) -> list[Occurrence]:
    """Return the next few occurrences of a meeting."""
    return [one for one, _number in zip(occurrences(meeting, after=after), range(count))]  # noqa: B905


def next_dates(meeting: Weekly, *, after: datetime, count: int = 4) -> list[date]:
    """Return the next dates of a meeting, on the wall of its own zone."""
    return [one.on for one in upcoming(meeting, after=after, count=count)]


def hours(meeting: Weekly) -> str:
    """Return "7:00 to 8:00 pm", or nothing for a meeting by appointment."""
    if meeting.starts_at is None:
        return ""
    start, end = clock(meeting.starts_at), clock(ends(meeting.starts_at, meeting.minutes))
    number, _space, half = start.partition(" ")
    if half == end.partition(" ")[2] and meeting.minutes < 720:
        start = number
    return str(_("%(start)s to %(end)s", start=start, end=end))


def meets_line(meeting: Weekly) -> str:
    """Return when a meeting meets: "Thursdays, 7:00 to 8:00 pm"."""
    if meeting.weekday is None:
        return str(_("By appointment"))
    day = weekday_name(meeting.weekday)
    return str(_("%(day)ss, %(hours)s", day=day, hours=hours(meeting)))
