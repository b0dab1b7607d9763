"""Finding a client by the beginning of a name or number."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from clinic.accounts.models import Role, User
from clinic.accounts.policy import CLERICAL
from clinic.clients import policy
from clinic.clients.models import Client, ClientName
from clinic.clients.queries.scope import reach, scopes, within
from clinic.core.db import db

#: Sorts after every letter.
LAST = "\U0010ffff"
#: Client numbers have no more digits than this.
DIGITS = 9


def search(viewer: User, text: str, limit: int = 8) -> Sequence[Client]:
    """Return the first clients in sight whose names begin so, or whose number does.

    Each word typed must begin a word of some name, in any order.
    """
    sought = sorted(policy.words(text), key=len, reverse=True)[:6]
    if len(sought) == 1 and sought[0].isascii() and sought[0].isdigit():
        return _by_number(viewer, sought[0], limit)
    branches = [
        _named(viewer, program_id, role, sought, limit)
        for program_id, role in scopes(viewer, *CLERICAL)
        if sought
    ]
    if not branches:
        return []
    found = sa.union_all(*branches).subquery()
    ranked = sa.select(found.c.client_id).order_by(found.c.key, found.c.client_id)
    ids = list(dict.fromkeys(db.session.scalars(ranked)))[:limit]
    clients = {c.id: c for c in db.session.scalars(sa.select(Client).where(Client.id.in_(ids)))}
    return [clients[each] for each in ids]


def begins(key: sa.SQLColumnExpression[str], word: str) -> sa.ColumnElement[bool]:
    """Return the condition that a key begins with a folded word: one range of an index."""
    return sa.and_(key >= word, key < word + LAST)


def _named(
    viewer: User, program_id: UUID, role: Role, sought: list[str], limit: int
) -> sa.Select[UUID, str]:
    """Return the first clients of one program; the longest word is looked up, others checked.

    A client may have several names that begin alike, hence more rows than are wanted.
    """
    first, *others = sought
    rows = (
        sa.select(ClientName.client_id, ClientName.key)
        .join(Client, Client.id == ClientName.client_id)
        .where(begins(ClientName.key, first), within(viewer, program_id, role))
    )
    if role is not Role.COUNSELOR:
        rows = rows.where(ClientName.program_id == program_id)
    for word in others:
        other = aliased(ClientName)
        rows = rows.where(sa.exists().where(other.client_id == Client.id, begins(other.key, word)))
    branch = rows.order_by(ClientName.key, ClientName.client_id).limit(limit * 4).subquery()
    return sa.select(branch.c.client_id, branch.c.key)


def _by_number(viewer: User, digits: str, limit: int) -> Sequence[Client]:
    """Return clients whose number begins with these digits: a few ranges of one index.

    Who may be seen is asked of each client found, so that the planner keeps to the numbers.
    """
    client, value, ranges = aliased(Client), int(digits[:DIGITS]), []
    for zeros in range(max(DIGITS - len(digits) + 1, 0)):
        low = value * 10**zeros
        ranges.append(client.number.between(low, low + 10**zeros - 1))
    seen = sa.exists().where(Client.id == client.id, reach(viewer, *CLERICAL))
    return db.session.scalars(
        sa.select(client)
        .where(sa.or_(sa.false(), *ranges), seen)
        .order_by(client.number)
        .limit(limit)
    ).all()
