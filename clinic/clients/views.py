"""Pages of the clients room: what the record says of a client, and correcting it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLERICAL
from clinic.audit.actions import record
from clinic.clients import actions, policy, queries
from clinic.clients.forms import DetailsForm, DuplicateForm, SupporterForm
from clinic.clients.models import Client, ClientChange
from clinic.clients.policy import labels
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.forms import BaseForm

bp = Blueprint("clients", __name__)


@bp.get("/clients/<uuid:client_id>/details")
@allow(*CLERICAL)
def details(client_id: UUID) -> ResponseReturnValue:
    """Show who a client is and how to reach them."""
    client = queries.get(client_id, viewer=current_user)
    changes = _shown(queries.changes(client), client)
    record("client.details_read", client, by=current_user, at=now(), client_id=client.id)
    db.session.commit()
    return render_template(
        "clients/details.html",
        client=client,
        changes=changes,
        shown=policy.may_see_address(current_user, client),
        clinical=policy.may_see_clinical(current_user, client),
        labels=labels,
    )


@bp.route("/clients/<uuid:client_id>/details/edit", methods=["GET", "POST"])
@allow(*CLERICAL)
def correct(client_id: UUID) -> ResponseReturnValue:
    """Correct what the record says of a client."""
    client = queries.get(client_id, viewer=current_user)
    form = DetailsForm.filled(
        client,
        with_address=policy.may_see_address(current_user, client),
        with_reason=policy.owes_reason(current_user, client),
        clinical=policy.may_see_clinical(current_user, client),
    )
    act = partial(actions.correct, client, by=current_user, at=now())
    if form.done(lambda: act(**form.correction()), client):
        db.session.commit()
        return _back(client)
    changes = queries.changes(client, limit=5) if form.status == 409 else ()
    changes = _shown(changes, client)
    return _show("clients/correct.html", client, form, changes=changes)


def _shown(changes: Sequence[ClientChange], client: Client) -> Sequence[ClientChange]:
    """Leave out what was corrected in fields that this person may not read."""
    hidden: frozenset[str] = frozenset()
    if not policy.may_see_address(current_user, client):
        hidden |= labels.ADDRESS
    if not policy.may_see_clinical(current_user, client):
        hidden |= labels.CLINICAL
    return [each for each in changes if each.field not in hidden]


@bp.post("/clients/duplicates")
@allow(*CLERICAL)
def duplicates() -> ResponseReturnValue:
    """Show the records a new client may have already, while the form is being filled."""
    likely = queries.likely_duplicates(current_user, **DuplicateForm().sought())
    note_likely(likely)
    db.session.commit()
    return render_template("clients/duplicates.html", likely=likely)


def note_likely(likely: list[queries.Likely]) -> None:
    """Write down which records were shown as likely duplicates."""
    detail = {"client_ids": [str(each.client_id) for each in likely]}
    if likely:
        record("client.likely_shown", "Client", by=current_user, at=now(), detail=detail)


@bp.route("/clients/<uuid:client_id>/supporters/new", methods=["GET", "POST"])
@allow(*CLERICAL)
def add_supporter(client_id: UUID) -> ResponseReturnValue:
    """Write down a person on the client's side."""
    client = queries.get(client_id, viewer=current_user)
    form = SupporterForm()
    act = partial(actions.add_supporter, client, by=current_user, at=now())
    if form.done(lambda: act(**form.answers())):
        db.session.commit()
        return _back(client)
    return _show("clients/supporter.html", client, form, supporter=None)


@bp.route("/clients/<uuid:client_id>/supporters/<uuid:supporter_id>", methods=["GET", "POST"])
@allow(*CLERICAL)
def correct_supporter(client_id: UUID, supporter_id: UUID) -> ResponseReturnValue:
    """Correct what is written of a person on the client's side."""
    client = queries.get(client_id, viewer=current_user)
    supporter = queries.supporter(supporter_id, client)
    form = SupporterForm(obj=supporter)
    act = partial(actions.correct_supporter, supporter, by=current_user, at=now())
    if form.done(lambda: act(**form.answers()), supporter):
        db.session.commit()
        return _back(client)
    return _show("clients/supporter.html", client, form, supporter=supporter)


@bp.post("/clients/<uuid:client_id>/supporters/<uuid:supporter_id>/remove")
@allow(*CLERICAL)
def remove_supporter(client_id: UUID, supporter_id: UUID) -> ResponseReturnValue:
    """Take a person off the client's side."""
    client = queries.get(client_id, viewer=current_user)
    supporter = queries.supporter(supporter_id, client)
    actions.remove_supporter(client, supporter, by=current_user, at=now())
    db.session.commit()
    return _back(client)


def _back(client: Client) -> ResponseReturnValue:
    return redirect(url_for(".details", client_id=client.id), 303)


def _show(template: str, client: Client, form: BaseForm, **page: Any) -> ResponseReturnValue:
    """Show a form of this client; the look at the record is written down."""
    record("client.details_read", client, by=current_user, at=now(), client_id=client.id)
    db.session.commit()
    return render_template(template, client=client, form=form, labels=labels, **page), form.status
