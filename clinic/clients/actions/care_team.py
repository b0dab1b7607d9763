"""Who looks after a client: one primary counselor, others covering."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from clinic.accounts.models import Program, User
from clinic.audit.actions import record
from clinic.clients import policy
from clinic.clients.models import CareTeamMember, Client, ClientName, Part
from clinic.core.db import db, kept_by_database
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext


def assign(
    client: Client, user: User, part: Part, by: User, at: datetime, reason: str = ""
) -> CareTeamMember:
    """Put a member of staff on the care team."""
    _check_may_join(client, user)
    if _membership(client, user):
        raise RuleBroken(
            gettext("%(name)s is on the care team already.", name=user.name), field="counselor"
        )
    taken = gettext("This client has a primary counselor. Hand the client over instead.")
    if part is Part.PRIMARY and client.counselor:
        raise RuleBroken(taken, field="counselor")
    member = CareTeamMember(user=user, part=part, since=at, reason=reason)
    with kept_by_database(taken):
        client.care_team.append(member)
    _note("client.assigned", client, user, by=by, at=at)
    return member


def cover(client: Client, user: User, *, by: User, at: datetime, reason: str = "") -> None:
    """Let a member of staff look after the client beside the primary counselor."""
    assign(client, user, Part.COVERING, by, at, reason)


def hand_over(client: Client, to: User, by: User, at: datetime, reason: str = "") -> None:
    """Make another member of staff the client's primary counselor; the present one goes."""
    if not policy.may_hand_over(by, client):
        raise RuleBroken(gettext("Ask a supervisor to hand this client over."))
    _check_may_join(client, to)
    now_primary = client.counselor
    if now_primary is to:
        raise RuleBroken(
            gettext("%(name)s is the primary counselor already.", name=to.name), field="counselor"
        )
    for user in (now_primary, to):
        if user and (member := _membership(client, user)):
            member.until = at
    db.session.flush()
    assign(client, to, Part.PRIMARY, by, at, reason)
    _note("client.handed_over", client, to, by=by, at=at)


def release(client: Client, user: User, *, by: User, at: datetime) -> None:
    """Take someone who covers off the care team."""
    member = _membership(client, user)
    if member is None:
        raise RuleBroken(gettext("%(name)s is not on the care team.", name=user.name))
    if member.part is Part.PRIMARY:
        raise RuleBroken(gettext("Hand the client over, so that somebody looks after them."))
    member.until = at
    _note("client.released", client, user, by=by, at=at)


def end_care_team(client: Client, *, by: User, at: datetime) -> None:
    """Take everyone off the care team, as when the client moves to another program."""
    for member in client.care_team:
        if member.until is None:
            member.until = at
            _note("client.released", client, member.user, by=by, at=at)


def move(client: Client, program: Program, *, by: User, at: datetime) -> None:
    """Bring a client to another program, with their names, without their care team."""
    end_care_team(client, by=by, at=at)
    client.program, client.program_id = program, program.id
    db.session.execute(
        sa.update(ClientName).where(ClientName.client_id == client.id).values(program_id=program.id)
    )
    detail = {"program_id": str(program.id)}
    record("client.moved", client, by=by, at=at, client_id=client.id, detail=detail)


def _check_may_join(client: Client, user: User) -> None:
    if not policy.may_look_after(user, client.program_id):
        raise RuleBroken(
            gettext("%(name)s is not a counselor in this client's program.", name=user.name),
            field="counselor",
        )


def _membership(client: Client, user: User) -> CareTeamMember | None:
    here = (m for m in client.care_team if m.user_id == user.id and m.until is None)
    return next(here, None)


def _note(act: str, client: Client, user: User, *, by: User, at: datetime) -> None:
    detail = {"user_id": str(user.id)}
    record(act, client, by=by, at=at, client_id=client.id, detail=detail)
