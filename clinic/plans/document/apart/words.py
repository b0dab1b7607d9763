"""Who the plan is of, whom to call, and what the client wrote."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.core.words import gettext
from clinic.plans.document.apart.base import Item, joined, lines
from clinic.plans.document.shape import PlanDocument

LISTS = ("why", "helps", "strengths", "gains", "taught")
STEPS = ("signs", "acts", "places", "callers")


def items(plan: PlanDocument) -> Iterator[Item]:
    """Yield the head of a plan, its words, hard times and what goes on after leaving."""
    for part in (_head, _calls, _written, _hard, _life):
        yield from part(plan)


def _head(plan: PlanDocument) -> Iterator[Item]:
    at = [entry.clock for day in plan.calendar for entry in day.entries if entry.mark == "leave"]
    yield from lines("client", [plan.client_name])
    yield from lines("leaves", [joined(plan.leaves_on, *at)])
    yield from lines("counselor", [joined(plan.counselor_name, plan.counselor_phone)])
    clinic = joined(plan.clinic_name, plan.clinic_phone, plan.clinic_phone_note)
    yield from lines("clinic", [clinic])


def _calls(plan: PlanDocument) -> Iterator[Item]:
    for line in plan.crisis_lines:
        yield Item("crisis_lines", line.when, (("", line.number), (gettext("I do"), line.do)))
    for person in plan.people:
        facts = (("", person.phone), (gettext("Good for"), person.good_for))
        yield Item("people", person.name, facts)
    rule = plan.contact
    voice = {"yes": gettext("yes"), "no": gettext("no")}.get(rule.voice_message, "")
    reach = joined(rule.phone, rule.best_time)
    yield Item("contact", "", (("", reach), (gettext("Voice message"), voice)))


def _written(plan: PlanDocument) -> Iterator[Item]:
    yield from lines("remember", [plan.remember])
    for goal in plan.goals:
        yield Item("goals", goal.goal, ((gettext("My first step"), goal.step),))
    for part in LISTS:
        yield from lines(part, getattr(plan, part))


def _hard(plan: PlanDocument) -> Iterator[Item]:
    for part in STEPS:
        yield from lines(part, getattr(plan.hard_times, part))
    for pair in plan.hard_times.pairs:
        yield Item("pairs", pair.when, (("", pair.then),))
    for step in plan.crisis:
        yield Item("crisis", step.title, (("", "; ".join(step.lines)),))


def _life(plan: PlanDocument) -> Iterator[Item]:
    level = plan.level
    said = ((gettext("Now"), level.now), (gettext("Next"), level.next), (gettext("Why"), level.why))
    for name, words in said:
        if words:
            yield Item("level", name, (("", words),))
    for area in plan.life_areas:
        facts = (("", area.action), (gettext("Who"), area.who), (gettext("By"), area.by))
        yield Item("life_areas", area.area, facts)
    for one in plan.sharing:
        yield Item("sharing", one.who, (("", one.what), (gettext("Until"), one.until)))
