"""The history of a group, and groups that were merged."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clinic.accounts.models import User
from clinic.core.db import Base


class GroupChange(Base):
    """One change of one fact of a group or of one of its meetings: what it said, what it says.

    ``by_id`` is empty when a feed brought the change.
    """

    __tablename__ = "group_changes"
    __table_args__ = (sa.Index(None, "group_id", "at"),)

    group_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("peer_groups.id"))
    meeting_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("group_meetings.id"))
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    field: Mapped[str]
    before: Mapped[str] = mapped_column(default="")
    after: Mapped[str] = mapped_column(default="")

    by: Mapped[User | None] = relationship(lazy="joined")


class GroupMerge(Base):
    """Two entries of one group made one by hand: ``gone_id`` was merged into ``kept_id``.

    ``before`` holds what it takes to undo it: the status and its reason, the meetings that moved,
    the groups that had been merged into the one that is gone.
    """

    __tablename__ = "group_merges"

    gone_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("peer_groups.id"), index=True)
    kept_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("peer_groups.id"))
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    undone_at: Mapped[datetime | None]

    by: Mapped[User] = relationship(lazy="joined")
