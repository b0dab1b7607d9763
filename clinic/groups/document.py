"""The dates of a group as plain values, for a calendar. Nothing about clients is among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from clinic.groups.models import Attendance, GroupMeeting, PeerGroup
from clinic.groups.policy import known_weeks, occurrences, survivor


@dataclass(frozen=True)
class Entry:
    """One meeting in a calendar: its first date by the wall clock of its zone, and its rhythm.

    ``weekday`` counts from 0 = Sunday, ``weeks`` as in
    :class:`clinic.groups.models.GroupMeeting`; ``uid`` stays the same for good.
    """

    uid: str
    name: str
    starts: datetime
    lasts: timedelta
    weekday: int
    weeks: tuple[int, ...]
    place: str
    link: str
    notes: str


def entries(group: PeerGroup, *, after: datetime) -> list[Entry]:
    """Return the meetings of a group that take place and have dates."""
    return list(_entries(group, after))


def _entries(group: PeerGroup, after: datetime) -> Iterator[Entry]:
    for meeting in survivor(group).meetings:
        held = meeting.ended_at is None and meeting.attendance is not Attendance.SUSPENDED
        # The first date must follow the rhythm: one that the clocks shift does not.
        plain = (one for one in occurrences(meeting, after=after) if not one.shifted)
        first = next(plain, None) if held else None
        if first and meeting.weekday is not None:
            yield _entry(meeting, first.starts.astimezone(ZoneInfo(meeting.timezone)))


def _entry(meeting: GroupMeeting, starts: datetime) -> Entry:
    phone = meeting.conference_phone
    return Entry(
        uid=f"{meeting.id}@handrail",
        name=meeting.group.name,
        starts=starts,
        lasts=timedelta(minutes=meeting.minutes),
        weekday=meeting.weekday or 0,
        weeks=tuple(known_weeks(meeting.weeks)),
        place=meeting.venue.one_line if meeting.venue else "",
        link=meeting.conference_url,
        notes="\n".join(part for part in (phone, meeting.conference_note) if part),
    )
