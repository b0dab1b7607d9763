"""Changing an open episode: where the client is, when they leave, what is clinical."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from clinic.accounts.models import Program, User
from clinic.audit.actions import record
from clinic.clients import actions as clients
from clinic.clients.models import Part, Stage
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.episodes import policy
from clinic.episodes.actions.checks import TOMORROW, check_dates, check_edition, check_open
from clinic.episodes.models import Episode, Placement, Setting


def transfer(
    episode: Episode,
    *,
    program: Program,
    setting: Setting,
    since: date,
    reason: str,
    by: User,
    at: datetime,
    level: str = "",
    edition: str = "",
    counselor: User | None = None,
) -> Placement:
    """Move the client to another program, setting or level of care.

    Another program has another care team: ``counselor`` begins it, or nobody does yet.
    """
    _check_transfer(episode, program, setting, level, edition, since, reason, by, at)
    client = episode.client
    moved = program.id != client.program_id
    placement = Placement(
        program=program,
        program_id=program.id,
        setting=setting,
        level=level,
        edition=edition,
        since=since,
        reason=reason,
        by_id=by.id,
    )
    episode.placements.append(placement)
    client.stage = Stage(setting.value)
    if moved:
        clients.move(client, program, by=by, at=at)
        if counselor:
            clients.assign(client, counselor, Part.PRIMARY, by, at)
    record("episode.transferred", episode, by=by, at=at, client_id=client.id)
    return placement


def _check_transfer(
    episode: Episode,
    program: Program,
    setting: Setting,
    level: str,
    edition: str,
    since: date,
    reason: str,
    by: User,
    at: datetime,
) -> None:
    check_open(episode)
    check_edition(level, edition)
    now = episode.placement
    if not reason.strip():
        raise RuleBroken(gettext("Write why the client moves."), field="reason")
    if since < now.since or since > at.date() + TOMORROW:
        raise RuleBroken(gettext("Choose a day between the last move and today."), field="since")
    if (program.id, setting, level, edition) == (
        now.program_id,
        now.setting,
        now.level,
        now.edition,
    ):
        raise RuleBroken(gettext("This is where the client is already."), field="setting")
    if program.id != now.program_id and not policy.supervises(by, episode.client):
        raise RuleBroken(gettext("Ask a supervisor to move the client."), field="program")
    if not policy.may_care(by, episode.client):
        raise RuleBroken(gettext("Ask the client's counselor to do this."))


def correct_dates(
    episode: Episode,
    *,
    admitted_on: date,
    leaves_on: date | None,
    leaves_at: time | None,
    by: User,
    at: datetime,
) -> None:
    """Write when care began and when the client is expected to leave."""
    check_open(episode)
    check_dates(admitted_on, leaves_on, at)
    first, *later = episode.placements
    if later and admitted_on > later[0].since:
        raise RuleBroken(gettext("The client had moved by then."), field="admitted_on")
    episode.admitted_on = first.since = admitted_on
    episode.leaves_on, episode.leaves_at = leaves_on, leaves_at
    client = episode.client
    client.admitted_on, client.leaves_on = admitted_on, leaves_on
    record("episode.dates_corrected", episode, by=by, at=at, client_id=client.id)


def write_clinical(
    episode: Episode,
    *,
    substances: Sequence[str],
    conditions: Sequence[str],
    by: User,
    at: datetime,
) -> None:
    """Write what the client is treated for."""
    if not policy.may_care(by, episode.client):
        raise RuleBroken(gettext("Ask the client's counselor to do this."))
    check_open(episode)
    episode.substances, episode.conditions = list(substances), list(conditions)
    record("episode.clinical_written", episode, by=by, at=at, client_id=episode.client_id)
