"""Writing the plan of a client."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.exc import NoResultFound

from clinic.accounts.policy import CLERICAL, CLINICAL
from clinic.audit.actions import record
from clinic.clients import queries as clients
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.episodes import queries as episodes
from clinic.plans import actions, queries
from clinic.plans.forms import GoalsForm
from clinic.plans.policy import marks
from clinic.plans.views import clash, page, together, versions
from clinic.plans.views.blueprint import bp


@bp.get("/clients/<uuid:client_id>/plan")
@allow(*CLERICAL)
def for_client(client_id: UUID) -> ResponseReturnValue:
    """Show the newest version: the draft to write in, or the plan that was signed off.

    Intake staff may enter and find nothing: the body of a plan is not theirs to read.
    """
    client = clients.get(client_id, viewer=current_user, roles=CLINICAL)
    episode = episodes.latest(client.id)
    plan = queries.newest(episode.id) if episode else None
    if plan is not None and not plan.is_final:
        return together.show(plan) if together.asked() else page.editor(plan)
    if plan is not None:
        return versions.signed(plan)
    record("plan.missed", client, by=current_user, at=now(), client_id=client.id)
    db.session.commit()
    return render_template("plans/none.html", client=client, episode=episode)


@bp.post("/clients/<uuid:client_id>/plan")
@allow(*CLERICAL)
def start(client_id: UUID) -> ResponseReturnValue:
    """Begin a plan for a client whose treatment began before there were any."""
    client = clients.get(client_id, viewer=current_user, roles=CLINICAL)
    episode = episodes.latest(client.id)
    if episode is not None and queries.newest(episode.id) is None:
        actions.begin(episode, by=current_user, at=now())
        db.session.commit()
    return redirect(url_for(".for_client", client_id=client.id), 303)


@bp.post("/plans/<uuid:plan_id>/goals")
@allow(*CLERICAL)
def goals(plan_id: UUID) -> ResponseReturnValue:
    """Write what the client wants to work toward, with the first steps."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    form = GoalsForm()
    rows = _arranged(form.goals.data, request.form)
    shown = marks.of_goals(marks.goal_rows(plan))
    mark = None if marks.of_goals(rows) == shown else shown
    more = {"more": "goal"} if "more" in request.form else {}

    if clash.BOTH in request.form:
        here = marks.goal_rows(plan)
        rows = here + [row for row in rows if row not in here]

    def write() -> None:
        actions.write_goals(plan, rows, by=current_user, at=now())

    return page.keep(plan, "goals", form, write, mark=mark, **more)


@bp.post("/plans/<uuid:plan_id>/goals/from/<uuid:template_id>")
@allow(*CLERICAL)
def goal_from_template(plan_id: UUID, template_id: UUID) -> ResponseReturnValue:
    """Put a goal to start from at the end of the goals."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    offered = queries.offered(plan.episode.placement.program_id)
    template = next((each for each in offered if each.id == template_id), None)
    if template is None:
        raise NoResultFound
    try:
        actions.start_goal(plan, template, by=current_user, at=now())
    except RuleBroken as refusal:
        flash(str(refusal))
    db.session.commit()
    return page.kept(plan, "goals")


def _arranged(rows: list[dict[str, str]], pressed: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the rows after a press of Remove, Move up or Move down; each names a row."""
    numbers = [str(number) for number in range(len(rows))]
    if (number := pressed.get("remove")) in numbers:
        return [row for row, each in zip(rows, numbers, strict=True) if each != number]
    for way, step in (("up", -1), ("down", 1)):
        if (number := pressed.get(way)) in numbers:
            here = numbers.index(number)
            rest = [*rows[:here], *rows[here + 1 :]]
            place = max(here + step, 0)
            return [*rest[:place], rows[here], *rest[place:]]
    return rows
