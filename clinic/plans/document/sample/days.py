"""The days of an invented plan: its usual week, and the thirty days after leaving."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from clinic.core import formats
from clinic.plans.document.events import DAYS
from clinic.plans.document.parts import CalendarDay, CalendarEntry, Event
from clinic.plans.document.shape import WeekDay, WeekItem

FIRST = date(2026, 11, 25)
#: Groups of the invented week, by weekday counted from 0 = Sunday.
MEETINGS = {
    1: (time(18), "Lakeside Skills Group"),
    3: (time(21), "Night Owls"),
    4: (time(19), "Thursday Steps"),
    6: (time(10), "Side by Side"),
}
Once = tuple[str, time | None, str]
EPISODE = UUID(int=10482)
ONCE: dict[str, dict[date, Once]] = {
    "en": {
        date(2026, 11, 25): ("leave", time(11), "I leave"),
        date(2026, 11, 27): ("call", time(10), "Call, Dana Cole"),
        date(2026, 12, 1): ("visit", time(9), "Day program starts"),
        date(2026, 12, 2): ("visit", time(14, 30), "Medicine check"),
        date(2026, 12, 9): ("visit", time(15), "Work meeting"),
        date(2026, 12, 22): ("refill", None, "Refill: Sertraline"),
        date(2026, 12, 23): ("dose", time(9), "Naltrexone injection"),
    },
    "es": {
        date(2026, 11, 25): ("leave", time(11), "Salgo"),
        date(2026, 11, 27): ("call", time(10), "Llamada, Dana Cole"),
        date(2026, 12, 1): ("visit", time(9), "Empieza el programa de día"),
        date(2026, 12, 2): ("visit", time(14, 30), "Revisión de medicinas"),
        date(2026, 12, 9): ("visit", time(15), "Reunión de trabajo"),
        date(2026, 12, 22): ("refill", None, "Resurtir: Sertralina"),
        date(2026, 12, 23): ("dose", time(9), "Inyección de naltrexona"),
    },
}
HOLIDAYS = {
    "en": {date(2026, 11, 26): "Thanksgiving"},
    "es": {date(2026, 11, 26): "Día de Acción de Gracias"},
}
CLOSED = {
    "en": {date(2026, 11, 27): "Front desk closed"},
    "es": {date(2026, 11, 27): "Recepción cerrada"},
}


def usual_week(points: Mapping[tuple[int, int], WeekItem]) -> tuple[WeekDay, ...]:
    """Return a week, Monday first, from what there is by (weekday, part of the day)."""
    return tuple(
        WeekDay(
            formats.weekday_name(day),
            *((points[day, part],) if (day, part) in points else () for part in range(3)),
        )
        for day in (1, 2, 3, 4, 5, 6, 0)
    )


def thirty_days(language: str) -> tuple[CalendarDay, ...]:
    """Return thirty days from the day of leaving, in the language spoken now."""
    return tuple(_day(FIRST + timedelta(days=n), language) for n in range(30))


def _day(day: date, language: str) -> CalendarDay:
    weekday = formats.weekday_of(day)
    once = ONCE.get(language, ONCE["en"])
    found: list[Once] = [once[day]] if day in once else []
    if weekday in MEETINGS:
        found.append(("group", *MEETINGS[weekday]))
    return CalendarDay(
        iso=day.isoformat(),
        name=formats.weekday_name(weekday, width="abbreviated"),
        day=formats.month_day(day),
        holiday=HOLIDAYS.get(language, HOLIDAYS["en"]).get(day, ""),
        closed=CLOSED.get(language, CLOSED["en"]).get(day, ""),
        entries=tuple(
            CalendarEntry(mark, formats.clock(at) if at else "", words) for mark, at, words in found
        ),
    )


def events(language: str, zone: str) -> tuple[Event, ...]:
    """Return the same days as a calendar file needs them."""
    found = [_event(mark, day, at, words, zone) for day, (mark, at, words) in _once(language)]
    for weekday, (at, words) in MEETINGS.items():
        day = FIRST + timedelta(days=(weekday - formats.weekday_of(FIRST)) % 7)
        rule = f"FREQ=WEEKLY;BYDAY={DAYS[weekday]}"
        found.append(_event("group", day, at, words, zone, minutes=60, rule=rule))
    return tuple(sorted(found, key=lambda event: event.starts))


def _once(language: str) -> list[tuple[date, Once]]:
    once = ONCE.get(language, ONCE["en"])
    return [(day, what) for day, what in once.items() if what[0] != "leave"]


def _event(mark: str, day: date, at: time | None, words: str, zone: str, **how: Any) -> Event:
    starts = datetime.combine(day, at).isoformat(timespec="minutes") if at else day.isoformat()
    return Event(str(uuid5(EPISODE, words)), mark, starts, words, zone, **how)
