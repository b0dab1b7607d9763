"""What a person asks the directory for."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

from clinic.groups.models import Attendance, GroupKind, Joining


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


#: How people can take part; a hybrid meeting is found under both.
TAKING_PART: dict[str, tuple[Attendance, ...]] = {
    "in_person": (Attendance.IN_PERSON, Attendance.HYBRID),
    "online": (Attendance.ONLINE, Attendance.HYBRID, Attendance.PHONE),
}
PER_PAGE = 25


@dataclass(frozen=True)
class FinderAsk:
    """One question to the directory: filters, which exclude, and wishes, which only order.

    ``at`` is the moment from which the next start is counted, ``zone`` the clinic's. ``speaks``
    is the language a person would rather hear, a wish like the others.
    """

    at: datetime
    zone: str
    text: str = ""
    kinds: tuple[GroupKind, ...] = ()
    days: tuple[int, ...] = ()
    times: tuple[PartOfDay, ...] = ()
    language: str = ""
    attendance: str = ""
    joining: tuple[Joining, ...] = ()
    wishes: tuple[Wish, ...] = ()
    speaks: str = ""
    page: int = 1

    @property
    def filters_on(self) -> int:
        """How many filters exclude something."""
        return sum(len(value) if isinstance(value, tuple) else 1 for value in self.set.values())

    @property
    def set(self) -> dict[str, Any]:
        """The filters that exclude something, by name."""
        names = ("text", "kinds", "days", "times", "language", "attendance", "joining")
        return {name: value for name in names if (value := getattr(self, name))}

    def without(self, name: str) -> FinderAsk:
        """Return the same question with one filter taken off."""
        return replace(self, **{name: type(getattr(self, name))(), "page": 1})
