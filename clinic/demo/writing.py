"""Writing the invented plans, each as far as its client's story has come."""

from __future__ import annotations

from datetime import date, datetime

from flask import current_app

from clinic.accounts.models import User
from clinic.core.clock import local_date
from clinic.demo import content
from clinic.demo.people import Person
from clinic.episodes.models import Episode, Setting
from clinic.plans import actions, policy, queries
from clinic.plans.document import ClinicFacts
from clinic.plans.models import AftercarePlan, CopyWay, SignedHow
from clinic.plans.policy.cards import GRIDS, LISTS, SHEETS
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
        _rest(plan, person, today=today, by=by, at=at)
    if person.plan == "left":
        sign(plan, by=by, at=at)
        actions.note_copy(plan, way=CopyWay.BY_HAND, given_on=at.date(), by=by, at=at)


def _people(plan: AftercarePlan, person: Person, *, by: User, at: datetime) -> None:
    actions.write_sheet(plan, SHEETS["words"], content.WORDS, by=by, at=at)
    if not plan.people:
        ana = {"name": f"Ana {person.family}", **content.ANA}
        actions.keep_row(plan, LISTS["people"], ana, by=by, at=at)
    for key in ("hard", "strengths"):
        actions.write_sheet(plan, SHEETS[key], content.SHEETS[key], by=by, at=at)
    for pair in content.PAIRS:
        actions.keep_row(plan, LISTS["pairs"], pair, by=by, at=at)


def _rest(plan: AftercarePlan, person: Person, *, today: date, by: User, at: datetime) -> None:
    for key, facts in content.rows(today, by):
        actions.keep_row(plan, LISTS[key], facts, by=by, at=at)
    for key in ("list", "safety", "steps"):
        actions.write_sheet(plan, SHEETS[key], content.SHEETS[key], by=by, at=at)
    level = content.LEVELS[Setting(person.setting)]
    actions.write_sheet(plan, SHEETS["level"], level, by=by, at=at)
    actions.write_grid(plan, GRIDS["areas"], content.areas(today), by=by, at=at)
    actions.write_grid(plan, GRIDS["teach"], content.TAUGHT, by=by, at=at)


def sign(plan: AftercarePlan, *, by: User, at: datetime) -> None:
    """Let what was found stand, and sign the plan off with its printed page."""
    facts = ClinicFacts.from_settings(current_app.config)
    desk = policy.Desk(
        today=local_date(at, current_app.config["TIMEZONE"]),
        stale_days=60,
        crisis_lines=True,
        phone=facts.phone,
        rules=queries.rules(),
    )
    for finding in policy.to_look_at(plan, policy.check(plan, desk)):
        actions.accept(plan, finding.key, desk=desk, by=by, at=at)
    client = plan.episode.client.name
    signed = policy.SignOff(SignedHow.TYPED, own_name=by.name, name=client)
    document = actions.prepare(plan, signed, desk=desk, clinic=facts, by=by, at=at)
    paper = print_plan(document)
    actions.finalize(
        plan,
        signed,
        document=document,
        pdf=paper.pdf,
        pages=paper.pages,
        expected_revision=plan.revision,
        by=by,
        at=at,
    )
