"""The meetings of a source, with their groups and places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import lazyload

from clinic.core.db import db
from clinic.core.words import gettext as _
from clinic.groups.feeds.reading import Refused
from clinic.groups.models import (
    Attendance,
    DirectorySource,
    GroupMeeting,
    GroupStatus,
    PeerGroup,
    Venue,
)
from clinic.groups.policy import is_offered


@dataclass(frozen=True)
class Listed:
    """One meeting. ``status`` is active, suspended, missing, ended, paused or retired."""

    meeting: GroupMeeting
    group: PeerGroup
    venue: Venue | None
    status: str

    @property
    def is_current(self) -> bool:
        """Whether the meeting is listed now."""
        return self.status in ("active", "suspended", "paused")


@dataclass(frozen=True)
class Listing:
    """All meetings of a source, in the order in which they came in."""

    source: DirectorySource
    meetings: list[Listed]

    @property
    def current(self) -> list[Listed]:
        """The meetings that are listed now."""
        return [one for one in self.meetings if one.is_current]


def listing_of(source_name: str, *, at: datetime) -> Listing:
    """Return what we know of a source; raise :class:`Refused` when there is none of that name."""
    asked = sa.select(DirectorySource).where(DirectorySource.name == source_name.strip())
    source = db.session.scalar(asked)
    if source is None:
        raise Refused(_("There is no source called %(name)s.", name=source_name))
    rows = db.session.execute(
        sa.select(GroupMeeting, PeerGroup, Venue)
        .join(PeerGroup, PeerGroup.id == GroupMeeting.group_id)
        .outerjoin(Venue, Venue.id == GroupMeeting.venue_id)
        .where(GroupMeeting.source_id == source.id)
        .order_by(GroupMeeting.id)
        .options(lazyload("*"))
    ).all()
    return Listing(source, [Listed(m, g, v, _status(m, g, at)) for m, g, v in rows])


def _status(meeting: GroupMeeting, group: PeerGroup, at: datetime) -> str:
    if meeting.ended_at:
        return "ended"
    if group.status is GroupStatus.RETIRED:
        return "retired"
    if meeting.missing_since:
        return "missing"
    if not is_offered(group, today=at.date()):
        return "paused"
    return "suspended" if meeting.attendance is Attendance.SUSPENDED else "active"
