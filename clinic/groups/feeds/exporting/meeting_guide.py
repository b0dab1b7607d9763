"""What is listed now, as a Meeting Guide feed.

Type codes are written as they came, in the language of the source: whoever reads the feed has to
be told its fellowship, as with any feed. What Meeting Guide has no field for stands in keys that
its readers pass over.
"""

from __future__ import annotations

import json
import re
from typing import Any

from clinic.core.formats import ends
from clinic.groups.feeds.exporting.listing import Listed, Listing
from clinic.groups.feeds.times import DAYS
from clinic.groups.models import (
    Attendance,
    GroupMeeting,
    Openness,
    PeerGroup,
    Stated,
    Venue,
    fold,
)

_OPTIONS = {
    Attendance.IN_PERSON: "in_person",
    Attendance.HYBRID: "hybrid",
    Attendance.ONLINE: "online",
    Attendance.SUSPENDED: "inactive",
}
#: A part of a feed that goes by number or address: no region anybody would know.
_NUMBER = re.compile(r"^\d+$|://|^[0-9a-f-]{32,36}$")
_HOUR = re.compile(r"^\d{2}:\d{2}$")


def written(listing: Listing) -> bytes:
    """Return the feed: a JSON list, one meeting a line."""
    rows = [json.dumps(_row(one), ensure_ascii=False) for one in listing.current]
    return ("[\n" + ",\n".join(rows) + "\n]\n").encode()


def _row(one: Listed) -> dict[str, Any]:
    meeting, group = one.meeting, one.group
    paused = one.status == "paused"
    row = {
        "slug": meeting.source_uid or str(meeting.id),
        "name": meeting.name,
        **_when(meeting),
        "timezone": meeting.timezone,
        "types": meeting.types,
        "language": meeting.languages,
        "openness": "" if meeting.openness is Openness.NOT_STATED else meeting.openness,
        "notes": meeting.notes,
        "attendance_option": "inactive" if paused else _OPTIONS.get(meeting.attendance),
        "conference_url": meeting.conference_url,
        "conference_url_notes": meeting.conference_note,
        "conference_phone": meeting.conference_phone,
        **_where(one.venue, group),
        "region": "" if _NUMBER.search(meeting.partition) else meeting.partition,
        "fellowship": group.fellowship,
        **_group(meeting, group),
        "website": group.website,
        "phone": group.phone,
        "email": group.email,
        "updated": f"{meeting.seen_at:%Y-%m-%d %H:%M:%S}",
    }
    return {name: value for name, value in row.items() if value not in (None, "", [])}


def _when(meeting: GroupMeeting) -> dict[str, Any]:
    """Return day and times; of a meeting by appointment, what its feed said of either."""
    if meeting.weekday is None or meeting.starts_at is None:
        return _without_time(meeting.recurrence_note)
    found: dict[str, Any] = {"day": meeting.weekday, "time": f"{meeting.starts_at:%H:%M}"}
    if not meeting.minutes_assumed:
        found["end_time"] = f"{ends(meeting.starts_at, meeting.minutes):%H:%M}"
        found["duration"] = meeting.minutes
    if meeting.weeks:
        found["weeks"] = meeting.weeks
    return found


def _without_time(note: str) -> dict[str, Any]:
    if _HOUR.match(note):
        return {"time": note}
    named = [word.casefold() for word in note.split(", ")]
    days = [DAYS.index(word) for word in named if word in DAYS]
    if not days or len(days) != len(named):
        return {}
    return {"day": days[0] if len(days) == 1 else days}


def _where(venue: Venue | None, group: PeerGroup) -> dict[str, Any]:
    """Return the place; of a meeting without one, the address by which its group is known."""
    if venue is None:
        key = group.source_key or ""
        house = key.rpartition(" at ")[2] if " at " in key and "://" not in key else ""
        return {"address": house}
    state = f"{venue.region} {venue.postcode}".strip()
    parts = (venue.street, venue.city, state, venue.country)
    return {
        "location": venue.name,
        "location_notes": venue.directions,
        "formatted_address": ", ".join(part for part in parts if part),
        "address": venue.street,
        "room": venue.room,
        "city": venue.city,
        "state": venue.region,
        "postal_code": venue.postcode,
        "country": venue.country,
        "latitude": venue.latitude,
        "longitude": venue.longitude,
        "approximate": "yes" if venue.approximate else "no",
        "wheelchair": "" if venue.wheelchair is Stated.NOT_STATED else venue.wheelchair,
    }


def _group(meeting: GroupMeeting, group: PeerGroup) -> dict[str, Any]:
    """Return by what the meetings of a group are told to be one, as its feed told it."""
    kind, _blank, rest = (group.source_key or "").partition(" ")
    if kind == "id" and rest:
        own = fold(group.name) != fold(meeting.name)
        return {"group_id": rest, "group": group.name if own else ""}
    return {"group": group.name} if kind == "name" and rest == fold(group.name) else {}
