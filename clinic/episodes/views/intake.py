"""Recording a new client, and admitting one who was here before."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.models import Role
from clinic.accounts.policy import CLERICAL
from clinic.clients import queries as clients
from clinic.clients.policy import labels
from clinic.clients.views import note_likely
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db, take_turn
from clinic.episodes import actions, policy
from clinic.episodes.forms import AdmitForm, NewClientForm
from clinic.episodes.views.pages import back, bp, show, today


@bp.route("/clients/new", methods=["GET", "POST"])
@allow(*CLERICAL)
def new_client() -> ResponseReturnValue:
    """Record enough of a new client to start, in one go."""
    form = _intake_form()
    likely = _unseen(form)
    if not likely and form.done(partial(_begin, form)):
        db.session.commit()
        return redirect(url_for("caseload.client", client_id=form.client.id), 303)
    note_likely(likely)
    db.session.commit()
    return render_template("episodes/new_client.html", form=form, likely=likely, labels=labels)


def _intake_form() -> NewClientForm:
    """Return the form with what this person may choose."""
    programs = clients.programs_to_record_in(current_user)
    choosing = current_user.programs_as(Role.INTAKE, Role.SUPERVISOR)
    staff = clients.counselors(*choosing) if choosing else ()
    return NewClientForm.offering(programs, staff, today())


def _unseen(form: NewClientForm) -> list[clients.Likely]:
    """Return likely duplicates of a client about to be saved, unless they were shown before."""
    if not form.submitted():
        return []
    take_turn("client")  # pressed twice, the second finds what the first has recorded
    likely = clients.likely_duplicates(current_user, **form.sought())
    return [] if form.has_seen([each.number for each in likely]) else likely


def _begin(form: NewClientForm) -> None:
    form.client = actions.begin(
        program=form.chosen_program,
        counselor=form.chosen_counselor,
        facts=form.facts(),  # type: ignore[arg-type]
        care=form.care(),  # type: ignore[arg-type]
        by=current_user._get_current_object(),
        at=now(),
    )


@bp.route("/clients/<uuid:client_id>/admit", methods=["GET", "POST"])
@allow(*CLERICAL)
def admit(client_id: UUID) -> ResponseReturnValue:
    """Open a new episode for a client who has a record."""
    client = clients.get(client_id, viewer=current_user)
    clinical = policy.may_care(current_user, client)
    form = AdmitForm.starting(today(), clinical=clinical)
    act = partial(actions.admit, client, by=current_user, at=now())
    if form.done(lambda: act(**form.answers())):
        db.session.commit()
        return back(client)
    return show("episodes/admit.html", client, form)
