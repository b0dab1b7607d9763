"""What has happened to a client here: one line for each thing, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from clinic.clients.models import Client, ClientChange
from clinic.core.clock import local_date
from clinic.core.words import gettext, ngettext
from clinic.episodes.models import Episode, Setting
from clinic.plans.models import AftercarePlan
from clinic.referrals.models import Referral
from clinic.referrals.policy import STATE_WORDS, standing


@dataclass(frozen=True)
class Event:
    """One thing that happened: the day, what, more about it, and who did or noted it."""

    on: date
    what: str
    about: str = ""
    who: str = ""


def tell(*sources: Iterable[Event]) -> list[Event]:
    """Return the events of all sources, newest first."""
    events = [event for source in sources for event in source]
    return sorted(events, key=lambda event: event.on)[::-1]


def of_record(client: Client, changes: Sequence[ClientChange], zone: str) -> Iterator[Event]:
    """Yield when the client was recorded, and each time the record was corrected."""
    recorded = local_date(client.recorded_at, zone)
    yield Event(recorded, gettext("Recorded"), "", client.recorded_by.name)
    corrected: dict[tuple[datetime, str], int] = {}
    for change in changes:
        key = (change.at, change.by.name)
        corrected[key] = corrected.get(key, 0) + 1
    for (at, who), number in sorted(corrected.items()):
        about = ngettext("%(num)s detail", "%(num)s details", number)
        yield Event(local_date(at, zone), gettext("Record corrected:"), about, who)


def of_care(episode: Episode | None) -> Iterator[Event]:
    """Yield where the client was treated."""
    if episode is None:
        return
    settings = {
        Setting.RESIDENTIAL: gettext("residential care"),
        Setting.OUTPATIENT: gettext("outpatient care"),
    }
    for number, placement in enumerate(episode.placements):
        what = gettext("Moved to") if number else gettext("Came to")
        about = f"{placement.program.name}, {settings[placement.setting]}"
        yield Event(placement.since, what, about)


def of_leaving(episode: Episode | None) -> Iterator[Event]:
    """Yield that care ended: told last, so that it stands above what else that day brought."""
    if episode is not None and episode.left_on:
        yield Event(episode.left_on, gettext("Left care"))


def of_referrals(referrals: Iterable[Referral], zone: str) -> Iterator[Event]:
    """Yield each referral and what came of it."""
    for referral in referrals:
        steps = standing(referral.steps)
        if not steps:
            yield Event(local_date(referral.made_at, zone), _offered(), referral.group_name)
        for step in steps:
            yield Event(step.on, f"{STATE_WORDS[step.state]}:", referral.group_name, step.by.name)


def of_plans(versions: Iterable[AftercarePlan], zone: str) -> Iterator[Event]:
    """Yield each version of the plan that was signed off."""
    for plan in versions:
        if plan.finalized_at:
            words = gettext("Plan %(n)s signed off", n=plan.version)
            who = plan.finalized_by.name if plan.finalized_by else ""
            yield Event(local_date(plan.finalized_at, zone), words, "", who)


def _offered() -> str:
    return gettext("Referral made:")
