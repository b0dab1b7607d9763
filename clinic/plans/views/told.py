"""Teach-back on the page of the last look: one press for a topic, one for all that are left."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLERICAL
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.plans import actions, policy, queries
from clinic.plans.forms import LeaveOutForm
from clinic.plans.models import AftercarePlan, Told, Topic
from clinic.plans.views.blueprint import bp
from clinic.plans.views.check import last_look


@bp.post("/plans/<uuid:plan_id>/told")
@allow(*CLERICAL)
def told(plan_id: UUID) -> ResponseReturnValue:
    """Note that one topic was told back, or is not clear yet; or that all that are left were."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    how = Told.TAUGHT_AGAIN if request.form.get("told") == "taught_again" else Told.TOLD_BACK
    try:
        actions.hear(plan, _asked(plan), told=how, by=current_user, at=now())
    except RuleBroken as refusal:
        return last_look(plan, refusal=refusal)
    db.session.commit()
    return redirect(url_for(".check", plan_id=plan.id), 303)


@bp.post("/plans/<uuid:plan_id>/not-told")
@allow(*CLERICAL)
def not_told(plan_id: UUID) -> ResponseReturnValue:
    """Note why nobody could ask the client."""
    plan, form = queries.get(plan_id, viewer=current_user, to_change=True), LeaveOutForm()

    def leave_out() -> None:
        rules = queries.rules()
        actions.leave_out(plan, **form.answers(), rules=rules, by=current_user, at=now())

    if not form.done(leave_out):
        return last_look(queries.get(plan_id, viewer=current_user), code=422, left_out=form)
    db.session.commit()
    return redirect(url_for(".check", plan_id=plan.id), 303)


def _asked(plan: AftercarePlan) -> list[Topic]:
    """Return the topic whose button was pressed, or all that are left."""
    with suppress(ValueError):
        return [Topic(request.form.get("topic", ""))]
    return list(policy.untold(plan, queries.rules()))
