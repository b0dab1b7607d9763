"""Plans that were signed off: reading them, and writing the next version."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.models import Role
from clinic.accounts.policy import CLERICAL
from clinic.audit.actions import record
from clinic.consents.policy.labels import ENDINGS
from clinic.core.access import allow
from clinic.core.clock import local_date, now
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.plans import actions, policy, queries
from clinic.plans.document import PlanDocument, all_lines
from clinic.plans.forms import CopyForm, CosignForm, ReviseForm
from clinic.plans.models import AftercarePlan
from clinic.plans.policy import kinds
from clinic.plans.policy.sections import TITLES
from clinic.plans.views.blueprint import bp


@bp.get("/plans/<uuid:plan_id>")
@allow(*CLERICAL)
def version(plan_id: UUID) -> ResponseReturnValue:
    """Show one version; a draft is written in the editor."""
    plan = queries.get(plan_id, viewer=current_user)
    if not plan.is_final:
        return redirect(url_for(".for_client", client_id=plan.episode.client_id), 303)
    return signed(plan)


@bp.post("/plans/<uuid:plan_id>/revise")
@allow(*CLERICAL)
def revise(plan_id: UUID) -> ResponseReturnValue:
    """Begin the next version."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    form = ReviseForm()
    if not form.submitted():
        return signed(plan, form, 422)
    try:
        actions.revise(plan, **form.answers(), by=current_user, at=now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return signed(plan, form, 422)
    db.session.commit()
    return redirect(url_for(".for_client", client_id=plan.episode.client_id), 303)


def signed(
    plan: AftercarePlan,
    form: ReviseForm | None = None,
    code: int = 200,
    copy: CopyForm | None = None,
    cosign: CosignForm | None = None,
) -> ResponseReturnValue:
    """Show a signed version as it was signed, with the others beside it."""
    client, found = plan.episode.client, queries.versions(plan.episode_id)
    said = PlanDocument.from_json(plan.frozen or {})
    record("plan.opened", plan, by=current_user, at=now(), client_id=client.id)
    shown = {
        "client": client,
        "plan": plan,
        "said": said,
        "lines": all_lines(said),
        "titles": TITLES,
        "versions": found,
        "newest": found[0],
        "signed_by": plan.finalized_by,
        "since": queries.unattached(plan) if found[0].id == plan.id else [],
    }
    today = local_date(now(), current_app.config["TIMEZONE"])
    shown |= {"copies": list(plan.copies), "words": kinds, "today": today, **_signing(plan)}
    shown |= {"endings": ENDINGS, "covering": queries.covering(client.id, at=now())}
    copy = copy or CopyForm(None, data={"given_on": today})
    form = form or ReviseForm(None)
    shown["cosign"] = cosign or CosignForm(None)
    db.session.commit()
    return render_template("plans/version.html", form=form, copy=copy, **shown), code


def _signing(plan: AftercarePlan) -> dict[str, Any]:
    """Return who signed a version, and whether this person is asked to sign it too."""
    program = plan.episode.client.program_id
    since, rules = queries.cosigning_since(), queries.rules()
    wanted = since is not None and plan.finalized_at is not None and plan.finalized_at >= since
    open_ = wanted and policy.cosignature(plan) is None
    supervises = program in current_user.programs_as(Role.SUPERVISOR)
    return {
        "paper": plan.paper,
        "signatures": list(plan.signatures),
        "cosignature": policy.cosignature(plan),
        "cosign_by": policy.cosign_by(plan, rules, current_app.config["TIMEZONE"])
        if open_
        else None,
        "cosigns": open_ and supervises and not policy.wrote(plan, current_user),
    }
