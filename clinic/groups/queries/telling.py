"""Who has people to tell after groups changed: asked of the rooms above, which know."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from blinker import Signal

#: Sent with ``group_ids`` and ``since``; a listener returns the keys of the counselors.
telling = Signal()


def counselors_to_tell(group_ids: Collection[UUID], *, since: datetime) -> int | None:
    """Return how many counselors have somebody to tell what changed since a moment.

    None when no room knows.
    """
    if not telling.receivers or not group_ids:
        return None
    asked = frozenset(group_ids)
    known = telling.send(None, group_ids=asked, since=since)
    return len({key for _listener, keys in known for key in keys})
