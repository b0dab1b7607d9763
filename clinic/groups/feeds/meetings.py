"""A row of Meeting Guide, or of a list like it, read into the weekly slots it stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from clinic.core.words import gettext as _
from clinic.groups.feeds import codes, online, places, text, weeks, zones
from clinic.groups.feeds.columns import Columns
from clinic.groups.feeds.memory import Memory
from clinic.groups.feeds.noted import Notes, Unreadable
from clinic.groups.feeds.partitions import partition
from clinic.groups.feeds.places import Place
from clinic.groups.feeds.rows import Slot
from clinic.groups.feeds.stated import languages, openness, wheelchair
from clinic.groups.feeds.tables import BEYOND
from clinic.groups.feeds.when import Clock, When
from clinic.groups.models import Attendance, Openness, Stated

_DECLARED = {
    "in_person": Attendance.IN_PERSON,
    "inperson": Attendance.IN_PERSON,
    "face_to_face": Attendance.IN_PERSON,
    "hybrid": Attendance.HYBRID,
    "in_person_and_online": Attendance.HYBRID,
    "online": Attendance.ONLINE,
    "virtual": Attendance.ONLINE,
    "phone": Attendance.PHONE,
    "by_phone": Attendance.PHONE,
    "inactive": Attendance.SUSPENDED,
    "suspended": Attendance.SUSPENDED,
    "not_meeting_for_now": Attendance.SUSPENDED,
}
_STILL_ONLINE = ("online", "online only", "zoom", "virtual")
_ON_A_SCREEN = (Attendance.ONLINE, Attendance.PHONE)
_EMAIL = re.compile(r"[^@\s,;<>()]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_HOW_TO_GET_IN = ("conference_url_notes", "conference_phone_notes")
LONGEST_ID = 500


class Reader:
    """Reads the rows of one file, in the language of one fellowship.

    It remembers what it made of each distinct name, address, code list and time, for a feed says
    most of them many times.
    """

    def __init__(self, *, fellowship: str, timezone: str) -> None:
        self.fellowship, self.timezone = fellowship.strip(), timezone
        self._columns = Columns()
        self._clock = Clock()
        self._links = Memory(lambda pair, notes: online.link(dict([pair]), pair[0], notes))
        self._places = Memory(places.place)
        self._zones = Memory(lambda value, notes: zones.zone(value, timezone, notes))
        self._types = Memory(lambda pair, notes: codes.types(pair[0], pair[1], notes))
        self._access: dict[tuple[int, Stated], Place] = {}

    def slots(self, given: Any, notes: Notes) -> list[Slot]:
        """Return the slots of one row; raise :class:`Unreadable` with the field to blame."""
        if not isinstance(given, dict):
            raise Unreadable("", _("This row is not a meeting."), type(given).__name__)
        row = self._columns.renamed(given)
        notes.uid = _uid(row)
        if row.get(BEYOND):
            raise Unreadable("", _("The row has more cells than the header."), row[BEYOND])
        base = self._facts(row, notes)
        several = self._clock.read(row, notes)
        return [self._at(base, when, several) for when in several]

    def _at(self, base: Slot, when: When, several: tuple[When, ...]) -> Slot:
        """Return the slot of one of the times of a row."""
        slot = base if len(several) == 1 else replace(base)
        slot.weekday, slot.starts_at = when.weekday, when.starts_at
        slot.minutes, slot.minutes_assumed = when.minutes, when.assumed
        slot.recurrence_note = when.words or base.recurrence_note
        if slot.recurrence_note and when.weekday is not None:
            slot.weeks = list(weeks.weeks_of(slot.recurrence_note, when.weekday))
        if len(several) > 1 and base.uid:
            days = [one.weekday for one in several]
            again = days.count(when.weekday) > 1 and when.starts_at is not None
            slot.uid = f"{base.uid} {when.weekday}" + (f" {when.starts_at:%H:%M}" if again else "")
        return slot

    def _facts(self, row: Mapping[str, Any], notes: Notes) -> Slot:
        """Return what does not depend on the day."""
        name, status = _name(row, notes)
        slot = _blank(notes, name)
        slot.fellowship = self._fellowship(row, notes)
        said = self._said(row.get("types"), slot.fellowship, notes)
        slot.traits, slot.types, slot.languages = said.traits, said.raw, languages(row, said)
        slot.openness = openness(row, said)
        slot.conference_url = self._link(row, "conference_url", notes)
        dial_words = ""
        if row.get("conference_phone"):
            slot.conference_phone, dial_words = online.phone(row, notes)
        slot.conference_note = _joined(row, _HOW_TO_GET_IN, notes, dial_words)
        slot.listed_at = where = self._where(row, notes)
        slot.attendance = _attendance(row, said, slot, status)
        slot.place = self._kept(where, wheelchair(row, said), slot.attendance)
        slot.timezone = self._zone(row, where, slot.attendance, notes)
        slot.notes = _notes(row, notes)
        slot.recurrence_note = weeks.some_weeks(slot.notes)
        self._group(slot, row, notes)
        return slot

    def _group(self, slot: Slot, row: Mapping[str, Any], notes: Notes) -> None:
        """Fill in what a row says of the group it belongs to."""
        slot.group_name = text.line(row, "group", notes)
        slot.group_key = _group_id(row)
        slot.group_phone = online.phone(row, notes, "phone")[0] if row.get("phone") else ""
        slot.group_email = _email(row)
        slot.website = self._link(row, "website", notes)
        slot.partition = partition(row)

    def _fellowship(self, row: Mapping[str, Any], notes: Notes) -> str:
        """Return whose meeting it is: as the row says in a name we know, else as we were told."""
        stated = text.line(row, "fellowship", notes)
        return (codes.known(stated) or stated) if stated else self.fellowship

    def _said(self, value: Any, fellowship: str, notes: Notes) -> codes.Types:
        key = "\x1f".join(value) if _is_words(value) else str(value)
        return self._types((type(value), key, fellowship), (value, fellowship), notes)

    def _where(self, row: Mapping[str, Any], notes: Notes) -> Place | None:
        given = tuple([row.get(name) for name in places.FIELDS])
        try:
            return self._places(given, row, notes)
        except TypeError:
            return self._places(str(given), row, notes)

    def _link(self, row: Mapping[str, Any], name: str, notes: Notes) -> str:
        value = row.get(name)
        if value is None or value == "":
            return ""
        return self._links((name, type(value), str(value)), (name, value), notes)

    def _zone(
        self, row: Mapping[str, Any], where: Place | None, attendance: Attendance, notes: Notes
    ) -> str:
        """Return the zone as the row says, as we were told, or as its state or country has it."""
        value = row.get("timezone")
        found = self._zones((type(value), str(value)), value, notes) if value else self.timezone
        if found or where is None or attendance in _ON_A_SCREEN:
            return found
        return zones.only_zone(where.region, where.country)

    def _kept(self, where: Place | None, access: Stated, attendance: Attendance) -> Place | None:
        """Return the place people go to: none when the meeting is held on a screen only."""
        if where is None or attendance in _ON_A_SCREEN:
            return None
        if access is where.wheelchair:
            return where
        key = id(where), access
        if key not in self._access:
            self._access[key] = replace(where, wheelchair=access)
        return self._access[key]


def _name(row: Mapping[str, Any], notes: Notes) -> tuple[str, str]:
    """Return the name of a row, or of its group where it has none, and its state.

    Never that of its place: a slip of the feed would call a meeting after a street.
    """
    if row.get("name") in (None, ""):
        row = {"name": row.get("group")}
    return text.name_and_status(row, notes)


def _notes(row: Mapping[str, Any], notes: Notes) -> str:
    """Return what is said of the meeting and its group, without the people to call."""
    words = _joined(row, ("notes", "group_notes"), notes)
    return text.without_people(words, notes)[: text.PARAGRAPH] if words else ""


def _joined(row: Mapping[str, Any], names: tuple[str, str], notes: Notes, more: str = "") -> str:
    first, second = (text.paragraph(row, name, notes) for name in names)
    if not second and not more:
        return first
    return "\n".join(dict.fromkeys(part for part in (first, second, more) if part))


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and all(type(one) is str for one in value)


def _uid(row: Mapping[str, Any]) -> str:
    for name in ("slug", "id"):
        value = row.get(name)
        if isinstance(value, dict):
            value = value.get("$oid")
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()[:LONGEST_ID]
    return ""


def _group_id(row: Mapping[str, Any]) -> str:
    value = row.get("group_id")
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        return ""
    return f"id {str(value).strip()[:LONGEST_ID]}"


def _email(row: Mapping[str, Any]) -> str:
    value = row.get("email")
    found = _EMAIL.fullmatch(value.strip()) if isinstance(value, str) and len(value) < 255 else None
    return found[0] if found else ""


def _attendance(row: Mapping[str, Any], said: codes.Types, slot: Slot, status: str) -> Attendance:
    """Return how people take part: as the feed says, else by what it gives them to use."""
    if status and status not in _STILL_ONLINE and status != "hybrid":
        return Attendance.SUSPENDED
    declared = row.get("attendance_option")
    if isinstance(declared, str):
        word = re.sub(r"[\s-]+", "_", declared[:50].strip().lower())
        if word in _DECLARED:
            return _DECLARED[word]
    where = slot.listed_at
    room = where is not None and bool(where.street) and not where.approximate
    room = room and not said.place_closed and status not in _STILL_ONLINE
    if slot.conference_url or slot.conference_phone:
        away = Attendance.ONLINE if slot.conference_url else Attendance.PHONE
        return Attendance.HYBRID if room else away
    if said.place_closed:
        return Attendance.SUSPENDED
    if status in _STILL_ONLINE:
        return Attendance.ONLINE
    return Attendance.IN_PERSON if where else Attendance.NOT_STATED


def _blank(notes: Notes, name: str) -> Slot:
    """Return a slot of which nothing is said but its name."""
    return Slot(
        notes.row,
        notes.uid,
        name,
        weekday=None,
        starts_at=None,
        minutes=0,
        minutes_assumed=True,
        timezone="",
        recurrence_note="",
        attendance=Attendance.NOT_STATED,
        conference_url="",
        conference_note="",
        conference_phone="",
        openness=Openness.NOT_STATED,
        languages=[],
        traits=[],
        types=[],
        notes="",
        place=None,
        listed_at=None,
        group_name="",
        website="",
    )
