"""The places of a source's groups, each kept once for a group."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from clinic.core.db import db
from clinic.core.ids import new_id
from clinic.groups.feeds.places import Place
from clinic.groups.models import GroupMeeting, Venue

_venues: Any = Venue.__table__
_FIELDS = tuple(field.name for field in fields(Place))


class Venues:
    """Finds or makes the venue of a place within a group."""

    def __init__(self, source_id: UUID) -> None:
        self.source_id = source_id
        self._known: dict[tuple[UUID, Place], UUID] | None = None
        self._places: dict[UUID, Place] = {}
        self._new: list[dict[str, Any]] = []

    def id_of(self, group_id: UUID, place: Place | None) -> UUID | None:
        """Return the venue of a place, made when the group has none like it."""
        if place is None:
            return None
        known = self._loaded()
        found = known.get((group_id, place))
        if found is None:
            found = known[group_id, place] = new_id()
            self._places[found] = place
            self._new.append({"id": found, "room": "", **asdict(place)})
        return found

    def words(self, venue_id: UUID | None) -> str:
        """Return an address in one line, for the history."""
        self._loaded()
        place = self._places.get(venue_id) if venue_id else None
        return ", ".join(p for p in (place.name, place.street, place.city) if p) if place else ""

    def store(self) -> None:
        """Write the venues made since the last time."""
        if self._new:
            db.session.connection().execute(sa.insert(_venues), self._new)
        self._new = []

    def _loaded(self) -> dict[tuple[UUID, Place], UUID]:
        if self._known is None:
            self._known = {}
            columns = (_venues.c[name] for name in _FIELDS)
            meetings: Any = GroupMeeting.__table__
            asked = sa.select(meetings.c.group_id, _venues.c.id, *columns).distinct()
            asked = asked.join_from(meetings, _venues, meetings.c.venue_id == _venues.c.id)
            for group_id, venue_id, *facts in db.session.execute(
                asked.where(meetings.c.source_id == self.source_id)
            ):
                self._places[venue_id] = Place(*facts)
                self._known[group_id, self._places[venue_id]] = venue_id
        return self._known
