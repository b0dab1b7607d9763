"""The invented plan at its fullest and at its emptiest."""

from __future__ import annotations

from dataclasses import replace

from clinic.plans.document.parts import CrisisStep, HardTimes, LevelOfCare, Medicines, Safety
from clinic.plans.document.shape import ContactRule, PlanDocument, WeekDay

LONG = "Maximiliana-Alexandrina Konstantinopoulos-Fotheringhamshire y Echeverría de la Fuente"
UNBROKEN = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def stressed(plan: PlanDocument, crisis: tuple[CrisisStep, ...]) -> PlanDocument:
    """Return the plan with long names, many groups and medicines, and words without a gap."""
    wordy = f"{plan.remember} {plan.goals[0].goal} {UNBROKEN}"
    care = plan.medicines
    hard = plan.hard_times
    return replace(
        plan,
        client_name=LONG,
        short_name=f"{LONG.split()[0]} K.",
        first_name=LONG.split()[0],
        counselor_name=LONG,
        remember=wordy,
        goals=plan.goals * 2 + (replace(plan.goals[0], goal=wordy, step=wordy),),
        why=plan.why * 3,
        groups=tuple(
            replace(card, name=f"{card.name} {n}", expect=f"{card.expect} {wordy}")
            for n, card in enumerate(plan.groups * 2 + plan.groups[:1])
        ),
        appointments=plan.appointments * 4,
        people=(replace(plan.people[0], name=LONG, good_for=UNBROKEN), *plan.people * 2),
        medicines=replace(
            care,
            rows=(*care.rows * 2, replace(care.rows[0], name=f"{UNBROKEN} 12.5 mg", refill=LONG)),
            doses=(replace(care.doses[0], bridge=plan.remember, gap=plan.remember),) * 2,
        ),
        hard_times=replace(hard, signs=hard.signs * 2, pairs=hard.pairs * 3),
        crisis=crisis,
        life_areas=plan.life_areas * 4,
        sharing=plan.sharing * 3,
        untranslated=("goals", "groups", "safety"),
    )


def emptied(plan: PlanDocument) -> PlanDocument:
    """Return a plan in which nothing has been written yet."""
    return replace(
        plan,
        leaves_on="",
        counselor_name="",
        counselor_phone="",
        remember="",
        first_days=(),
        goals=(),
        why=(),
        helps=(),
        week=tuple(WeekDay(day.name) for day in plan.week),
        by_appointment=(),
        groups=(),
        appointments=(),
        people=(),
        contact=ContactRule(),
        medicines=Medicines(),
        safety=Safety(),
        hard_times=HardTimes(),
        crisis=(),
        contacts=(),
        life_areas=(),
        level=LevelOfCare(),
        strengths=(),
        gains=(),
        taught=(),
        signatures=(),
        sharing=(),
        calendar=(),
        changes=(),
    )
