"""A plan as somebody else may read it: only what a consent covers, everything else empty."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import fields, replace

from clinic.consents.document import short_key
from clinic.consents.models import Item
from clinic.consents.policy import Release as Allowed
from clinic.consents.policy.kinds import ALWAYS
from clinic.core.formats import full_day
from clinic.core.words import speaking
from clinic.plans.document.blank import nothing
from clinic.plans.document.parts import CalendarDay, Release
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
OURS = frozenset({"taught", "signatures", "sharing", "changes", "since", "events"})

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
#: What somebody can ask of a plan.
ITEMS = frozenset().union(*NEEDS.values())
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
    shown = HOUSE | opened(items)
    shut = {part.name: nothing(part) for part in fields(document) if part.name not in shown}
    week = tuple(_day(day, items) for day in document.week)
    calendar = tuple(_date(day, items) for day in document.calendar)
    return replace(
        document,
        **shut,
        week=week if any(map(_is_used, week)) else (),
        calendar=calendar if any(day.entries for day in calendar) else (),
    )


def opened(items: Set[Item]) -> frozenset[str]:
    """Return the names of the parts that these items cover, whole or entry by entry."""
    return MIXED | {name for name, needed in NEEDS.items() if needed <= items}


def held(document: PlanDocument) -> frozenset[Item]:
    """Return the items of which this plan says anything."""
    bare = within(document, ALWAYS)
    more = {item for item in ITEMS if within(document, ALWAYS | {item}) != bare}
    return frozenset(more | {Item.NAME})


def tells(items: Set[Item]) -> bool:
    """Say whether these items let out anything of a plan beyond whose it is."""
    return bool(items & (ITEMS - ALWAYS))


def release(allowed: Allowed, language: str) -> Release:
    """Return what a copy prints of the gate's yes, in the language of the plan."""
    with speaking(language):
        said = [*allowed.scope, *filter(None, [allowed.information])]
        return Release(
            recipient=allowed.recipient.name,
            purpose=allowed.purpose_words,
            statement="\n".join(allowed.statement),
            scope=tuple(said),
            parts=tuple(sorted(opened(allowed.items))),
            until=full_day(allowed.ends_on) if allowed.ends_on else allowed.ending_words,
            consent_id=short_key(allowed.consent_id),
        )


def _day(day: WeekDay, items: Set[Item]) -> WeekDay:
    def kept(entries: tuple[WeekItem, ...]) -> tuple[WeekItem, ...]:
        return tuple(each for each in entries if _of_week(each) in items)

    return WeekDay(day.name, kept(day.morning), kept(day.afternoon), kept(day.evening))


def _is_used(day: WeekDay) -> bool:
    return bool(day.morning or day.afternoon or day.evening)


def _of_week(entry: WeekItem) -> Item:
    return Item.GROUPS if entry.kind in GROUP_KINDS else Item.APPOINTMENTS


def _date(day: CalendarDay, items: Set[Item]) -> CalendarDay:
    entries = tuple(each for each in day.entries if MARKS.get(each.mark) in items)
    return replace(day, entries=entries)
