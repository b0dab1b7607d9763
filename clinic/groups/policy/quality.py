"""What staff should know before they trust a meeting's entry."""

from __future__ import annotations

from datetime import date, time
from urllib.parse import quote_plus
from zoneinfo import ZoneInfo

from clinic.core.clock import local_date
from clinic.core.formats import clock, short_day
from clinic.core.words import gettext as _
from clinic.groups.models import Attendance, GroupMeeting, Venue
from clinic.groups.policy.dates import Occurrence

#: A meeting said to be longer than this, in minutes, is more often a slip than a meeting.
LONG = 180
AWAY = (Attendance.ONLINE, Attendance.PHONE)


def missing_words(meeting: GroupMeeting) -> str:
    """Return since when a feed no longer lists a meeting, and what to do; nothing if it does."""
    if meeting.missing_since is None:
        return ""
    since = short_day(local_date(meeting.missing_since, meeting.timezone or "UTC"))
    return _("Not in the feed since %(day)s. Call before you send anybody.", day=since)


def doubts(meeting: GroupMeeting) -> list[str]:
    """Return what the entry of a meeting leaves open, in the order it matters."""
    dated, room = meeting.starts_at is not None, meeting.attendance not in AWAY
    some_weeks = meeting.recurrence_note and not meeting.weeks
    found = [
        (dated and not meeting.timezone, _("No time zone is known, so no dates are offered.")),
        (some_weeks, _("Check which weeks: %(note)s", note=meeting.recurrence_note[:80])),
        (meeting.starts_at == time(0), _("Starts at midnight. Ask whether the night before.")),
        (dated and meeting.minutes_assumed, _("Length not stated.")),
        (meeting.minutes > LONG, _("Said to last over three hours.")),
        (room and meeting.venue and meeting.venue.approximate, _("The address is a rough one.")),
        (room and not meeting.venue, _("Place not stated.")),
    ]
    return [words for holds, words in found if holds]


def map_words(venue: Venue | None) -> str:
    """Return the address of a place for the search of a map, or nothing without a street."""
    if venue is None or not venue.street:
        return ""
    parts = (venue.street, venue.city, venue.region, venue.postcode, venue.country)
    return quote_plus(", ".join(part for part in parts if part))


def clock_in(one: Occurrence, zone: str, *, beside: date) -> str:
    """Return the time of an occurrence on a wall elsewhere, with the day if it is another."""
    wall = one.starts.astimezone(ZoneInfo(zone))
    at = clock(wall.time())
    return at if wall.date() == beside else f"{short_day(wall.date())}, {at}"
