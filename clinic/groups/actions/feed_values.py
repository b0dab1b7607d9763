"""What a feed says of the facts that the clinic corrected, and letting it say them again."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from clinic.accounts.models import User
from clinic.audit.actions import record
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext as _
from clinic.groups.actions.history import History, change, shown
from clinic.groups.models import Attendance, GroupMeeting, Openness, Stated, Venue

#: A place's facts as a feed gives them, by column of :class:`Venue`.
VENUE_FACTS = tuple(c.name for c in Venue.__table__.columns if c.name != "id")
#: Facts that are said together or not at all.
_TOGETHER = {"weekday": "starts_at", "starts_at": "weekday"}


def plain(value: Any) -> Any:
    """Return a fact as JSON keeps it: times as "19:00", a place as its facts."""
    if isinstance(value, Venue):
        return {name: plain(getattr(value, name)) for name in VENUE_FACTS}
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.value if isinstance(value, enum.Enum) else value


def facts_of(meeting: GroupMeeting, names: Mapping[str, Any]) -> dict[str, Any]:
    """Return these facts of a meeting, and its place, as JSON keeps them."""
    return {name: plain(getattr(meeting, name)) for name in (*names, "venue")}


def follow_feed_in_meeting(meeting: GroupMeeting, field: str, *, by: User, at: datetime) -> None:
    """Put the feed's value back in place of the clinic's, and let the feed change it again.

    Day and time go together, since one makes no sense without the other.
    """
    known = [name for name in meeting.local_fields if name in meeting.feed_facts]
    if field not in known:
        raise RuleBroken(_("The list says that already."))
    names = [name for name in (field, _TOGETHER.get(field)) if name in known]
    _refuse_half(meeting, names)
    history = History(meeting.group, meeting, by=by, at=at)
    for name in names:
        _put_back(meeting, name, meeting.feed_facts[name], history)
    meeting.local_fields = [name for name in meeting.local_fields if name not in names]
    meeting.feed_facts = {k: v for k, v in meeting.feed_facts.items() if k not in names}
    record("meeting.follows_feed", meeting, by=by, at=at, detail={"fields": names})


def _refuse_half(meeting: GroupMeeting, names: list[str]) -> None:
    """Refuse a day without a time, as it would be after this."""
    then = {name: typed(name, meeting.feed_facts[name]) for name in names}
    weekday = then.get("weekday", meeting.weekday)
    starts_at = then.get("starts_at", meeting.starts_at)
    if (weekday is None) != (starts_at is None):
        raise RuleBroken(_("The list says a day without a time. Correct both by hand."))


def _put_back(meeting: GroupMeeting, name: str, value: Any, history: History) -> None:
    if name != "venue":
        change(meeting, {name: typed(name, value)}, keep=history)
        return
    before = meeting.venue.one_line if meeting.venue else ""
    facts = {key: typed(key, value[key]) for key in VENUE_FACTS if key in value} if value else {}
    meeting.venue = Venue(**facts) if value else None
    history.note("venue", before, meeting.venue.one_line if meeting.venue else "")


def typed(name: str, value: Any) -> Any:
    """Return what JSON kept as the value of its column."""
    if name == "starts_at":
        return time.fromisoformat(value) if value else None
    kinds: dict[str, type[enum.StrEnum]] = {
        "attendance": Attendance,
        "openness": Openness,
        "wheelchair": Stated,
    }
    return kinds[name](value) if name in kinds else value


def fact_words(name: str, value: Any) -> str:
    """Return a fact that JSON kept, in the words of the screen."""
    if name == "venue":
        return Venue(**{**_BARE, **value}).one_line if value else ""
    return shown(name, typed(name, value))


_BARE = dict.fromkeys(("name", "street", "room", "city"), "")
