"""Medication for opioid or alcohol use: whether the supply lasts until the next dose."""

from __future__ import annotations

from datetime import date, timedelta

from clinic.plans.models import AftercarePlan, AppointmentKind, PlanDose


def covered_until(dose: PlanDose) -> date | None:
    """Return the last day the client has a supply for, or nothing if nobody said."""
    if dose.last_on is None:
        return None
    return dose.last_on + timedelta(days=dose.bridge_days or 0)


def next_day(plan: AftercarePlan, dose: PlanDose) -> date | None:
    """Return the day of the next dose: as written, else the first appointment about medicine."""
    if dose.next_on is not None:
        return dose.next_on
    after = dose.last_on or date.min
    visits = (a.on for a in plan.appointments if a.kind is AppointmentKind.MEDICATION)
    return min((day for day in visits if day > after), default=None)


def gap_days(plan: AftercarePlan, dose: PlanDose) -> int:
    """Return how many days there are without any dose before the next one.

    A supply through Monday and a next dose on Tuesday leave none. Nothing is counted as long as
    either day is unknown.
    """
    until, on = covered_until(dose), next_day(plan, dose)
    if until is None or on is None:
        return 0
    return max((on - until).days - 1, 0)
