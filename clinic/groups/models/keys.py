"""Folded words by which groups and meetings are found, kept true on every write."""

from __future__ import annotations

import unicodedata
from datetime import time
from typing import Any

from sqlalchemy import event

from clinic.groups.models.directory import GroupMeeting, PeerGroup, Venue


def fold(text: str) -> str:
    """Return text in lower case, without accents, single-spaced."""
    plain = unicodedata.normalize("NFKD", text)
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(kept.casefold().split())


def week_minute(weekday: int | None, starts_at: time | None) -> int | None:
    """Return the minutes from Sunday 0:00 to the start, by the wall clock."""
    if weekday is None or starts_at is None:
        return None
    return weekday * 1440 + starts_at.hour * 60 + starts_at.minute


def place_words(name: str, venue: Venue | None) -> str:
    """Return the folded words of a meeting: its own name and its place."""
    place = (venue.name, venue.street, venue.city, venue.postcode) if venue else ()
    return fold(" ".join((name or "", *(part or "" for part in place))))


@event.listens_for(GroupMeeting, "before_insert")
@event.listens_for(GroupMeeting, "before_update")
def _keep_meeting(_mapper: Any, _connection: Any, meeting: GroupMeeting) -> None:
    meeting.week_minute = week_minute(meeting.weekday, meeting.starts_at)
    meeting.words = place_words(meeting.name, meeting.venue)


@event.listens_for(PeerGroup, "before_insert")
@event.listens_for(PeerGroup, "before_update")
def _keep_group(_mapper: Any, _connection: Any, group: PeerGroup) -> None:
    group.name_key = fold(group.name)
    group.words = fold(f"{group.name} {group.leader_name or ''} {group.fellowship or ''}")
