"""Whole rows of the directory, in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from clinic.core.db import db
from clinic.groups.feeds.places import Place
from clinic.groups.models import GroupMeeting, PeerGroup, Venue

meetings: Any = GroupMeeting.__table__
groups: Any = PeerGroup.__table__
venues: Any = Venue.__table__
_PLACE = tuple(Place.__dataclass_fields__)
_AT_ONCE = 500


def chunks(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    """Return keys by five hundred: what a statement may name at once."""
    listed = list(ids)
    return (listed[start : start + _AT_ONCE] for start in range(0, len(listed), _AT_ONCE))


def whole(table: Any, ids: Iterable[UUID]) -> dict[UUID, Any]:
    """Return rows by their key, held until the transaction ends: nobody corrects them meanwhile."""
    found: dict[UUID, Any] = {}
    for some in chunks(ids):
        asked = sa.select(table).where(table.c.id.in_(some)).with_for_update()
        found |= {row.id: row for row in db.session.execute(asked)}
    return found


def places(ids: Iterable[UUID]) -> dict[UUID, Place]:
    """Return the places of venues by their key."""
    found: dict[UUID, Place] = {}
    columns = [venues.c[name] for name in _PLACE]
    for some in chunks(ids):
        asked = sa.select(venues.c.id, *columns).where(venues.c.id.in_(some))
        found |= {key: Place(*facts) for key, *facts in db.session.execute(asked)}
    return found


def update(table: Any, changed: list[dict[str, Any]], *, counting: bool = True) -> None:
    """Write columns of many rows, each named by ``id``; a change counts the revision up.

    All of them name the same columns.
    """
    if not changed:
        return
    names = [name for name in changed[0] if name != "id"]
    values: dict[str, Any] = {
        name: sa.bindparam(f"b_{name}", type_=table.c[name].type) for name in names
    }
    if counting:
        values["revision"] = table.c.revision + 1
    statement = sa.update(table).where(table.c.id == sa.bindparam("b_id")).values(values)
    rows = [{f"b_{name}": value for name, value in row.items()} for row in changed]
    db.session.connection().execute(statement, rows)


def insert(table: Any, rows: list[dict[str, Any]]) -> None:
    """Write new rows, which all name the same columns."""
    if rows:
        db.session.connection().execute(sa.insert(table), rows)
