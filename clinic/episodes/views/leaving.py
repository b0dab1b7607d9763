"""A client leaves care, and what to do when that was recorded by mistake."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLINICAL
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.episodes import actions, queries
from clinic.episodes.forms import LeaveForm, ReopenForm
from clinic.episodes.views.pages import back, bp, show, today


@bp.route("/episodes/<uuid:episode_id>/leave", methods=["GET", "POST"])
@allow(*CLINICAL)
def leave(episode_id: UUID) -> ResponseReturnValue:
    """Record that a client has left."""
    episode = queries.get(episode_id, viewer=current_user, roles=CLINICAL)
    form = LeaveForm(data={"left_on": today()})
    form.revision.data = form.revision.data or str(episode.revision)
    act = partial(actions.leave, episode, by=current_user, at=now())
    if form.done(lambda: act(**form.answers()), episode):
        db.session.commit()
        return back(episode.client)
    return show("episodes/leave.html", episode.client, form)


@bp.route("/episodes/<uuid:episode_id>/reopen", methods=["GET", "POST"])
@allow(*CLINICAL)
def reopen(episode_id: UUID) -> ResponseReturnValue:
    """Take back that a client has left."""
    episode = queries.get(episode_id, viewer=current_user, roles=CLINICAL)
    form = ReopenForm(obj=episode)
    act = partial(actions.reopen, episode, by=current_user, at=now())
    if form.done(lambda: act(**form.answers()), episode):
        db.session.commit()
        return back(episode.client)
    return show("episodes/reopen.html", episode.client, form)
