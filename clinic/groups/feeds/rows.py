"""One row of a feed, read into the weekly slots it stands for."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field, replace
from datetime import time
from typing import Any

from clinic.core.words import gettext as _
from clinic.groups.feeds import codes, online, text, times
from clinic.groups.feeds.noted import Notes, Unreadable
from clinic.groups.feeds.places import Place, place
from clinic.groups.models import Attendance, Openness, fold

_DECLARED = {
    "in_person": Attendance.IN_PERSON,
    "hybrid": Attendance.HYBRID,
    "online": Attendance.ONLINE,
    "inactive": Attendance.SUSPENDED,
}
#: "No meeting last Monday", "only 1st and 3rd": a weekly slot that is not quite weekly.
_SOME_WEEKS = re.compile(
    r"[^.\n]*\b(?:only|no meeting)\b[^.\n]*"
    r"\b(?:1st|2nd|3rd|4th|5th|first|second|third|fourth|fifth|last)\b[^.\n]*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Slot:
    """The facts of one weekly meeting, repaired and in our words.

    ``group_name`` to ``group_key`` are of the group it belongs to; ``row`` is where it stood in
    the file. ``weeks`` holds the weeks of the month it meets in, 1 to 5 and -1 for the last;
    empty is every week. ``timezone`` is empty where nobody says one. ``partition`` names the part
    of the feed that comes and goes together: an entity, a service body, a region.
    """

    row: int
    uid: str
    name: str
    weekday: int | None
    starts_at: time | None
    minutes: int
    minutes_assumed: bool
    timezone: str
    recurrence_note: str
    attendance: Attendance
    conference_url: str
    conference_note: str
    conference_phone: str
    openness: Openness
    languages: list[str]
    traits: list[str]
    types: list[str]
    notes: str
    place: Place | None
    listed_at: Place | None
    group_name: str
    website: str
    group_key: str = ""
    group_phone: str = ""
    group_email: str = ""
    fellowship: str = ""
    weeks: list[int] = field(default_factory=list)
    partition: str = ""

    @property
    def uid_key(self) -> str:
        """The feed's own id, compared without regard to case."""
        return self.uid.casefold()

    @property
    def content_hash(self) -> str:
        """A sum over the facts, so that the same facts in another spelling are no change."""
        facts = {
            k: v
            for k, v in asdict(self).items()
            if k not in ("row", "uid", "listed_at", "partition")
        }
        facts["types"] = sorted(code for code in self.types if code.upper() != "ONL")
        written = json.dumps(facts, sort_keys=True, default=str)
        return hashlib.sha256(written.encode()).hexdigest()


def slots(row: Any, notes: Notes, *, fellowship: str, timezone: str) -> list[Slot]:
    """Return the slots of one row; raise :class:`Unreadable` with the field that is to blame."""
    if not isinstance(row, dict):
        raise Unreadable("", _("This row is not a meeting."), type(row).__name__)
    notes.uid = uid = _uid(row)
    if not uid:
        raise Unreadable("slug", _("The row has no id (slug)."), row.get("slug"))
    base = _facts(row, uid, notes, fellowship=fellowship, timezone=timezone)
    days = times.days(row.get("day"), notes)
    start = times.clock(row.get("time") or row.get("start_time"), "time", notes)
    if not days or start is None:
        return [_without_time(base, days, start, notes)]
    minutes, assumed = times.length(start, row.get("end_time"), notes)
    base = replace(base, starts_at=start, minutes=minutes, minutes_assumed=assumed)
    return [
        replace(
            base,
            weekday=day,
            uid=uid if len(days) == 1 else f"{uid} {day}",
            recurrence_note=words or base.recurrence_note,
        )
        for day, words in days
    ]


def _uid(row: dict[str, Any]) -> str:
    for name in ("slug", "id"):
        value = row.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()[:500]
    return ""


def _without_time(
    base: Slot, days: list[tuple[int, str]], start: time | None, notes: Notes
) -> Slot:
    """Keep a meeting that says only its day, or only its time, as one by appointment."""
    if not days and start is None:
        return base
    words = ", ".join(times.DAYS[day].capitalize() for day, _words in days) or f"{start:%H:%M}"
    notes.repaired("time" if days else "day", _("Day without time, or time without day."), words)
    return replace(base, recurrence_note=words)


def _facts(row: dict[str, Any], uid: str, notes: Notes, *, fellowship: str, timezone: str) -> Slot:
    """Return what does not depend on the day."""
    name, status = text.name_and_status(row, notes)
    said = codes.types(row.get("types"), fellowship, notes)
    where = place(row, notes)
    url = online.link(row, "conference_url", notes)
    dial, dial_words = online.phone(row, notes)
    attendance = _attendance(row, said, where, url, dial, status)
    words = text.without_people(text.paragraph(row, "notes", notes), notes)
    group = text.line(row, "group", notes)
    return Slot(
        row=notes.row,
        uid=uid,
        name=name,
        weekday=None,
        starts_at=None,
        minutes=times.ASSUMED_MINUTES,
        minutes_assumed=True,
        timezone=times.zone(row.get("timezone"), timezone, notes),
        recurrence_note=_some_weeks(words),
        attendance=attendance,
        conference_url=url,
        conference_note=_joined(row, dial_words, notes),
        conference_phone=dial,
        openness=said.openness,
        languages=said.languages,
        traits=said.traits,
        types=said.raw,
        notes=words,
        place=_kept(where, said, attendance),
        listed_at=where,
        group_name=group,
        website=online.link(row, "website", notes),
        group_key=_group_id(row),
    )


def _joined(row: dict[str, Any], dial_words: str, notes: Notes) -> str:
    parts = (
        text.paragraph(row, "conference_url_notes", notes),
        text.paragraph(row, "conference_phone_notes", notes),
        dial_words,
    )
    return "\n".join(dict.fromkeys(part for part in parts if part))


def _group_id(row: dict[str, Any]) -> str:
    value = row.get("group_id")
    return f"id {value}" if isinstance(value, str | int) and str(value).strip() else ""


def _some_weeks(words: str) -> str:
    found = _SOME_WEEKS.search(words)
    return found[0].strip()[:300] if found else ""


def _attendance(
    row: dict[str, Any],
    said: codes.Types,
    where: Place | None,
    url: str,
    dial: str,
    status: str,
) -> Attendance:
    """Return how people take part: as the feed says, else by what it gives them to use."""
    if status and status not in ("online", "zoom"):
        return Attendance.SUSPENDED
    declared = _DECLARED.get(str(row.get("attendance_option")).strip().lower())
    if declared:
        return declared
    room = where is not None and bool(where.street) and not where.approximate
    room = room and not said.place_closed and not status
    if url or dial:
        away = Attendance.ONLINE if url else Attendance.PHONE
        return Attendance.HYBRID if room else away
    if said.place_closed:
        return Attendance.SUSPENDED
    if status:
        return Attendance.ONLINE
    return Attendance.IN_PERSON if where else Attendance.NOT_STATED


def _kept(where: Place | None, said: codes.Types, attendance: Attendance) -> Place | None:
    """Return the place people go to: none when the meeting is held on a screen only."""
    if where is None or attendance in (Attendance.ONLINE, Attendance.PHONE):
        return None
    return replace(where, wheelchair=said.wheelchair)


def street_key(where: Place | None) -> str:
    """Return a folded street and city, by which two addresses are the same house."""
    return fold(f"{where.street} {where.city}" if where and where.street else "")
