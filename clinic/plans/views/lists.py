"""Appointments and people of a draft, one row at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.exc import NoResultFound

from clinic.accounts.policy import CLERICAL
from clinic.audit.actions import record
from clinic.clients.models import Supporter
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.errors import RuleBroken, Stale
from clinic.core.words import gettext
from clinic.plans import actions, policy, queries
from clinic.plans.forms import AppointmentForm, PersonForm
from clinic.plans.models import AftercarePlan, PlanAppointment, PlanPerson
from clinic.plans.policy import marks
from clinic.plans.views import page
from clinic.plans.views.blueprint import bp

Row = TypeVar("Row", PlanAppointment, PlanPerson)


@bp.post("/plans/<uuid:plan_id>/appointments")
@allow(*CLERICAL)
def add_appointment(plan_id: UUID) -> ResponseReturnValue:
    """Add an appointment or call."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    form = AppointmentForm()
    return page.keep(
        plan,
        policy.APPOINTMENTS,
        form,
        lambda: actions.keep_appointment(plan, **form.answers(), by=current_user, at=now()),
    )


@bp.route("/plans/<uuid:plan_id>/appointments/<uuid:row_id>", methods=["GET", "POST"])
@allow(*CLERICAL)
def appointment(plan_id: UUID, row_id: UUID) -> ResponseReturnValue:
    """Correct one appointment."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    row = _find(plan.appointments, row_id)
    form = AppointmentForm(obj=row, revision=marks.of_row(row).revision)
    return _correct(plan, policy.APPOINTMENTS, row, form)


@bp.post("/plans/<uuid:plan_id>/appointments/<uuid:row_id>/remove")
@allow(*CLERICAL)
def remove_appointment(plan_id: UUID, row_id: UUID) -> ResponseReturnValue:
    """Take one appointment out."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    row = _find(plan.appointments, row_id)
    try:
        actions.remove_appointment(plan, row, by=current_user, at=now())
        flash(gettext("Taken out of the plan"))
    except RuleBroken as refusal:
        flash(str(refusal))
    db.session.commit()
    return page.kept(plan, policy.APPOINTMENTS)


@bp.post("/plans/<uuid:plan_id>/people")
@allow(*CLERICAL)
def add_person(plan_id: UUID) -> ResponseReturnValue:
    """Add somebody to call."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    form = PersonForm()
    return page.keep(
        plan,
        policy.PEOPLE,
        form,
        lambda: actions.keep_person(plan, **form.answers(), by=current_user, at=now()),
    )


@bp.post("/plans/<uuid:plan_id>/people/known/<uuid:supporter_id>")
@allow(*CLERICAL)
def add_supporter(plan_id: UUID, supporter_id: UUID) -> ResponseReturnValue:
    """Add somebody already named on the client's side, in one press."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    supporter = db.session.get(Supporter, supporter_id)
    if supporter is None or supporter.client_id != plan.episode.client_id:
        raise NoResultFound
    try:
        actions.add_supporter(plan, supporter, by=current_user, at=now())
    except RuleBroken as refusal:
        flash(str(refusal))
    db.session.commit()
    return page.kept(plan, policy.PEOPLE)


@bp.route("/plans/<uuid:plan_id>/people/<uuid:row_id>", methods=["GET", "POST"])
@allow(*CLERICAL)
def person(plan_id: UUID, row_id: UUID) -> ResponseReturnValue:
    """Correct one person."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    row = _find(plan.people, row_id)
    form = PersonForm(obj=row, revision=marks.of_row(row).revision)
    return _correct(plan, policy.PEOPLE, row, form)


@bp.post("/plans/<uuid:plan_id>/people/<uuid:row_id>/<any(up, down):way>")
@allow(*CLERICAL)
def move_person(plan_id: UUID, row_id: UUID, way: str) -> ResponseReturnValue:
    """Print a person before or after their neighbor."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    row = _find(plan.people, row_id)
    try:
        actions.move_person(plan, row, earlier=way == "up", by=current_user, at=now())
    except RuleBroken as refusal:
        flash(str(refusal))
    db.session.commit()
    return page.kept(plan, policy.PEOPLE)


@bp.post("/plans/<uuid:plan_id>/people/<uuid:row_id>/remove")
@allow(*CLERICAL)
def remove_person(plan_id: UUID, row_id: UUID) -> ResponseReturnValue:
    """Take one person out."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    row = _find(plan.people, row_id)
    try:
        actions.remove_person(plan, row, by=current_user, at=now())
        flash(gettext("Taken out of the plan"))
    except RuleBroken as refusal:
        flash(str(refusal))
    db.session.commit()
    return page.kept(plan, policy.PEOPLE)


def _find(rows: Sequence[Row], row_id: UUID) -> Row:
    """Return a row of the plan by its key, or answer as for none."""
    for row in rows:
        if row.id == row_id:
            return row
    raise NoResultFound


def _correct(
    plan: AftercarePlan,
    card: str,
    row: PlanAppointment | PlanPerson,
    form: AppointmentForm | PersonForm,
) -> ResponseReturnValue:
    if not form.submitted():
        return _row_page(plan, card, row, form, 422 if form.is_submitted() else 200)
    mark = marks.of_row(row)
    try:
        form.check_unchanged(mark)
        facts = {**form.answers(), "by": current_user, "at": now()}
        if isinstance(row, PlanAppointment):
            actions.keep_appointment(plan, row, **facts)
        else:
            actions.keep_person(plan, row, **facts)
    except RuleBroken as refusal:
        form.refuse(refusal)
        form.revision.data = str(mark.revision)
        return _row_page(plan, card, row, form, 409 if isinstance(refusal, Stale) else 422)
    db.session.commit()
    return page.kept(plan, card)


def _row_page(
    plan: AftercarePlan,
    card: str,
    row: PlanAppointment | PlanPerson,
    form: AppointmentForm | PersonForm,
    code: int,
) -> ResponseReturnValue:
    client, changed_by = plan.episode.client, plan.changed_by
    record("plan.opened", plan, by=current_user, at=now(), client_id=client.id)
    db.session.commit()
    shown = {"plan": plan, "client": client, "changed_by": changed_by, "clash": code == 409}
    return render_template("plans/row.html", card=card, row=row, form=form, **shown), code
