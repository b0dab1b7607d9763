"""The clinic's rules for plans, and goals to start from."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from clinic.accounts.models import Program, Role, User
from clinic.core.db import db
from clinic.core.lists import Page, page_of
from clinic.plans.models import GoalTemplate, PlanRule
from clinic.plans.policy.rules import NAMES, Rules, read

#: How many decisions the history shows.
RECENT = 50
#: What goals to start from can be sorted by; those for all programs come first.
TEMPLATE_SORTS: dict[str, sa.ColumnElement[str]] = {
    "goal": sa.func.lower(GoalTemplate.goal),
    "program": sa.func.lower(sa.func.coalesce(Program.name, "")),
}


def rules() -> Rules:
    """Return the rules that hold now, in one small query."""
    decided = sa.select(PlanRule.name, PlanRule.value).where(PlanRule.name.in_(NAMES))
    found = db.session.execute(decided.order_by(PlanRule.id))
    return read({row.name: row.value for row in found})


def decisions() -> list[PlanRule]:
    """Return the decisions made last, newest first."""
    found = sa.select(PlanRule).order_by(PlanRule.id.desc()).limit(RECENT)
    return list(db.session.scalars(found))


def templates(
    viewer: User, *, text: str = "", sort: str = "goal", number: int = 1
) -> Page[GoalTemplate]:
    """Return a page of the templates this person may change, those in use first.

    ``text`` looks into goals and first steps; ``sort`` is one of :data:`TEMPLATE_SORTS`, with a
    "-" before it downward.
    """
    found = sa.select(GoalTemplate).outerjoin(GoalTemplate.program).where(_theirs(viewer))
    found = found.options(contains_eager(GoalTemplate.program))
    for word in text.split():
        columns = (GoalTemplate.goal, GoalTemplate.first_step)
        found = found.where(sa.or_(*(each.icontains(word, autoescape=True) for each in columns)))
    column = TEMPLATE_SORTS[sort.removeprefix("-")]
    by = column.desc() if sort.startswith("-") else column
    order = (GoalTemplate.retired_at.is_not(None), by, GoalTemplate.goal, GoalTemplate.id)
    return page_of(found.order_by(*order), number)


def template(template_id: uuid.UUID, *, viewer: User) -> GoalTemplate:
    """Return a template this person may change, or raise ``NoResultFound``."""
    found = sa.select(GoalTemplate).where(GoalTemplate.id == template_id, _theirs(viewer))
    return db.session.scalars(found).one()


def _theirs(viewer: User) -> sa.ColumnElement[bool]:
    """An admin's are all; a supervisor's those of the programs supervised."""
    if Role.ADMIN in viewer.roles:
        return sa.true()
    return GoalTemplate.program_id.in_(viewer.programs_as(Role.SUPERVISOR))


def template_programs(viewer: User) -> list[Program]:
    """Return the programs whose templates this person may change."""
    found = sa.select(Program).order_by(Program.name)
    if Role.ADMIN not in viewer.roles:
        found = found.where(Program.id.in_(viewer.programs_as(Role.SUPERVISOR)))
    return list(db.session.scalars(found))


def offered(program_id: uuid.UUID) -> list[GoalTemplate]:
    """Return the goals a counselor of a program may start from."""
    mine = GoalTemplate.program_id.is_(None) | (GoalTemplate.program_id == program_id)
    found = sa.select(GoalTemplate).where(mine, GoalTemplate.retired_at.is_(None))
    return list(db.session.scalars(found.order_by(GoalTemplate.goal, GoalTemplate.id)))
