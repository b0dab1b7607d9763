"""The page of one group, and what staff do there."""

from __future__ import annotations

from uuid import UUID

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.core.access import allow, signed_in
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.errors import RuleBroken, Stale
from clinic.core.forms import RevisedForm
from clinic.core.words import gettext as _
from clinic.groups import actions, queries
from clinic.groups.forms import GroupForm, PauseForm, RetireForm
from clinic.groups.models import PeerGroup
from clinic.groups.policy import EDITORS, RETIRERS
from clinic.groups.views.blueprint import bp
from clinic.groups.views.finding import local_today


@bp.get("/groups/<uuid:group_id>")
@signed_in
def show(group_id: UUID) -> ResponseReturnValue:
    """Show what the directory says about a group."""
    group = queries.get(group_id)
    at = now()
    return render_template(
        "groups/show.html",
        group=group,
        meetings=queries.meetings_of(group),
        dates=queries.coming(group, after=at),
        changes=queries.changes(group.id),
        today=local_today(at),
        stale_days=current_app.config["STALE_GROUP_DAYS"],
    )


@bp.post("/groups/<uuid:group_id>/check")
@allow(*EDITORS)
def check(group_id: UUID) -> ResponseReturnValue:
    """Note that the facts were checked today."""
    group, at = queries.get(group_id), now()
    actions.mark_checked(group, by=current_user, at=at, today=local_today(at))
    db.session.commit()
    flash(_("%(name)s is marked as checked today.", name=group.name))
    return _to(group)


@bp.route("/groups/<uuid:group_id>/correct", methods=["GET", "POST"])
@allow(*EDITORS)
def correct(group_id: UUID) -> ResponseReturnValue:
    """Correct the facts of a group."""
    group = queries.get(group_id)
    form = GroupForm(obj=group)
    if form.submitted():
        try:
            form.check_unchanged(group)
            actions.correct(group, **form.answers(), by=current_user, at=now())
        except Stale as stale:
            return _stale("groups/correct.html", group, form, stale)
        db.session.commit()
        return _to(group)
    return render_template("groups/correct.html", group=group, form=form, changes=[])


@bp.route("/groups/<uuid:group_id>/pause", methods=["GET", "POST"])
@allow(*EDITORS)
def pause(group_id: UUID) -> ResponseReturnValue:
    """Offer a group to nobody until a date."""
    group, at = queries.get(group_id), now()
    form = PauseForm(revision=group.revision)
    if form.submitted():
        try:
            form.check_unchanged(group)
            today = local_today(at)
            actions.pause(group, **form.answers(), by=current_user, at=at, today=today)
        except Stale as stale:
            return _stale("groups/pause.html", group, form, stale)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            return _saved(group)
    return render_template("groups/pause.html", group=group, form=form, changes=[])


@bp.route("/groups/<uuid:group_id>/retire", methods=["GET", "POST"])
@allow(*RETIRERS)
def retire(group_id: UUID) -> ResponseReturnValue:
    """Offer a group to nobody any more."""
    group = queries.get(group_id)
    form = RetireForm(revision=group.revision)
    if form.submitted():
        try:
            form.check_unchanged(group)
            actions.retire(group, **form.answers(), by=current_user, at=now())
        except Stale as stale:
            return _stale("groups/retire.html", group, form, stale)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            return _saved(group)
    return render_template("groups/retire.html", group=group, form=form, changes=[])


@bp.post("/groups/<uuid:group_id>/restore")
@allow(*RETIRERS)
def restore(group_id: UUID) -> ResponseReturnValue:
    """Offer a paused or retired group again."""
    group = queries.get(group_id)
    try:
        actions.restore(group, by=current_user, at=now())
    except RuleBroken as refusal:
        flash(str(refusal))
        return _to(group)
    return _saved(group)


def _stale(page: str, group: PeerGroup, form: RevisedForm, stale: Stale) -> ResponseReturnValue:
    """Show the form again with what was typed, beside what somebody else wrote meanwhile."""
    form.refuse(stale)
    changes = queries.changes(group.id, limit=5)
    form.revision.data = str(group.revision)
    return render_template(page, group=group, form=form, changes=changes), 409


def _saved(group: PeerGroup) -> ResponseReturnValue:
    db.session.commit()
    return _to(group)


def _to(group: PeerGroup) -> ResponseReturnValue:
    return redirect(url_for(".show", group_id=group.id), 303)
