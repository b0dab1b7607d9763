"""What the client was told about a group, against what the directory says now."""

from __future__ import annotations

from datetime import date

from clinic.groups.models import GroupMeeting
from clinic.referrals import policy as referrals
from clinic.referrals.models import Referral


def is_as_told(referral: Referral, today: date) -> bool:
    """Whether the directory still says what the client was told, and the meeting takes place."""
    return referral.meeting is not None and not referrals.moved(referral, today=today)


def place_of(meeting: GroupMeeting) -> str:
    """Return the address of a meeting, or nothing for one without a place."""
    return meeting.venue.one_line if meeting.venue else ""
