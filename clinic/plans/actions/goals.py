"""Writing the client's goals, from nothing or from a template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from clinic.accounts.models import User
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.plans.actions.drafts import changed, refuse_final
from clinic.plans.models import AftercarePlan, GoalTemplate, PlanGoal

MOST_GOALS = 10


def write_goals(
    plan: AftercarePlan, goals: Sequence[Mapping[str, str]], *, by: User, at: datetime
) -> None:
    """Write the goals, each with its first step, in this order. Empty rows are left out."""
    refuse_final(plan)
    rows = [(row["goal"].strip(), row["first_step"].strip()) for row in goals]
    rows = [row for row in rows if any(row)]
    if len(rows) > MOST_GOALS:
        raise RuleBroken(gettext("A plan holds up to %(n)s goals.", n=MOST_GOALS), field="goals")
    for number, (goal, _step) in enumerate(rows, 1):
        if not goal:
            raise RuleBroken(gettext("Goal %(n)s has a step but no goal.", n=number), field="goals")
    if rows == [(each.goal, each.first_step) for each in plan.goals]:
        return
    kept = plan.goals[: len(rows)]
    for row, (words, step) in zip(kept, rows, strict=False):
        row.goal, row.first_step = words, step
    fresh = rows[len(kept) :]
    plan.goals[:] = kept + [
        PlanGoal(position=position, goal=words, first_step=step)
        for position, (words, step) in enumerate(fresh, len(kept) + 1)
    ]
    changed(plan, "goals_written", by=by, at=at, goals=len(rows))


def start_goal(plan: AftercarePlan, template: GoalTemplate, *, by: User, at: datetime) -> None:
    """Put a template's goal and step at the end of the goals, to be changed from there."""
    rows = [{"goal": each.goal, "first_step": each.first_step} for each in plan.goals]
    rows.append({"goal": template.goal, "first_step": template.first_step})
    write_goals(plan, rows, by=by, at=at)
