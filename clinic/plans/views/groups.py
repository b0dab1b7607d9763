"""The groups of a draft: which, and in which order."""

from __future__ import annotations

from uuid import UUID

from flask import flash, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLERICAL
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.words import gettext
from clinic.plans import actions, policy, queries
from clinic.plans.forms import PlaceForm
from clinic.plans.views import page
from clinic.plans.views.blueprint import bp


@bp.post("/plans/<uuid:plan_id>/groups/<uuid:referral_id>/add")
@allow(*CLERICAL)
def add_group(plan_id: UUID, referral_id: UUID) -> ResponseReturnValue:
    """Give a referral its place in the plan."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    referral = queries.referral(plan, referral_id)

    def add() -> None:
        actions.attach(plan, referral, by=current_user, at=now())

    return page.pressed(plan, policy.GROUPS, add)


@bp.post("/plans/<uuid:plan_id>/groups/<uuid:referral_id>/remove")
@allow(*CLERICAL)
def remove_group(plan_id: UUID, referral_id: UUID) -> ResponseReturnValue:
    """Leave a group out of the plan; the referral stays."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    referral = queries.referral(plan, referral_id)

    def leave_out() -> None:
        actions.detach(plan, referral, by=current_user, at=now())
        back = url_for(".add_group", plan_id=plan.id, referral_id=referral.id)
        flash(gettext("%(group)s left out", group=referral.group_name), f"undo {back}")

    return page.pressed(plan, policy.GROUPS, leave_out)


@bp.post("/plans/<uuid:plan_id>/groups/<uuid:referral_id>/<any(up, down):way>")
@allow(*CLERICAL)
def move_group(plan_id: UUID, referral_id: UUID, way: str) -> ResponseReturnValue:
    """Print a group before or after its neighbor."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    referral = queries.referral(plan, referral_id)

    def move() -> None:
        actions.move(plan, referral, earlier=way == "up", by=current_user, at=now())

    return page.pressed(plan, policy.GROUPS, move)


@bp.post("/plans/<uuid:plan_id>/groups/<uuid:referral_id>/place")
@allow(*CLERICAL)
def place_group(plan_id: UUID, referral_id: UUID) -> ResponseReturnValue:
    """Print a group at another place: where it was dragged to."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    referral, form = queries.referral(plan, referral_id), PlaceForm()

    def place() -> None:
        actions.place(plan, referral, position=form.place(), by=current_user, at=now())

    return page.pressed(plan, policy.GROUPS, place)


@bp.post("/plans/<uuid:plan_id>/groups/<uuid:referral_id>/place/<any(show, omit):place>")
@allow(*CLERICAL)
def group_place(plan_id: UUID, referral_id: UUID, place: str) -> ResponseReturnValue:
    """Print where a group meets, or keep it off the paper."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    referral = queries.referral(plan, referral_id)

    def show() -> None:
        actions.show_place(plan, referral, shown=place == "show", by=current_user, at=now())

    return page.pressed(plan, policy.GROUPS, show)
