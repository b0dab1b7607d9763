"""Changing a record of the directory, field by field, and keeping what it said before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from clinic.accounts.models import User
from clinic.core.db import db
from clinic.core.formats import calendar_day, clock, weekday_name
from clinic.core.ids import new_id
from clinic.core.words import gettext
from clinic.groups import policy
from clinic.groups.models import GroupChange, GroupMeeting, GroupNotes, PeerGroup, Venue
from clinic.groups.policy.history import KINDS

_WORDS: dict[str, Mapping[Any, Any]] = {
    "kind": KINDS,
    "leader": policy.LEADERS,
    "joining": policy.JOINING,
    "status": policy.STATUSES,
    "attendance": policy.ATTENDANCE,
    "openness": policy.OPENNESS,
}
_LISTS: dict[str, Mapping[str, Any]] = {"languages": policy.LANGUAGES, "traits": policy.TRAITS}


def own_notes(group: PeerGroup) -> GroupNotes:
    """Return what the clinic itself knows about a group, made when there is nothing yet."""
    if group.own is None:
        group.own = GroupNotes(staff_contact="", staff_notes="", do_not_refer="")
    return group.own


def change(
    record: PeerGroup | GroupMeeting | GroupNotes | Venue,
    facts: Mapping[str, Any],
    *,
    keep: History,
) -> list[str]:
    """Set the facts that differ, keep each in the history, and return their names."""
    changed = []
    for name, value in facts.items():
        before = getattr(record, name)
        if before != value:
            setattr(record, name, value)
            field = "venue" if isinstance(record, Venue) and name == "name" else name
            keep.note(field, shown(name, before), shown(name, value))
            changed.append(name)
    return changed


class History:
    """What is about to be noted about a group or one of its meetings."""

    def __init__(
        self, group: PeerGroup, meeting: GroupMeeting | None = None, *, by: User, at: datetime
    ) -> None:
        self.group, self.meeting, self.by, self.at = group, meeting, by, at

    def note(self, field: str, before: str, after: str) -> None:
        """Keep one change."""
        change = GroupChange(
            id=new_id(),
            group_id=self.group.id,
            meeting_id=self.meeting.id if self.meeting else None,
            at=self.at,
            by_id=self.by.id,
            field=field,
            before=before[:500],
            after=after[:500],
        )
        db.session.add(change)


def shown(name: str, value: Any) -> str:
    """Return a value in the words of the screen."""
    if value is None or value == "":
        return ""
    if name in _WORDS:
        return str(_WORDS[name].get(value, value))
    if name in _LISTS:
        return ", ".join(str(_LISTS[name].get(word, word)) for word in value)
    if name == "weeks":
        return policy.weeks_words(value) or gettext("Every week")
    if name == "weekday":
        return weekday_name(value)
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if isinstance(value, time):
        return clock(value)
    return calendar_day(value) if isinstance(value, date) else str(value)


def correct_locally(
    record: PeerGroup | GroupMeeting, changed: list[str], before: Mapping[str, Any] | None = None
) -> None:
    """Remember what the clinic corrected, so that the feed it came from leaves it alone.

    ``before`` is what stood there, which is what the feed says of facts not corrected until now.
    """
    if record.source_id is None or not changed:
        return
    if isinstance(record, GroupMeeting) and before is not None:
        new = {name: before[name] for name in changed if name not in record.local_fields}
        record.feed_facts = {**new, **record.feed_facts}
    record.local_fields = sorted({*record.local_fields, *changed})
