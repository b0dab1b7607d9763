"""Reading the log.

The log lies below the rooms whose records it speaks of, and keeps only their keys. To put names
to the keys it reads three of their tables by name, without the models.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from clinic.audit.models import AuditEvent
from clinic.audit.policy import KINDS, Scope
from clinic.core.db import db

PAGE = 50

_users = sa.table(
    "users", sa.column("id", sa.Uuid), sa.column("name", sa.Text), sa.column("email", sa.Text)
)
_members = sa.table("memberships", sa.column("user_id", sa.Uuid), sa.column("program_id", sa.Uuid))
_clients = sa.table(
    "clients",
    sa.column("id", sa.Uuid),
    sa.column("number", sa.Integer),
    sa.column("program_id", sa.Uuid),
)
_subjects = _users.alias("subjects")


@dataclass(frozen=True)
class Ask:
    """What somebody wants to find: all of these at once, empty ones left out."""

    client: int | None = None
    person: str = ""
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None


def events(scope: Scope, ask: Ask, *, before: uuid.UUID | None = None) -> list[sa.Row[Any]]:
    """Return what was done, newest first, from after the row ``before``, and one row more.

    The row more than :data:`PAGE` says that there is a next page.
    """
    wanted = (
        sa.select(
            AuditEvent.id,
            AuditEvent.at,
            AuditEvent.act,
            AuditEvent.detail,
            _users.c.name.label("actor"),
            _subjects.c.name.label("about"),
            _clients.c.number.label("client"),
        )
        .outerjoin(_users, _users.c.id == AuditEvent.actor_id)
        .outerjoin(
            _subjects,
            (_subjects.c.id == AuditEvent.subject_id) & (AuditEvent.subject_kind == "User"),
        )
        .outerjoin(_clients, _clients.c.id == AuditEvent.client_id)
        .where(readable(scope), *_asked(ask), _after(before))
    )
    newest = wanted.order_by(AuditEvent.at.desc(), AuditEvent.id.desc()).limit(PAGE + 1)
    return list(db.session.execute(newest).all())


def noted(acts: str, client_id: uuid.UUID, *, by: uuid.UUID, since: datetime) -> bool:
    """Whether a person did something with a client's records since then, by how the act begins."""
    found = sa.select(AuditEvent.id).where(
        AuditEvent.client_id == client_id,
        AuditEvent.at >= since,
        AuditEvent.actor_id == by,
        AuditEvent.act.startswith(acts),
    )
    return db.session.scalar(found.limit(1)) is not None


def client_id(number: int | None) -> uuid.UUID | None:
    """Return the key behind a client's number."""
    return db.session.scalar(sa.select(_clients.c.id).where(_clients.c.number == number))


def readable(scope: Scope) -> sa.ColumnElement[bool]:
    """Return the condition for the rows that somebody may read.

    A supervisor reads what was done to clients of their programs, by anyone; and what their
    staff did that was about no client.
    """
    if scope.everything:
        return sa.true()
    clients = sa.select(_clients.c.id).where(_clients.c.program_id.in_(scope.programs))
    staff = sa.select(_members.c.user_id).where(_members.c.program_id.in_(scope.programs))
    theirs = AuditEvent.client_id.in_(clients) | (
        AuditEvent.client_id.is_(None) & AuditEvent.actor_id.in_(staff)
    )
    return theirs | AuditEvent.act.startswith("accounts.") if scope.accounts else theirs


def _asked(ask: Ask) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if ask.client is not None:
        clients = sa.select(_clients.c.id).where(_clients.c.number == ask.client)
        conditions.append(AuditEvent.client_id.in_(clients))
    if ask.person:
        conditions.append(_by_person(ask.person))
    if ask.kind:
        _words, prefixes = KINDS[ask.kind]
        conditions.append(sa.or_(*(AuditEvent.act.startswith(prefix) for prefix in prefixes)))
    if ask.since:
        conditions.append(AuditEvent.at >= ask.since)
    if ask.until:
        conditions.append(AuditEvent.at < ask.until)
    return conditions


def _by_person(text: str) -> sa.ColumnElement[bool]:
    people = sa.select(_users.c.id)
    for word in text.lower().split():
        name = sa.func.lower(_users.c.name).contains(word, autoescape=True)
        people = people.where(name | _users.c.email.contains(word, autoescape=True))
    about = AuditEvent.subject_id.in_(people) & (AuditEvent.subject_kind == "User")
    return AuditEvent.actor_id.in_(people) | about


def _after(before: uuid.UUID | None) -> sa.ColumnElement[bool]:
    """Return the rows older than one: a range of an index, however far back."""
    if before is None:
        return sa.true()
    at = sa.select(AuditEvent.at).where(AuditEvent.id == before).scalar_subquery()
    return (AuditEvent.at < at) | ((AuditEvent.at == at) & (AuditEvent.id < before))
