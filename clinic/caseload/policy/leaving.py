"""People about to leave, and how far their plans have come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from clinic.clients.models import Client
from clinic.core.formats import clock, long_day, short_day, weekday_name, weekday_of
from clinic.core.words import gettext
from clinic.episodes.models import Disposition, Episode
from clinic.plans.policy import Rules, copy_due, kept_until, summary_due


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


@dataclass(frozen=True)
class After:
    """What is due after somebody left; no copy is due to who left without a plan."""

    copy_due: date | None
    copy_late: bool
    summary_due: date
    kept_until: date


def after(episode: Episode | None, today: date, rules: Rules) -> After | None:
    """Return what is due after an episode ended, by the clinic's rules; nothing before that."""
    if episode is None or episode.left_on is None:
        return None
    given = episode.disposition is Disposition.PLAN_GIVEN
    copy = copy_due(episode.left_on, rules) if given else None
    return After(
        copy_due=copy,
        copy_late=copy is not None and today > copy,
        summary_due=summary_due(episode.left_on, rules),
        kept_until=kept_until(episode.left_on, rules),
    )
