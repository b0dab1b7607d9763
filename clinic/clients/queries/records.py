"""One client's record, and the staff who may look after it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from clinic.accounts.models import Membership, Program, Role, User
from clinic.accounts.policy import CLERICAL, CLINICAL
from clinic.clients.models import Client, ClientChange, Supporter
from clinic.clients.queries.scope import reach, scopes
from clinic.core.db import db


def get(client_id: UUID, *, viewer: User, roles: Collection[Role] = CLERICAL) -> Client:
    """Return a client whom this person may see in one of these roles.

    Raises :class:`sqlalchemy.exc.NoResultFound` alike for a stranger's client and for none.
    """
    found = db.session.scalars(
        sa.select(Client)
        .options(
            joinedload(Client.program),
            joinedload(Client.recorded_by),
            selectinload(Client.care_team),
            selectinload(Client.supporters),
        )
        .where(Client.id == client_id, reach(viewer, *roles))
    )
    return found.one()


def sees(viewer: User, client: Client) -> bool:
    """Say whether this person may see a client, as things stand now."""
    found = sa.select(Client.id).where(Client.id == client.id, reach(viewer, *CLERICAL))
    return db.session.scalar(found) is not None


def supporter(supporter_id: UUID, client: Client) -> Supporter:
    """Return one supporter of a client who was found in scope."""
    return db.session.scalars(
        sa.select(Supporter).where(Supporter.id == supporter_id, Supporter.client_id == client.id)
    ).one()


def changes(client: Client, limit: int = 50) -> Sequence[ClientChange]:
    """Return what was corrected in a client's record, newest first."""
    return db.session.scalars(
        sa.select(ClientChange)
        .options(joinedload(ClientChange.by))
        .where(ClientChange.client_id == client.id)
        .order_by(ClientChange.at.desc(), ClientChange.id.desc())
        .limit(limit)
    ).all()


def counselors(*program_ids: UUID) -> Sequence[User]:
    """Return the staff who may look after clients of these programs, by name."""
    return db.session.scalars(
        sa.select(User)
        .join(Membership)
        .where(
            Membership.program_id.in_(program_ids),
            Membership.role.in_(CLINICAL),
            User.disabled_at.is_(None),
        )
        .order_by(User.name, User.id)
        .distinct()
    ).all()


def programs_to_record_in(user: User) -> list[Program]:
    """Return the programs where this person may record clients, by name."""
    here = {program_id for program_id, _ in scopes(user, *CLERICAL)}
    programs = (m.program for m in user.memberships if m.program_id in here)
    return sorted(programs, key=lambda program: program.name)
