"""What a feed decides of a meeting, its place and its group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from clinic.groups.feeds.places import Place
from clinic.groups.feeds.plain import plain
from clinic.groups.feeds.rows import Slot
from clinic.groups.models import fold

#: Columns of a meeting.
MEETING = (
    "name",
    "weekday",
    "starts_at",
    "minutes",
    "minutes_assumed",
    "timezone",
    "weeks",
    "recurrence_note",
    "attendance",
    "conference_url",
    "conference_note",
    "conference_phone",
    "openness",
    "languages",
    "traits",
    "types",
    "notes",
)
#: Columns of a venue, and what a change of each is called: its name is "venue".
PLACE = {field.name: "venue" if field.name == "name" else field.name for field in fields(Place)}
#: Columns of a group, and the field of a slot that says them; the others are among its facts.
_GROUP = {
    "name": "group_name",
    "website": "website",
    "phone": "group_phone",
    "email": "group_email",
    "fellowship": "fellowship",
}
_MORE = ("kind", "leader", "leader_name", "joining", "expect", "ask_for")
GROUP = (*_GROUP, *_MORE)
#: What every feed may say of groups; the rest is in lists the clinic keeps itself.
ALWAYS = tuple(_GROUP)
_four = attrgetter(*list(_GROUP.values())[:4])
#: What a feed takes away from a group by not saying it any more.
REACH = ("website", "phone", "email")


def said_alike(slots: Iterable[Slot], group: Any) -> bool:
    """Whether all slots say of their group what it is known by: so it is nearly always."""
    known = group.name, group.website, group.phone, group.email
    fellowships = ("", group.fellowship)
    return all(
        _four(slot) == known and slot.fellowship in fellowships and not slot.group_facts
        for slot in slots
    )


def of_group(slot: Slot, name: str) -> str:
    """Return what a slot says of its group, empty for nothing."""
    if name in _GROUP:
        return str(getattr(slot, _GROUP[name]))
    return dict(slot.group_facts).get(name, "")


def place_row(place: Place | None) -> dict[str, Any]:
    """Return the facts of a place as JSON keeps them, nothing for no place."""
    return {name: plain(getattr(place, name)) for name in PLACE} if place else {}


def codes(types: Iterable[str]) -> list[str]:
    """Return type codes in one order, without ``ONL``: a sign that feeds add by themselves."""
    return sorted(code for code in types if code.upper() != "ONL")


def words(name: str, place: Any) -> str:
    """Return the folded words of a meeting: its own name and its place."""
    told = (place.name, place.street, place.city, place.postcode) if place else ()
    return fold(" ".join((name, *(part or "" for part in told))))
