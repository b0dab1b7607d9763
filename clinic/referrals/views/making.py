"""The page that makes a referral."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLERICAL
from clinic.clients import queries as clients
from clinic.clients.models import Client
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.episodes import queries as episodes
from clinic.groups import queries as groups
from clinic.groups.models import GroupMeeting
from clinic.groups.policy import meets_line
from clinic.referrals import actions, policy, queries
from clinic.referrals.forms import NewReferralForm
from clinic.referrals.views.blueprint import bp
from clinic.referrals.views.shared import key_in_query, note_reading, today


@bp.route("/clients/<uuid:client_id>/referrals/new", methods=["GET", "POST"])
@allow(*CLERICAL)
def new(client_id: UUID) -> ResponseReturnValue:
    """Introduce a client to a group: when the first meeting is, and who goes along."""
    client = clients.get(client_id, viewer=current_user)
    meeting = groups.meeting(key_in_query("meeting"))
    at = now()
    form = NewReferralForm()
    form.offer(policy.first_dates(meeting, at))
    if form.submitted():
        try:
            return _create(client, meeting, form, at)
        except RuleBroken as refusal:
            form.refuse(refusal)
    return _show(client, meeting, form, at)


def _create(
    client: Client, meeting: GroupMeeting, form: NewReferralForm, at: datetime
) -> ResponseReturnValue:
    episode = episodes.current(client.id)
    if episode is None:
        raise RuleBroken(gettext("This client is not in care now. Open an episode first."))
    referral = actions.refer(
        episode, meeting.group, meeting, **form.answers(), by=current_user, at=at, on=today(at)
    )
    db.session.commit()
    flash(gettext("Referral to %(group)s created.", group=referral.group_name), "success")
    if request.args.get("back") == "finder":
        return redirect(url_for(".find", client_id=client.id), 303)
    return redirect(url_for(".for_client", client_id=client.id), 303)


def _show(
    client: Client, meeting: GroupMeeting, form: NewReferralForm, at: datetime
) -> ResponseReturnValue:
    episode = episodes.current(client.id)
    there_is = queries.open_one(episode.id, meeting.group_id) if episode else None
    facts = {"where": policy.place(meeting), "when": meets_line(meeting)}
    note_reading(client, client.id, at)
    status = 422 if form.errors else 200
    page = render_template(
        "referrals/new.html",
        client=client,
        episode=episode,
        meeting=meeting,
        group=meeting.group,
        form=form,
        there_is=there_is,
        **facts,
    )
    return page, status
