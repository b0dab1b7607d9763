"""The clinic contacting a group itself, and the sheet about a group that needs no consent."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from flask import Response, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLERICAL
from clinic.audit.actions import record
from clinic.clients import queries as clients
from clinic.consents import actions as consents
from clinic.consents.document import House
from clinic.consents.policy import NotCovered, Release
from clinic.consents.policy.labels import ITEMS
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.referrals import actions, policy, queries
from clinic.referrals.document import handout, letter
from clinic.referrals.forms import ContactForm
from clinic.referrals.models import ContactState, GroupContact, Referral
from clinic.referrals.printing import print_handout, print_letter
from clinic.referrals.views.blueprint import bp
from clinic.referrals.views.shared import note_reading, today


@bp.route("/referrals/<uuid:referral_id>/contact", methods=["GET", "POST"])
@allow(*CLERICAL)
def contact(referral_id: UUID) -> ResponseReturnValue:
    """Show what the group would be told, and choose it."""
    referral, told = _contact(referral_id)
    form = ContactForm(obj=told)
    if form.done(lambda: _choose(told, form), told):
        db.session.commit()
        return redirect(url_for(".contact", referral_id=referral_id), 303)
    return _page(referral, told, form, form.status)


@bp.post("/referrals/<uuid:referral_id>/contact/send")
@allow(*CLERICAL)
def send(referral_id: UUID) -> ResponseReturnValue:
    """Tell the group, if a consent covers it now."""
    referral, told = _contact(referral_id)
    try:
        actions.send(referral, by=current_user, at=now())
    except RuleBroken as refusal:
        db.session.rollback()
        form = ContactForm(None, obj=told)
        form.refuse(refusal)
        return _page(referral, told, form, 409)
    db.session.commit()
    flash(gettext("Noted: %(group)s has been told.", group=referral.group_name), "success")
    return redirect(url_for(".contact", referral_id=referral_id), 303)


@bp.get("/referrals/<uuid:referral_id>/contact.pdf")
@allow(*CLERICAL)
def contact_pdf(referral_id: UUID) -> ResponseReturnValue:
    """Print the letter to the group, if a consent covers it now. A preview tells nobody."""
    referral, told = _contact(referral_id)
    at = now()
    try:
        release = _permit(referral, told, at)
        sent = told.state is ContactState.SENT
        page = letter(referral, release, _house(), today=today(at), sent=sent)
        _note_print("referrals.letter_printed", referral, at)
        return _send_file(print_letter(page).pdf, f"letter-{referral.client.number}.pdf")
    except RuleBroken as refusal:
        form = ContactForm(None, obj=told)
        form.refuse(refusal)
        return _page(referral, told, form, 409)


@bp.get("/referrals/<uuid:referral_id>/handout.pdf")
@allow(*CLERICAL)
def handout_pdf(referral_id: UUID) -> ResponseReturnValue:
    """Print the sheet about a group that the client carries. It names nobody."""
    referral = queries.get(referral_id, viewer=current_user)
    at = now()
    sheet = handout(referral, _house(), today=today(at))
    _note_print("referrals.handout_printed", referral, at)
    return _send_file(print_handout(sheet).pdf, "group.pdf")


def _contact(referral_id: UUID) -> tuple[Referral, GroupContact]:
    """Return a referral whose group the clinic contacts itself; others have no such page."""
    referral = queries.get(referral_id, viewer=current_user)
    return referral, queries.contact(referral)


def _choose(told: GroupContact, form: ContactForm) -> None:
    actions.choose(told, items=form.chosen(), by=current_user, at=now())


def _permit(referral: Referral, told: GroupContact, at: datetime) -> Release:
    return consents.permit(referral.client, policy.wish(referral, told), at=at)


def _page(
    referral: Referral, told: GroupContact, form: ContactForm, status: int
) -> ResponseReturnValue:
    """Show the page; what the gate says of it now stands beside it."""
    at = now()
    client = clients.get(referral.client_id, viewer=current_user)
    release, refusal = None, ""
    try:
        release = _permit(referral, told, at)
    except NotCovered as stopped:
        refusal = str(stopped)
    facts = {
        "client": client,
        "referral": referral,
        "told": told,
        "release": release,
        "refusal": refusal,
        "lost": policy.lost_consent(told),
        "open": referral.state in policy.OPEN,
        "state_words": policy.CONTACT_WORDS,
        "tones": policy.CONTACT_TONES,
        "items": ITEMS,
    }
    note_reading(referral, referral.client_id, at)
    return render_template("referrals/contact.html", form=form, **facts), status


def _house() -> House:
    return House.from_settings(current_app.config)


def _note_print(act: str, referral: Referral, at: datetime) -> None:
    record(act, referral, by=current_user, at=at, client_id=referral.client_id)
    db.session.commit()


def _send_file(page: bytes, name: str) -> Response:
    response = Response(page, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
