"""What is listed now, as HSDS 3: a group is a service, each meeting a service at a location.

HSDS knows no time zone, only offsets that are wrong half of the year, and none of the facts by
which people choose a meeting: these stand in attributes of a taxonomy of ours.
"""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid5

from clinic.core.formats import ends, language_name
from clinic.groups.feeds.exporting.listing import Listed, Listing
from clinic.groups.feeds.hsds.own import TAXONOMY, TERMS
from clinic.groups.models import (
    Attendance,
    DirectorySource,
    GroupMeeting,
    PeerGroup,
    Stated,
    Venue,
)

_SPACE = UUID("6d1f6bde-2d6c-5a0e-9a55-4f0a3d1c7b10")
_DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_ATTENDING = {
    Attendance.IN_PERSON: "In person",
    Attendance.HYBRID: "In person or online",
    Attendance.ONLINE: "Online",
    Attendance.PHONE: "By phone",
}
Object = dict[str, Any]


def written(listing: Listing) -> bytes:
    """Return one page of services with everything in it."""
    groups: dict[UUID, list[Listed]] = {}
    for one in listing.current:
        groups.setdefault(one.group.id, []).append(one)
    services = [_service(meetings, listing.source) for meetings in groups.values()]
    page = {
        "total_items": len(services),
        "total_pages": 1,
        "page_number": 1,
        "size": len(services),
        "first_page": True,
        "last_page": True,
        "empty": not services,
    }
    return (
        json.dumps({**page, "contents": services}, ensure_ascii=False, indent=1) + "\n"
    ).encode()


def _id(*parts: object) -> str:
    return str(uuid5(_SPACE, " ".join(str(part) for part in parts)))


def _filled(**facts: Any) -> Object:
    return {name: value for name, value in facts.items() if value not in (None, "", [], {})}


def _service(meetings: list[Listed], source: DirectorySource) -> Object:
    group = meetings[0].group
    away = all(one.status != "active" for one in meetings)
    languages = sorted({code for one in meetings for code in one.meeting.languages})
    return {
        "id": str(group.id),
        "name": group.name,
        "status": "temporarily closed" if away else "active",
        **_filled(url=group.website, email=group.email),
        "organization": _organization(source),
        "phones": _phones(group),
        "languages": [_language(group, code) for code in languages],
        "service_at_locations": [_at(one) for one in meetings],
    }


def _organization(source: DirectorySource) -> Object:
    return {"id": str(source.id), "name": source.name, "description": f"Meetings of {source.name}"}


def _phones(group: PeerGroup) -> list[Object]:
    if not group.phone:
        return []
    return [{"id": _id(group.id, "phone"), "number": group.phone, "type": "voice"}]


def _language(group: PeerGroup, code: str) -> Object:
    return {"id": _id(group.id, "language", code), "code": code, "name": language_name(code)}


def _at(one: Listed) -> Object:
    meeting = one.meeting
    return {
        "id": str(meeting.id),
        **_filled(description=meeting.notes),
        **_filled(location=_location(meeting, one.venue)),
        "schedules": _schedules(meeting),
        "attributes": _attributes(meeting, one.group, one.venue),
    }


def _location(meeting: GroupMeeting, venue: Venue | None) -> Object:
    if venue is None:
        afar = meeting.conference_url or meeting.attendance in (Attendance.ONLINE, Attendance.PHONE)
        if not afar:
            return {}
        key = _id(meeting.id, "location")
        return {"id": key, "location_type": "virtual", **_filled(url=meeting.conference_url)}
    return {
        "id": str(venue.id),
        "location_type": "physical",
        **_filled(name=venue.name, description=venue.directions),
        **_filled(latitude=venue.latitude, longitude=venue.longitude),
        "addresses": [_address(venue)],
        "accessibility": _accessibility(venue),
    }


def _address(venue: Venue) -> Object:
    return {
        "id": _id(venue.id, "address"),
        "address_1": venue.street,
        **_filled(address_2=venue.room),
        "city": venue.city,
        "state_province": venue.region,
        "postal_code": venue.postcode,
        "country": venue.country,
        "address_type": "physical",
    }


def _accessibility(venue: Venue) -> list[Object]:
    if venue.wheelchair is Stated.NOT_STATED:
        return []
    words = f"Wheelchair access: {venue.wheelchair.value}"
    return [{"id": _id(venue.id, "accessibility"), "description": words}]


def _schedules(meeting: GroupMeeting) -> list[Object]:
    if meeting.weekday is None or meeting.starts_at is None:
        return []
    day = _DAYS[meeting.weekday]
    return [
        {
            "id": _id(meeting.id, "schedule"),
            "freq": "MONTHLY" if meeting.weeks else "WEEKLY",
            "byday": ",".join(f"{week}{day}" for week in meeting.weeks) or day,
            "opens_at": f"{meeting.starts_at:%H:%M}",
            **_filled(closes_at=_end(meeting), attending_type=_ATTENDING.get(meeting.attendance)),
        }
    ]


def _end(meeting: GroupMeeting) -> str:
    """Return when a meeting ends, or nothing where that is our guess."""
    if meeting.minutes_assumed or meeting.starts_at is None:
        return ""
    return f"{ends(meeting.starts_at, meeting.minutes):%H:%M}"


def _attributes(meeting: GroupMeeting, group: PeerGroup, venue: Venue | None) -> list[Object]:
    """Return what HSDS has no field for, each fact as a term of our taxonomy."""
    single = {
        "name": meeting.name if meeting.name != group.name else "",
        "timezone": meeting.timezone,
        "minutes": "" if meeting.minutes_assumed else meeting.minutes,
        "attendance": meeting.attendance,
        "openness": meeting.openness,
        "recurrence_note": meeting.recurrence_note,
        "conference_url": meeting.conference_url,
        "conference_phone": meeting.conference_phone,
        "conference_note": meeting.conference_note,
        "approximate": ("yes" if venue.approximate else "no") if venue else "",
        "directions": venue.directions if venue else "",
        "fellowship": group.fellowship,
        "partition": meeting.partition,
        "uid": meeting.source_uid or "",
        "group_key": group.source_key or "",
    }
    facts = [(kind, value) for kind, value in single.items() if value not in (None, "")]
    for kind in ("language", "trait", "type"):
        facts += [(kind, value) for value in getattr(meeting, f"{kind}s")]
    return [_attribute(meeting, kind, str(value)) for kind, value in facts]


def _attribute(meeting: GroupMeeting, kind: str, value: str) -> Object:
    return {
        "id": _id(meeting.id, kind, value),
        "link_type": kind,
        "value": value,
        "taxonomy_term": {
            "id": _id("term", kind),
            "code": kind,
            "name": kind.replace("_", " "),
            "description": TERMS[kind],
            "taxonomy": TAXONOMY,
        },
    }
