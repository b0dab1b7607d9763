"""One JSON object for each meeting we know of, one a line."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from clinic.groups.feeds.exporting.listing import Listed, Listing
from clinic.groups.models import Venue

_FACTS = (
    "minutes",
    "minutes_assumed",
    "weeks",
    "recurrence_note",
    "attendance",
    "openness",
    "languages",
    "traits",
    "types",
    "notes",
    "conference_url",
    "conference_phone",
    "conference_note",
    "partition",
    "uid_aliases",
)
_OF_GROUP = ("fellowship", "kind", "phone", "email", "website")
_PLACE = (
    "name",
    "street",
    "room",
    "city",
    "region",
    "postcode",
    "country",
    "directions",
    "latitude",
    "longitude",
    "approximate",
    "wheelchair",
)


def written(listing: Listing) -> bytes:
    """Return all meetings of a source; ``weekday`` 0 is Sunday, missing and ended ones count."""
    rows = (json.dumps(_row(one), ensure_ascii=False) for one in listing.meetings)
    return "".join(f"{row}\n" for row in rows).encode()


def _row(one: Listed) -> dict[str, Any]:
    meeting, group = one.meeting, one.group
    return {
        "id": str(meeting.id),
        "group_id": str(group.id),
        "name": meeting.name,
        "weekday": meeting.weekday,
        "start": f"{meeting.starts_at:%H:%M}" if meeting.starts_at else None,
        "timezone": meeting.timezone,
        "status": one.status,
        "missing_since": _moment(meeting.missing_since),
        "source_uid": meeting.source_uid,
        **{name: getattr(meeting, name) for name in _FACTS},
        "place": _place(one.venue),
        "group": group.name,
        **{f"group_{name}": getattr(group, name) for name in _OF_GROUP},
        "first_seen": _moment(meeting.first_seen_at),
        "seen": _moment(meeting.seen_at),
        "ended": _moment(meeting.ended_at),
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _place(venue: Venue | None) -> dict[str, Any] | None:
    return {name: getattr(venue, name) for name in _PLACE} if venue else None
