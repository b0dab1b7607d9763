"""From the records to the words on paper.

The client's address is never among them, confidential or not, nor their number in treatment,
what they are treated for, or any note staff keep for themselves.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from clinic.clients.models import Client
from clinic.core import clock, formats
from clinic.core.words import gettext
from clinic.groups.policy import in_weeks, weeks_words
from clinic.plans.document import groups
from clinic.plans.document.facts import ClinicFacts
from clinic.plans.document.shape import (
    Appointment,
    ContactRule,
    DayItem,
    FirstDay,
    Goal,
    Person,
    PlanDocument,
    WeekDay,
    WeekItem,
)
from clinic.plans.models import AftercarePlan, PlanAppointment, PlanPerson
from clinic.plans.policy import live_supports
from clinic.referrals.models import Referral

NOON, EVENING = time(12), time(17)
MONDAY_FIRST = (1, 2, 3, 4, 5, 6, 0)


def compose(
    plan: AftercarePlan, *, clinic: ClinicFacts, at: datetime, today: date, final: bool = False
) -> PlanDocument:
    """Write down what the plan says at this moment.

    ``final`` leaves off the word "draft": say so when the document is composed to be signed.
    """
    client, episode = plan.episode.client, plan.episode
    counselor = client.counselor
    referrals = [support.referral for support in live_supports(plan)]
    return PlanDocument(
        language="en",
        paper=clinic.paper,
        clinic_name=clinic.name,
        clinic_phone=episode.placement.program.phone or clinic.phone,
        clinic_phone_note=clinic.phone_note,
        crisis_lines=clinic.crisis_lines,
        client_name=client.name,
        short_name=short_name(client),
        first_name=client.first_name,
        client_number=client.number,
        leaves_on=formats.full_day(episode.leaves_on) if episode.leaves_on else "",
        counselor_name=counselor.name if counselor else "",
        counselor_phone=counselor.phone if counselor else "",
        version=plan.version,
        printed_on=formats.calendar_day(clock.local_date(at, clinic.timezone)),
        printed_iso=clock.local_date(at, clinic.timezone).isoformat(),
        draft=not (final or plan.is_final),
        remember=plan.remember.strip(),
        first_days=_first_days(plan, referrals),
        goals=tuple(Goal(g.goal, g.first_step) for g in plan.goals),
        why=_lines(plan.why),
        helps=_lines(plan.helps),
        week=_week(referrals),
        by_appointment=tuple(_item(r) for r in referrals if r.weekday is None),
        groups=tuple(groups.card(r, facts=clinic, today=today) for r in referrals),
        appointments=tuple(_appointment(a) for a in plan.appointments),
        people=tuple(_person(p) for p in plan.people),
        contact=ContactRule(client.phone, client.best_time, client.voice_message.value),
    )


def short_name(client: Client) -> str:
    """Return "Maya R.", for the foot of a page that may be left lying about."""
    initial = f" {client.family_name[0]}." if client.family_name else ""
    return f"{client.first_name}{initial}"


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _first_days(plan: AftercarePlan, referrals: list[Referral]) -> tuple[FirstDay, ...]:
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
    found += [(a.starts_at or time.max, _what(a)) for a in plan.appointments if a.on == day]
    found += [(r.starts_at or time.max, r.group_name) for r in referrals if _meets(r, day)]
    found.sort(key=lambda item: item[0])
    return tuple(DayItem("" if at == time.max else formats.clock(at), w) for at, w in found)


def _meets(referral: Referral, day: date) -> bool:
    """Whether the client means to be there: the first time, or on a later day of the same kind."""
    first = referral.first_on
    if first is None or day < first:
        return False
    return day == first or ((day - first).days % 7 == 0 and in_weeks(day, referral.weeks))


def _week(referrals: list[Referral]) -> tuple[WeekDay, ...]:
    timed = sorted((r for r in referrals if r.starts_at), key=lambda r: r.starts_at or NOON)
    return tuple(
        WeekDay(
            formats.weekday_name(day),
            *(
                tuple(_item(r) for r in timed if r.weekday == day and _part_of_day(r) == part)
                for part in range(3)
            ),
        )
        for day in MONDAY_FIRST
    )


def _part_of_day(referral: Referral) -> int:
    at = referral.starts_at or NOON
    return 0 if at < NOON else 1 if at < EVENING else 2


def _item(referral: Referral) -> WeekItem:
    at = formats.clock(referral.starts_at) if referral.starts_at else ""
    weeks = weeks_words(referral.weeks)
    name = referral.group_name
    if weeks:
        name = gettext("%(name)s (%(weeks)s)", name=name, weeks=weeks.lower())
    return WeekItem(referral.group.kind.value, at, name)


def _what(appointment: PlanAppointment) -> str:
    return ", ".join(part for part in (appointment.what, appointment.who) if part)


def _appointment(appointment: PlanAppointment) -> Appointment:
    day = formats.short_day(appointment.on)
    at = f", {formats.clock(appointment.starts_at)}" if appointment.starts_at else ""
    who = (appointment.who, appointment.place, appointment.phone)
    return Appointment(f"{day}{at}", appointment.what, ", ".join(part for part in who if part))


def _person(person: PlanPerson) -> Person:
    name = ", ".join(part for part in (person.name, person.relation) if part)
    return Person(name, person.phone, person.good_for)
