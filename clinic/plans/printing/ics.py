"""The client's own calendar file (RFC 5545), from the words that were signed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, vRecur
from icalendar import Event as Entry

from clinic.core.words import lazy_gettext as _
from clinic.core.words import speaking
from clinic.plans.document import PlanDocument
from clinic.plans.document.parts import Event

#: What a calendar shows to whoever looks at the telephone.
DISCREET = {
    "group": _("Meeting"),
    "visit": _("Appointment"),
    "call": _("Call"),
    "dose": _("Appointment"),
    "refill": _("Pharmacy"),
}
#: Zones are written down for so long; a calendar that knows the zone itself goes further.
_AHEAD = timedelta(days=10 * 366)
_YEAR = timedelta(days=366)


def calendar_file(document: PlanDocument, *, words: bool = False) -> bytes:
    """Return the calendar file of a plan; nothing when it has no event.

    Nothing in it says that it comes from a clinic: an event is called "Meeting" or "Call", unless
    the plan's own ``words`` and places are asked for. Each keeps its name from version to
    version, and a later version counts as the newer, so that a calendar changes what it holds and
    doubles nothing. There is no alarm. The same document gives the same bytes.
    """
    if not document.events:
        return b""
    made = datetime.combine(date.fromisoformat(document.printed_iso), time(), UTC)
    file = Calendar()
    file.add("prodid", "-//Calendar//EN")
    file.add("version", "2.0")
    with speaking(document.language):
        for event in document.events:
            file.add_component(_entry(event, made, document.version, words))
    first = min(event.starts for event in document.events)[:10]
    start = date.fromisoformat(first)
    file.add_missing_timezones(first_date=start - _YEAR, last_date=start + _AHEAD)
    return bytes(file.to_ical())


def _entry(event: Event, made: datetime, version: int, words: bool) -> Entry:
    entry = Entry()
    entry.add("uid", event.uid)
    entry.add("sequence", version)
    entry.add("dtstamp", made)
    entry.add("dtstart", _starts(event))
    if event.minutes:
        entry.add("duration", timedelta(minutes=event.minutes))
    if event.rule:
        entry.add("rrule", vRecur.from_ical(event.rule))
    entry.add("summary", _plain(event.words) if words else str(DISCREET[event.mark]))
    if words and event.place:
        entry.add("location", _plain(event.place))
    entry.add("class", "PRIVATE")
    return entry


def _starts(event: Event) -> date | datetime:
    if "T" not in event.starts:
        return date.fromisoformat(event.starts)
    return datetime.fromisoformat(event.starts).replace(tzinfo=ZoneInfo(event.zone))


def _plain(words: str) -> str:
    """Return words on one line, without signs that steer a terminal or turn a line around."""
    return "".join(sign if sign.isprintable() else " " for sign in words)
