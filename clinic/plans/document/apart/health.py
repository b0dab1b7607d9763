"""Medicines, doses that must not stop, and what keeps an overdose from killing."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.core.words import gettext
from clinic.plans.document.apart.base import Item, joined, lines
from clinic.plans.document.parts import Amounts, Dose, Medicine
from clinic.plans.document.shape import PlanDocument


def items(plan: PlanDocument) -> Iterator[Item]:
    """Yield every medicine with its amounts, every dose, and what stands about safety."""
    yield from _medicines(plan)
    safety = plan.safety
    yield from lines("safety", safety.lines)
    yield from lines("naloxone", [safety.naloxone])
    trained = gettext("Trained to give it: %(who)s.", who=joined(*safety.trained))
    yield from lines("naloxone", [trained] if safety.trained else [])


def _medicines(plan: PlanDocument) -> Iterator[Item]:
    care = plan.medicines
    for medicine in care.rows:
        yield Item("medicines", medicine.name, tuple(_medicine(medicine)))
    none = gettext("No daily medicines on my list.")
    yield from lines("medicines", [none] if care.confirmed_none else [])
    listed = gettext("My list is from %(day)s.", day=care.as_of)
    yield from lines("medicines", [listed] if care.as_of else [])
    yield from lines("allergies", [care.allergies])
    for dose in care.doses:
        yield Item("doses", dose.name, tuple(_dose(dose)))


def _medicine(medicine: Medicine) -> Iterator[tuple[str, str]]:
    taken = joined(_amounts(medicine.amounts), medicine.as_needed)
    yield "", gettext("I no longer take it") if medicine.stopped else taken
    yield gettext("What for"), medicine.what_for
    yield gettext("Refill"), medicine.refill
    yield gettext("Who prescribes"), medicine.prescriber


def _amounts(amounts: Amounts) -> str:
    times = (
        (amounts.morning, gettext("Morning")),
        (amounts.noon, gettext("Midday")),
        (amounts.evening, gettext("Evening")),
        (amounts.bedtime, gettext("Bedtime")),
    )
    return joined(*(f"{time}: {much}" for much, time in times if much))


def _dose(dose: Dose) -> Iterator[tuple[str, str]]:
    yield "", joined(dose.next, dose.place, dose.phone)
    yield "", " ".join(said for said in (dose.bridge, dose.gap) if said)
    yield "", gettext("Last dose: %(day)s.", day=dose.last) if dose.last else ""
