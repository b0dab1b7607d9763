"""The meetings that are weighed for one question: all that fit, or the likeliest of very many.

Whatever the size of the directory, only some hundred meetings are brought here, each along an
index: the nearest, those from home, those that grant a rare wish, the next ones to start.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from clinic.core.db import db
from clinic.groups.models import (
    DirectorySource,
    GroupMeeting,
    GroupNotes,
    PeerGroup,
    Stated,
    Venue,
    remote,
)
from clinic.groups.policy import (
    KM_A_MILE,
    REACH_KM,
    Candidate,
    FinderAsk,
    Point,
    Sort,
    distance,
    upcoming,
)
from clinic.groups.queries import streams
from clinic.groups.queries.conditions import WEEK
from clinic.groups.queries.streams import GRACE_MINUTES, Stream, turned

#: So many meetings are weighed, and counted; "more than 600" says enough.
ENOUGH = 600
#: How many of them come from where.
NEAREST, REMOTE, UNPLACED = 300, 60, 40
#: So many are brought where the order itself says which come first.
SEVERAL = 200


@dataclass(frozen=True)
class Pool:
    """The meetings weighed. ``whole`` says that nothing that fits is missing among them."""

    meetings: list[Candidate]
    whole: bool


def gather(ask: FinderAsk, first: datetime, *, limit: int = ENOUGH) -> Pool:
    """Return the meetings to be weighed for a question.

    One look tells few from many: of few, all are weighed. ``first`` is the moment from which the
    next start is counted, ``limit`` how many are few, at least :data:`ENOUGH`.
    """
    source = Stream(ask, streams.shifts_of(ask), first)
    keys, whole = list(db.session.scalars(source.keys().limit(limit + 1))), True
    if len(keys) > limit:
        keys, whole = _of_many(source, max(SEVERAL, limit - ENOUGH))
    found = [_placed(each, source) for each in _load(keys)]
    return Pool([each for each in found if _is_within(each, ask)], whole)


def _of_many(source: Stream, limit: int) -> tuple[list[UUID], bool]:
    order, home = source.ask.order, source.ask.home
    if order is Sort.NAME:
        return streams.by_name(source, limit), False
    if order is Sort.SOONEST:
        return streams.soonest(source, limit), False
    if home is None:
        near, whole = streams.through_the_week(source, NEAREST), False
    else:
        near, whole = _near(source, home, limit if order is Sort.NEAREST else NEAREST)
    screens = streams.first_of(source, REMOTE, remote())
    if len(screens) == REMOTE:
        whole = False
        screens += streams.through_the_week(source, REMOTE, remote())
    rare = [] if whole else [key for part in streams.rare(source) for key in part]
    return list(dict.fromkeys([*near, *screens, *rare])), whole


def _near(source: Stream, home: Point, count: int) -> tuple[list[UUID], bool]:
    """Return the nearest, and whether these are all within the distance asked for."""
    within = source.ask.within * KM_A_MILE
    spots = streams.nearest_spots(source, home, count, reach_km=within or REACH_KM)
    keys = [spot.id for _km, spot in spots[:count]]
    if within:
        return keys, len(spots) < count
    return [*keys, *streams.unplaced(source, UNPLACED)], False


_COLUMNS = (
    GroupMeeting.id,
    GroupMeeting.group_id,
    GroupMeeting.week_minute,
    GroupMeeting.minutes,
    GroupMeeting.timezone,
    sa.cast(GroupMeeting.weeks, sa.Text).label("weeks"),
    GroupMeeting.attendance,
    GroupMeeting.openness,
    sa.cast(GroupMeeting.traits, sa.Text).label("traits"),
    sa.cast(GroupMeeting.languages, sa.Text).label("languages"),
    GroupMeeting.missing_since,
    GroupMeeting.ended_at,
    (GroupMeeting.seen_at >= DirectorySource.succeeded_at).label("listed"),
    PeerGroup.name,
    PeerGroup.kind,
    PeerGroup.fellowship,
    PeerGroup.joining,
    PeerGroup.status,
    PeerGroup.paused_until,
    GroupNotes.do_not_refer,
    GroupNotes.checked_on,
    Venue.latitude,
    Venue.longitude,
    Venue.approximate,
    Venue.wheelchair,
)


def _load(keys: list[UUID]) -> list[Candidate]:
    """Return meetings by their keys, in no order."""
    asked = (
        sa.select(*_COLUMNS)
        .join(PeerGroup, PeerGroup.id == GroupMeeting.group_id)
        .outerjoin(GroupNotes, GroupNotes.group_id == PeerGroup.id)
        .outerjoin(Venue, Venue.id == GroupMeeting.venue_id)
        .outerjoin(DirectorySource, DirectorySource.id == GroupMeeting.source_id)
        .where(GroupMeeting.id.in_(keys))
    )
    return [_candidate(row) for row in db.session.execute(asked)] if keys else []


def _candidate(row: Any) -> Candidate:
    facts = row._asdict()
    placed = row.latitude is not None and row.longitude is not None
    facts |= {
        "weeks": [] if row.weeks == "[]" else json.loads(row.weeks),
        "listed": bool(row.listed),
        "do_not_refer": row.do_not_refer or "",
        "is_placed": placed,
        "latitude": row.latitude if placed else 0.0,
        "longitude": row.longitude if placed else 0.0,
        "approximate": bool(row.approximate),
        "wheelchair": row.wheelchair or Stated.NOT_STATED,
    }
    if row.week_minute is not None:
        day, minute = divmod(row.week_minute, 1440)
        facts |= {"weekday": day, "starts_at": time(minute // 60, minute % 60)}
    return Candidate(**facts)


def _placed(each: Candidate, source: Stream) -> Candidate:
    """Work out what depends on the question: the wall clock, the wait, the way."""
    home = source.ask.home
    if home is not None and each.is_placed and not each.is_remote:
        each.km = distance(home, each)
    minute, shift = each.week_minute, source.shifts.get(each.timezone)
    if minute is None:
        return each
    if not each.is_remote:
        each.wall_minute = minute
    elif shift is not None:
        each.wall_minute = (minute + shift) % WEEK
    if shift is not None:
        each.waits = _wait(each, source, minute)
    return each


def _wait(each: Candidate, source: Stream, minute: int) -> int:
    if each.weeks:
        coming = upcoming(each, after=source.first, count=1)
        if coming:
            return int((coming[0].starts - source.first).total_seconds()) // 60 + GRACE_MINUTES
    return turned(minute, source.now[each.timezone])


def _is_within(each: Candidate, ask: FinderAsk) -> bool:
    if not ask.within or ask.home is None or each.is_remote:
        return True
    return each.km is not None and each.km <= ask.within * KM_A_MILE
