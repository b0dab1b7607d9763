"""Finding the record a new client may have already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from clinic.accounts.models import User
from clinic.accounts.policy import CLERICAL
from clinic.clients import policy
from clinic.clients.models import Client, ClientName
from clinic.clients.queries.scope import reach
from clinic.core.db import db

#: How many records of one kind are looked at closely.
CANDIDATES = 200


@dataclass(frozen=True)
class Likely:
    """A record that may be the same person: only what staff of the program may know of anyone."""

    client_id: UUID
    name: str
    birth_year: int | None
    number: int
    #: Whether the person asking may open the record.
    open: bool
    score: float


def likely_duplicates(
    viewer: User,
    given: str,
    family: str = "",
    born_on: date | None = None,
    birth_year: int | None = None,
    limit: int = 3,
) -> list[Likely]:
    """Return the records of the viewer's programs that look most like this person, best first."""
    sought = policy.Given(given, family, born_on, birth_year)
    ids = _candidates(sought, viewer.programs_as(*CLERICAL))
    if not ids:
        return []
    names = _names(ids)
    columns = (Client.id, Client.born_on, Client.birth_year)
    scored = sorted(
        (
            (policy.likeness(sought, names[key], on, year), key)
            for key, on, year in db.session.execute(sa.select(*columns).where(Client.id.in_(ids)))
        ),
        reverse=True,
    )
    return _cards(viewer, [each for each in scored if policy.is_likely(each[0])][:limit])


def _candidates(sought: policy.Given, programs: Collection[UUID]) -> set[UUID]:
    """Return records that share a birth date, both names, or a name and about the year."""
    sounds = {policy.sound(word) for word in policy.words(sought.given, sought.family)}
    year = sought.born_on.year if sought.born_on else sought.birth_year
    alike = sa.select(ClientName.client_id).where(
        ClientName.program_id.in_(programs), ClientName.sound.in_(sounds)
    )
    several = sa.func.count(ClientName.sound.distinct()) >= 2
    blocks = [alike.group_by(ClientName.client_id).having(several)] if len(sounds) > 1 else []
    if sounds and year:
        about = Client.birth_year.between(year - 1, year + 1)
        blocks.append(alike.join(Client, Client.id == ClientName.client_id).where(about))
    if sounds and sought.born_on:
        blocks.append(
            sa.select(Client.id).where(
                Client.program_id.in_(programs), Client.born_on == sought.born_on
            )
        )
    return {key for block in blocks for key in db.session.scalars(block.limit(CANDIDATES))}


def _names(ids: Collection[UUID]) -> dict[UUID, list[str]]:
    names: dict[UUID, list[str]] = defaultdict(list)
    rows = sa.select(ClientName.client_id, ClientName.key).where(ClientName.client_id.in_(ids))
    for client_id, key in db.session.execute(rows):
        names[client_id].append(key)
    return names


def _cards(viewer: User, scored: list[tuple[float, UUID]]) -> list[Likely]:
    ids = [key for _, key in scored]
    found = sa.select(Client, reach(viewer, *CLERICAL)).where(Client.id.in_(ids))
    cards = {client.id: (client, may_open) for client, may_open in db.session.execute(found)}
    return [
        Likely(key, client.name, client.birth_year, client.number, bool(may_open), score)
        for score, key in scored
        for client, may_open in [cards[key]]
    ]
