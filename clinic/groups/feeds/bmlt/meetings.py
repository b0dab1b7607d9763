"""One meeting of a BMLT server, read into its weekly slot."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import time
from typing import Any

from clinic.core.words import gettext as _
from clinic.groups.feeds import online, text, times
from clinic.groups.feeds.bmlt import formats
from clinic.groups.feeds.bmlt.formats import Formats, Said
from clinic.groups.feeds.noted import Notes, Unreadable
from clinic.groups.feeds.places import Place
from clinic.groups.feeds.points import coordinates
from clinic.groups.feeds.rows import Slot
from clinic.groups.models import Attendance, Openness, fold

#: What stands between the prompt of a field and its value, in data of old servers.
PROMPT = "#@-@#"
DAY_MINUTES = 1440
_PLAIN = re.compile(r"[^&<#\s\ufffd]+(?: [^&<#\s\ufffd]+)*")
_CLOCK = re.compile(r"^([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?$")
_LENGTH = re.compile(r"^(\d{1,2}):([0-5]\d)(?::[0-5]\d)?$")
_COPY = re.compile(r"[-_ ]+(?:dup|duplicate|copy)[-_ ]?\d*$", re.IGNORECASE)
#: Only a name with one of these may hold the state of its meeting.
_BRACKET = frozenset("([*:\u2013")
_AWAY = ("suspend", "cancel", "inactive", "on hold", "postponed", "paused")
_DIGIT = re.compile(r"[1-9]")
#: What the server puts where nobody typed a name.
_UNNAMED = {"", "na meeting"}


@dataclass
class Server:
    """What holds for all meetings of a file. ``timezone`` may be empty, ``names`` of groups too."""

    formats: Formats
    fellowship: str
    timezone: str
    names: dict[str, str] = field(default_factory=dict)


def line(row: dict[str, Any], name: str, notes: Notes) -> str:
    """Return one field as one line of plain text, without the prompt that old servers put in."""
    value = row.get(name)
    if not value:
        return ""
    if type(value) is str:
        if len(value) <= text.LINE and _PLAIN.fullmatch(value):
            return value
        if PROMPT in value:
            mended = value.rsplit(PROMPT, 1)[1]
            notes.repaired(name, _("A prompt stood in front of the value."), value, mended)
            row = {name: mended}
    return text.line(row, name, notes)


def paragraph(row: dict[str, Any], name: str, notes: Notes) -> str:
    """Return one field as plain text of several lines."""
    value = row.get(name)
    if isinstance(value, str) and PROMPT in value:
        return line(row, name, notes)
    return text.paragraph(row, name, notes) if value else ""


def slot(row: Any, notes: Notes, server: Server) -> Slot:
    """Return the slot of one row; raise :class:`Unreadable` with the field that is to blame."""
    if not isinstance(row, dict):
        raise Unreadable("", _("This row is not a meeting."), type(row).__name__)
    notes.uid = uid = identity(row)
    said = server.formats.said(_codes(row, "formats"), _codes(row, "format_shared_id_list"))
    day, start = weekday(row.get("weekday_tinyint")), clock(row.get("start_time"), notes)
    if (day is None) != (start is None):
        missing = "weekday_tinyint" if day is None else "start_time"
        raise Unreadable(missing, _("Day without time, or time without day."), row.get(missing))
    base = _facts(row, uid, notes, said, server)
    if start is None:
        return base
    minutes, assumed = length(row.get("duration_time"), notes)
    return replace(base, weekday=day, starts_at=start, minutes=minutes, minutes_assumed=assumed)


def identity(row: dict[str, Any]) -> str:
    """Return the id of a meeting, if any: with the address of its server, where that is told."""
    value = row.get("id_bigint")
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        return ""
    server = row.get("root_server_uri")
    server = server.strip().rstrip("/") if isinstance(server, str) else ""
    return f"{server} {str(value).strip()}".strip()[:500]


def _codes(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    if isinstance(value, list):
        return ",".join(str(one) for one in value[: formats.MOST] if isinstance(one, str | int))
    return value if isinstance(value, str) else ""


def weekday(value: Any) -> int | None:
    """Return the day of the week, 0 = Sunday; BMLT counts from 1."""
    if value is None or value == "":
        return None
    digits = value.strip() if isinstance(value, str) else str(value)
    if digits not in ("1", "2", "3", "4", "5", "6", "7") or isinstance(value, bool):
        reason = _("BMLT counts days from 1, Sunday, to 7, Saturday.")
        raise Unreadable("weekday_tinyint", reason, value)
    return int(digits) - 1


def clock(value: Any, notes: Notes) -> time | None:
    """Return when a meeting starts, or nothing when no time is given."""
    if value is None or value == "":
        return None
    found = _CLOCK.match(value) if isinstance(value, str) else None
    if found:
        return time(int(found[1]), int(found[2]))
    return times.clock(value, "start_time", notes)


def length(value: Any, notes: Notes) -> tuple[int, bool]:
    """Return how many minutes a meeting lasts, and whether that is our guess.

    No length, or none to speak of, stands for the default of the server, which no file tells.
    """
    if value is None or value == "":
        return times.ASSUMED_MINUTES, True
    found = _LENGTH.match(value) if isinstance(value, str) else None
    minutes = int(found[1]) * 60 + int(found[2]) if found else -1
    if minutes == 0:
        return times.ASSUMED_MINUTES, True
    if not 0 < minutes <= DAY_MINUTES:
        reason = _("This is not a length: taken as one hour.")
        notes.repaired("duration_time", reason, value, times.ASSUMED_MINUTES)
        return times.ASSUMED_MINUTES, True
    if minutes > times.LONG_MINUTES:
        notes.review("duration_time", _("Longer than three hours: is that so?"), value)
    return minutes, False


def _facts(row: dict[str, Any], uid: str, notes: Notes, said: Said, server: Server) -> Slot:
    """Return what does not depend on the day."""
    name, away = _name(row, notes, server)
    url = online.link(row, "virtual_meeting_link", notes) if row.get("virtual_meeting_link") else ""
    dial, dial_words = _dial(row, notes)
    where = _place(row, notes)
    attendance = Attendance.SUSPENDED if away else _attendance(row, said, where, url, dial)
    virtual = attendance in (Attendance.ONLINE, Attendance.PHONE)
    body = partition(row, notes)
    key = group_key(row, name, body)
    return Slot(
        row=notes.row,
        uid=uid,
        name=name,
        weekday=None,
        starts_at=None,
        minutes=times.ASSUMED_MINUTES,
        minutes_assumed=True,
        timezone=_zone(row, server, notes),
        recurrence_note=_recurrence(said),
        attendance=attendance,
        conference_url=url,
        conference_note=_joining(row, dial_words, notes),
        conference_phone=dial,
        openness=said.openness,
        languages=_languages(row, said),
        traits=list(said.traits),
        types=list(said.raw),
        notes=text.without_people(paragraph(row, "comments", notes), notes),
        place=replace(where, wheelchair=said.wheelchair) if where and not virtual else None,
        listed_at=replace(where, latitude=None, longitude=None) if where and virtual else where,
        group_name=server.names.get(key, name) if key else "",
        website="",
        group_key=key,
        fellowship=server.fellowship,
        weeks=list(said.weeks),
        partition=body,
    )


def _name(row: dict[str, Any], notes: Notes, server: Server) -> tuple[str, bool]:
    """Return the name, and whether the words in front of it say that the meeting is suspended."""
    plain = line(row, "meeting_name", notes)
    if not plain:
        given = row.get("meeting_name")
        if given not in (None, "") and not isinstance(given, str):
            raise Unreadable("meeting_name", _("The name is missing or is not text."), given)
        plain = f"{server.fellowship or 'NA'} Meeting"
        notes.repaired("meeting_name", _("No name: called as the server calls it."), given, plain)
    if _BRACKET.isdisjoint(plain):
        return plain, False
    name, status = text.name_and_status({"name": plain}, notes)
    return name, status.startswith(_AWAY)


def _zone(row: dict[str, Any], server: Server, notes: Notes) -> str:
    value = row.get("time_zone")
    return times.zone(value, server.timezone, notes) if value else server.timezone


def _dial(row: dict[str, Any], notes: Notes) -> tuple[str, str]:
    if not row.get("phone_meeting_number"):
        return "", ""
    number = line(row, "phone_meeting_number", notes)
    return online.phone({"conference_phone": number}, notes)


def _joining(row: dict[str, Any], dial_words: str, notes: Notes) -> str:
    names = ("virtual_meeting_additional_info", "phone_meeting_additional_info")
    parts = (*(paragraph(row, name, notes) for name in names), dial_words)
    return "\n".join(dict.fromkeys(part for part in parts if part))


def _recurrence(said: Said) -> str:
    """Return in words what the formats say of some weeks and of holidays."""
    words = []
    if said.open_weeks and said.openness is Openness.CLOSED:
        words.append(_("Open to everyone in week %(weeks)s.", weeks=_numbers(said.open_weeks)))
    if said.unclear:
        codes = ", ".join(said.unclear)
        words.append(_("Not the same every week (%(codes)s): ask the group.", codes=codes))
    if formats.HOLIDAYS in said.says:
        words.append(_("Closed on holidays."))
    return " ".join(str(word) for word in words)


def _numbers(weeks: tuple[int, ...]) -> str:
    return ", ".join(str(_("last")) if week < 0 else str(week) for week in weeks)


def _languages(row: dict[str, Any], said: Said) -> list[str]:
    """Return the languages that formats name, else the one that the record is in."""
    if said.languages:
        return list(said.languages)
    value = row.get("lang_enum")
    code = value.strip().lower()[:2] if isinstance(value, str) else ""
    return [code] if len(code) == 2 and code.isascii() and code.isalpha() else []


def _attendance(
    row: dict[str, Any], said: Said, where: Place | None, url: str, dial: str
) -> Attendance:
    """Return how people take part: as declared, else by what there is to go to or to call."""
    away = Attendance.PHONE if dial and not url else Attendance.ONLINE
    if str(row.get("published", "1")).strip() in ("0", "false", "False"):
        return Attendance.SUSPENDED
    declared = str(row.get("venue_type") or "").strip()
    if formats.PLACE_CLOSED in said.says:
        return away if url or dial else Attendance.SUSPENDED
    if declared == "3" or formats.HYBRID in said.says:
        return Attendance.HYBRID
    if declared == "2" or formats.VIRTUAL in said.says:
        return away
    if declared == "1":
        return Attendance.IN_PERSON
    room = where is not None and bool(where.street)
    if url or dial:
        return Attendance.HYBRID if room else away
    return Attendance.IN_PERSON if where else Attendance.NOT_STATED


def _place(row: dict[str, Any], notes: Notes) -> Place | None:
    """Return where a meeting is, without the coordinates a server gives to what has no address."""
    city = (
        line(row, "location_municipality", notes)
        or line(row, "location_city_subsection", notes)
        or line(row, "location_sub_province", notes)
    )
    street, name = line(row, "location_street", notes), line(row, "location_text", notes)
    postcode = line(row, "location_postal_code_1", notes)
    if not (street or name or city or postcode):
        return None
    latitude, longitude = coordinates(row, notes) if street or name else (None, None)
    ways = (paragraph(row, way, notes) for way in ("location_info", "bus_lines", "train_lines"))
    return Place(
        name=name,
        street=street,
        city=city,
        region=line(row, "location_province", notes),
        postcode=postcode,
        country=line(row, "location_nation", notes),
        directions="\n".join(dict.fromkeys(way for way in ways if way)),
        latitude=latitude,
        longitude=longitude,
        approximate=not street,
    )


def partition(row: dict[str, Any], notes: Notes) -> str:
    """Return what comes and goes together: a service body of one server."""
    server = row.get("root_server_uri")
    body = line(row, "service_body_bigint", notes)
    return f"{server.strip() if isinstance(server, str) else ''} {body}".strip()[: text.LINE]


def group_key(row: dict[str, Any], name: str, body: str) -> str:
    """Return by what a meeting's group is known: its world id, else its name in a service body.

    A copy's "-dup" is no part of the id. Nothing is returned for what nobody named.
    """
    value = row.get("worldid_mixed")
    world = _COPY.sub("", str(value)[: text.LINE].strip()) if isinstance(value, str | int) else ""
    if _DIGIT.search(world):
        return f"id {fold(world)}"[: text.LINE]
    return f"name {fold(name)} of {body}" if fold(name) not in _UNNAMED and body else ""
