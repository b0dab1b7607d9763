"""Keeping in touch: on which days, and whether it comes early enough."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from clinic.core import formats
from clinic.core.words import gettext
from clinic.plans.models import AftercarePlan, AppointmentKind, ContactKind, Pace, PlanContact
from clinic.plans.policy.kinds import CONTACT_WORDS
from clinic.plans.policy.rules import Rules

#: Appointments that are treatment; a visit to a housing office is none.
TREATMENT = (
    AppointmentKind.CLINIC_CALL,
    AppointmentKind.COUNSELING,
    AppointmentKind.MEDICATION,
    AppointmentKind.MENTAL_HEALTH,
    AppointmentKind.PRIMARY_CARE,
    AppointmentKind.PEER_SPECIALIST,
)
_EVERY = {Pace.ONCE: 0, Pace.WEEKLY: 7, Pace.FORTNIGHTLY: 14}


def contact_days(contact: PlanContact) -> list[date]:
    """Return the days of a planned contact, in order, up to its last."""
    count = 1 if contact.pace is Pace.ONCE else contact.times
    if contact.pace is Pace.MONTHLY:
        days = [_months_on(contact.first_on, n) for n in range(count)]
    else:
        step = timedelta(days=_EVERY[contact.pace])
        days = [contact.first_on + step * n for n in range(count)]
    return [day for day in days if contact.until is None or day <= contact.until]


def _months_on(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))


@dataclass(frozen=True)
class FollowUp:
    """Whether there is a visit or a call within so many days of leaving; the first, if so."""

    days: int
    on: date | None
    what: str

    @property
    def words(self) -> str:
        """The same as a sentence."""
        if self.on is None:
            return gettext("Within %(n)s days: nothing planned yet.", n=self.days)
        day = formats.short_day(self.on)
        return gettext(
            "Within %(n)s days: %(day)s, %(what)s.", n=self.days, day=day, what=self.what
        )


def follow_ups(plan: AftercarePlan, rules: Rules) -> list[FollowUp]:
    """Say whether this plan meets the clinic's two limits, such as 7 and 30 days.

    What counts is a visit or a call on a day after the day of leaving, as in the HEDIS measure
    FUI (a visit on the day itself does not). Nothing can be said without a leaving date.
    """
    leaves = plan.episode.leaves_on
    if leaves is None:
        return []
    planned = sorted(_planned(plan))
    found = []
    for days in (rules.first_appt_days, rules.second_appt_days):
        last = leaves + timedelta(days=days)
        first = next(((day, what) for day, what in planned if leaves < day <= last), (None, ""))
        found.append(FollowUp(days, *first))
    return found


def _planned(plan: AftercarePlan) -> list[tuple[date, str]]:
    booked = [(a.on, a.what) for a in plan.appointments if a.kind in TREATMENT]
    talks = (ContactKind.CALL, ContactKind.VISIT)
    return booked + [
        (day, str(CONTACT_WORDS[contact.kind]))
        for contact in plan.contacts
        if contact.kind in talks
        for day in contact_days(contact)
    ]
