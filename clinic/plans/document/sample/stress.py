"""The invented plan at its fullest and at its emptiest."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from clinic.plans.document.blank import nothing
from clinic.plans.document.parts import CrisisStep
from clinic.plans.document.shape import PlanDocument, WeekDay

LONG = "Maximiliana-Alexandrina Konstantinopoulos-Fotheringhamshire y Echeverría de la Fuente"
UNBROKEN = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
#: Of the clinic, the sheet and the person; these are there before anything is written.
KEPT = frozenset(
    {
        *("language", "paper", "size", "draft", "version", "printed_on", "printed_iso"),
        *("clinic_name", "clinic_phone", "clinic_phone_note", "crisis_lines", "client_number"),
        *("client_name", "short_name", "first_name"),
        *("leaves_on", "counselor_name", "counselor_phone"),
    }
)


def stressed(plan: PlanDocument, crisis: tuple[CrisisStep, ...]) -> PlanDocument:
    """Return the plan with long names, many groups and medicines, and words without a gap."""
    wordy = f"{plan.remember} {plan.goals[0].goal} {UNBROKEN}"
    return replace(
        plan,
        **_named(plan),
        **_repeated(plan),
        remember=wordy,
        goals=plan.goals * 2 + (replace(plan.goals[0], goal=wordy, step=wordy),),
        groups=tuple(
            replace(card, name=f"{card.name} {n}", expect=f"{card.expect} {wordy}")
            for n, card in enumerate(plan.groups * 2 + plan.groups[:1])
        ),
        crisis=crisis,
        untranslated=("goals", "groups", "safety"),
    )


def _named(plan: PlanDocument) -> dict[str, Any]:
    first = LONG.split()[0]
    return {
        "client_name": LONG,
        "short_name": f"{first} K.",
        "first_name": first,
        "counselor_name": LONG,
        "people": (replace(plan.people[0], name=LONG, good_for=UNBROKEN), *plan.people * 2),
    }


def _repeated(plan: PlanDocument) -> dict[str, Any]:
    care, hard, said = plan.medicines, plan.hard_times, plan.remember
    long_one = replace(care.rows[0], name=f"{UNBROKEN} 12.5 mg", refill=LONG)
    return {
        "why": plan.why * 3,
        "appointments": plan.appointments * 4,
        "medicines": replace(
            care,
            rows=(*care.rows * 2, long_one),
            doses=(replace(care.doses[0], bridge=said, gap=said),) * 2,
        ),
        "hard_times": replace(hard, signs=hard.signs * 2, pairs=hard.pairs * 3),
        "life_areas": plan.life_areas * 4,
        "sharing": plan.sharing * 3,
    }


def emptied(plan: PlanDocument) -> PlanDocument:
    """Return a plan in which nothing has been written yet."""
    heads = dict.fromkeys(("leaves_on", "counselor_name", "counselor_phone"), "")
    written = {part.name: nothing(part) for part in fields(plan) if part.name not in KEPT}
    week = tuple(WeekDay(day.name) for day in plan.week)
    return replace(plan, **{**written, **heads, "week": week})
