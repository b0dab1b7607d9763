"""One service at one place by one schedule, read into weekly slots."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar

from clinic.core.words import gettext as _
from clinic.groups.feeds import online, text, times
from clinic.groups.feeds.hsds import facts, own, schedules
from clinic.groups.feeds.hsds.nesting import Row, Unit
from clinic.groups.feeds.hsds.schedules import When
from clinic.groups.feeds.noted import Notes, Unreadable
from clinic.groups.feeds.places import Place
from clinic.groups.feeds.rows import Slot
from clinic.groups.models import Attendance, Openness

#: What a service's status says of its meetings.
_AWAY = ("inactive", "temporarily closed")
_GONE = "defunct"
Ours = dict[str, list[str]]
_Choice = TypeVar("_Choice", bound=StrEnum)


class Reader:
    """Reads the units of one file, which come place by place and service by service.

    What all units of a service or of a place say is read once and held once: a few lines that
    repeat it a hundred thousand times cost no more than the lines. ``fellowship`` and
    ``timezone`` hold where a file does not say otherwise; either may be empty.
    """

    def __init__(self, *, fellowship: str, timezone: str) -> None:
        self._fellowship, self._timezone = fellowship, timezone
        self._service: tuple[Any, dict[str, Any]] = (None, {})
        self._places: dict[int, tuple[Row, Place | None]] = {}
        self._base: tuple[Any, Any, Slot | None] = (None, None, None)

    def slots(self, unit: Unit, notes: Notes) -> list[Slot]:
        """Return the slots of a unit; raise :class:`Unreadable` with the field to blame.

        A service that no longer exists has none. One that is closed for now, or whose schedule
        has run out, keeps its slots as suspended.
        """
        if not isinstance(unit.service, dict):
            raise Unreadable("", _("This row is not a service."), type(unit.service).__name__)
        ours = own.facts(unit.at)
        notes.uid = uid = _key(ours, "uid") or _uid(unit)
        if unit.lost:
            raise Unreadable("service_id", _("This schedule belongs to no service in the file."))
        status = str(unit.service.get("status") or "")[:60].strip().casefold()
        if status == _GONE:
            notes.skipped("status", _("The service no longer exists."), status)
            return []
        base = self._facts(unit, ours, notes)
        known = {} if base.minutes_assumed else {"closes_at": None}
        held = schedules.read({**unit.schedule, **known} if unit.schedule else {}, notes)
        taken = _attendance(unit, base, ours) if status not in _AWAY else Attendance.SUSPENDED
        base = replace(base, row=notes.row, attendance=taken, place=_kept(base, taken))
        several = len(held) > 1
        return [_slot(base, when, f"{uid} {when.weekday}" if several else uid) for when in held]

    def _facts(self, unit: Unit, ours: Ours, notes: Notes) -> Slot:
        """Return what depends neither on the day nor on the schedule."""
        service, at, base = self._base
        if base is None or service is not unit.service or at is not unit.at:
            base = self._read(unit, ours, notes)
            self._base = (unit.service, unit.at, base)
        return base

    def _read(self, unit: Unit, ours: Ours, notes: Notes) -> Slot:
        common = self._common(unit, notes)
        where = self._where(unit.location, ours, notes)
        url, dial = _joining(unit, ours, notes)
        minutes = _minutes(ours)
        return Slot(
            row=notes.row,
            uid="",
            name=_first(ours, "name") or common["group_name"],
            weekday=None,
            starts_at=None,
            minutes=minutes or times.ASSUMED_MINUTES,
            minutes_assumed=minutes is None,
            timezone=times.zone(_first(ours, "timezone"), self._timezone, notes),
            recurrence_note=_first(ours, "recurrence_note"),
            attendance=Attendance.NOT_STATED,
            conference_url=url,
            conference_note=_first(ours, "conference_note", text.PARAGRAPH),
            conference_phone=dial,
            openness=_chosen(Openness, ours, "openness") or Openness.NOT_STATED,
            languages=sorted(ours.get("language", [])) or facts.languages(unit.service),
            traits=sorted(set(ours.get("trait", []))),
            types=ours.get("type") or ([] if ours else facts.types(unit.service, unit.at)),
            notes=_notes((unit.at, "description"), notes=notes) or common["notes"],
            place=where,
            listed_at=where,
            group_name=common["group_name"],
            website=common["website"],
            group_key=_key(ours, "group_key") or common["group_key"],
            group_phone=common["group_phone"],
            group_email=common["group_email"],
            fellowship=_first(ours, "fellowship") or self._fellowship,
            partition=_first(ours, "partition") or _id(unit.organization),
        )

    def _common(self, unit: Unit, notes: Notes) -> dict[str, Any]:
        """Return what a service says wherever and whenever it is held."""
        known, common = self._service
        if known is not unit.service:
            service, organization = unit.service, unit.organization
            said = ("description", "alert", "eligibility_description")
            common = {
                "group_name": text.name_and_status(service, notes)[0],
                "group_key": f"id {_id(service)}" if _id(service) else "",
                "group_phone": facts.phone(service, organization),
                "group_email": facts.email(service, organization),
                "website": _website(unit, notes),
                "notes": _notes(*((service, name) for name in said), notes=notes),
            }
            self._service = (service, common)
        return common

    def _where(self, location: Row, ours: Ours, notes: Notes) -> Place | None:
        known = self._places.get(id(location))
        if known is None:
            known = self._places[id(location)] = (location, facts.place(location, notes))
        return known[1] and _ours(known[1], ours)


def _slot(base: Slot, when: When, uid: str) -> Slot:
    return replace(
        base,
        uid=uid,
        weekday=when.weekday,
        starts_at=when.starts_at,
        minutes=when.minutes if base.minutes_assumed else base.minutes,
        minutes_assumed=when.assumed and base.minutes_assumed,
        weeks=list(when.weeks),
        recurrence_note=base.recurrence_note or when.note,
        attendance=Attendance.SUSPENDED if when.over else base.attendance,
    )


def _id(row: dict[str, Any]) -> str:
    value = row.get("id")
    return str(value).strip()[:200] if isinstance(value, str | int) else ""


def _uid(unit: Unit) -> str:
    """Return the id of the service at its location, with that of the schedule."""
    at = _id(unit.at) or f"{_id(unit.service)} {_id(unit.location)}".strip()
    return f"{at} {_id(unit.schedule)}".strip()


def _first(ours: Ours, kind: str, limit: int = text.LINE) -> str:
    """Return one of our own facts as plain text, or nothing."""
    return text.plain(ours[kind][0][: 2 * limit])[:limit] if ours.get(kind) else ""


def _key(ours: Ours, kind: str) -> str:
    """Return an id of ours, letter by letter."""
    return ours[kind][0][:500] if ours.get(kind) else ""


def _chosen(kinds: type[_Choice], ours: Ours, kind: str) -> _Choice | None:
    value = _first(ours, kind)
    return kinds(value) if value in list(kinds) else None


def _minutes(ours: Ours) -> int | None:
    value = _first(ours, "minutes")
    known = value.isascii() and value.isdecimal() and 0 < int(value[:5]) <= 1440
    return int(value[:5]) if known else None


def _ours(where: Place, ours: Ours) -> Place:
    """Return a place with what we ourselves said of it."""
    near = _first(ours, "approximate")
    return replace(
        where,
        approximate=near == "yes" if near else where.approximate,
        directions=_first(ours, "directions", text.PARAGRAPH) or where.directions,
    )


def _attendance(unit: Unit, base: Slot, ours: Ours) -> Attendance:
    """Return how people take part: as we ourselves said, else as the schedule or place has it."""
    said = _chosen(Attendance, ours, "attendance")
    said = said or facts.attendance(unit.location, unit.schedule, base.listed_at)
    if said is Attendance.ONLINE and base.conference_phone and not base.conference_url:
        return Attendance.PHONE
    return said


def _kept(base: Slot, attendance: Attendance) -> Place | None:
    """Return the place people go to: none when the meeting is held on a screen only."""
    return None if attendance in (Attendance.ONLINE, Attendance.PHONE) else base.listed_at


def _joining(unit: Unit, ours: Ours, notes: Notes) -> tuple[str, str]:
    """Return the address and the number by which people take part from afar."""
    virtual = str(unit.location.get("location_type") or "").strip().casefold() == "virtual"
    given = _first(ours, "conference_url", online.LONGEST)
    given = given or (str(unit.location.get("url") or "")[: online.LONGEST] if virtual else "")
    url = online.link({"url": given}, "url", notes) if given else ""
    dial = _first(ours, "conference_phone")
    return url, dial or (facts.phone(unit.location, unit.at) if virtual else "")


def _notes(*said: tuple[Row, str], notes: Notes) -> str:
    """Return what is said of a service; whom to call is left out."""
    parts = (text.paragraph(row, name, notes) for row, name in said)
    words = "\n".join(dict.fromkeys(part for part in parts if part))
    return text.without_people(words[: text.PARAGRAPH], notes) if words else ""


def _website(unit: Unit, notes: Notes) -> str:
    for holder, name in (
        (unit.service, "url"),
        (unit.organization, "website"),
        (unit.organization, "url"),
    ):
        if holder.get(name):
            return online.link(holder, name, notes)
    return ""
