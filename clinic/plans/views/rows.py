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
from clinic.core.forms import RevisedForm
from clinic.core.words import gettext
from clinic.plans import actions, policy, queries
from clinic.plans.forms import ROW_FORMS, CardForm, PlaceForm
from clinic.plans.models import AftercarePlan
from clinic.plans.policy import marks
from clinic.plans.policy.cards import LISTS, RowList
from clinic.plans.views import clash, fresh, page
from clinic.plans.views.blueprint import bp
from clinic.plans.views.keeping import keeping

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

    def add() -> None:
        actions.add_supporter(plan, supporter, by=current_user, at=now())

    return page.pressed(plan, policy.PEOPLE, add)


@bp.route(f"{PATH}/<uuid:row_id>", methods=["GET", "POST"])
@allow(*CLERICAL)
def row(plan_id: UUID, card: str, row_id: UUID) -> ResponseReturnValue:
    """Correct one row."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    kind = LISTS[card]
    found = kind.find(plan, row_id)
    if found is None:
        return _gone(plan, kind, row_id)
    form = ROW_FORMS[card](obj=found, revision=marks.of_row(found).revision)
    both = clash.choose(form)
    if not form.submitted():
        return _row_page(plan, kind, form, 422 if form.is_submitted() else 200)
    if both:
        clash.join(form, _as_it_is(kind, found))
    return _correct(plan, kind, found, form)


@bp.post(f"{PATH}/<uuid:row_id>/<any(up, down):way>")
@allow(*CLERICAL)
def move_row(plan_id: UUID, card: str, row_id: UUID, way: str) -> ResponseReturnValue:
    """Print a row before or after its neighbor."""
    plan, kind = queries.get(plan_id, viewer=current_user, to_change=True), LISTS[card]

    def move() -> None:
        row, earlier = _find(plan, kind, row_id), way == "up"
        actions.move_row(plan, row, kind, earlier=earlier, by=current_user, at=now())

    return page.pressed(plan, card, move)


@bp.post(f"{PATH}/<uuid:row_id>/place")
@allow(*CLERICAL)
def place_row(plan_id: UUID, card: str, row_id: UUID) -> ResponseReturnValue:
    """Print a row at another place: where it was dragged to."""
    plan, kind = queries.get(plan_id, viewer=current_user, to_change=True), LISTS[card]
    form = PlaceForm()

    def place() -> None:
        row = _find(plan, kind, row_id)
        actions.place_row(plan, row, kind, position=form.place(), by=current_user, at=now())

    return page.pressed(plan, card, place)


@bp.post(f"{PATH}/<uuid:row_id>/remove")
@allow(*CLERICAL)
def remove_row(plan_id: UUID, card: str, row_id: UUID) -> ResponseReturnValue:
    """Take one row out, unless somebody changed it since it was shown."""
    plan, kind = queries.get(plan_id, viewer=current_user, to_change=True), LISTS[card]
    found = kind.find(plan, row_id)
    form = RevisedForm()
    if found is not None and form.revision.data != str(marks.of_row(found).revision):
        form.revision.data = str(marks.of_row(found).revision)
        return _row_page(plan, kind, form, 409, found, "plans/removal.html")

    def remove() -> None:
        actions.remove_row(plan, _find(plan, kind, row_id), kind, by=current_user, at=now())
        flash(gettext("Taken out of the plan"))

    return page.pressed(plan, card, remove)


def _find(plan: AftercarePlan, kind: RowList, row_id: UUID) -> Any:
    """Return a row of the plan, or say that somebody took it out; others are not there."""
    if (found := kind.find(plan, row_id)) is not None:
        return found
    raise RuleBroken(
        gettext("%(who)s took that out before.", who=_who_took_out(plan, kind, row_id))
    )


def _who_took_out(plan: AftercarePlan, kind: RowList, row_id: UUID) -> str:
    """Return who took a row out of this plan; one that never was in it is answered as none."""
    last = queries.last_writing(plan, kind.key, row_id)
    if last is None or not last.took_out:
        raise NoResultFound
    return last.who


def _gone(plan: AftercarePlan, kind: RowList, row_id: UUID) -> ResponseReturnValue:
    """Show the words typed for a row that is not there any more: saving adds them again."""
    who = _who_took_out(plan, kind, row_id)
    form = ROW_FORMS[kind.key]()
    if not form.is_submitted():
        flash(gettext("%(who)s took that out before.", who=who))
        return page.kept(plan, kind.key)
    return _row_page(plan, kind, form, 409, gone=who)


def _correct(plan: AftercarePlan, kind: RowList, found: Any, form: CardForm) -> ResponseReturnValue:
    mark = marks.of_row(found)
    try:
        form.check_unchanged(mark)
        if not form.validate():
            return _row_page(plan, kind, form, 422)
        actions.keep_row(plan, kind, form.answers(), found, by=current_user, at=now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        form.revision.data = str(mark.revision)
        stale = isinstance(refusal, Stale)
        return _row_page(plan, kind, form, 409 if stale else 422, found)
    db.session.commit()
    return page.kept(plan, kind.key, kept=str(found.id))


def _row_page(
    plan: AftercarePlan,
    kind: RowList,
    form: RevisedForm,
    code: int,
    found: Any = None,
    template: str = "plans/row.html",
    **more: str,
) -> ResponseReturnValue:
    client = plan.episode.client
    record("plan.opened", plan, by=current_user, at=now(), client_id=client.id)
    shown = {
        "plan": plan,
        "client": client,
        "card": kind.key,
        "section": kind.section,
        "page": {},
        "keeping": keeping(plan),
        **more,
    }
    if code == 409 and found is not None:
        says = fresh.answers(_as_it_is(kind, found))
        shown["page"] = clash.notice(plan, kind.key, form, says, found.id)
        shown["row"] = found
    db.session.commit()
    return render_template(template, form=form, **shown), code


def _as_it_is(kind: RowList, found: Any) -> CardForm:
    return ROW_FORMS[kind.key](None, obj=found)
