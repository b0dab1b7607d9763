"""What staff do to a meeting of a group."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from clinic.accounts.models import User
from clinic.audit.actions import record
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext as _
from clinic.groups import policy
from clinic.groups.actions.feed_values import facts_of, plain
from clinic.groups.actions.history import History, change, correct_locally
from clinic.groups.models import Attendance, GroupMeeting, PeerGroup, Stated, Venue
from clinic.groups.policy.fields import PLACE_FIELDS

_AWAY = (Attendance.ONLINE, Attendance.PHONE)


def add_meeting(group: PeerGroup, *, by: User, at: datetime, **facts: Any) -> GroupMeeting:
    """Add a weekly meeting to a group, or one by appointment."""
    check_times(facts)
    venue = _venue_like(group, _place(facts))
    meeting = GroupMeeting(group=group, venue=venue, first_seen_at=at, seen_at=at, **facts)
    db.session.add(meeting)
    db.session.flush()
    History(group, meeting, by=by, at=at).note("added", "", policy.meets_line(meeting))
    record("meeting.added", meeting, by=by, at=at)
    return meeting


def correct_meeting(meeting: GroupMeeting, *, by: User, at: datetime, **facts: Any) -> None:
    """Correct a meeting. Its place is corrected for all meetings of the group held there."""
    check_times(facts)
    _check_not_ended(meeting)
    history = History(meeting.group, meeting, by=by, at=at)
    facts = _as_ordered(meeting, facts)
    place, before = _place(facts), facts_of(meeting, facts)
    changed = change(meeting, facts, keep=history)
    if "minutes" in changed:
        meeting.minutes_assumed = False
    changed += _correct_place(meeting, place, history)
    correct_locally(meeting, changed, before)
    if changed:
        record("meeting.corrected", meeting, by=by, at=at, detail={"fields": changed})


def end_meeting(meeting: GroupMeeting, *, by: User, at: datetime) -> None:
    """Say that a meeting is held no more. It stays for those who have it on paper."""
    _check_not_ended(meeting)
    meeting.ended_at = at
    line = policy.meets_line(meeting)
    History(meeting.group, meeting, by=by, at=at).note("ended", line, "")
    record("meeting.ended", meeting, by=by, at=at)


def check_times(facts: Mapping[str, Any]) -> None:
    """Refuse a day without a time, or a time without a day."""
    if facts["weekday"] is not None and facts["starts_at"] is None:
        raise RuleBroken(_("Say when it starts."), field="starts_at")
    if facts["weekday"] is None and facts["starts_at"] is not None:
        raise RuleBroken(_("Choose the day, or leave the time empty."), field="weekday")


def _check_not_ended(meeting: GroupMeeting) -> None:
    if meeting.ended_at is not None:
        raise RuleBroken(_("This meeting has ended already."))


def _as_ordered(meeting: GroupMeeting, facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts, with lists as they are kept where only the order differs: no change."""
    ordered = dict(facts)
    for name, value in facts.items():
        kept = getattr(meeting, name) if isinstance(value, list) else None
        if isinstance(kept, list) and sorted(kept) == sorted(value):
            ordered[name] = kept
    return ordered


def _place(facts: dict[str, Any]) -> dict[str, Any] | None:
    """Take the facts of the place out of the rest; nothing when no place is named."""
    place = {name: facts.pop(field, "") for field, name in PLACE_FIELDS.items()}
    place["wheelchair"] = place["wheelchair"] or Stated.NOT_STATED
    named = any(place[name] for name in ("name", "street", "city"))
    if facts["attendance"] in (Attendance.IN_PERSON, Attendance.HYBRID) and not named:
        raise RuleBroken(_("Say where people meet."), field="place")
    return place if named and facts["attendance"] not in _AWAY else None


def _venue_like(group: PeerGroup, place: dict[str, Any] | None) -> Venue | None:
    """Return the group's venue with these facts, or a new one."""
    if place is None:
        return None
    for venue in (meeting.venue for meeting in group.meetings if meeting.venue):
        if all(getattr(venue, name) == value for name, value in place.items()):
            return venue
    return Venue(**place)


def _correct_place(
    meeting: GroupMeeting, place: dict[str, Any] | None, history: History
) -> list[str]:
    """Correct the place and return "venue" if that changed anything."""
    if place is None or meeting.venue is None:
        before = meeting.venue.one_line if meeting.venue else ""
        if place is None and meeting.venue is None:
            return []
        meeting.venue = _venue_like(meeting.group, place)
        history.note("venue", before, meeting.venue.one_line if meeting.venue else "")
        return ["venue"]
    before_it = {"venue": plain(meeting.venue)}
    changed = change(meeting.venue, place, keep=history)
    if {"street", "city", "postcode"} & set(changed):
        meeting.venue.latitude = meeting.venue.longitude = None
        meeting.venue.approximate = False
    if changed:
        _touch_sharers(meeting, before_it)
    return ["venue"] if changed else []


def _touch_sharers(meeting: GroupMeeting, before: Mapping[str, Any]) -> None:
    """Keep the words and the local facts of every meeting at the same venue true."""
    for other in meeting.group.meetings:
        if other.venue_id == meeting.venue_id:
            correct_locally(other, ["venue"], before)
            other.words = ""
