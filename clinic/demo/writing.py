"""Writing the invented plans, each as far as its client's story has come."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from flask import current_app

from clinic.accounts.models import User
from clinic.demo.people import Person
from clinic.episodes.models import Episode
from clinic.plans import actions, policy, queries
from clinic.plans.document import ClinicFacts
from clinic.plans.models import AftercarePlan, AppointmentKind
from clinic.plans.printing import print_plan

GOALS = (
    {
        "goal": "Be home for dinner with my kids on weeknights.",
        "first_step": "I cook on Mondays and Wednesdays, phone in the drawer.",
    },
    {
        "goal": "Get through the holidays without using.",
        "first_step": "I drive my own car, so I can leave when I want.",
    },
    {
        "goal": "Go back to work in January.",
        "first_step": "I ask Mr. Hale about part-time hours.",
    },
)
#: How far each story has come: none < goals < most < ready < left (signed and gone).
STEPS = ("none", "goals", "most", "ready", "left")


def write(person: Person, episode: Episode, *, by: User, at: datetime, today: date) -> None:
    """Write the draft as far as the story goes, and sign it off if the client has left."""
    far = STEPS.index(person.plan)
    plan = queries.draft(episode.id)
    if plan is None or far == 0:
        return
    actions.write_goals(plan, GOALS[:far], by=by, at=at)
    if far >= STEPS.index("most"):
        _people(plan, person, by=by, at=at)
    if far >= STEPS.index("ready"):
        _rest(plan, today=today, by=by, at=at)
    if person.plan == "left":
        sign(plan, today=today, by=by, at=at)


def _people(plan: AftercarePlan, person: Person, *, by: User, at: datetime) -> None:
    actions.write_words(
        plan,
        remember="When it gets hard, I call someone first. It passes.",
        why="Eli and Nora\nWaking up clear\nMy garden in spring",
        helps="Walking by the river\nCooking with music on\nHot shower, early bed",
        by=by,
        at=at,
    )
    actions.keep_person(
        plan,
        name=f"Ana {person.family}",
        relation="my sister",
        phone="(503) 555-0151",
        good_for="Anything, any hour",
        by=by,
        at=at,
    )


def _rest(plan: AftercarePlan, *, today: date, by: User, at: datetime) -> None:
    soon = today + timedelta(days=4)
    call = (AppointmentKind.CLINIC_CALL, soon, time(10), "First follow-up call", by.name, by.phone)
    visit = (
        AppointmentKind.MEDICATION,
        soon + timedelta(days=3),
        time(14, 30),
        "Medicine check",
        "Dr. Lena Ortiz",
        "(503) 555-0167",
    )
    for kind, on, starts_at, what, who, phone in (call, visit):
        place = "120 Pine Street" if kind is AppointmentKind.MEDICATION else ""
        actions.keep_appointment(
            plan,
            kind=kind,
            on=on,
            starts_at=starts_at,
            what=what,
            who=who,
            place=place,
            phone=phone,
            by=by,
            at=at,
        )


def sign(plan: AftercarePlan, *, today: date, by: User, at: datetime) -> None:
    """Let what was found stand, and sign the plan off with its printed page."""
    facts = ClinicFacts.from_settings(current_app.config)
    desk = policy.Desk(today=today, stale_days=60, crisis_lines=True, phone=facts.phone)
    for finding in policy.to_look_at(plan, policy.check(plan, desk)):
        actions.accept(plan, finding.key, desk=desk, by=by, at=at)
    document = actions.prepare(plan, desk=desk, clinic=facts, taught_back=True, at=at)
    paper = print_plan(document)
    actions.finalize(
        plan,
        document=document,
        pdf=paper.pdf,
        pages=paper.pages,
        expected_revision=plan.revision,
        by=by,
        at=at,
    )
