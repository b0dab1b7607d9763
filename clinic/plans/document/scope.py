"""A plan as somebody else may read it: only what a consent covers, everything else empty."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import fields, replace

from clinic.consents.models import Item
from clinic.plans.document.blank import nothing
from clinic.plans.document.parts import CalendarDay
from clinic.plans.document.shape import PlanDocument, WeekDay, WeekItem

#: Of the clinic and of the sheet, not of the client.
HOUSE = frozenset(
    {
        *("language", "paper", "size", "draft", "version", "printed_on", "printed_iso"),
        *("clinic_name", "clinic_phone", "clinic_phone_note", "crisis_lines"),
        *("counselor_name", "counselor_phone", "untranslated"),
    }
)
#: Between the client and the clinic alone.
OURS = frozenset({"taught", "signatures", "sharing", "changes", "since"})

#: What a consent has to cover for a part to be printed: all of its items.
NEEDS: dict[str, frozenset[Item]] = {
    "client_name": frozenset({Item.NAME}),
    "short_name": frozenset({Item.NAME}),
    "first_name": frozenset({Item.NAME}),
    "client_number": frozenset({Item.NAME}),
    "leaves_on": frozenset({Item.LEVEL_OF_CARE}),
    "level": frozenset({Item.LEVEL_OF_CARE}),
    "remember": frozenset({Item.GOALS}),
    "goals": frozenset({Item.GOALS}),
    "why": frozenset({Item.GOALS}),
    "helps": frozenset({Item.GOALS}),
    "strengths": frozenset({Item.GOALS}),
    "gains": frozenset({Item.GOALS}),
    "groups": frozenset({Item.GROUPS}),
    "by_appointment": frozenset({Item.GROUPS}),
    "first_days": frozenset({Item.GROUPS, Item.APPOINTMENTS, Item.LEVEL_OF_CARE}),
    "appointments": frozenset({Item.APPOINTMENTS}),
    "contacts": frozenset({Item.APPOINTMENTS}),
    "people": frozenset({Item.PEOPLE}),
    "contact": frozenset({Item.CONTACT}),
    "medicines": frozenset({Item.MEDICINES}),
    "safety": frozenset({Item.SAFETY}),
    "hard_times": frozenset({Item.HARD_TIMES}),
    "crisis": frozenset({Item.HARD_TIMES}),
    "life_areas": frozenset({Item.LIFE_AREAS}),
}
#: The week and the calendar mix several: each entry by what it is.
MIXED = frozenset({"week", "calendar"})
GROUP_KINDS = frozenset({"step", "clinical", "mutual", "online"})
MARKS = {
    "group": Item.GROUPS,
    "visit": Item.APPOINTMENTS,
    "call": Item.APPOINTMENTS,
    "dose": Item.MEDICINES,
    "refill": Item.MEDICINES,
    "leave": Item.LEVEL_OF_CARE,
}


def within(document: PlanDocument, items: Set[Item]) -> PlanDocument:
    """Return a plan with only what these items cover; a part nobody placed goes out to nobody."""
    shown = HOUSE | MIXED | {name for name, needed in NEEDS.items() if needed <= items}
    shut = {part.name: nothing(part) for part in fields(document) if part.name not in shown}
    week = tuple(_day(day, items) for day in document.week)
    calendar = tuple(_date(day, items) for day in document.calendar)
    return replace(document, **{**shut, "week": week, "calendar": calendar})


def _day(day: WeekDay, items: Set[Item]) -> WeekDay:
    def kept(entries: tuple[WeekItem, ...]) -> tuple[WeekItem, ...]:
        return tuple(each for each in entries if _of_week(each) in items)

    return WeekDay(day.name, kept(day.morning), kept(day.afternoon), kept(day.evening))


def _of_week(entry: WeekItem) -> Item:
    return Item.GROUPS if entry.kind in GROUP_KINDS else Item.APPOINTMENTS


def _date(day: CalendarDay, items: Set[Item]) -> CalendarDay:
    entries = tuple(each for each in day.entries if MARKS.get(each.mark) in items)
    return replace(day, entries=entries)
