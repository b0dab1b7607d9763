"""Finding clients: each question is asked within what the person asking may see."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from clinic.accounts.models import Role, User
from clinic.accounts.policy import CLERICAL
from clinic.clients.models import CareTeamMember, Client, Stage
from clinic.core.db import DaysAgo, db

#: How long intake staff may still look after a record once the client has left.
INTAKE_AFTER_LEAVING = timedelta(days=14)


def reach(user: User, *roles: Role) -> sa.ColumnElement[bool]:
    """Return the condition on Client that says whom this person may see in one of these roles.

    The one place where scopes are told; rights never add up across programs.
    """
    ways = {Role.COUNSELOR: _own, Role.SUPERVISOR: _whole, Role.INTAKE: _current}
    found = [
        ways[role](programs, user)
        for role in roles
        if role in ways and (programs := user.programs_as(role))
    ]
    return sa.or_(*found) if found else sa.false()


def _own(programs: Collection[UUID], user: User) -> sa.ColumnElement[bool]:
    mine = sa.select(CareTeamMember.client_id).where(
        CareTeamMember.user_id == user.id, CareTeamMember.until.is_(None)
    )
    return sa.and_(Client.program_id.in_(programs), Client.id.in_(mine))


def _whole(programs: Collection[UUID], user: User) -> sa.ColumnElement[bool]:
    return Client.program_id.in_(programs)


def _current(programs: Collection[UUID], user: User) -> sa.ColumnElement[bool]:
    recent = Client.left_on > DaysAgo(INTAKE_AFTER_LEAVING.days)
    return sa.and_(Client.program_id.in_(programs), (Client.stage != Stage.LEFT) | recent)


def get(client_id: UUID, *, viewer: User, roles: Collection[Role] = CLERICAL) -> Client:
    """Return a client whom this person may see in one of these roles.

    Raises :class:`sqlalchemy.exc.NoResultFound` alike for a stranger's client and for none.
    """
    return (
        db.session.scalars(
            sa.select(Client)
            .options(joinedload(Client.program), joinedload(Client.care_team))
            .where(Client.id == client_id, reach(viewer, *roles))
        )
        .unique()
        .one()
    )
