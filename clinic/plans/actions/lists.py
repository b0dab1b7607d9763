"""Appointments and people of a plan: added, corrected, taken out."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from clinic.accounts.models import User
from clinic.clients.models import Supporter
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.plans.actions.drafts import changed, refuse_final
from clinic.plans.models import AftercarePlan, AppointmentKind, PlanAppointment, PlanPerson

MOST_ROWS = 40
#: An appointment further ahead than this is a slip of the year.
FAR_AWAY = timedelta(days=3 * 365)


def keep_appointment(
    plan: AftercarePlan,
    appointment: PlanAppointment | None = None,
    *,
    kind: AppointmentKind,
    on: date,
    starts_at: time | None,
    what: str,
    who: str,
    place: str,
    phone: str,
    by: User,
    at: datetime,
) -> PlanAppointment:
    """Add an appointment or call, or correct the one given."""
    refuse_final(plan)
    _refuse_crowd(plan.appointments, appointment)
    _refuse_odd_day(plan, on, at)
    kept = appointment or PlanAppointment()
    kept.kind, kept.on, kept.starts_at, kept.what = kind, on, starts_at, what
    kept.who, kept.place, kept.phone = who, place, phone
    if appointment is None:
        plan.appointments.append(kept)
    plan.appointments.sort(key=lambda a: (a.on, a.starts_at or time.min))
    changed(plan, "appointment_kept", by=by, at=at)
    return kept


def remove_appointment(
    plan: AftercarePlan, appointment: PlanAppointment, *, by: User, at: datetime
) -> None:
    """Take an appointment out."""
    refuse_final(plan)
    plan.appointments.remove(appointment)
    changed(plan, "appointment_removed", by=by, at=at)


def keep_person(
    plan: AftercarePlan,
    person: PlanPerson | None = None,
    *,
    name: str,
    relation: str,
    phone: str,
    good_for: str,
    by: User,
    at: datetime,
) -> PlanPerson:
    """Add somebody to call, or correct the one given."""
    refuse_final(plan)
    _refuse_crowd(plan.people, person)
    last = max((each.position for each in plan.people), default=0)
    kept = person or PlanPerson(position=last + 1)
    kept.name, kept.relation, kept.phone, kept.good_for = name, relation, phone, good_for
    if person is None:
        plan.people.append(kept)
    changed(plan, "person_kept", by=by, at=at)
    return kept


def add_supporter(
    plan: AftercarePlan, supporter: Supporter, *, by: User, at: datetime
) -> PlanPerson:
    """Add a person who is already named on the client's side."""
    if supporter.client_id != plan.episode.client_id:
        raise RuleBroken(gettext("That person is on another client's side."))
    facts = {n: getattr(supporter, n) for n in ("name", "relation", "phone", "good_for")}
    return keep_person(plan, **facts, by=by, at=at)


def move_person(
    plan: AftercarePlan, person: PlanPerson, *, earlier: bool, by: User, at: datetime
) -> None:
    """Change places with the person before or after; at either end nothing happens."""
    refuse_final(plan)
    here = plan.people.index(person)
    there = here - 1 if earlier else here + 1
    if not 0 <= there < len(plan.people):
        return
    order = list(plan.people)
    order[here], order[there] = order[there], order[here]
    for position, each in enumerate(order, 1):
        each.position = position
    plan.people.sort(key=lambda each: each.position)
    changed(plan, "people_reordered", by=by, at=at)


def remove_person(plan: AftercarePlan, person: PlanPerson, *, by: User, at: datetime) -> None:
    """Take a person out."""
    refuse_final(plan)
    plan.people.remove(person)
    changed(plan, "person_removed", by=by, at=at)


def _refuse_odd_day(plan: AftercarePlan, on: date, at: datetime) -> None:
    if on < plan.episode.admitted_on:
        raise RuleBroken(gettext("That day is before treatment began."), field="on")
    if on > at.date() + FAR_AWAY:
        raise RuleBroken(gettext("That day is years away. Check the year."), field="on")


def _refuse_crowd(rows: list[PlanAppointment] | list[PlanPerson], row: object | None) -> None:
    if row is None and len(rows) >= MOST_ROWS:
        raise RuleBroken(gettext("A plan holds up to %(n)s of these.", n=MOST_ROWS))
