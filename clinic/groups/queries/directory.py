"""One group, one meeting, their history. Everyone signed in may read the directory."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from clinic.core.db import db
from clinic.groups.models import GroupChange, GroupMeeting, PeerGroup


def get(group_id: UUID) -> PeerGroup:
    """Return a group with its meetings; raise NoResultFound when there is none."""
    asked = sa.select(PeerGroup).where(PeerGroup.id == group_id)
    return db.session.execute(asked.options(joinedload(PeerGroup.checked_by))).scalar_one()


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
