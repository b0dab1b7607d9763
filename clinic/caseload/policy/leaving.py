"""People about to leave, and how far their plans have come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from clinic.clients.models import Client
from clinic.core.formats import clock, long_day, short_day, weekday_name, weekday_of
from clinic.core.words import gettext


@dataclass(frozen=True)
class Leaver:
    """One client in care with a day to leave on."""

    client: Client
    episode_id: UUID
    on: date
    at: time | None

    def is_overdue(self, today: date) -> bool:
        """Say whether that day has passed."""
        return self.on < today

    def is_soon(self, today: date) -> bool:
        """Say whether that day is today or tomorrow."""
        return today <= self.on <= today + timedelta(days=1)

    def when(self, today: date) -> str:
        """Return "Tomorrow, 10:00 am" or "Wednesday, 11:00 am"."""
        day = near_day(self.on, today)
        day = day[0].upper() + day[1:]
        return f"{day}, {clock(self.at)}" if self.at else day


def near_day(day: date, today: date) -> str:
    """Return a day of the coming week as people say it: "today", "tomorrow", "Wednesday"."""
    ahead = (day - today).days
    if ahead == 0:
        return gettext("today")
    if ahead == 1:
        return gettext("tomorrow")
    if 1 < ahead < 7:
        return weekday_name(weekday_of(day))
    return long_day(day) if ahead == 7 else short_day(day)
