"""The words of a plan, cut loose from the database: what the paper says, and nothing else.

A finalized plan keeps its document as JSON, so it prints the same in ten years, whatever became
of the client's record, the group or the clinic's settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from clinic.plans.document.parts import (
    CalendarDay,
    Changed,
    CrisisStep,
    Event,
    HardTimes,
    LevelOfCare,
    LifeArea,
    Medicines,
    PlannedContact,
    Safety,
    Sharing,
    Signature,
)

T = TypeVar("T")


@dataclass(frozen=True)
class CrisisLine:
    """One row of the call box: when to call, what to do, the number."""

    when: str
    do: str
    number: str


@dataclass(frozen=True)
class Goal:
    """A goal in the client's words, and the first step toward it."""

    goal: str
    step: str = ""


@dataclass(frozen=True)
class DayItem:
    """Something to do on one of the first days; ``clock`` is "7:00 pm" or nothing."""

    clock: str
    words: str


@dataclass(frozen=True)
class FirstDay:
    """One of the first three days, "Wed, Nov 25", and what happens on it."""

    day: str
    items: tuple[DayItem, ...] = ()


@dataclass(frozen=True)
class WeekItem:
    """A meeting in the week: the shape of its kind, the time, the group."""

    kind: str
    clock: str
    words: str


@dataclass(frozen=True)
class WeekDay:
    """A day of a usual week in its three parts."""

    name: str
    morning: tuple[WeekItem, ...] = ()
    afternoon: tuple[WeekItem, ...] = ()
    evening: tuple[WeekItem, ...] = ()


@dataclass(frozen=True)
class GroupCard:
    """A group as the client will read it.

    ``link`` becomes a QR code; ``link_leads`` says where to: ``directions`` or ``join``.
    ``changed`` marks a card that prints what the client was told while the directory now says
    something else.
    """

    kind: str
    name: str
    when: str
    where: str
    getting_there: str = ""
    ask_for: str = ""
    led_by: str = ""
    expect: str = ""
    first_time: str = ""
    went: tuple[str, ...] = ()
    link: str = ""
    link_leads: str = ""
    changed: bool = False


@dataclass(frozen=True)
class Appointment:
    """An appointment or call: "Fri, Nov 27, 10:00 am", what for, with whom and where."""

    when: str
    what: str
    who: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody to call; ``name`` carries the relation: "Ana Reyes, my sister"."""

    name: str
    phone: str
    good_for: str = ""


@dataclass(frozen=True)
class ContactRule:
    """How the clinic may reach the client. ``voice_message`` is yes, no or not_asked."""

    phone: str = ""
    best_time: str = ""
    voice_message: str = "not_asked"


@dataclass(frozen=True)
class PlanDocument:
    """Everything the printed plan says. Dates and times stand in words already.

    ``events`` alone hold them as numbers, for the calendar file; older plans have none.
    ``size`` is standard or large. ``taught`` lists the topics the client told back,
    ``untranslated`` the fields whose words are in another language than ``language``, ``changes``
    what is new since version ``since``, which the client had last; 0 when there was none.
    """

    language: str
    paper: str
    clinic_name: str
    clinic_phone: str
    clinic_phone_note: str
    crisis_lines: tuple[CrisisLine, ...]
    client_name: str
    short_name: str
    first_name: str
    client_number: int
    leaves_on: str
    counselor_name: str
    counselor_phone: str
    version: int
    printed_on: str
    printed_iso: str
    draft: bool
    remember: str = ""
    first_days: tuple[FirstDay, ...] = ()
    goals: tuple[Goal, ...] = ()
    why: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    week: tuple[WeekDay, ...] = ()
    by_appointment: tuple[WeekItem, ...] = ()
    groups: tuple[GroupCard, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    people: tuple[Person, ...] = ()
    contact: ContactRule = field(default_factory=ContactRule)
    size: str = "standard"
    medicines: Medicines = field(default_factory=Medicines)
    safety: Safety = field(default_factory=Safety)
    hard_times: HardTimes = field(default_factory=HardTimes)
    crisis: tuple[CrisisStep, ...] = ()
    contacts: tuple[PlannedContact, ...] = ()
    life_areas: tuple[LifeArea, ...] = ()
    level: LevelOfCare = field(default_factory=LevelOfCare)
    strengths: tuple[str, ...] = ()
    gains: tuple[str, ...] = ()
    taught: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    sharing: tuple[Sharing, ...] = ()
    calendar: tuple[CalendarDay, ...] = ()
    changes: tuple[Changed, ...] = ()
    events: tuple[Event, ...] = ()
    since: int = 0
    untranslated: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return plain values, fit to store."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> PlanDocument:
        """Return the document that was stored; parts it did not have yet are empty."""
        return _rebuilt(cls, stored)


def _rebuilt(kind: type[T], stored: Mapping[str, Any]) -> T:
    hints = get_type_hints(kind)
    known = {f.name for f in fields(kind) if f.name in stored}  # type: ignore[arg-type]
    return kind(**{name: _value(hints[name], stored[name]) for name in known})


def _value(hint: Any, stored: Any) -> Any:
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], item) for item in stored)
    return _rebuilt(hint, stored) if is_dataclass(hint) and isinstance(hint, type) else stored
