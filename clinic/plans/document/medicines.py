"""Medicines, medication for opioid or alcohol use, overdose safety, as the client reads them."""

from __future__ import annotations

from datetime import date

from clinic.core import formats
from clinic.core.words import gettext, ngettext
from clinic.plans.document.parts import Amounts, Dose, Medicine, Medicines, Safety
from clinic.plans.models import AftercarePlan, Naloxone, PlanDose, PlanMedicine
from clinic.plans.policy import doses
from clinic.plans.policy.rules import Rules


def medicines(plan: AftercarePlan) -> Medicines:
    """Write down the list, or that there are none and somebody asked."""
    answers = plan.answers
    return Medicines(
        rows=tuple(_medicine(each) for each in plan.medicines),
        doses=tuple(_dose(plan, each) for each in plan.doses),
        confirmed_none=answers.no_medicines and not plan.medicines,
        as_of=formats.calendar_day(answers.listed_on) if answers.listed_on else "",
        allergies=answers.allergies,
    )


def safety(plan: AftercarePlan, rules: Rules, language: str) -> Safety:
    """Write down the clinic's sentences, where the naloxone is, and who is trained."""
    return Safety(
        lines=rules.safety(language),
        naloxone=_naloxone(plan),
        trained=tuple(plan.answers.naloxone_trained),
    )


def _medicine(medicine: PlanMedicine) -> Medicine:
    return Medicine(
        name=f"{medicine.name} {medicine.strength}".strip(),
        what_for=medicine.what_for,
        amounts=Amounts(medicine.morning, medicine.noon, medicine.evening, medicine.bedtime),
        as_needed=medicine.as_needed,
        refill=_joined(_by(medicine.refill_on), medicine.refill_at),
        prescriber=_joined(medicine.prescriber, medicine.phone),
        stopped=medicine.stopped,
    )


def _dose(plan: AftercarePlan, dose: PlanDose) -> Dose:
    on = doses.next_day(plan, dose)
    day = formats.long_day(on) if on else ""
    at = formats.clock(dose.next_at) if dose.next_at else ""
    return Dose(
        name=dose.name,
        last=formats.long_day(dose.last_on) if dose.last_on else "",
        next=_joined(day, at),
        place=dose.place,
        phone=dose.phone,
        bridge=_bridge(dose),
        gap=_gap(plan, dose),
    )


def _bridge(dose: PlanDose) -> str:
    if not dose.bridge_days:
        return ""
    return ngettext(
        "I have enough for %(num)s day.", "I have enough for %(num)s days.", dose.bridge_days
    )


def _gap(plan: AftercarePlan, dose: PlanDose) -> str:
    days = doses.gap_days(plan, dose)
    if not days:
        return ""
    return ngettext(
        "%(num)s day is not covered. I call today.",
        "%(num)s days are not covered. I call today.",
        days,
    )


def _naloxone(plan: AftercarePlan) -> str:
    answers = plan.answers
    words = {
        Naloxone.GIVEN: gettext("I got naloxone."),
        Naloxone.PRESCRIBED: gettext("I get naloxone at the pharmacy."),
        Naloxone.HAS_ONE: gettext("I have naloxone."),
        Naloxone.DECLINED: gettext("I can ask for naloxone at any time."),
    }.get(answers.naloxone, "")
    count = answers.naloxone_doses
    dosed = ngettext("%(num)s dose.", "%(num)s doses.", count) if count and words else ""
    kept = gettext("It is kept here: %(place)s", place=answers.naloxone_kept)
    return " ".join(part for part in (words, dosed, kept if answers.naloxone_kept else "") if part)


def _by(on: date | None) -> str:
    return gettext("by %(day)s", day=formats.short_day(on)) if on else ""


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
