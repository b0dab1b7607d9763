"""What every act on an episode makes sure of first."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.episodes.models import Episode

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
