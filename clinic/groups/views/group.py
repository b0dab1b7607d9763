"""The page of one group, and what staff do there."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Response, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.audit.actions import record
from clinic.core.access import allow, signed_in
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.errors import RuleBroken, Stale
from clinic.core.forms import RevisedForm
from clinic.core.words import gettext as _
from clinic.groups import actions, printing, queries
from clinic.groups.document import entries
from clinic.groups.forms import GroupForm, PauseForm, RetireForm, WarningForm
from clinic.groups.models import PeerGroup
from clinic.groups.policy import EDITORS, FIELDS, RETIRERS
from clinic.groups.views import merging
from clinic.groups.views.blueprint import bp
from clinic.groups.views.finding import local_today


@bp.get("/groups/<uuid:group_id>")
@signed_in
def show(group_id: UUID) -> ResponseReturnValue:
    """Show what the directory says about a group, and which clients have it in their plan."""
    group, at = queries.get(group_id), now()
    holders = _holders(group, at)
    return render_template(
        "groups/show.html",
        group=group,
        holders=holders,
        merge=merging.undoable(group, at),
        meetings=queries.meetings_of(group),
        dates=queries.coming(group, after=at),
        changes=queries.changes(group.id),
        today=local_today(at),
        stale_days=current_app.config["STALE_GROUP_DAYS"],
    )


def _holders(group: PeerGroup, at: datetime) -> queries.Holders:
    """Return who has a group in their plan, and write down whom the page names."""
    viewer = current_user._get_current_object()
    found = queries.holders_of(group.id, viewer=viewer, today=local_today(at))
    if found.named:
        detail = {"client_ids": [str(holder.client_id) for holder in found.named]}
        record("group.clients_listed", group, by=viewer, at=at, detail=detail)
        db.session.commit()
    return found


@bp.get("/groups/<uuid:group_id>/calendar.ics")
@signed_in
def calendar(group_id: UUID) -> ResponseReturnValue:
    """Send the dates of a group as a calendar file. Nothing about anybody is in it."""
    at = now()
    file = printing.calendar(entries(queries.get(group_id), after=at), at=at)
    answer = Response(file, mimetype="text/calendar")
    answer.headers.set("Content-Disposition", "attachment", filename="dates.ics")
    return answer


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
    shown: dict[str, Any] = {"changes": [], "ours": _corrected(group)}
    return render_template("groups/correct.html", group=group, form=form, **shown)


def _corrected(group: PeerGroup) -> list[tuple[str, str, None]]:
    """Return what the clinic corrected, in words; what a list says of it is not kept."""
    names = [name for name in group.local_fields if name in FIELDS]
    return [(name, actions.shown(name, getattr(group, name)), None) for name in names]


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


@bp.route("/groups/<uuid:group_id>/do-not-refer", methods=["GET", "POST"])
@allow(*EDITORS)
def warn_off(group_id: UUID) -> ResponseReturnValue:
    """Mark a group that clients should not be sent to."""
    group = queries.get(group_id)
    form = WarningForm(revision=group.revision, reason=group.do_not_refer)
    if form.submitted():
        try:
            form.check_unchanged(group)
            actions.warn_off(group, **form.answers(), by=current_user, at=now())
        except Stale as stale:
            return _stale("groups/warn_off.html", group, form, stale)
        return _saved(group)
    return render_template("groups/warn_off.html", group=group, form=form, changes=[])


@bp.post("/groups/<uuid:group_id>/do-not-refer/clear")
@allow(*RETIRERS)
def clear_warning(group_id: UUID) -> ResponseReturnValue:
    """Let clients be sent to a group again."""
    group = queries.get(group_id)
    try:
        actions.clear_warning(group, by=current_user, at=now())
    except RuleBroken as refusal:
        flash(str(refusal), "warning")
    return _saved(group)


@bp.post("/groups/<uuid:group_id>/follow/<field>")
@allow(*EDITORS)
def follow_feed(group_id: UUID, field: str) -> ResponseReturnValue:
    """Let the list say a fact of a group again."""
    group = queries.get(group_id)
    try:
        actions.follow_feed(group, field, by=current_user, at=now())
    except RuleBroken as refusal:
        flash(str(refusal), "warning")
    db.session.commit()
    return redirect(url_for(".correct", group_id=group.id), 303)


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
    shown: dict[str, Any] = {"changes": changes, "ours": _corrected(group)}
    return render_template(page, group=group, form=form, **shown), 409


def _saved(group: PeerGroup) -> ResponseReturnValue:
    db.session.commit()
    return _to(group)


def _to(group: PeerGroup) -> ResponseReturnValue:
    return redirect(url_for(".show", group_id=group.id), 303)
