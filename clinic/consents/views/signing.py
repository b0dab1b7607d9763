"""Signing a consent, and taking it back."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from flask import flash
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLERICAL
from clinic.consents import actions, policy, queries
from clinic.consents.document import compose
from clinic.consents.forms import RevokeForm, SignForm
from clinic.consents.models import Consent
from clinic.consents.printing import print_consent
from clinic.consents.views.pages import back, bp, client_of, house, show_form, today
from clinic.core import pdf
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.words import gettext


@bp.route("/consents/<uuid:consent_id>/sign", methods=["GET", "POST"])
@allow(*CLERICAL)
def sign(consent_id: UUID) -> ResponseReturnValue:
    """Record a signature; a second press finds the first one's work."""
    consent = queries.get(consent_id, viewer=current_user)
    if consent.signed_at is not None:
        return back(consent)
    pdf.warm()
    form = SignForm.for_today(consent, today(now()))
    if form.done(lambda: _sign(consent, form), consent):
        db.session.commit()
        flash(gettext("Signed. Print it, and give the client a copy."), "success")
        return back(consent)
    consent = queries.get(consent_id, viewer=current_user)
    document = compose(consent, house())
    return show_form("consents/sign.html", client_of(consent), form, consent=consent, said=document)


def _sign(consent: Consent, form: SignForm) -> None:
    """Check, print with no transaction open, then keep signature and page together."""
    shown, signature = consent.revision, form.given()
    document = actions.prepare(consent, signature, house=house(), at=now())
    db.session.commit()
    paper = print_consent(document)
    fresh = queries.get(consent.id, viewer=current_user, to_change=True)
    actions.sign(
        fresh,
        signature,
        pdf=paper.pdf,
        pages=paper.pages,
        expected_revision=shown,
        by=current_user,
        at=now(),
    )


@bp.route("/consents/<uuid:consent_id>/revoke", methods=["GET", "POST"])
@allow(*CLERICAL)
def revoke(consent_id: UUID) -> ResponseReturnValue:
    """Take a consent back, knowing what follows from it."""
    form = RevokeForm()
    consent = queries.get(consent_id, viewer=current_user, to_change=form.is_submitted())
    if policy.standing(consent, now()) in (policy.Standing.DRAFT, policy.Standing.REVOKED):
        return back(consent)
    act = partial(actions.revoke, consent, by=current_user, at=now())
    if form.done(lambda: act(**form.answers())):
        db.session.commit()
        flash(gettext("Taken back. Nothing more is shared because of it."), "success")
        return back(consent)
    shown = {"told": queries.told(consent_id), "relied_on": queries.relied_on(consent)}
    return show_form("consents/revoke.html", client_of(consent), form, consent=consent, **shown)
