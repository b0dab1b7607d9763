"""Whom a member of staff may see: the one place where scopes are told."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from clinic.accounts.models import Role, User
from clinic.clients.models import CareTeamMember, Client, Stage
from clinic.core.db import DaysAgo

#: For so many days after a client left, intake staff may still look after the record.
INTAKE_DAYS = 14


def reach(user: User, *roles: Role) -> sa.ColumnElement[bool]:
    """Return the condition on Client that says whom this person may see in one of these roles.

    Rights never add up across programs.
    """
    found = [within(user, program_id, role) for program_id, role in scopes(user, *roles)]
    return sa.or_(*found) if found else sa.false()


def scopes(user: User, *roles: Role) -> list[tuple[UUID, Role]]:
    """Return the programs where this person holds one of these roles, each with the role."""
    held = ((m.program_id, m.role) for m in user.memberships if m.role in roles)
    return sorted(each for each in held if each[1] in _WAYS)


def within(user: User, program_id: UUID, role: Role) -> sa.ColumnElement[bool]:
    """Return the condition on Client that says whom a role opens in one program."""
    return _WAYS[role](user, program_id)


def _own(user: User, program_id: UUID) -> sa.ColumnElement[bool]:
    mine = sa.select(CareTeamMember.client_id).where(
        CareTeamMember.user_id == user.id, CareTeamMember.until.is_(None)
    )
    # A caseload is short and a program long: coalesce keeps the planner off the index of programs.
    program = sa.func.coalesce(Client.program_id, Client.program_id)
    return sa.and_(Client.id.in_(mine), program == program_id)


def _whole(_user: User, program_id: UUID) -> sa.ColumnElement[bool]:
    return Client.program_id == program_id


def _in_care(_user: User, program_id: UUID) -> sa.ColumnElement[bool]:
    recent = Client.left_on > DaysAgo(INTAKE_DAYS)
    return sa.and_(Client.program_id == program_id, (Client.stage != Stage.LEFT) | recent)


_WAYS = {Role.COUNSELOR: _own, Role.SUPERVISOR: _whole, Role.INTAKE: _in_care}
