"""What every act on an episode makes sure of first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.episodes import policy
from clinic.episodes.models import Disposition, Episode

#: A clinic east of Greenwich is a day ahead of UTC.
TOMORROW = timedelta(days=1)


def check_dates(admitted_on: date, leaves_on: date | None, at: datetime) -> None:
    """Refuse a start in the future and an end before the start."""
    if admitted_on > at.date() + TOMORROW:
        raise RuleBroken(
            gettext("The start is in the future. Choose today or a day before."),
            field="admitted_on",
        )
    if leaves_on and leaves_on < admitted_on:
        raise RuleBroken(gettext("This is before the start."), field="leaves_on")


def check_edition(level: str, edition: str) -> None:
    """Refuse a level of care without the edition it was taken from."""
    if level and not edition:
        raise RuleBroken(
            gettext("Say which edition of the ASAM criteria the level is from."), field="edition"
        )


def check_open(episode: Episode) -> None:
    """Refuse to change an episode that has ended."""
    if not episode.is_open:
        raise RuleBroken(gettext("This episode has ended."))


def check_left_on(episode: Episode, left_on: date, at: datetime) -> None:
    """Refuse a day of leaving in the future, or before the client came to where they are."""
    if left_on > at.date() + TOMORROW:
        raise RuleBroken(
            gettext("This day is in the future. Choose today or a day before."), field="left_on"
        )
    if left_on < episode.placement.since:
        raise RuleBroken(gettext("The client was in care on that day."), field="left_on")


def check_outcome(
    episode: Episode, disposition: Disposition, said: Mapping[str, date | str | None], at: datetime
) -> None:
    """Refuse an outcome without a plan of which too little is said, or on an impossible day."""
    words = {
        "disposition_why": gettext("Write why, in the client's words."),
        "disposition_with": gettext("Write who confirmed it, and where."),
        "disposition_on": gettext("Choose the day."),
    }
    for field in policy.MUST_SAY.get(disposition, ()):
        if not said[field]:
            raise RuleBroken(words[field], field=field)
    on = said["disposition_on"]
    if isinstance(on, date) and not episode.admitted_on <= on <= at.date() + TOMORROW:
        day = gettext("Choose a day from the start of care until today.")
        raise RuleBroken(day, field="disposition_on")
