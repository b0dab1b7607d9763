"""One service at one place by one schedule, read into weekly slots."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from clinic.core.words import gettext as _
from clinic.groups.feeds import online, text, times
from clinic.groups.feeds.hsds import facts, own, schedules
from clinic.groups.feeds.hsds.nesting import Unit
from clinic.groups.feeds.hsds.schedules import When
from clinic.groups.feeds.noted import Notes, Unreadable
from clinic.groups.feeds.places import Place
from clinic.groups.feeds.rows import Slot
from clinic.groups.models import Attendance, Openness

#: What a service's status says of its meetings.
_AWAY = ("inactive", "temporarily closed")
_GONE = "defunct"
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass
class Defaults:
    """What holds where a file does not say otherwise; either may be empty."""

    fellowship: str
    timezone: str


def slots(unit: Any, notes: Notes, defaults: Defaults) -> list[Slot]:
    """Return the slots of a unit; raise :class:`Unreadable` with the field that is to blame.

    A service that no longer exists has none. One that is closed for now, or whose schedule has
    run out, keeps its slots as suspended.
    """
    if not isinstance(unit.service, dict):
        raise Unreadable("", _("This row is not a service."), type(unit.service).__name__)
    notes.uid = uid = _key(own.facts(unit.at), "uid") or _uid(unit)
    if unit.lost:
        raise Unreadable("service_id", _("This schedule belongs to no service in the file."))
    status = str(unit.service.get("status") or "").strip().casefold()
    if status == _GONE:
        notes.skipped("status", _("The service no longer exists."), status)
        return []
    base = _facts(unit, uid, notes, defaults)
    known = {} if base.minutes_assumed else {"closes_at": None}
    held = schedules.read({**unit.schedule, **known} if unit.schedule else {}, notes)
    if status in _AWAY:
        base = replace(base, attendance=Attendance.SUSPENDED)
    many = len(held) > 1
    return [_slot(base, when, f"{uid} {when.weekday}".strip() if many else uid) for when in held]


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


def _facts(unit: Unit, uid: str, notes: Notes, defaults: Defaults) -> Slot:
    """Return what does not depend on the day."""
    service, ours = unit.service, own.facts(unit.at)
    group_name, _status = text.name_and_status(service, notes)
    where = facts.place(unit.location, notes)
    url, dial = _joining(unit, ours, notes)
    attendance = _chosen(Attendance, ours, "attendance") or _attendance(unit, where, url, dial)
    where = where and _ours(where, ours)
    there = attendance not in (Attendance.ONLINE, Attendance.PHONE)
    minutes = _minutes(ours)
    return Slot(
        row=notes.row,
        uid=uid,
        name=_first(ours, "name") or group_name,
        weekday=None,
        starts_at=None,
        minutes=minutes or times.ASSUMED_MINUTES,
        minutes_assumed=minutes is None,
        timezone=times.zone(_first(ours, "timezone"), defaults.timezone, notes),
        recurrence_note=_first(ours, "recurrence_note"),
        attendance=attendance,
        conference_url=url,
        conference_note=_first(ours, "conference_note", text.PARAGRAPH),
        conference_phone=dial,
        openness=_chosen(Openness, ours, "openness") or Openness.NOT_STATED,
        languages=sorted(ours.get("language", [])) or facts.languages(service),
        traits=sorted(set(ours.get("trait", []))),
        types=ours.get("type") or _types(unit, ours),
        notes=_notes(unit, notes),
        place=where if there else None,
        listed_at=where,
        group_name=group_name,
        website=_website(unit, notes),
        group_key=_key(ours, "group_key") or (f"id {_id(service)}" if _id(service) else ""),
        group_phone=facts.phone(service, unit.organization),
        group_email=facts.email(service, unit.organization),
        fellowship=_first(ours, "fellowship") or defaults.fellowship,
        partition=_first(ours, "partition") or _id(unit.organization),
    )


def _first(ours: dict[str, list[str]], kind: str, limit: int = text.LINE) -> str:
    """Return one of our own facts as plain text, or nothing."""
    return text.plain(ours[kind][0])[:limit] if ours.get(kind) else ""


def _key(ours: dict[str, list[str]], kind: str) -> str:
    """Return an id of ours, letter by letter."""
    return ours[kind][0][:500] if ours.get(kind) else ""


def _chosen(kinds: type[_Choice], ours: dict[str, list[str]], kind: str) -> _Choice | None:
    value = _first(ours, kind)
    return kinds(value) if value in list(kinds) else None


def _minutes(ours: dict[str, list[str]]) -> int | None:
    value = _first(ours, "minutes")
    known = value.isascii() and value.isdecimal() and 0 < int(value[:5]) <= 1440
    return int(value[:5]) if known else None


def _ours(where: Place, ours: dict[str, list[str]]) -> Place:
    """Return a place with what we ourselves said of it."""
    near = _first(ours, "approximate")
    return replace(
        where,
        approximate=near == "yes" if near else where.approximate,
        directions=_first(ours, "directions", text.PARAGRAPH) or where.directions,
    )


def _types(unit: Unit, ours: dict[str, list[str]]) -> list[str]:
    return [] if ours else facts.types(unit.service, unit.at)


def _attendance(unit: Unit, where: Place | None, url: str, dial: str) -> Attendance:
    said = facts.attendance(unit.location, unit.schedule, where)
    if said is Attendance.ONLINE and dial and not url:
        return Attendance.PHONE
    return said


def _joining(unit: Unit, ours: dict[str, list[str]], notes: Notes) -> tuple[str, str]:
    """Return the address and the number by which people take part from afar."""
    virtual = str(unit.location.get("location_type") or "").strip().casefold() == "virtual"
    given = _first(ours, "conference_url", online.LONGEST)
    given = given or (str(unit.location.get("url") or "") if virtual else "")
    url = online.link({"url": given}, "url", notes) if given else ""
    dial = _first(ours, "conference_phone")
    return url, dial or (facts.phone(unit.location, unit.at) if virtual else "")


def _notes(unit: Unit, notes: Notes) -> str:
    """Return what a service says of itself; what its contacts say is left out."""
    parts = (
        text.paragraph(unit.at, "description", notes),
        text.paragraph(unit.schedule, "description", notes),
        text.paragraph(unit.schedule, "notes", notes),
        text.paragraph(unit.service, "description", notes),
        text.paragraph(unit.service, "alert", notes),
        text.paragraph(unit.service, "eligibility_description", notes),
    )
    words = "\n".join(dict.fromkeys(part for part in parts if part))
    return text.without_people(words[: text.PARAGRAPH], notes)


def _website(unit: Unit, notes: Notes) -> str:
    for holder, name in (
        (unit.service, "url"),
        (unit.organization, "website"),
        (unit.organization, "url"),
    ):
        if holder.get(name):
            return online.link(holder, name, notes)
    return ""
