"""Writing the log."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, Protocol

from clinic.audit.models import AuditEvent
from clinic.core.db import Base, db


class Actor(Protocol):
    """Whoever does something: a member of staff."""

    @property
    def id(self) -> uuid.UUID:
        """The key of the person."""


def record(
    act: str,
    subject: Base | str,
    *,
    by: Actor | None,
    at: datetime,
    client_id: uuid.UUID | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Write one line in the log, in the same transaction as the act itself.

    ``act`` reads ``room.verb`` (``client.opened``); ``subject`` is the record, or a word where
    there is no single one. ``detail`` holds keys and counts, never what a person typed.
    """
    record_itself = subject if isinstance(subject, Base) else None
    if record_itself:
        db.session.flush()
    db.session.add(
        AuditEvent(
            at=at,
            actor_id=by.id if by else None,
            act=act,
            subject_kind=type(record_itself).__name__ if record_itself else str(subject),
            subject_id=record_itself.id if record_itself else None,
            client_id=client_id,
            detail=detail,
        )
    )
