"""Clients to tell: whose paper says of a group what the directory no longer says."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLERICAL, CLINICAL
from clinic.audit.actions import record
from clinic.core.access import allow
from clinic.core.clock import local_date, now
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.groups.models import PeerGroup
from clinic.groups.queries import get
from clinic.plans import actions, policy, queries
from clinic.plans.forms import TellForm
from clinic.plans.views.blueprint import bp


@bp.get("/to-tell")
@allow(*CLINICAL)
def to_tell() -> ResponseReturnValue:
    """Show whom to tell that a group has changed, all of them or those of one group."""
    viewer, at = current_user._get_current_object(), now()
    group = _group_asked()
    groups = queries.stands_for([group.id]) if group else None
    rows = queries.to_tell(viewer, _today(at), group_ids=groups)
    told = queries.lately_told(viewer, at)
    clients = {row.client.id for row in rows} | {each.referral.client_id for each in told}
    detail = {"client_ids": sorted(map(str, clients))}
    record("plan.to_tell_listed", "plans", by=viewer, at=at, detail=detail)
    db.session.commit()
    shown = {"rows": rows, "told": told, "group": group, "how_told": policy.HOW_TOLD}
    several = len(viewer.programs_as(*CLINICAL)) > 1
    return render_template("plans/to_tell.html", form=TellForm(), several=several, **shown)


@bp.post("/plans/<uuid:plan_id>/groups/<uuid:referral_id>/told")
@allow(*CLERICAL)
def tell(plan_id: UUID, referral_id: UUID) -> ResponseReturnValue:
    """Note that the client was told."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    referral, form, at = queries.referral(plan, referral_id), TellForm(), now()
    try:
        if not form.submitted():
            raise RuleBroken(gettext("Say how you told them."))
        actions.tell(plan, referral, **form.answers(), by=current_user, at=at, today=_today(at))
    except RuleBroken as refusal:
        flash(str(refusal), "warning")
    else:
        back = url_for(".take_back_telling", plan_id=plan.id, referral_id=referral.id)
        flash(gettext("%(group)s: marked as told.", group=referral.group_name), f"undo {back}")
    db.session.commit()
    return _back()


@bp.post("/plans/<uuid:plan_id>/groups/<uuid:referral_id>/told/undo")
@allow(*CLERICAL)
def take_back_telling(plan_id: UUID, referral_id: UUID) -> ResponseReturnValue:
    """Take back that the client was told."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    referral = queries.referral(plan, referral_id)
    try:
        actions.take_back(plan, referral, by=current_user, at=now())
    except RuleBroken as refusal:
        flash(str(refusal), "warning")
    db.session.commit()
    return _back()


def _group_asked() -> PeerGroup | None:
    """Return the group in the address; what is no key there is passed over."""
    try:
        return get(UUID(request.args.get("group", "")))
    except ValueError:
        return None


def _today(at: datetime) -> date:
    return local_date(at, current_app.config["TIMEZONE"])


def _back() -> ResponseReturnValue:
    """Return to the list as it was asked for: of everybody, or of one group."""
    group = _group_asked()
    return redirect(url_for(".to_tell", group=group.id if group else None), 303)
