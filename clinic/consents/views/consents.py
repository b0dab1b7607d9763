"""The list of a client's consents, and writing one."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLERICAL
from clinic.clients import queries as clients
from clinic.clients.models import Client
from clinic.consents import actions, policy, queries
from clinic.consents.forms import ConsentForm
from clinic.consents.models import Consent
from clinic.consents.views.pages import (
    back,
    bp,
    client_of,
    note_reading,
    show_consent,
    show_form,
    words,
)
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.words import gettext
from clinic.groups import queries as groups


@bp.get("/clients/<uuid:client_id>/consents")
@allow(*CLERICAL)
def for_client(client_id: UUID) -> ResponseReturnValue:
    """Show what a client lets us tell to whom."""
    client = clients.get(client_id, viewer=current_user)
    at, found = now(), queries.for_client(client.id)
    rows = [(consent, policy.standing(consent, at)) for consent in found]
    note_reading(client)
    return render_template("consents/for_client.html", client=client, rows=rows, **words())


@bp.route("/clients/<uuid:client_id>/consents/new", methods=["GET", "POST"])
@allow(*CLERICAL)
def new(client_id: UUID) -> ResponseReturnValue:
    """Write down what a client may agree to."""
    client = clients.get(client_id, viewer=current_user)
    form = _begun(client)
    made: list[Consent] = []
    act = partial(actions.draft, client, by=current_user, at=now())
    if form.done(lambda: made.append(act(_terms(form, client)))):
        db.session.commit()
        return back(made[0])
    return show_form("consents/edit.html", client, form, consent=None)


@bp.get("/consents/<uuid:consent_id>")
@allow(*CLERICAL)
def show(consent_id: UUID) -> ResponseReturnValue:
    """Show one consent."""
    consent = queries.get(consent_id, viewer=current_user)
    return show_consent(consent, client_of(consent))


@bp.route("/consents/<uuid:consent_id>/change", methods=["GET", "POST"])
@allow(*CLERICAL)
def change(consent_id: UUID) -> ResponseReturnValue:
    """Change a draft; what is signed stays as it is."""
    consent = _to_change(consent_id)
    if consent.signed_at is not None:
        return _too_late(consent)
    client, form = client_of(consent), ConsentForm.filled(consent)
    act = partial(actions.rewrite, consent, by=current_user, at=now())
    if form.done(lambda: act(_terms(form, client)), consent):
        db.session.commit()
        return back(consent)
    return show_form("consents/edit.html", client, form, consent=consent)


@bp.post("/consents/<uuid:consent_id>/discard")
@allow(*CLERICAL)
def discard(consent_id: UUID) -> ResponseReturnValue:
    """Throw a draft away."""
    consent = _to_change(consent_id)
    if consent.signed_at is not None:
        return _too_late(consent)
    actions.discard(consent, by=current_user, at=now())
    db.session.commit()
    flash(gettext("The draft is thrown away."), "success")
    return redirect(url_for(".for_client", client_id=consent.client_id), 303)


def _to_change(consent_id: UUID) -> Consent:
    return queries.get(consent_id, viewer=current_user, to_change=request.method == "POST")


def _too_late(consent: Consent) -> ResponseReturnValue:
    flash(gettext("This consent is signed and stays as it is."), "warning")
    return back(consent)


def _begun(client: Client) -> ConsentForm:
    """Return the form for a new consent; the address may name a group of the directory."""
    try:
        key = UUID(request.args.get("group", ""))
    except ValueError:
        return ConsentForm.begun(client.language, None, "")
    return ConsentForm.begun(client.language, key, groups.get(key).name)


def _terms(form: ConsentForm, client: Client) -> actions.Terms:
    """Return what the client agrees to, with the clinic's own sentences."""
    clinic, program = current_app.config["CLINIC_NAME"], client.program
    phone = program.phone or current_app.config["CLINIC_PHONE"]
    group_id = form.group
    if form.names_group and group_id is None:
        group_id = queries.group_named(form.recipient.data or "")
    return form.terms(
        group_id=group_id,
        wording=policy.wording(form.language.data, clinic=program.name, phone=phone),
        discloser=program.name if program.name == clinic else f"{clinic}, {program.name}",
        timezone=current_app.config["TIMEZONE"],
    )
