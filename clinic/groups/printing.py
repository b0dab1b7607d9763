"""Dates of a group as a calendar file (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from clinic.groups.document import Entry

_DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
#: Zones are written down for this long; a calendar that has the zone itself knows further.
_AHEAD = timedelta(days=10 * 366)


def calendar(found: Iterable[Entry], *, at: datetime) -> bytes:
    """Return a calendar file with one repeating event for each meeting, and its time zones."""
    file = Calendar()
    file.add("prodid", "-//Handrail//Groups//EN")
    file.add("version", "2.0")
    for entry in found:
        file.add_component(_event(entry, at))
    file.add_missing_timezones(
        first_date=(at - timedelta(days=366)).date(), last_date=(at + _AHEAD).date()
    )
    return bytes(file.to_ical())


def _event(entry: Entry, at: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", at)
    event.add("dtstart", entry.starts)
    event.add("duration", entry.lasts)
    event.add("rrule", _rhythm(entry))
    event.add("summary", entry.name)
    for name, words in (("location", entry.place), ("description", entry.notes)):
        if words:
            event.add(name, words)
    if entry.link:
        event.add("url", entry.link)
    return event


def _rhythm(entry: Entry) -> dict[str, str | list[str]]:
    day = _DAYS[entry.weekday]
    if not entry.weeks:
        return {"FREQ": "WEEKLY", "BYDAY": day}
    return {"FREQ": "MONTHLY", "BYDAY": [f"{week}{day}" for week in entry.weeks]}
