"""Ending an episode of care, and taking that back."""

from __future__ import annotations

from datetime import date, datetime

from blinker import Signal

from clinic.accounts.models import User
from clinic.audit.actions import record
from clinic.clients.models import Stage
from clinic.core.db import kept_by_database
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.episodes import policy, queries
from clinic.episodes.actions.checks import check_left_on, check_open, check_outcome
from clinic.episodes.models import Disposition, Episode, LeavingReason

#: Sent with episode=, disposition=, by=, at= before an episode ends.
leaving = Signal()


def leave(
    episode: Episode,
    *,
    left_on: date,
    left_reason: LeavingReason,
    disposition: Disposition,
    by: User,
    at: datetime,
    left_note: str = "",
    disposition_on: date | None = None,
    disposition_why: str = "",
    disposition_with: str = "",
) -> None:
    """Record that the client has left, why, and what became of the aftercare plan.

    Who declined a plan said so on a day and for a reason; further treatment was confirmed by
    somebody on a day. What does not belong to the outcome is not kept.
    """
    check_open(episode)
    if not policy.may_care(by, episode.client):
        raise RuleBroken(gettext("Ask the client's counselor to do this."))
    check_left_on(episode, left_on, at)
    said = {
        "disposition_on": disposition_on,
        "disposition_why": disposition_why.strip(),
        "disposition_with": disposition_with.strip(),
    }
    check_outcome(episode, disposition, said, at)
    leaving.send(None, episode=episode, disposition=disposition, by=by, at=at)
    for name in policy.MUST_SAY.get(disposition, ()):
        setattr(episode, name, said[name])
    episode.left_on, episode.left_reason, episode.left_note = left_on, left_reason, left_note
    episode.disposition, episode.disposition_by = disposition, by
    episode.closed_at = at
    client = episode.client
    client.stage, client.left_on, client.leaves_on = Stage.LEFT, left_on, None
    detail = {"reason": left_reason.value, "disposition": disposition.value}
    record("episode.left", episode, by=by, at=at, client_id=client.id, detail=detail)


def reopen(episode: Episode, *, reason: str, by: User, at: datetime) -> None:
    """Take back that the client has left."""
    in_care = gettext("This client is in care again already.")
    current = queries.current(episode.client_id)
    if current:
        raise RuleBroken(in_care)
    if not policy.may_reopen(by, episode, None, at=at):
        raise RuleBroken(gettext("This can be taken back for 24 hours only. Admit again instead."))
    if not reason.strip():
        raise RuleBroken(gettext("Write why this is taken back."), field="reason")
    with kept_by_database(in_care):
        episode.left_on = episode.left_reason = episode.disposition = episode.closed_at = None
        episode.left_note, episode.reopened_reason = "", reason
        episode.disposition_on = episode.disposition_by = None
        episode.disposition_why = episode.disposition_with = ""
    client = episode.client
    client.stage, client.left_on = Stage(episode.placement.setting.value), None
    client.admitted_on, client.leaves_on = episode.admitted_on, episode.leaves_on
    record("episode.reopened", episode, by=by, at=at, client_id=client.id)
