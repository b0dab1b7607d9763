"""A supervisor's word: plans that wait for it, approving before signing, co-signing after."""

from __future__ import annotations

from uuid import UUID

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.models import Role
from clinic.accounts.policy import CLERICAL
from clinic.audit.actions import record
from clinic.core.access import allow
from clinic.core.clock import local_date, now
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.plans import actions, policy, queries
from clinic.plans.document import reading
from clinic.plans.forms import CosignForm, ReviewForm, ReviewsForm
from clinic.plans.views.blueprint import bp
from clinic.plans.views.check import last_look
from clinic.plans.views.page import desk
from clinic.plans.views.said import said_now
from clinic.plans.views.versions import signed


@bp.route("/plan-approvals", methods=["GET", "POST"])
@allow(Role.SUPERVISOR)
def approvals() -> ResponseReturnValue:
    """List the plans that wait for a supervisor. A search is posted: no name in an address."""
    viewer, at, form = current_user._get_current_object(), now(), ReviewsForm.asked()
    found, rules = queries.reviews(viewer, **form.answers()), queries.rules()
    zone = current_app.config["TIMEZONE"]
    shown = {
        "counts": {heap: queries.review_count(viewer, heap) for heap in queries.Heap},
        "due": {row.plan.id: policy.cosign_by(row.plan, rules, zone) for row in found.rows},
        "today": local_date(at, zone),
    }
    detail = {"client_ids": sorted({str(row.client.id) for row in found.rows})}
    record("plan.reviews_listed", "plans", by=viewer, at=at, detail=detail)
    db.session.commit()
    return render_template("plans/approvals.html", form=form, found=found, **shown)


@bp.post("/plans/<uuid:plan_id>/approval")
@allow(*CLERICAL)
def ask_approval(plan_id: UUID) -> ResponseReturnValue:
    """Send a draft to the supervisors of its program."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    sum_ = reading(said_now(plan))
    try:
        actions.ask_approval(plan, desk=desk(plan), reading=sum_, by=current_user, at=now())
    except RuleBroken as refusal:
        return last_look(plan, refusal=refusal)
    db.session.commit()
    flash(gettext("Sent for approval"))
    return redirect(url_for(".check", plan_id=plan.id), 303)


@bp.post("/plans/<uuid:plan_id>/approval/<any(approve, send_back):way>")
@allow(Role.SUPERVISOR)
def decide_approval(plan_id: UUID, way: str) -> ResponseReturnValue:
    """Approve a plan that was read, or send it back with a note."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True, roles=(Role.SUPERVISOR,))
    form = ReviewForm()

    def decide() -> None:
        sum_, said = reading(said_now(plan)), {"by": current_user, "at": now()}
        actions.decide_approval(
            plan, approve=way == "approve", **form.answers(), reading=sum_, **said
        )

    if not form.done(decide):
        code = form.status if form.status != 200 else 422
        return last_look(queries.get(plan_id, viewer=current_user), code=code, review=form)
    db.session.commit()
    flash(gettext("Plan approved") if way == "approve" else gettext("Plan sent back"))
    return redirect(url_for(".approvals"), 303)


@bp.post("/plans/<uuid:plan_id>/cosign")
@allow(Role.SUPERVISOR)
def cosign(plan_id: UUID) -> ResponseReturnValue:
    """Sign a plan that was signed off, too."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True, roles=(Role.SUPERVISOR,))
    form = CosignForm()

    def sign() -> None:
        rules = queries.rules()
        actions.cosign(plan, **form.answers(), rules=rules, by=current_user, at=now())

    if not form.done(sign):
        return signed(queries.get(plan_id, viewer=current_user), code=422, cosign=form)
    db.session.commit()
    return redirect(url_for(".version", plan_id=plan.id, _anchor="signed"), 303)
