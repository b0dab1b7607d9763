"""Days and hours: what is past, too late, at once, or on a day off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import combinations
from typing import NamedTuple

from clinic.core import formats
from clinic.core.words import gettext
from clinic.core.words import lazy_gettext as _
from clinic.groups.policy import in_weeks
from clinic.plans.models import AftercarePlan, WeekKind
from clinic.plans.policy import keys
from clinic.plans.policy.checks.base import Desk, Finding, Named
from clinic.plans.policy.follow import contact_days, follow_ups
from clinic.plans.policy.off import days_off
from clinic.plans.policy.sections import live_supports

#: Days off are looked for in this many days after leaving.
FIRST_WEEKS = 14
USUAL_MINUTES = 60


class Slot(NamedTuple):
    """A time that is taken: on a weekday (0 = Sunday), from and to in minutes of the day."""

    weekday: int
    begins: int
    ends: int
    words: str


def _leaves(plan: AftercarePlan, _desk: Desk) -> Iterator[Finding]:
    if plan.episode.leaves_on is None:
        detail = gettext("Page 1 prints without the first three days.")
        yield Finding("leaves", gettext("There is no leaving date"), detail, keys.GOALS)


def _past(plan: AftercarePlan, desk: Desk) -> Iterator[Finding]:
    for appointment in plan.appointments:
        if appointment.on < desk.today:
            day = formats.long_day(appointment.on)
            words = gettext("%(what)s is in the past", what=appointment.what)
            detail = gettext("It is down for %(day)s.", day=day)
            yield Finding(f"past:{appointment.id}", words, detail, keys.APPOINTMENTS)


def _follow(plan: AftercarePlan, desk: Desk) -> Iterator[Finding]:
    for found in follow_ups(plan, desk.rules):
        if found.on is None:
            words = gettext("No visit or call within %(n)s days of leaving", n=found.days)
            detail = gettext("The day of leaving itself does not count.")
            yield Finding(f"within:{found.days}", words, detail, keys.APPOINTMENTS)


def _first_contact(plan: AftercarePlan, desk: Desk) -> Iterator[Finding]:
    leaves, days = plan.episode.leaves_on, desk.rules.first_contact_days
    planned = [day for contact in plan.contacts for day in contact_days(contact)]
    if leaves and planned and min(planned) > leaves + timedelta(days=days):
        words = gettext("The clinic is in touch only after %(n)s days", n=days)
        day = formats.long_day(min(planned))
        detail = gettext("The first time is %(day)s.", day=day)
        yield Finding("first-contact", words, detail, keys.CONTACTS)


def _off(plan: AftercarePlan, desk: Desk) -> Iterator[Finding]:
    first = plan.episode.leaves_on
    if first is None:
        return
    last = first + timedelta(days=FIRST_WEEKS - 1)
    for day, off in days_off(first, last, desk.rules).items():
        said = formats.long_day(day)
        words = gettext("%(day)s: %(why)s", day=said, why=off.holiday or off.closed)
        planned = [*_groups_on(plan, day), *(a.what for a in plan.appointments if a.on == day)]
        detail = gettext("Nothing is planned that day. A plan for it helps.")
        if planned:
            detail = gettext("Ask whether it takes place: %(what)s.", what=", ".join(planned))
        yield Finding(f"off:{day.isoformat()}", words, detail, keys.WEEK)


def _groups_on(plan: AftercarePlan, day: date) -> list[str]:
    weekday = formats.weekday_of(day)
    groups = (support.referral for support in live_supports(plan))
    return [r.group_name for r in groups if r.weekday == weekday and in_weeks(day, r.weeks)]


def _overlaps(plan: AftercarePlan, _desk: Desk) -> Iterator[Finding]:
    for one, other in combinations(_slots(plan), 2):
        meets = one.begins < other.ends and other.begins < one.ends
        if one.weekday == other.weekday and meets:
            day = formats.weekday_name(one.weekday)
            words = gettext(
                "%(one)s and %(other)s are at the same time", one=one.words, other=other.words
            )
            detail = gettext("Both are on %(day)s.", day=day)
            key = f"overlap:{one.weekday}:{one.begins}:{other.begins}"
            yield Finding(key, words, detail, keys.WEEK)


def _slots(plan: AftercarePlan) -> list[Slot]:
    """Return what takes its time every week: groups, program hours, own fixed times."""
    groups = [support.referral for support in live_supports(plan)]
    found = [_slot(r.weekday, r.starts_at, r.minutes, r.group_name) for r in groups]
    fixed = [item for item in plan.week if item.kind is not WeekKind.IDEA]
    found += [_slot(i.weekday, i.starts_at, i.minutes, i.words) for i in fixed]
    return [slot for slot in found if slot is not None]


def _slot(weekday: int | None, at: time | None, minutes: int | None, words: str) -> Slot | None:
    if weekday is None or at is None:
        return None
    begins = at.hour * 60 + at.minute
    return Slot(weekday, begins, begins + (minutes or USUAL_MINUTES), words)


CHECKS: tuple[Named, ...] = (
    (_("There is a leaving date"), _leaves),
    (_("Every appointment lies ahead"), _past),
    (_("A visit or call comes early enough"), _follow),
    (_("The clinic is in touch in the first days"), _first_contact),
    (_("No day off falls in the first 2 weeks"), _off),
    (_("Nothing in the week is at the same time"), _overlaps),
)
