"""Finding episodes of care."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

import sqlalchemy as sa

from clinic.accounts.models import Program, Role, User
from clinic.accounts.policy import CLERICAL
from clinic.clients.models import Client
from clinic.clients.queries import reach
from clinic.core.db import db
from clinic.episodes.models import Episode

NEWEST = (Episode.admitted_on.desc(), Episode.id.desc())


def current(client_id: UUID) -> Episode | None:
    """Return the open episode of a client, if there is one."""
    return db.session.scalar(
        sa.select(Episode).where(Episode.client_id == client_id, Episode.left_on.is_(None))
    )


def latest(client_id: UUID) -> Episode | None:
    """Return the open episode of a client, or else the one that ended last."""
    open_first = (Episode.left_on.is_not(None), *NEWEST)
    return db.session.scalar(
        sa.select(Episode).where(Episode.client_id == client_id).order_by(*open_first).limit(1)
    )


def history(client_id: UUID) -> Sequence[Episode]:
    """Return every episode of a client, newest first."""
    return db.session.scalars(
        sa.select(Episode).where(Episode.client_id == client_id).order_by(*NEWEST)
    ).all()


def get(episode_id: UUID, *, viewer: User, roles: Collection[Role] = CLERICAL) -> Episode:
    """Return an episode of a client whom this person may see in one of these roles.

    Raises :class:`sqlalchemy.exc.NoResultFound` alike for a stranger's and for none.
    """
    found = sa.select(Episode).join(Client, Client.id == Episode.client_id)
    return db.session.scalars(found.where(Episode.id == episode_id, reach(viewer, *roles))).one()


def programs() -> Sequence[Program]:
    """Return every program of the clinic, by name."""
    return db.session.scalars(sa.select(Program).order_by(Program.name)).all()
