"""The page of one referral, and what is done on it."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLERICAL
from clinic.clients import queries as clients
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.errors import RuleBroken, Stale
from clinic.core.words import gettext
from clinic.referrals import actions, policy, queries
from clinic.referrals.forms import AnswerForm, ChangeForm
from clinic.referrals.models import Referral, ReferralState
from clinic.referrals.views.blueprint import bp
from clinic.referrals.views.shared import (
    dates_to_offer,
    note_reading,
    tell_step,
    today,
    way_back,
    words,
)


@bp.get("/referrals/<uuid:referral_id>")
@allow(*CLERICAL)
def show(referral_id: UUID) -> ResponseReturnValue:
    """Show a referral: what the client was told, what came of it, what to note next."""
    referral = queries.get(referral_id, viewer=current_user)
    state = _asked_state(request.args.get("answer"), referral)
    form = AnswerForm(obj=referral)
    form.about(state, today(now()))
    return _page(referral, form, state)


@bp.post("/referrals/<uuid:referral_id>/answer")
@allow(*CLERICAL)
def answer(referral_id: UUID) -> ResponseReturnValue:
    """Note what came of a referral."""
    referral = queries.get(referral_id, viewer=current_user)
    form = AnswerForm()
    state = _asked_state(form.state.data, referral)
    form.about(state, today(now()))
    try:
        form.check_unchanged(referral)
        if state is None:
            raise RuleBroken(gettext("Choose an answer that can follow now."))
        if form.submitted():
            return _advance(referral, form)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _page(referral, form, state, 409 if isinstance(refusal, Stale) else 422)
    return _page(referral, form, state, 422)


@bp.post("/referrals/<uuid:referral_id>/steps/<int:position>/undo")
@allow(*CLERICAL)
def undo(referral_id: UUID, position: int) -> ResponseReturnValue:
    """Take a step back, if it still is the last one."""
    referral = queries.get(referral_id, viewer=current_user)
    at = now()
    try:
        actions.undo(referral, position=position, on=today(at), by=current_user, at=at)
    except RuleBroken as refusal:
        flash(str(refusal), "warning")
    else:
        db.session.commit()
        flash(gettext("%(group)s: taken back.", group=referral.group_name), "success")
    return redirect(url_for(".show", referral_id=referral.id), 303)


@bp.route("/referrals/<uuid:referral_id>/change", methods=["GET", "POST"])
@allow(*CLERICAL)
def change(referral_id: UUID) -> ResponseReturnValue:
    """Change the first date, who goes along, or the note."""
    referral = queries.get(referral_id, viewer=current_user)
    form = ChangeForm(obj=referral)
    form.offer(dates_to_offer(referral, now()))
    try:
        if form.submitted():
            form.check_unchanged(referral)
            return _correct(referral, form)
    except RuleBroken as refusal:
        form.refuse(refusal)
        status = 409 if isinstance(refusal, Stale) else 422
        return _change_page(referral, form, status)
    return _change_page(referral, form, 422 if form.errors else 200)


def _asked_state(value: object, referral: Referral) -> ReferralState | None:
    """Return the answer asked for, if it may follow now."""
    following = policy.NEXT[referral.state]
    return next((state for state in following if state == value), None)


def _advance(referral: Referral, form: AnswerForm) -> ResponseReturnValue:
    actions.advance(referral, **form.answers(), by=current_user, at=now())
    db.session.commit()
    tell_step(referral)
    return redirect(way_back(referral, form.back.data), 303)


def _correct(referral: Referral, form: ChangeForm) -> ResponseReturnValue:
    actions.correct(referral, **form.answers(), by=current_user, at=now())
    db.session.commit()
    flash(gettext("Referral to %(group)s changed.", group=referral.group_name), "success")
    return redirect(url_for(".show", referral_id=referral.id), 303)


def _page(
    referral: Referral, form: AnswerForm, state: ReferralState | None, status: int = 200
) -> ResponseReturnValue:
    """Show the whole page of a referral, with this form on it."""
    at = now()
    facts = {
        "client": clients.get(referral.client_id, viewer=current_user),
        "undoable": policy.undoable(referral, by_id=current_user.id, at=at),
        "moved": policy.moved(referral, today=today(at)),
        "told": policy.told_when(referral),
        "answer": state,
    }
    note_reading(referral, referral.client_id, at)
    page = render_template(
        "referrals/show.html", referral=referral, form=form, **facts, **words(at)
    )
    return page, status


def _change_page(referral: Referral, form: ChangeForm, status: int) -> ResponseReturnValue:
    at = now()
    client = clients.get(referral.client_id, viewer=current_user)
    note_reading(referral, referral.client_id, at)
    page = render_template(
        "referrals/change.html", client=client, referral=referral, form=form, **words(at)
    )
    return page, status
