"""The further parts of a plan, as plain values: medicines, safety, life areas, signatures.

Each stands in words already. A plan signed before a part existed has it empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Amounts:
    """How much of a medicine at each time of day, as written: "1", "half", or nothing."""

    morning: str = ""
    noon: str = ""
    evening: str = ""
    bedtime: str = ""


@dataclass(frozen=True)
class Medicine:
    """A medicine: "Naltrexone 50 mg", what it is for, how much when, where the next ones come from.

    ``as_needed`` holds the words for one that has no times of day. ``stopped`` marks one that the
    client no longer takes.
    """

    name: str
    what_for: str = ""
    amounts: Amounts = field(default_factory=Amounts)
    as_needed: str = ""
    refill: str = ""
    prescriber: str = ""
    stopped: bool = False


@dataclass(frozen=True)
class Dose:
    """Medication for opioid or alcohol use: never to be stopped suddenly.

    ``next`` says when and where the next dose is, ``bridge`` what covers the days until then,
    ``gap`` what is missing, all in words.
    """

    name: str
    last: str = ""
    next: str = ""
    place: str = ""
    phone: str = ""
    bridge: str = ""
    gap: str = ""


@dataclass(frozen=True)
class Medicines:
    """The list of medicines. ``confirmed_none`` says that there are none, and somebody asked."""

    rows: tuple[Medicine, ...] = ()
    doses: tuple[Dose, ...] = ()
    confirmed_none: bool = False
    as_of: str = ""
    allergies: str = ""


@dataclass(frozen=True)
class Safety:
    """What keeps an overdose from killing: ``lines`` are the clinic's approved sentences."""

    lines: tuple[str, ...] = ()
    naloxone: str = ""
    trained: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pair:
    """A trigger, and what the client will do."""

    when: str
    then: str


@dataclass(frozen=True)
class HardTimes:
    """When things get hard: what I notice, what I do, where I go, who I call, in steps."""

    signs: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    callers: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()


@dataclass(frozen=True)
class CrisisStep:
    """One of the six crisis steps: its heading and the client's own lines."""

    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlannedContact:
    """How the clinic keeps in touch: "Dana Cole calls me", "every week", how often in all."""

    what: str
    how_often: str = ""
    who: str = ""
    until: str = ""


@dataclass(frozen=True)
class LifeArea:
    """An open area of life: what is to do, who does it, by when."""

    area: str
    action: str
    who: str = ""
    by: str = ""


@dataclass(frozen=True)
class LevelOfCare:
    """Where the client is in care and what comes next, in plain words.

    The codes are for the copies that staff and other providers read.
    """

    now: str = ""
    next: str = ""
    why: str = ""
    now_code: str = ""
    next_code: str = ""


@dataclass(frozen=True)
class Signature:
    """Who signed or did not, when, and in what part: the client, the counselor and the like.

    ``refused`` says why there is no signature. ``line`` asks for a line to sign on. ``standing``
    is what lets somebody sign for the client, in words.
    """

    part: str
    name: str = ""
    on: str = ""
    refused: str = ""
    line: bool = False
    standing: str = ""


@dataclass(frozen=True)
class Sharing:
    """Who may see what, and until when: one consent in force."""

    who: str
    what: str
    until: str = ""


@dataclass(frozen=True)
class CalendarEntry:
    """Something on one day of the calendar; ``mark`` is the shape drawn beside it.

    Marks: visit, group, call, dose, refill, leave.
    """

    mark: str
    clock: str
    words: str


@dataclass(frozen=True)
class CalendarDay:
    """A day of the thirty after leaving. ``iso`` orders; ``name`` is "Wed", ``day`` "Nov 25"."""

    iso: str
    name: str
    day: str
    holiday: str = ""
    closed: str = ""
    entries: tuple[CalendarEntry, ...] = ()


@dataclass(frozen=True)
class Event:
    """Something with a day or a time, for a calendar file; ``mark`` as in a calendar entry.

    ``starts`` is "2026-11-26T19:00" on a wall in the IANA ``zone``, or "2026-11-26" when there is
    no time. ``minutes`` is 0 when nobody said how long. ``rule`` says how it comes round, as in
    RFC 5545, 3.3.10. ``uid`` is the same in every version of a plan and tells nothing.
    """

    uid: str
    mark: str
    starts: str
    words: str
    zone: str
    minutes: int = 0
    rule: str = ""
    place: str = ""


@dataclass(frozen=True)
class Changed:
    """One line of "what changed since my last copy"."""

    what: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Release:
    """What makes a copy for somebody else lawful: to whom, under which consent, how far.

    ``statement`` is the notice of 42 CFR 2.32 in force, ``scope`` what the consent covers in
    words, ``parts`` the names of the parts of the plan that may go out.
    """

    recipient: str
    purpose: str
    statement: str
    scope: tuple[str, ...]
    parts: tuple[str, ...]
    until: str = ""
    consent_id: str = ""
