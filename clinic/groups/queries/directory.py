"""One group, one meeting, their history. Everyone signed in may read the directory."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from clinic.core.db import db
from clinic.groups.models import Attendance, GroupChange, GroupMeeting, GroupNotes, PeerGroup
from clinic.groups.policy import Occurrence, upcoming


def get(group_id: UUID) -> PeerGroup:
    """Return a group with its meetings; raise NoResultFound when there is none."""
    asked = sa.select(PeerGroup).where(PeerGroup.id == group_id)
    own = joinedload(PeerGroup.own)
    people = (own.joinedload(GroupNotes.checked_by), own.joinedload(GroupNotes.do_not_refer_by))
    return db.session.execute(asked.options(*people)).scalar_one()


def meeting(meeting_id: UUID) -> GroupMeeting:
    """Return a meeting with its group; raise NoResultFound when there is none."""
    asked = sa.select(GroupMeeting).where(GroupMeeting.id == meeting_id)
    return db.session.execute(asked.options(joinedload(GroupMeeting.group))).scalar_one()


def meetings_of(group: PeerGroup) -> list[GroupMeeting]:
    """Return the meetings a group still holds, by day and time."""
    return [meeting for meeting in group.meetings if meeting.ended_at is None]


def changes(group_id: UUID, *, limit: int = 30) -> list[GroupChange]:
    """Return the newest changes of a group and its meetings."""
    asked = sa.select(GroupChange).where(GroupChange.group_id == group_id)
    asked = asked.order_by(GroupChange.at.desc(), GroupChange.id.desc()).limit(limit)
    return list(db.session.scalars(asked))


def coming(
    group: PeerGroup, *, after: datetime, count: int = 4
) -> list[tuple[Occurrence, GroupMeeting]]:
    """Return the next dates of a group over all its meetings, soonest first."""
    held = (m for m in meetings_of(group) if m.attendance is not Attendance.SUSPENDED)
    dates = [(one, held_then) for held_then in held for one in upcoming(held_then, after=after)]
    return sorted(dates, key=lambda pair: (pair[0].starts, pair[1].id))[:count]
