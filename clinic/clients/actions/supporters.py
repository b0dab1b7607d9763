"""The people on a client's side."""

from __future__ import annotations

from datetime import datetime

from clinic.accounts.models import User
from clinic.audit.actions import record
from clinic.clients.models import Client, Supporter
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext

#: More than anyone's plan has room for; keeps one record from growing without end.
MOST = 20


def add_supporter(
    client: Client,
    *,
    name: str,
    by: User,
    at: datetime,
    relation: str = "",
    phone: str = "",
    good_for: str = "",
) -> Supporter:
    """Write down one more person on the client's side."""
    if len(client.supporters) >= MOST:
        raise RuleBroken(gettext("There is room for %(n)s supporters.", n=MOST), field="name")
    position = 1 + max((each.position for each in client.supporters), default=0)
    supporter = Supporter(
        client_id=client.id,
        position=position,
        name=_name(name),
        relation=relation,
        phone=phone,
        good_for=good_for,
    )
    client.supporters.append(supporter)
    db.session.flush()
    record("supporter.added", supporter, by=by, at=at, client_id=client.id)
    return supporter


def correct_supporter(
    supporter: Supporter,
    *,
    name: str,
    by: User,
    at: datetime,
    relation: str = "",
    phone: str = "",
    good_for: str = "",
) -> None:
    """Write what should be said of a supporter."""
    supporter.name, supporter.relation = _name(name), relation
    supporter.phone, supporter.good_for = phone, good_for
    record("supporter.corrected", supporter, by=by, at=at, client_id=supporter.client_id)


def remove_supporter(client: Client, supporter: Supporter, *, by: User, at: datetime) -> None:
    """Take a person off the client's side."""
    record("supporter.removed", supporter, by=by, at=at, client_id=client.id)
    client.supporters.remove(supporter)


def _name(name: str) -> str:
    if not name.strip():
        raise RuleBroken(gettext("Write the supporter's name."), field="name")
    return name.strip()
