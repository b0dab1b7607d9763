"""The places of a source's groups, each kept once for a group."""

from __future__ import annotations

from dataclasses import fields
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from clinic.core.db import db
from clinic.core.ids import new_id
from clinic.groups.feeds import rowsets
from clinic.groups.feeds.places import Place

_FIELDS = tuple(field.name for field in fields(Place))


class Venues:
    """Finds or makes the venue of a place within a group."""

    def __init__(self, source_id: UUID) -> None:
        self.source_id = source_id
        self._known: dict[tuple[UUID, Place], UUID] | None = None
        self._new: list[dict[str, Any]] = []

    def id_of(self, group_id: UUID, place: Place | None) -> UUID | None:
        """Return the venue of a place, made when the group has none like it."""
        if place is None:
            return None
        known = self._loaded()
        found = known.get((group_id, place))
        if found is None:
            found = known[group_id, place] = new_id()
            self._new.append({"room": "", **vars(place), "id": found})
        return found

    def store(self) -> None:
        """Write the venues made since the last time."""
        rowsets.insert(rowsets.venues, self._new)
        self._new = []

    def _loaded(self) -> dict[tuple[UUID, Place], UUID]:
        if self._known is None:
            meetings, venues = rowsets.meetings, rowsets.venues
            columns = (venues.c[name] for name in _FIELDS)
            asked = sa.select(meetings.c.group_id, venues.c.id, *columns)
            asked = asked.join_from(meetings, venues, meetings.c.venue_id == venues.c.id)
            asked = asked.where(meetings.c.source_id == self.source_id)
            self._known = {
                (group_id, Place(*said)): venue_id
                for group_id, venue_id, *said in db.session.execute(asked)
            }
        return self._known
