"""When a meeting comes round, by the wall clock of its own zone."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Protocol
from zoneinfo import ZoneInfo

from clinic.core.formats import clock, ends, weekday_name, weekday_of
from clinic.core.words import LazyString
from clinic.core.words import gettext as _
from clinic.core.words import lazy_gettext as _l

#: A meeting that started this recently can still be walked into.
GRACE = timedelta(minutes=10)


class Weekly(Protocol):
    """What the calendar asks of a meeting."""

    weekday: int | None
    starts_at: time | None
    minutes: int
    timezone: str
    weeks: list[int]


#: Weeks of a month that a meeting may be held in, in the order they are said; -1 is the last.
WEEKS: dict[int, LazyString] = {
    1: _l("First"),
    2: _l("Second"),
    3: _l("Third"),
    4: _l("Fourth"),
    5: _l("Fifth"),
    -1: _l("Last"),
}


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


def known_weeks(weeks: Collection[int]) -> list[int]:
    """Return the weeks of the month that there are, in order; none means every week."""
    return [week for week in WEEKS if week in weeks]


def in_weeks(day: date, weeks: Collection[int]) -> bool:
    """Say whether a day lies in one of these weeks of its month, counted by its own weekday.

    The first Thursday is in week 1 whatever the calendar's rows look like; a month has a week 5
    for three weekdays at most.
    """
    known = known_weeks(weeks)
    number = (day.day - 1) // 7 + 1
    is_last = (day + timedelta(days=7)).month != day.month
    return not known or number in known or (is_last and -1 in known)


def days_from(weekday: int, weeks: Collection[int], *, start: date) -> Iterator[date]:
    """Yield the days of a weekday from a day on, in these weeks of the month only."""
    day = start + timedelta(days=(weekday - weekday_of(start)) % 7)
    while True:
        if in_weeks(day, weeks):
            yield day
        day += timedelta(days=7)


def occurrences(meeting: Weekly, *, after: datetime) -> Iterator[Occurrence]:
    """Yield the dates of a meeting from a moment on, without end.

    A meeting that began within the last ten minutes counts as still to come. Nothing is yielded
    for a meeting by appointment, nor for one whose zone nobody says.
    """
    if meeting.weekday is None or meeting.starts_at is None or not meeting.timezone:
        return
    zone = ZoneInfo(meeting.timezone)
    start = (after - GRACE).astimezone(zone).date()
    for day in days_from(meeting.weekday, meeting.weeks, start=start):
        found = _on(day, meeting.starts_at, zone)
        if found and found.starts + GRACE >= after:
            yield found


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
    return list(islice(occurrences(meeting, after=after), count))


def next_dates(meeting: Weekly, *, after: datetime, count: int = 4) -> list[date]:
    """Return the next dates of a meeting, on the wall of its own zone."""
    return [one.on for one in upcoming(meeting, after=after, count=count)]


def hours(meeting: Weekly) -> str:
    """Return "7:00 to 8:00 pm", or nothing for a meeting by appointment."""
    if meeting.starts_at is None:
        return ""
    start, end = clock(meeting.starts_at), clock(ends(meeting.starts_at, meeting.minutes))
    first, _space, half = start.partition(" ")
    if half == end.partition(" ")[2] and meeting.minutes < 720:
        start = first
    return str(_("%(start)s to %(end)s", start=start, end=end))


def weeks_words(weeks: Collection[int]) -> str:
    """Return "First and third", or nothing for every week."""
    words = [str(WEEKS[week]) for week in known_weeks(weeks)]
    words = [word if n == 0 else word.lower() for n, word in enumerate(words)]
    if len(words) < 2:
        return "".join(words)
    return str(_("%(some)s and %(last)s", some=", ".join(words[:-1]), last=words[-1]))


def days_line(weekday: int, weeks: Collection[int]) -> str:
    """Return "Thursdays", "Last Thursday of the month" or "First and third Thursdays"."""
    day, some = weekday_name(weekday), weeks_words(weeks)
    if not some:
        return str(_("%(day)ss", day=day))
    if len(known_weeks(weeks)) == 1:
        return str(_("%(week)s %(day)s of the month", week=some, day=day))
    return str(_("%(weeks)s %(day)ss", weeks=some, day=day))


def meets_line(meeting: Weekly) -> str:
    """Return when a meeting meets: "Thursdays, 7:00 to 8:00 pm"."""
    if meeting.weekday is None:
        return str(_("By appointment"))
    days = days_line(meeting.weekday, meeting.weeks)
    return str(_("%(days)s, %(hours)s", days=days, hours=hours(meeting)))


def place_of_zone(timezone: str) -> str:
    """Return the place that a zone is called after: "Los Angeles"."""
    return timezone.rpartition("/")[2].replace("_", " ")
