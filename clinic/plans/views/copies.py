"""Copies of a signed plan: noting the client's own, and sending one that a consent covers."""

from __future__ import annotations

from uuid import UUID

from flask import abort, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLERICAL
from clinic.audit.actions import record
from clinic.consents import policy
from clinic.consents import queries as consents
from clinic.consents.models import Consent, Item
from clinic.consents.policy.labels import ITEMS
from clinic.core.access import allow
from clinic.core.clock import local_date, now
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.plans import actions, queries
from clinic.plans.document import PlanDocument, scope
from clinic.plans.forms import CopyForm, SendCopyForm
from clinic.plans.models import AftercarePlan
from clinic.plans.printing import print_part
from clinic.plans.views import page
from clinic.plans.views.blueprint import bp
from clinic.plans.views.paper import send
from clinic.plans.views.versions import signed


@bp.post("/plans/<uuid:plan_id>/copies")
@allow(*CLERICAL)
def note_copy(plan_id: UUID) -> ResponseReturnValue:
    """Note that the client got a copy of a signed plan."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    form = CopyForm()
    if not form.done(lambda: actions.note_copy(plan, **form.answers(), by=current_user, at=now())):
        plan = queries.get(plan_id, viewer=current_user)
        return signed(plan, code=422, copy=form) if plan.is_final else page.editor(plan, 422)
    db.session.commit()
    return redirect(url_for(".version", plan_id=plan.id, _anchor="copies"), 303)


@bp.get("/plans/<uuid:plan_id>/copies/<uuid:consent_id>")
@allow(*CLERICAL)
def copy_for(plan_id: UUID, consent_id: UUID) -> ResponseReturnValue:
    """Show what somebody would get under a consent, and what stays here."""
    plan, consent = _found(plan_id, consent_id)
    return _page(plan, consent, SendCopyForm.begun(consent))


@bp.post("/plans/<uuid:plan_id>/copies/<uuid:consent_id>")
@allow(*CLERICAL)
def send_copy(plan_id: UUID, consent_id: UUID) -> ResponseReturnValue:
    """Print the copy and note that it goes out, if the consent covers it at this instant."""
    plan, consent = _found(plan_id, consent_id)
    form = SendCopyForm(consent)
    if not form.submitted():
        return _page(plan, consent, form, 422)
    try:
        return send(_sent(plan, consent, form), f"plan-{plan.episode.client.number}-copy.pdf")
    except RuleBroken as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return _page(*_found(plan_id, consent_id), form, 409)


def _found(plan_id: UUID, consent_id: UUID) -> tuple[AftercarePlan, Consent]:
    """Return a signed plan and a signed consent of the same client; others do not exist."""
    plan = queries.get(plan_id, viewer=current_user)
    consent = consents.get(consent_id, viewer=current_user)
    if plan.frozen is None or consent.signed_at is None:
        abort(404)
    if consent.client_id != plan.episode.client_id:
        abort(404)
    return plan, consent


def _sent(plan: AftercarePlan, consent: Consent, form: SendCopyForm) -> bytes:
    """Ask the gate, print with no transaction open, ask again, and note what went out."""
    asked = {"recipient": form.recipient.data, "purpose": form.purpose.data}
    wish = actions.copy_wish(consent, **asked)
    allowed = actions.permit_copy(plan, wish, at=now())
    document = PlanDocument.from_json(plan.frozen or {})
    db.session.commit()
    release = scope.release(allowed, document.language)
    within = scope.within(document, allowed.items)
    printed = print_part(within, copy="recipient", release=release)
    at, plan = now(), queries.get(plan.id, viewer=current_user, to_change=True)
    today = local_date(at, current_app.config["TIMEZONE"])
    how = {"printed": allowed, "way": form.way.data, "today": today}
    actions.send_copy(plan, wish, **how, by=current_user, at=at)
    db.session.commit()
    return printed.pdf


def _page(
    plan: AftercarePlan, consent: Consent, form: SendCopyForm, code: int = 200
) -> ResponseReturnValue:
    """Show what would go out now; a consent that covers nothing any more says why."""
    at, client = now(), plan.episode.client
    purpose = form.purpose.data or SendCopyForm.begun(consent).purpose.data
    wish = actions.copy_wish(consent, recipient=consent.recipient, purpose=purpose)
    release, refusal = None, ""
    try:
        release = actions.permit_copy(plan, wish, at=at)
    except RuleBroken as stopped:
        refusal = str(stopped)
    shown = {"plan": plan, "client": client, "consent": consent, "release": release}
    record("plan.copy_looked_at", plan, by=current_user, at=at, client_id=client.id)
    db.session.commit()
    told = _told(plan, release)
    return render_template("plans/copy.html", form=form, refusal=refusal, **shown, **told), code


def _told(plan: AftercarePlan, release: policy.Release | None) -> dict[str, list[str]]:
    """Return in words what goes out of this plan, what it does not hold, and what stays here."""
    held = scope.held(PlanDocument.from_json(plan.frozen or {}))
    told = release.items if release else frozenset[Item]()
    going = (told & held) | (told - scope.ITEMS)
    parts = {"goes": going, "empty": told - going, "stays": held - told}
    return {
        name: [str(ITEMS[item]) for item in Item if item in found] for name, found in parts.items()
    }
