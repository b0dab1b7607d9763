"""The care of a client: where they are, since when, what for."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLERICAL, CLINICAL
from clinic.audit.actions import record
from clinic.clients import policy as client_policy
from clinic.clients import queries as clients
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.episodes import actions, policy, queries
from clinic.episodes.forms import ClinicalForm, DatesForm, TransferForm
from clinic.episodes.models import Episode
from clinic.episodes.views.pages import back, bp, show, today


@bp.get("/clients/<uuid:client_id>/care")
@allow(*CLERICAL)
def for_client(client_id: UUID) -> ResponseReturnValue:
    """Show a client's episodes and care team."""
    client = clients.get(client_id, viewer=current_user)
    episodes = queries.history(client.id)
    page = {
        "clinical": policy.may_care(current_user, client),
        "may_hand_over": client_policy.may_hand_over(current_user, client),
        "reopenable": _reopenable(episodes[0]) if episodes else None,
        "policy": policy,
    }
    record("episode.read", client, by=current_user, at=now(), client_id=client.id)
    db.session.commit()
    return render_template("episodes/care.html", client=client, episodes=episodes, **page)


def _reopenable(episode: Episode) -> Episode | None:
    current = episode if episode.is_open else None
    return episode if policy.may_reopen(current_user, episode, current, at=now()) else None


@bp.route("/episodes/<uuid:episode_id>/dates", methods=["GET", "POST"])
@allow(*CLERICAL)
def dates(episode_id: UUID) -> ResponseReturnValue:
    """Correct when care began and when the client is expected to leave."""
    episode = queries.get(episode_id, viewer=current_user)
    form = DatesForm(obj=episode)
    act = partial(actions.correct_dates, episode, by=current_user, at=now())
    if form.done(lambda: act(**form.answers()), episode):
        db.session.commit()
        return back(episode.client)
    return show("episodes/dates.html", episode.client, form)


@bp.route("/episodes/<uuid:episode_id>/clinical", methods=["GET", "POST"])
@allow(*CLINICAL)
def clinical(episode_id: UUID) -> ResponseReturnValue:
    """Write what the client is treated for."""
    episode = queries.get(episode_id, viewer=current_user, roles=CLINICAL)
    form = ClinicalForm(obj=episode)
    act = partial(actions.write_clinical, episode, by=current_user, at=now())
    if form.done(lambda: act(**form.answers()), episode):
        db.session.commit()
        return back(episode.client)
    return show("episodes/clinical.html", episode.client, form)


@bp.route("/episodes/<uuid:episode_id>/transfer", methods=["GET", "POST"])
@allow(*CLINICAL)
def transfer(episode_id: UUID) -> ResponseReturnValue:
    """Move a client to another program, setting or level of care."""
    episode = queries.get(episode_id, viewer=current_user, roles=CLINICAL)
    form = _transfer_form(episode)
    act = partial(actions.transfer, episode, by=current_user, at=now())
    if form.done(lambda: act(**form.answers()), episode):
        db.session.commit()
        return back(episode.client)
    return show("episodes/transfer.html", episode.client, form)


def _transfer_form(episode: Episode) -> TransferForm:
    """Return the form; only supervisors may choose another program."""
    here = episode.placement
    everywhere = policy.supervises(current_user, episode.client)
    programs = queries.programs() if everywhere else [here.program]
    staff = clients.counselors(*(each.id for each in programs)) if everywhere else ()
    known = {"program": str(here.program_id), "setting": here.setting, "level": here.level}
    form = TransferForm(data={**known, "edition": here.edition, "since": today()})
    form.revision.data = form.revision.data or str(episode.revision)
    return form.offer(programs, staff)
