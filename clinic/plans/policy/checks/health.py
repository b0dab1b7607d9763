"""Medicines, medication for opioid or alcohol use, naloxone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from clinic.clients.models import Asked
from clinic.core import formats
from clinic.core.words import gettext, ngettext
from clinic.core.words import lazy_gettext as _
from clinic.plans.models import AftercarePlan, Naloxone
from clinic.plans.policy import doses, keys
from clinic.plans.policy.checks.base import Desk, Finding, Named
from clinic.plans.policy.sections import lacks_amount

#: A clinician reads the sentences about overdose this often.
REVIEWED_EVERY = timedelta(days=365)
HAVING = (Naloxone.GIVEN, Naloxone.PRESCRIBED, Naloxone.HAS_ONE)


def is_at_risk(plan: AftercarePlan) -> bool:
    """Whether an opioid or a stimulant may be used: somebody said so, or treatment says so."""
    return plan.answers.overdose_risk is Asked.YES or bool(plan.doses)


def _asked(plan: AftercarePlan, desk: Desk) -> Iterator[Finding]:
    if not plan.medicines and not plan.answers.no_medicines:
        words = gettext("Nobody asked which medicines, or whether there are none")
        detail = gettext("The plan says “no medicines” only when somebody asked.")
        must = keys.MEDICINES in desk.rules.required
        yield Finding("medicines", words, detail, keys.MEDICINES, must_fix=must)


def _amounts(plan: AftercarePlan, _desk: Desk) -> Iterator[Finding]:
    for medicine in plan.medicines:
        if lacks_amount(medicine):
            words = gettext("%(medicine)s: say how much, and when", medicine=medicine.name)
            detail = gettext("Nobody can take a medicine from this plan without it.")
            yield Finding(f"amount:{medicine.id}", words, detail, keys.MEDICINES, must_fix=True)


def _next_dose(plan: AftercarePlan, _desk: Desk) -> Iterator[Finding]:
    for dose in plan.doses:
        if doses.next_day(plan, dose) is None:
            words = gettext("%(medicine)s has no next dose", medicine=dose.name)
            detail = gettext("Say when and where. It must not stop suddenly.")
            yield Finding(f"next:{dose.id}", words, detail, keys.MEDICINES)


def _gaps(plan: AftercarePlan, _desk: Desk) -> Iterator[Finding]:
    for dose in plan.doses:
        if days := doses.gap_days(plan, dose):
            words = ngettext(
                "%(medicine)s: %(num)s day without a dose",
                "%(medicine)s: %(num)s days without a dose",
                days,
                medicine=dose.name,
            )
            until = doses.covered_until(dose) or date.min
            detail = gettext("The supply ends %(day)s.", day=formats.long_day(until))
            yield Finding(f"gap:{dose.id}", words, detail, keys.MEDICINES)


def _naloxone(plan: AftercarePlan, desk: Desk) -> Iterator[Finding]:
    naloxone, least = plan.answers.naloxone, desk.rules.naloxone_doses_min
    required = keys.SAFETY in desk.rules.required
    if is_at_risk(plan) and naloxone not in HAVING:
        words = gettext("There is a risk of overdose, and no naloxone")
        detail = gettext("Offer it again. Say who is trained and where it is kept.")
        must = required and naloxone is Naloxone.NOT_ASKED
        yield Finding("naloxone", words, detail, keys.SAFETY, must_fix=must)
    elif naloxone is Naloxone.NOT_ASKED and plan.answers.overdose_risk is not Asked.NO:
        words = gettext("Nobody asked about naloxone")
        detail = gettext("It is offered to everybody.")
        yield Finding("naloxone", words, detail, keys.SAFETY, must_fix=required)
    elif naloxone is Naloxone.GIVEN and (plan.answers.naloxone_doses or 0) < least:
        words = gettext("Fewer than %(n)s doses of naloxone were given", n=least)
        detail = gettext("The rule of the clinic is %(n)s or more.", n=least)
        yield Finding("naloxone-doses", words, detail, keys.SAFETY)


def _reviewed(_plan: AftercarePlan, desk: Desk) -> Iterator[Finding]:
    on = desk.rules.safety_reviewed_on
    if on is None or on < desk.today - REVIEWED_EVERY:
        words = gettext("The sentences about overdose were not reviewed this year")
        detail = gettext("A clinician reads and approves them under Plan rules.")
        yield Finding("reviewed", words, detail, keys.SAFETY)


CHECKS: tuple[Named, ...] = (
    (_("Medicines were asked about"), _asked),
    (_("Each medicine says how much, and when"), _amounts),
    (_("Each treatment medicine has a next dose"), _next_dose),
    (_("No day is left without a dose"), _gaps),
    (_("Naloxone is arranged"), _naloxone),
    (_("The sentences about overdose were reviewed this year"), _reviewed),
)
