"""What a person asks the directory for."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

from clinic.groups.models import Attendance, GroupKind, Joining
from clinic.groups.policy.near import Point
from clinic.groups.policy.person import Person


class PartOfDay(enum.StrEnum):
    """The parts of a day by which people have time."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"

    @property
    def minutes(self) -> tuple[int, int]:
        """The minutes of the day it begins and ends at."""
        return {"morning": (0, 720), "afternoon": (720, 1020), "evening": (1020, 1440)}[self.value]

    def holds(self, at: time) -> bool:
        """Say whether a time of day lies in it."""
        start, end = self.minutes
        return start <= at.hour * 60 + at.minute < end


class Wish(enum.StrEnum):
    """What a group should offer a person. Wishes order what is found; they hide nothing."""

    EVENINGS = "evenings"
    WEEKENDS = "weekends"
    DAYTIME = "daytime"
    CHILDREN = "children"
    STEP_FREE = "step_free"
    TRANSIT = "transit"
    SIGN_LANGUAGE = "sign_language"
    WOMEN_ONLY = "women_only"
    MEN_ONLY = "men_only"
    LGBTQ = "lgbtq"
    SECULAR = "secular"
    ONLINE = "online"


class Audience(enum.StrEnum):
    """Whom a group is for, as a filter: these are traits of meetings."""

    WOMEN = "women"
    MEN = "men"
    LGBTQ = "lgbtq"
    YOUNG_PEOPLE = "young_people"
    DUAL_DIAGNOSIS = "dual_diagnosis"
    FAMILY = "family"


class Sort(enum.StrEnum):
    """In which order groups are shown."""

    FIT = "fit"
    SOONEST = "soonest"
    NEAREST = "nearest"
    NAME = "name"


class View(enum.StrEnum):
    """How groups are shown."""

    LIST = "list"
    WEEK = "week"


#: How people can take part; a hybrid meeting is found under both.
TAKING_PART: dict[str, tuple[Attendance, ...]] = {
    "in_person": (Attendance.IN_PERSON, Attendance.HYBRID),
    "online": (Attendance.ONLINE, Attendance.HYBRID, Attendance.PHONE),
}
#: How far one can ask to look, in miles.
WITHIN = (2, 5, 10, 25)
PER_PAGE = 25
#: Filters in the order in which they are let go when nothing fits all of them.
RELAXED = (
    "times",
    "within",
    "days",
    "attendance",
    "joining",
    "language",
    "audience",
    "fellowship",
    "kinds",
    "text",
)


@dataclass(frozen=True)
class FinderAsk:
    """One question to the directory: filters, which exclude, and wishes, which only order.

    ``at`` is the moment from which the next start is counted, ``zone`` the clinic's. ``speaks``
    is the language a person would rather hear, a wish like the others. ``near`` is a ZIP code as
    typed, ``within`` a distance in miles. ``home``, the place that distances are counted from, and
    the person never stand in an address: they are known on the server alone.
    """

    at: datetime
    zone: str
    text: str = ""
    kinds: tuple[GroupKind, ...] = ()
    fellowship: str = ""
    days: tuple[int, ...] = ()
    times: tuple[PartOfDay, ...] = ()
    within: int = 0
    near: str = ""
    language: str = ""
    audience: str = ""
    attendance: str = ""
    joining: tuple[Joining, ...] = ()
    wishes: tuple[Wish, ...] = ()
    speaks: str = ""
    sort: str = ""
    view: View = View.LIST
    page: int = 1
    home: Point | None = None
    coarse: bool = False
    person: Person | None = None

    @property
    def filters_on(self) -> int:
        """How many filters exclude something."""
        return sum(len(value) if isinstance(value, tuple) else 1 for value in self.set.values())

    @property
    def set(self) -> dict[str, Any]:
        """The filters that exclude something, by name."""
        found = {name: value for name in RELAXED if (value := getattr(self, name))}
        if self.home is None:
            found.pop("within", None)
        return found

    @property
    def order(self) -> Sort:
        """The order that was asked for, or the one that makes sense for the question."""
        if self.sort == Sort.NEAREST and self.home is None:
            return Sort.SOONEST
        if self.sort:
            return Sort(self.sort)
        fitting = self.wishes or self.speaks or self.person or self.home
        return Sort.FIT if fitting else Sort.SOONEST

    def without(self, *names: str) -> FinderAsk:
        """Return the same question with some filters taken off."""
        off = {name: type(getattr(self, name))() for name in names}
        return replace(self, **off, page=1)
