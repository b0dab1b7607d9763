"""The usual week of a plan, and its first three days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import NamedTuple

from clinic.core import formats
from clinic.core.words import gettext
from clinic.groups.policy import in_weeks, weeks_words
from clinic.plans.document.shape import DayItem, FirstDay, WeekDay, WeekItem
from clinic.plans.models import AftercarePlan, PlanAppointment
from clinic.referrals.models import Referral

NOON, EVENING = time(12), time(17)
MONDAY_FIRST = (1, 2, 3, 4, 5, 6, 0)


class Point(NamedTuple):
    """Something of every week, with the time it is sorted by."""

    weekday: int
    at: time | None
    item: WeekItem

    @property
    def part(self) -> int:
        """Morning, afternoon or evening; what has no time is for the evening."""
        if self.at is None:
            return 2
        return 0 if self.at < NOON else 1 if self.at < EVENING else 2


def first_days(plan: AftercarePlan, referrals: list[Referral]) -> tuple[FirstDay, ...]:
    """Return what happens on the day of leaving and the two after it."""
    leaves_on = plan.episode.leaves_on
    if leaves_on is None:
        return ()
    days = (leaves_on + timedelta(days=n) for n in range(3))
    return tuple(FirstDay(formats.short_day(day), _on(day, plan, referrals)) for day in days)


def _on(day: date, plan: AftercarePlan, referrals: list[Referral]) -> tuple[DayItem, ...]:
    """Return what happens on one day, earliest first, what has no time at the end."""
    episode = plan.episode
    found: list[tuple[time, str]] = []
    if day == episode.leaves_on and episode.leaves_at:
        found.append((episode.leaves_at, gettext("I leave")))
    found += [(a.starts_at or time.max, said(a)) for a in plan.appointments if a.on == day]
    found += [(r.starts_at or time.max, r.group_name) for r in referrals if meets(r, day)]
    found += [(d.next_at or time.max, d.name) for d in plan.doses if d.next_on == day]
    found.sort(key=lambda item: item[0])
    return tuple(DayItem("" if at == time.max else formats.clock(at), w) for at, w in found)


def meets(referral: Referral, day: date) -> bool:
    """Whether the client means to be there: the first time, or on a later day of the same kind."""
    first = referral.first_on
    if first is None or day < first:
        return False
    return day == first or ((day - first).days % 7 == 0 and in_weeks(day, referral.weeks))


def usual(plan: AftercarePlan, referrals: list[Referral]) -> tuple[WeekDay, ...]:
    """Return the days of a usual week, Monday first: groups, program hours, own times, ideas."""
    points = sorted([*_groups(referrals), *_own(plan)], key=lambda point: point.at or time.max)
    return tuple(
        WeekDay(
            formats.weekday_name(day),
            *(
                tuple(p.item for p in points if p.weekday == day and p.part == part)
                for part in range(3)
            ),
        )
        for day in MONDAY_FIRST
    )


def _groups(referrals: list[Referral]) -> Iterable[Point]:
    for referral in referrals:
        if referral.weekday is not None and referral.starts_at is not None:
            yield Point(referral.weekday, referral.starts_at, item(referral))


def _own(plan: AftercarePlan) -> Iterable[Point]:
    for each in plan.week:
        at = formats.clock(each.starts_at) if each.starts_at else ""
        yield Point(each.weekday, each.starts_at, WeekItem(each.kind.value, at, each.words))


def item(referral: Referral) -> WeekItem:
    """Return a group as it stands in the week."""
    at = formats.clock(referral.starts_at) if referral.starts_at else ""
    name, weeks = referral.group_name, weeks_words(referral.weeks)
    if weeks:
        name = gettext("%(name)s (%(weeks)s)", name=name, weeks=weeks.lower())
    return WeekItem(referral.group.kind.value, at, name)


def said(appointment: PlanAppointment) -> str:
    """Return what an appointment is, and with whom."""
    return ", ".join(part for part in (appointment.what, appointment.who) if part)
