"""The log no one edits."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from clinic.core.db import Base


class AuditEvent(Base):
    """One thing that one person did to one record. The database refuses to change or drop it.

    ``client_id`` says whose record it was, whatever kind of record was touched, so that "who
    looked at this client" is one range of an index.
    """

    __tablename__ = "audit_events"
    __table_args__ = (
        sa.Index(None, "client_id", "at"),
        sa.Index(None, "actor_id", "at"),
        sa.Index(None, "at"),
    )

    at: Mapped[datetime]
    actor_id: Mapped[uuid.UUID | None]
    act: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[uuid.UUID | None]
    client_id: Mapped[uuid.UUID | None]
    detail: Mapped[dict[str, Any] | None]
