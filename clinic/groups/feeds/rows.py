"""One weekly slot of a feed, in our words."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import time

from clinic.groups.feeds.places import Place
from clinic.groups.models import Attendance, Openness, fold

_APART = "\x1f"


@dataclass(slots=True)
class Slot:
    """The facts of one weekly meeting, repaired and in our words; not changed once it is grouped.

    ``group_name`` to ``group_key`` are of the group it belongs to; ``row`` is where it stood in
    the file. ``weeks`` holds the weeks of the month it meets in, 1 to 5 and -1 for the last;
    empty is every week. ``timezone`` is empty where nobody says one. ``partition`` names the part
    of the feed that comes and goes together: an entity, a service body, a region.
    ``group_facts`` are further facts of the group, by column of the directory, as a list that is
    kept by hand gives them.
    """

    row: int
    uid: str
    name: str
    weekday: int | None
    starts_at: time | None
    minutes: int
    minutes_assumed: bool
    timezone: str
    recurrence_note: str
    attendance: Attendance
    conference_url: str
    conference_note: str
    conference_phone: str
    openness: Openness
    languages: list[str]
    traits: list[str]
    types: list[str]
    notes: str
    place: Place | None
    listed_at: Place | None
    group_name: str
    website: str
    group_key: str = ""
    group_phone: str = ""
    group_email: str = ""
    fellowship: str = ""
    weeks: list[int] = field(default_factory=list)
    partition: str = ""
    group_facts: tuple[tuple[str, str], ...] = ()
    _sum: str = field(default="", init=False, repr=False, compare=False)

    @property
    def uid_key(self) -> str:
        """The feed's own id, compared without regard to case."""
        return self.uid.casefold()

    @property
    def content_hash(self) -> str:
        """A sum over the facts, so that the same facts in another spelling are no change.

        What a feed writes as a flag of its own (ONL), the row, the id and the part of the feed do
        not count. Worked out once, when it is first asked for.
        """
        if not self._sum:
            written = _APART.join((*self._facts(), *_place_facts(self.place)))
            self._sum = hashlib.sha256(written.encode()).hexdigest()
        return self._sum

    def _facts(self) -> tuple[str, ...]:
        return (
            self.name,
            "" if self.weekday is None else str(self.weekday),
            "" if self.starts_at is None else self.starts_at.isoformat(),
            f"{self.minutes} {self.minutes_assumed}",
            self.timezone,
            self.recurrence_note,
            self.attendance,
            self.conference_url,
            self.conference_note,
            self.conference_phone,
            self.openness,
            ",".join(self.languages),
            ",".join(self.traits),
            ",".join(sorted(code for code in self.types if code.upper() != "ONL")),
            self.notes,
            self.group_name,
            self.website,
            self.group_phone,
            self.group_email,
            self.fellowship,
            ",".join(map(str, self.weeks)),
            "".join(f"{name}={value};" for name, value in self.group_facts),
        )


def _place_facts(place: Place | None) -> tuple[str, ...]:
    if place is None:
        return ()
    return (
        place.name,
        place.street,
        place.room,
        place.city,
        place.region,
        place.postcode,
        place.country,
        place.directions,
        f"{place.latitude} {place.longitude} {place.approximate}",
        place.wheelchair,
    )


def street_key(where: Place | None) -> str:
    """Return a folded street and city, by which two addresses are the same house."""
    return fold(f"{where.street} {where.city}" if where and where.street else "")
