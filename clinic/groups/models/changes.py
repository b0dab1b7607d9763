"""The history of a group."""

from __future__ import annotations

import uuid
from datetime import datetime

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
