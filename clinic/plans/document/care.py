"""What goes on after leaving: hard times, crisis steps, contact, areas of life, levels of care."""

from __future__ import annotations

from clinic.core import formats
from clinic.core.words import gettext, ngettext
from clinic.plans.document.parts import (
    CrisisStep,
    HardTimes,
    LevelOfCare,
    LifeArea,
    Pair,
    PlannedContact,
)
from clinic.plans.models import AftercarePlan, Area, AreaState, Pace, PlanContact, Topic
from clinic.plans.policy.cards import CRISIS_STEPS
from clinic.plans.policy.follow import contact_days
from clinic.plans.policy.kinds import AREA_WORDS, CONTACT_WORDS, PACE_WORDS, TOPIC_WORDS
from clinic.plans.policy.sections import level_differs
from clinic.plans.policy.teach import DONE


def hard_times(plan: AftercarePlan) -> HardTimes:
    """Write down what to do when things get hard, in steps and in pairs."""
    answers = plan.answers
    return HardTimes(
        signs=tuple(answers.signs),
        acts=tuple(answers.acts),
        places=tuple(answers.places),
        callers=tuple(answers.callers),
        pairs=tuple(Pair(each.trigger, each.response) for each in plan.pairs),
    )


def step_titles() -> tuple[str, ...]:
    """Return the headings of the six crisis steps, in our own words, in their order."""
    return (
        gettext("I notice that it is coming"),
        gettext("What I do by myself"),
        gettext("Where I go, who I sit with"),
        gettext("Who I ask for help"),
        gettext("Which services I call"),
        gettext("How I make my place safer"),
    )


def crisis(plan: AftercarePlan) -> tuple[CrisisStep, ...]:
    """Write down the six steps, if risk was marked on this plan."""
    if not plan.answers.at_risk:
        return ()
    lines = (tuple(getattr(plan.answers, name)) for name in CRISIS_STEPS)
    return tuple(CrisisStep(*step) for step in zip(step_titles(), lines, strict=True))


def contacts(plan: AftercarePlan) -> tuple[PlannedContact, ...]:
    """Write down how the clinic keeps in touch."""
    return tuple(_contact(each) for each in plan.contacts)


def _contact(contact: PlanContact) -> PlannedContact:
    days = contact_days(contact)
    first = formats.short_day(contact.first_on)
    pace = gettext("%(pace)s, from %(day)s", pace=PACE_WORDS[contact.pace], day=first)
    times = ngettext("%(num)s time", "%(num)s times", len(days))
    often = first if contact.pace is Pace.ONCE else f"{pace}, {times}"
    until = formats.short_day(days[-1]) if len(days) > 1 else ""
    return PlannedContact(str(CONTACT_WORDS[contact.kind]), often, contact.who, until)


def life_areas(plan: AftercarePlan) -> tuple[LifeArea, ...]:
    """Write down the areas of life in which something is to do, in their usual order."""
    rows = {row.area: row for row in plan.areas if row.state is AreaState.OPEN}
    found = [rows[area] for area in Area if area in rows]
    return tuple(
        LifeArea(
            str(AREA_WORDS[row.area]),
            row.action,
            row.owner,
            formats.short_day(row.due_on) if row.due_on else "",
        )
        for row in found
    )


def level(plan: AftercarePlan) -> LevelOfCare:
    """Write down the care now and next in plain words, and the codes of those levels."""
    answers, placement = plan.answers, plan.episode.placement
    return LevelOfCare(
        now=answers.level_words,
        next=answers.next_words,
        why=answers.level_why if level_differs(plan) else "",
        now_code=_code(placement.level, placement.edition) if answers.level_words else "",
        next_code=_code(answers.next_level, answers.next_edition) if answers.next_words else "",
    )


def _code(level: str, edition: str) -> str:
    if not level or not edition:
        return gettext("level %(code)s", code=level) if level else ""
    return gettext("ASAM %(code)s, edition %(edition)s", code=level, edition=edition)


def taught(plan: AftercarePlan) -> tuple[str, ...]:
    """Return the topics that the client told back, in their usual order."""
    told = {row.topic for row in plan.teachbacks if row.told in DONE}
    return tuple(str(TOPIC_WORDS[topic]) for topic in Topic if topic in told)
