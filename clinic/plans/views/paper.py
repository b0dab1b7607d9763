"""Sending paper: the stored page of a signed plan, or a draft printed now."""

from __future__ import annotations

from uuid import UUID

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLERICAL
from clinic.audit.actions import record
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.pdf import RenderFailed
from clinic.plans import queries
from clinic.plans.printing import print_plan
from clinic.plans.views.blueprint import bp
from clinic.plans.views.check import last_look
from clinic.plans.views.said import said_now


@bp.get("/plans/<uuid:plan_id>.pdf")
@allow(*CLERICAL)
def pdf(plan_id: UUID) -> ResponseReturnValue:
    """Send the page of a signed plan, byte for byte as it was signed."""
    paper = queries.paper(plan_id, viewer=current_user)
    printed = {"plan": str(plan_id), "version": paper.version, "sha256": paper.sha256}
    who = {"by": current_user, "at": now(), "client_id": paper.client_id}
    record("plan.printed", "AftercarePlan", **who, detail=printed)
    db.session.commit()
    return send(paper.pdf, f"plan-{paper.number}-v{paper.version}.pdf")


@bp.get("/plans/<uuid:plan_id>/draft.pdf")
@allow(*CLERICAL)
def draft_pdf(plan_id: UUID) -> ResponseReturnValue:
    """Print what there is; a client who leaves today does not leave with empty hands."""
    plan = queries.get(plan_id, viewer=current_user)
    if plan.is_final:
        return redirect(url_for(".pdf", plan_id=plan.id), 303)
    document, client = said_now(plan), plan.episode.client
    record("plan.draft_printed", plan, by=current_user, at=now(), client_id=client.id)
    db.session.commit()
    try:
        return send(print_plan(document).pdf, f"plan-{client.number}-draft.pdf")
    except RenderFailed as refusal:
        return last_look(plan, refusal=refusal)


def send(page: bytes, name: str) -> Response:
    """Answer with a PDF, under a name that tells nothing of the client."""
    response = Response(page, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
