"""Where the finder's meetings come from, each kind along an index of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from clinic.core.db import db
from clinic.core.formats import weekday_of
from clinic.groups.models import (
    OFFERS,
    GroupMeeting,
    GroupStatus,
    PeerGroup,
    Venue,
    holds,
    other_languages,
    remote,
    step_free,
)
from clinic.groups.policy import Box, FinderAsk, PartOfDay, Point, Wish, nearest
from clinic.groups.queries.conditions import RARE, WEEK, Condition, asks_group, filters

#: So many meetings are taken of each rare kind.
RARELY = 40
GRACE_MINUTES = 10
FIRST_MINUTES, LONGER = 30, 2.5


class Spot(NamedTuple):
    """A meeting's key and where it is."""

    id: UUID
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Stream:
    """Gathers meetings for one question; ``shifts`` as in :func:`filters`.

    ``first`` is the moment from which the next start is counted.
    """

    ask: FinderAsk
    shifts: dict[str, int]
    first: datetime

    @cached_property
    def now(self) -> dict[str, int]:
        """That moment on the wall of each zone, in minutes of its week."""
        return {zone: week_minute_at(self.first, zone) for zone in self.shifts}

    @cached_property
    def conditions(self) -> list[Condition]:
        """The filters that are on, but for the distance."""
        return list(filters(self.ask, self.shifts))

    def keys(self, *more: Condition, with_group: bool = False) -> sa.Select[Any]:
        """Select the keys of meetings that keep the filters; the group only where it is asked."""
        asked = sa.select(GroupMeeting.id).where(*self.conditions, *more)
        if with_group or asks_group(self.ask):
            asked = asked.join(PeerGroup, PeerGroup.id == GroupMeeting.group_id)
        return asked


def nearest_spots(
    source: Stream, home: Point, count: int, *, reach_km: float
) -> list[tuple[float, Spot]]:
    """Return the nearest meetings that keep the filters with their km, exactly."""
    asked = source.keys(~remote()).join(Venue, Venue.id == GroupMeeting.venue_id)
    asked = asked.add_columns(Venue.latitude, Venue.longitude)

    def fetch(boxes: list[Box]) -> Iterable[Spot]:
        inside = sa.or_(*(_inside(box) for box in boxes))
        return (Spot(*row) for row in db.session.execute(asked.where(inside)))

    found = nearest(home, count, fetch, reach_km=reach_km)
    return sorted(found, key=lambda pair: (pair[0], pair[1].id))


def _inside(box: Box) -> Condition:
    return sa.and_(
        Venue.latitude.between(box.south, box.north), Venue.longitude.between(box.west, box.east)
    )


def first_of(source: Stream, count: int, *only: Condition) -> list[UUID]:
    """Return the first of the week among some meetings."""
    asked = source.keys(*only).order_by(GroupMeeting.week_minute, GroupMeeting.id)
    return list(db.session.scalars(asked.limit(count)))


def unplaced(source: Stream, count: int) -> list[UUID]:
    """Return some meetings at places of which nobody knows where they are."""
    places = sa.select(Venue.id).where(Venue.latitude.is_(None))
    asked = source.keys(~remote(), GroupMeeting.venue_id.in_(places))
    return list(db.session.scalars(asked.limit(count)))


def rare(source: Stream) -> Iterator[list[UUID]]:
    """Yield the meetings that grant each rare wish."""
    ask = source.ask
    offers = [RARE[wish] for wish in ask.wishes if wish in RARE]
    if ask.person and ask.person.proof:
        offers.append("proof")
    if ask.person and ask.person.co_occurring:
        offers.append("dual_diagnosis")
    for offer in offers:
        yield first_of(source, RARELY, holds(GroupMeeting.traits, *OFFERS[offer]))
    if ask.speaks and ask.speaks != "en":
        spoken = holds(GroupMeeting.languages, ask.speaks)
        yield first_of(source, RARELY, other_languages(), spoken)
    if Wish.STEP_FREE in ask.wishes and ask.home is None:
        places = sa.select(Venue.id).where(step_free())
        yield list(db.session.scalars(source.keys(GroupMeeting.venue_id.in_(places)).limit(RARELY)))


def through_the_week(source: Stream, count: int, *only: Condition) -> list[UUID]:
    """Return meetings of every part of every day, in the free times first."""
    person = source.ask.person
    every = [(day, part.value) for day in range(7) for part in PartOfDay]
    slots = sorted(person.free) if person and person.free else every
    share = max(8, count // len(slots))
    parts = []
    for day, name in slots:
        minute, (start, end) = GroupMeeting.week_minute, PartOfDay(name).minutes
        here = source.keys(minute >= day * 1440 + start, minute < day * 1440 + end, *only)
        ordered = here.order_by(minute, GroupMeeting.id).limit(share).subquery()
        parts.append(sa.select(ordered.c.id))
    return list(db.session.scalars(sa.union_all(*parts)))


def soonest(source: Stream, limit: int) -> list[UUID]:
    """Return so many of the next to start, over all zones: in a span that grows.

    Those by appointment, and those of which nobody says the zone, come with the whole week. Of
    several that start in the same minute, those with the lower key come first.
    """
    minutes = float(FIRST_MINUTES)
    while minutes < WEEK:
        found = _within(source, int(minutes))
        if len(found) >= limit:
            return [key for _wait, key in sorted(found)[:limit]]
        minutes *= LONGER
    return list(db.session.scalars(source.keys()))


def _within(source: Stream, minutes: int) -> list[tuple[int, UUID]]:
    """Return what starts within so many minutes, each with how long that is."""
    asked = source.keys(_starting(source, minutes))
    asked = asked.add_columns(GroupMeeting.week_minute, GroupMeeting.timezone)
    return [
        (turned(minute, source.now[zone]), key) for key, minute, zone in db.session.execute(asked)
    ]


def turned(week_minute: int, now: int) -> int:
    """Return the minutes until a start; what began within the grace is still to come."""
    return (week_minute - now + GRACE_MINUTES) % WEEK


def _starting(source: Stream, minutes: int) -> Condition:
    """Say that a meeting starts within so many minutes, by the clock of its own zone."""
    by_start: dict[int, list[str]] = {}
    for zone in source.shifts:
        begins = (source.now[zone] - GRACE_MINUTES) % WEEK
        by_start.setdefault(begins, []).append(zone)
    minute, parts = GroupMeeting.week_minute, []
    for begins, zones in by_start.items():
        ends = begins + minutes
        span = sa.and_(minute >= begins, minute < ends)
        if ends > WEEK:
            span = sa.or_(minute >= begins, minute < ends - WEEK)
        parts.append(sa.and_(GroupMeeting.timezone.in_(zones), span))
    return sa.or_(sa.false(), *parts)


def by_name(source: Stream, limit: int) -> list[UUID]:
    """Return the first so many by the names of their groups; paused ones may be back."""
    keys: list[UUID] = []
    for status in (GroupStatus.ACTIVE, GroupStatus.PAUSED):
        asked = source.keys(PeerGroup.status == status, with_group=True)
        ordered = asked.order_by(PeerGroup.name_key, PeerGroup.id, GroupMeeting.id)
        keys += db.session.scalars(ordered.limit(limit))
    return keys


def shifts_of(ask: FinderAsk) -> dict[str, int]:
    """Return by how many minutes the clinic's clock differs from each zone's, now."""
    here = ask.at.astimezone(ZoneInfo(ask.zone)).utcoffset()
    found = {}
    for zone in zones():
        there = ask.at.astimezone(ZoneInfo(zone)).utcoffset()
        found[zone] = int((here - there).total_seconds()) // 60 if here and there else 0
    return found


def zones() -> list[str]:
    """Return the zones that meetings are in, hopping along the index from one to the next."""
    zone = GroupMeeting.timezone
    first = sa.select(sa.func.min(zone).label("zone")).where(zone != "").cte(recursive=True)
    after = sa.select(sa.func.min(zone)).where(zone > first.c.zone).scalar_subquery()
    every = first.union_all(sa.select(after).where(first.c.zone.is_not(None)))
    return [each for each in db.session.scalars(sa.select(every.c.zone)) if each]


def week_minute_at(at: datetime, zone: str) -> int:
    """Return a moment in minutes of the week, on a wall in the IANA zone named."""
    local = at.astimezone(ZoneInfo(zone))
    return weekday_of(local.date()) * 1440 + local.hour * 60 + local.minute
