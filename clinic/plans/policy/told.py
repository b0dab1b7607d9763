"""What the client was told about a group, against what the directory says now."""

from __future__ import annotations

from clinic.groups.models import Attendance, GroupMeeting, GroupStatus
from clinic.referrals.models import Referral


def is_as_told(referral: Referral) -> bool:
    """Whether the directory still says what the client was told."""
    meeting = referral.meeting
    if meeting is None or referral.group.status is not GroupStatus.ACTIVE:
        return False
    told = (referral.weekday, referral.starts_at, referral.place)
    now = (meeting.weekday, meeting.starts_at, place_of(meeting))
    ended = meeting.ended_at is not None or meeting.attendance is Attendance.SUSPENDED
    return not ended and (told == now or told == (*now[:2], ""))


def place_of(meeting: GroupMeeting) -> str:
    """Return the address a client is told, or nothing for a meeting without a place."""
    return meeting.venue.one_line if meeting.venue else ""
