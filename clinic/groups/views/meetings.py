"""Adding, correcting and ending the meetings of a group."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.errors import RuleBroken, Stale
from clinic.core.words import gettext as _
from clinic.groups import actions, queries
from clinic.groups.forms import MeetingForm
from clinic.groups.models import GroupMeeting, PeerGroup
from clinic.groups.policy import EDITORS
from clinic.groups.views.blueprint import bp


@bp.route("/groups/<uuid:group_id>/meetings/new", methods=["GET", "POST"])
@allow(*EDITORS)
def new_meeting(group_id: UUID) -> ResponseReturnValue:
    """Add a meeting to a group."""
    group = queries.get(group_id)
    form = MeetingForm(timezone=current_app.config["TIMEZONE"])
    if form.submitted():
        try:
            actions.add_meeting(group, **form.answers(), by=current_user, at=now())
        except RuleBroken as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            return _saved(group)
    shown: dict[str, Any] = {"meeting": None, "form": form, "changes": [], "shared": 0, "said": []}
    return render_template("groups/meeting.html", group=group, **shown)


@bp.route("/groups/meetings/<uuid:meeting_id>", methods=["GET", "POST"])
@allow(*EDITORS)
def correct_meeting(meeting_id: UUID) -> ResponseReturnValue:
    """Correct a meeting and its place."""
    meeting = queries.meeting(meeting_id)
    form = _form_of(meeting)
    if form.submitted():
        try:
            form.check_unchanged(meeting)
            actions.correct_meeting(meeting, **form.answers(), by=current_user, at=now())
        except Stale as stale:
            return _stale(meeting, form, stale)
        except RuleBroken as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            return _saved(meeting.group)
    return _page(meeting, form)


@bp.post("/groups/meetings/<uuid:meeting_id>/end")
@allow(*EDITORS)
def end_meeting(meeting_id: UUID) -> ResponseReturnValue:
    """Say that a meeting is held no more."""
    meeting = queries.meeting(meeting_id)
    try:
        actions.end_meeting(meeting, by=current_user, at=now())
    except RuleBroken as refusal:
        flash(str(refusal))
    db.session.commit()
    flash(_("The meeting has ended. Plans that name it still do."))
    return redirect(url_for(".show", group_id=meeting.group_id), 303)


@bp.post("/groups/meetings/<uuid:meeting_id>/follow/<field>")
@allow(*EDITORS)
def follow_feed_in_meeting(meeting_id: UUID, field: str) -> ResponseReturnValue:
    """Put the feed's value back where the clinic corrected it."""
    meeting = queries.meeting(meeting_id)
    try:
        actions.follow_feed_in_meeting(meeting, field, by=current_user, at=now())
    except RuleBroken as refusal:
        flash(str(refusal), "warning")
    db.session.commit()
    return redirect(url_for(".correct_meeting", meeting_id=meeting.id), 303)


def _form_of(meeting: GroupMeeting) -> MeetingForm:
    form = MeetingForm(obj=meeting)
    form.keep_traits_of(meeting)
    if request.method == "GET":
        form.fill_place(meeting)
    return form


def _stale(meeting: GroupMeeting, form: MeetingForm, stale: Stale) -> ResponseReturnValue:
    form.refuse(stale)
    form.revision.data = str(meeting.revision)
    return _page(meeting, form, changes=queries.changes(meeting.group_id, limit=5)), 409


def _page(meeting: GroupMeeting, form: MeetingForm, **more: object) -> str:
    page = "groups/meeting.html"
    more = {"changes": [], "shared": _sharing(meeting), "said": _said(meeting), **more}
    return render_template(page, group=meeting.group, meeting=meeting, form=form, **more)


def _said(meeting: GroupMeeting) -> list[tuple[str, str, str]]:
    """Return what the clinic corrected: the field, our value and the feed's, in words."""
    ours = actions.facts_of(meeting, meeting.feed_facts)
    return [
        (name, actions.fact_words(name, ours[name]), actions.fact_words(name, value))
        for name, value in sorted(meeting.feed_facts.items())
        if name in meeting.local_fields and name in ours
    ]


def _sharing(meeting: GroupMeeting) -> int:
    """Return how many meetings of the group are held at the place of this one."""
    place = meeting.venue_id
    return sum(each.venue_id == place for each in meeting.group.meetings) if place else 0


def _saved(group: PeerGroup) -> ResponseReturnValue:
    db.session.commit()
    return redirect(url_for(".show", group_id=group.id), 303)
