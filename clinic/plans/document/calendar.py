"""The calendar of the thirty days after leaving."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

from clinic.core import formats
from clinic.core.words import gettext
from clinic.plans.document.parts import CalendarDay, CalendarEntry
from clinic.plans.document.week import meets, said
from clinic.plans.models import AftercarePlan, AppointmentKind, ContactKind
from clinic.plans.policy.follow import contact_days
from clinic.plans.policy.kinds import CONTACT_WORDS
from clinic.plans.policy.off import Off, days_off
from clinic.plans.policy.rules import Rules
from clinic.referrals.models import Referral

DAYS = 30
Timed = tuple[time | None, str, str]


def thirty_days(
    plan: AftercarePlan, referrals: list[Referral], rules: Rules
) -> tuple[CalendarDay, ...]:
    """Return thirty days from the day of leaving; none without one."""
    first = plan.episode.leaves_on
    if first is None:
        return ()
    days = [first + timedelta(days=n) for n in range(DAYS)]
    off = days_off(days[0], days[-1], rules)
    return tuple(_day(day, plan, referrals, off.get(day, Off())) for day in days)


def _day(day: date, plan: AftercarePlan, referrals: list[Referral], off: Off) -> CalendarDay:
    found = sorted(
        [*_fixed(day, plan), *_groups(day, referrals), *_contacts(day, plan)],
        key=lambda entry: entry[0] or time.max,
    )
    return CalendarDay(
        iso=day.isoformat(),
        name=formats.weekday_name(formats.weekday_of(day), width="abbreviated"),
        day=formats.month_day(day),
        holiday=off.holiday,
        closed=off.closed,
        entries=tuple(
            CalendarEntry(mark, formats.clock(at) if at else "", words) for at, mark, words in found
        ),
    )


def _fixed(day: date, plan: AftercarePlan) -> Iterator[Timed]:
    if day == plan.episode.leaves_on:
        yield plan.episode.leaves_at, "leave", gettext("I leave")
    for each in plan.appointments:
        if each.on == day:
            mark = "call" if each.kind is AppointmentKind.CLINIC_CALL else "visit"
            yield each.starts_at, mark, said(each)
    for dose in plan.doses:
        if dose.next_on == day:
            yield dose.next_at, "dose", dose.name
    for medicine in plan.medicines:
        if medicine.refill_on == day and not medicine.stopped:
            yield None, "refill", gettext("Refill: %(medicine)s", medicine=medicine.name)


def _groups(day: date, referrals: list[Referral]) -> Iterator[Timed]:
    for referral in referrals:
        if meets(referral, day):
            yield referral.starts_at, "group", referral.group_name


def _contacts(day: date, plan: AftercarePlan) -> Iterator[Timed]:
    for contact in plan.contacts:
        if day in contact_days(contact):
            mark = "visit" if contact.kind is ContactKind.VISIT else "call"
            what = str(CONTACT_WORDS[contact.kind])
            yield None, mark, ", ".join(part for part in (what, contact.who) if part)
