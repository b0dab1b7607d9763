"""Sending paper: a consent before it is signed and as it was, and the accounting."""

from __future__ import annotations

from uuid import UUID

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLERICAL
from clinic.audit.actions import record
from clinic.clients import queries as clients
from clinic.consents import queries
from clinic.consents.document import account, compose
from clinic.consents.models import Consent
from clinic.consents.printing import print_accounting, print_consent
from clinic.consents.views.pages import back, bp, house, today
from clinic.consents.views.told import asked_days
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.pdf import RenderFailed


@bp.get("/consents/<uuid:consent_id>.pdf")
@allow(*CLERICAL)
def pdf(consent_id: UUID) -> ResponseReturnValue:
    """Send the page as it was signed, byte for byte; a draft is printed for ink."""
    kept = queries.paper(consent_id, viewer=current_user)
    if kept is None:
        return _for_ink(queries.get(consent_id, viewer=current_user))
    detail = {"consent": str(consent_id), "sha256": kept.sha256}
    who = {"by": current_user, "at": now(), "client_id": kept.client_id}
    record("consent.printed", "Consent", **who, detail=detail)
    db.session.commit()
    return send(kept.pdf, f"consent-{kept.number}.pdf")


def _for_ink(consent: Consent) -> ResponseReturnValue:
    """Print a draft. It holds no transaction while it prints."""
    document, number = compose(consent, house()), consent.client.number
    record("consent.printed", consent, by=current_user, at=now(), client_id=consent.client_id)
    db.session.commit()
    try:
        return send(print_consent(document).pdf, f"consent-{number}-to-sign.pdf")
    except RenderFailed as refusal:
        flash(str(refusal), "warning")
        return back(consent)


@bp.get("/clients/<uuid:client_id>/disclosures.pdf")
@allow(*CLERICAL)
def accounting_pdf(client_id: UUID) -> ResponseReturnValue:
    """Print what was shared about a client, for the client."""
    client = clients.get(client_id, viewer=current_user)
    at, own = now(), house()
    since, until = asked_days(at)
    rows = queries.accounting(client.id, since=since, until=until, zone=own.timezone)
    sheet = account(client, rows, own, since=since, until=until, today=today(at))
    record("consents.accounting_printed", client, by=current_user, at=at, client_id=client.id)
    db.session.commit()
    try:
        return send(print_accounting(sheet).pdf, f"shared-{client.number}.pdf")
    except RenderFailed as refusal:
        flash(str(refusal), "warning")
        return redirect(url_for(".accounting", client_id=client.id), 303)


def send(page: bytes, name: str) -> Response:
    """Return a PDF under a name that names nobody."""
    response = Response(page, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
