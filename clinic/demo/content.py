"""What the invented clients say in their plans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from clinic.accounts.models import User
from clinic.clients.models import Asked
from clinic.episodes.models import Setting
from clinic.plans.models import (
    AppointmentKind,
    Area,
    AreaState,
    ContactKind,
    Naloxone,
    Pace,
    Told,
    Topic,
    WeekKind,
)

WORDS = {
    "remember": "When it gets hard, I call someone first. It passes.",
    "why": "Eli and Nora\nWaking up clear\nMy garden in spring",
    "helps": "Walking by the river\nCooking with music on\nHot shower, early bed",
}
ANA = {"relation": "my sister", "phone": "(503) 555-0151", "good_for": "Anything, any hour"}
PAIRS = (
    {"trigger": "A row with my ex", "response": "I leave the room and call Ana."},
    {"trigger": "Payday", "response": "I pay the rent first, then go to the meeting."},
    {"trigger": "A long empty Sunday", "response": "I walk by the river, then cook."},
)
SHEETS: dict[str, dict[str, Any]] = {
    "hard": {
        "signs": ["I stop answering texts", "I skip breakfast", "I think one will be fine"],
        "acts": ["Walk around the block", "Drink a big glass of water", "Wait 20 minutes"],
        "places": ["The kitchen at Ana's", "The library until it closes"],
        "callers": ["Ana", "My sponsor", "The clinic, day and night"],
    },
    "strengths": {
        "strengths": ["I keep my word to my kids", "I ask for help early"],
        "gains": ["I sleep through the night", "24 days without using"],
    },
    "list": {"no_medicines": False, "allergies": "Penicillin"},
    "safety": {
        "overdose_risk": Asked.YES,
        "naloxone": Naloxone.GIVEN,
        "naloxone_doses": 2,
        "naloxone_kept": "Kitchen drawer, left of the stove",
        "naloxone_trained": ["Ana", "My neighbor Sol"],
    },
    "steps": {
        "at_risk": True,
        "crisis_signs": ["I feel like a burden"],
        "crisis_alone": ["Cold water on my face", "Music, loud"],
        "crisis_around": ["The library", "The kitchen at Ana's"],
        "crisis_people": ["Ana, (503) 555-0151"],
        "crisis_services": ["988, call or text", "The clinic, day and night"],
        "crisis_safer": ["Ana keeps my spare pills"],
    },
}
#: The level of care now and next, by where somebody lives meanwhile.
LEVELS: dict[Setting, dict[str, Any]] = {
    Setting.RESIDENTIAL: {
        "level_words": "I live here and have groups every day.",
        "next_words": "Day program, 3 times a week, and I live at home.",
        "next_level": "2.1",
        "next_edition": "4",
        "best_level": "2.5",
        "level_why": "The day program nearby has evenings only.",
    },
    Setting.OUTPATIENT: {
        "level_words": "I come to the day program, 3 times a week.",
        "next_words": "One group and one talk a week.",
        "next_level": "1.5",
        "next_edition": "4",
        "best_level": "1.5",
        "level_why": "",
    },
}
_DONE: dict[str, Any] = {"action": "", "owner": "", "due_on": None}
TAUGHT = {topic.value: {"told": Told.TOLD_BACK, "interpreter": "", "why": ""} for topic in Topic}


def areas(today: date) -> dict[str, dict[str, Any]]:
    """Return the areas of life: most are fine, two are open."""
    found: dict[str, dict[str, Any]] = {
        area.value: {"state": AreaState.NO_NEED, **_DONE} for area in Area
    }
    found[Area.HOUSING.value] = {"state": AreaState.MET, **_DONE}
    for area, action, days in (
        (Area.WORK, "Ask Mr. Hale about part-time hours", 16),
        (Area.MONEY, "Renew the insurance card", 9),
    ):
        due = today + timedelta(days=days)
        open_ = {"state": AreaState.OPEN, "action": action, "owner": "me"}
        found[area.value] = open_ | {"due_on": due}
    return found


def rows(today: date, by: User) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the rows of the lists, each with the list it belongs to."""
    soon = today + timedelta(days=4)
    yield from _appointments(soon, by)
    yield from _medicines(soon)
    yield from _week()


def _appointments(soon: date, by: User) -> Iterator[tuple[str, dict[str, Any]]]:
    call = {"kind": AppointmentKind.CLINIC_CALL, "on": soon, "starts_at": time(10)}
    yield "appointments", call | {"what": "First follow-up call", "who": by.name, "phone": by.phone}
    visit = {"kind": AppointmentKind.MEDICATION, "starts_at": time(14, 30)}
    where = {"who": "Dr. Lena Ortiz", "place": "120 Pine Street", "phone": "(503) 555-0167"}
    when = {"on": soon + timedelta(days=3), "what": "Medicine check"}
    yield "appointments", visit | where | when
    weekly = {"kind": ContactKind.CALL, "first_on": soon, "pace": Pace.WEEKLY, "times": 4}
    yield "contacts", weekly | {"who": by.name}


def _medicines(soon: date) -> Iterator[tuple[str, dict[str, Any]]]:
    refill = {"refill_on": soon + timedelta(days=20), "refill_at": "Pine Street Pharmacy"}
    who = {"prescriber": "Dr. Lena Ortiz", "phone": "(503) 555-0167"}
    mood = {"name": "Sertraline", "strength": "50 mg", "what_for": "Mood", "morning": "1"}
    sleep = {"name": "Melatonin", "strength": "3 mg", "what_for": "Sleep", "bedtime": "1"}
    yield "medicines", mood | refill | who
    yield "medicines", sleep | who
    yield "medicines", {"name": "Trazodone", "strength": "50 mg", "stopped": True}
    yield (
        "doses",
        {
            "name": "Naltrexone injection",
            "last_on": soon - timedelta(days=7),
            "next_on": soon + timedelta(days=21),
            "next_at": time(9),
            "place": "Pine Street Clinic",
            "phone": "(503) 555-0167",
            "bridge_days": 28,
        },
    )


def _week() -> Iterator[tuple[str, dict[str, Any]]]:
    for weekday in (1, 3, 5):
        hours = {"kind": WeekKind.PROGRAM, "starts_at": time(9), "minutes": 180}
        yield "week", hours | {"weekday": weekday, "words": "Day program"}
    own = {"kind": WeekKind.OWN, "starts_at": time(15), "minutes": 60}
    yield "week", own | {"weekday": 2, "words": "Pick up the kids"}
    yield "week", {"kind": WeekKind.IDEA, "weekday": 0, "words": "Cook with music on"}
    yield "week", {"kind": WeekKind.IDEA, "weekday": 5, "words": "Swim, then early bed"}
