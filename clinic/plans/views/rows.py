"""The lists of a draft, one row at a time: added, changed, moved, taken out."""

from __future__ import annotations

from typing import Any
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
from clinic.plans.forms import ROW_FORMS, CardForm
from clinic.plans.models import AftercarePlan
from clinic.plans.policy import marks
from clinic.plans.policy.cards import LISTS, RowList
from clinic.plans.views import fresh, page
from clinic.plans.views.blueprint import bp

PATH = f"/plans/<uuid:plan_id>/<any({','.join(LISTS)}):card>"


@bp.post(PATH)
@allow(*CLERICAL)
def add_row(plan_id: UUID, card: str) -> ResponseReturnValue:
    """Add a row to a list."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    kind, form = LISTS[card], ROW_FORMS[card]()

    def add() -> None:
        actions.keep_row(plan, kind, form.answers(), by=current_user, at=now())

    return page.keep(plan, card, form, add)


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


@bp.route(f"{PATH}/<uuid:row_id>", methods=["GET", "POST"])
@allow(*CLERICAL)
def row(plan_id: UUID, card: str, row_id: UUID) -> ResponseReturnValue:
    """Correct one row."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    kind = LISTS[card]
    found = _find(plan, kind, row_id)
    form = ROW_FORMS[card](obj=found, revision=marks.of_row(found).revision)
    if not form.submitted():
        return _row_page(plan, kind, found, form, 422 if form.is_submitted() else 200)
    return _correct(plan, kind, found, form)


@bp.post(f"{PATH}/<uuid:row_id>/<any(up, down):way>")
@allow(*CLERICAL)
def move_row(plan_id: UUID, card: str, row_id: UUID, way: str) -> ResponseReturnValue:
    """Print a row before or after its neighbor."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    found, earlier = _find(plan, LISTS[card], row_id), way == "up"
    try:
        actions.move_row(plan, found, LISTS[card], earlier=earlier, by=current_user, at=now())
    except RuleBroken as refusal:
        flash(str(refusal))
    db.session.commit()
    return page.kept(plan, card)


@bp.post(f"{PATH}/<uuid:row_id>/remove")
@allow(*CLERICAL)
def remove_row(plan_id: UUID, card: str, row_id: UUID) -> ResponseReturnValue:
    """Take one row out."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    found = _find(plan, LISTS[card], row_id)
    try:
        actions.remove_row(plan, found, LISTS[card], by=current_user, at=now())
        flash(gettext("Taken out of the plan"))
    except RuleBroken as refusal:
        flash(str(refusal))
    db.session.commit()
    return page.kept(plan, card)


def _find(plan: AftercarePlan, kind: RowList, row_id: UUID) -> Any:
    """Return a row of the plan by its key, or answer as for none."""
    for found in kind.rows(plan):
        if found.id == row_id:
            return found
    raise NoResultFound


def _correct(plan: AftercarePlan, kind: RowList, found: Any, form: CardForm) -> ResponseReturnValue:
    mark = marks.of_row(found)
    try:
        form.check_unchanged(mark)
        actions.keep_row(plan, kind, form.answers(), found, by=current_user, at=now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        form.revision.data = str(mark.revision)
        code = 409 if isinstance(refusal, Stale) else 422
        return _row_page(plan, kind, found, form, code)
    db.session.commit()
    return page.kept(plan, kind.key)


def _row_page(
    plan: AftercarePlan, kind: RowList, found: Any, form: CardForm, code: int
) -> ResponseReturnValue:
    client = plan.episode.client
    record("plan.opened", plan, by=current_user, at=now(), client_id=client.id)
    says = fresh.answers(ROW_FORMS[kind.key](None, obj=found)) if code == 409 else []
    shown = {
        "plan": plan,
        "client": client,
        "card": kind.key,
        "section": kind.section,
        "page": {"clash": code == 409, "changed_by": plan.changed_by, "now": says},
    }
    db.session.commit()
    return render_template("plans/row.html", form=form, **shown), code
