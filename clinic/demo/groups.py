"""Opening the invented groups in the directory."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from clinic.accounts.models import User
from clinic.demo.directory import GROUPS, Group
from clinic.groups import actions
from clinic.groups.models import Attendance, GroupKind, Joining, Leader, PeerGroup, Stated


def open_groups(*, by: User, at: datetime, today: date, zone: str) -> dict[str, PeerGroup]:
    """Add every invented group by hand, as staff would, and return them by name."""
    return {each.name: _open(each, by=by, at=at, today=today, zone=zone) for each in GROUPS}


def _open(each: Group, *, by: User, at: datetime, today: date, zone: str) -> PeerGroup:
    checked = today - timedelta(days=each.checked_days_ago or 200)
    first, *others = [{**_meeting(each), "weekday": day, "timezone": zone} for day in each.days]
    group = actions.add(
        name=each.name,
        kind=GroupKind(each.kind),
        fellowship=each.fellowship,
        leader=Leader(each.leader),
        leader_name=each.leader_name,
        joining=Joining(each.joining),
        ask_for=each.ask_for,
        expect=each.expect,
        phone=each.phone,
        by=by,
        at=at,
        today=checked,
        **first,
    )
    for other in others:
        actions.add_meeting(group, by=by, at=at, **other)
    for meeting in group.meetings:
        if each.place and meeting.venue:
            meeting.venue.latitude, meeting.venue.longitude = each.place.at
    return group


def _meeting(each: Group) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "starts_at": each.at,
        "minutes": each.minutes,
        "languages": list(each.languages),
        "traits": list(each.traits),
        "attendance": Attendance.IN_PERSON if each.place else Attendance.PHONE,
    }
    if each.url:
        facts |= {"attendance": Attendance.ONLINE, "conference_url": each.url}
    elif each.place is None:
        facts["conference_phone"] = each.phone
    else:
        facts |= {
            "place": each.place.name,
            "street": each.place.street,
            "room": each.place.room,
            "city": "Portland",
            "postcode": each.place.postcode,
            "directions": each.place.directions,
            "wheelchair": Stated(each.wheelchair),
        }
    return facts
