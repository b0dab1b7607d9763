"""Opening an episode of care."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import NotRequired, TypedDict

from blinker import Signal

from clinic.accounts.models import Program, Role, User
from clinic.audit.actions import record
from clinic.clients import actions as clients
from clinic.clients.models import Client, Part, Stage
from clinic.core.db import db, kept_by_database
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.episodes import policy, queries
from clinic.episodes.actions.checks import check_dates, check_edition
from clinic.episodes.models import Episode, Placement, Setting


class Care(TypedDict):
    """What is known of an episode on its first day."""

    setting: Setting
    admitted_on: date
    leaves_on: NotRequired[date | None]
    level: NotRequired[str]
    edition: NotRequired[str]


#: Sent with episode=, by=, at= once an episode has begun.
opened = Signal()


def admit(
    client: Client,
    *,
    setting: Setting,
    admitted_on: date,
    by: User,
    at: datetime,
    leaves_on: date | None = None,
    leaves_at: time | None = None,
    level: str = "",
    edition: str = "",
    substances: Sequence[str] = (),
    conditions: Sequence[str] = (),
) -> Episode:
    """Open an episode of care; its first placement is in the client's program."""
    in_care = gettext("This client is in care already. Only one episode can be open.")
    if queries.current(client.id):
        raise RuleBroken(in_care)
    if not policy.may_admit(by, client, None):
        raise RuleBroken(gettext("You cannot open an episode for this client."))
    check_dates(admitted_on, leaves_on, at)
    check_edition(level, edition)
    episode = Episode(
        client=client,
        admitted_on=admitted_on,
        leaves_on=leaves_on,
        leaves_at=leaves_at,
        substances=list(substances),
        conditions=list(conditions),
        opened_at=at,
        opened_by_id=by.id,
        placements=[_first(client, setting, level, edition, since=admitted_on, by=by)],
    )
    with kept_by_database(in_care):
        db.session.add(episode)
    client.stage, client.left_on = Stage(setting.value), None
    client.admitted_on, client.leaves_on = admitted_on, leaves_on
    record("episode.opened", episode, by=by, at=at, client_id=client.id)
    opened.send(None, episode=episode, by=by, at=at)
    return episode


def begin(
    *,
    program: Program,
    counselor: User | None,
    facts: clients.Facts,
    care: Care,
    by: User,
    at: datetime,
) -> Client:
    """Record a new client, give them a counselor and open their first episode, in one go.

    A counselor who records a client looks after the client.
    """
    client = clients.register(program=program, by=by, at=at, **facts)
    if program.id in by.programs_as(Role.COUNSELOR):
        counselor = by
    if counselor:
        clients.assign(client, counselor, Part.PRIMARY, by, at)
    admit(client, by=by, at=at, **care)
    return client


def _first(
    client: Client, setting: Setting, level: str, edition: str, *, since: date, by: User
) -> Placement:
    return Placement(
        program=client.program,
        program_id=client.program_id,
        setting=setting,
        level=level,
        edition=edition,
        since=since,
        by_id=by.id,
    )
