"""A meeting as the finder weighs it: plain facts, cheap to hold by the hundred."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from clinic.groups.models import (
    Attendance,
    GroupKind,
    GroupStatus,
    Joining,
    Openness,
    Stated,
)

#: A meeting on a screen asks nobody to travel.
NO_TRAVEL = (Attendance.ONLINE, Attendance.PHONE)
REMOTE = (Attendance.ONLINE, Attendance.PHONE, Attendance.HYBRID)


@dataclass(slots=True)
class Candidate:
    """A meeting with its group and place.

    ``traits`` and ``languages`` are the lists as stored, in JSON. ``listed`` says that the latest
    reading of its source still had it. ``week_minute``, ``weekday`` and ``starts_at`` are by the
    meeting's own wall, ``wall_minute`` by the wall the client goes by: the clinic's for what is on
    a screen, the venue's own for the rest. ``km`` is how far it lies from where the client is,
    ``waits`` how many minutes until it starts.
    """

    id: UUID
    group_id: UUID
    week_minute: int | None
    minutes: int
    timezone: str
    weeks: list[int]
    attendance: Attendance
    openness: Openness
    traits: str
    languages: str
    missing_since: datetime | None
    ended_at: datetime | None
    listed: bool
    name: str
    kind: GroupKind
    fellowship: str
    joining: Joining
    status: GroupStatus
    paused_until: date | None
    do_not_refer: str
    checked_on: date | None
    latitude: float
    longitude: float
    is_placed: bool
    approximate: bool
    wheelchair: Stated
    weekday: int | None = None
    starts_at: time | None = None
    wall_minute: int | None = None
    waits: int | None = None
    km: float | None = None

    def has(self, *traits: str) -> bool:
        """Say whether the meeting carries one of these traits."""
        return any(f'"{trait}"' in self.traits for trait in traits)

    def speaks(self, language: str) -> bool:
        """Say whether the meeting is held in a language, maybe beside others."""
        return f'"{language}"' in self.languages

    @property
    def is_remote(self) -> bool:
        """Whether nobody has to go anywhere."""
        return self.attendance in NO_TRAVEL

    @property
    def wall_day(self) -> int | None:
        """The weekday on the wall the client goes by, 0 = Sunday."""
        return None if self.wall_minute is None else self.wall_minute // 1440
