"""The finder: meetings that fit, those that grant most wishes first, then by next start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from clinic.core.clock import local_date
from clinic.core.db import db
from clinic.core.formats import weekday_of
from clinic.groups.models import Attendance, GroupMeeting, GroupStatus, PeerGroup
from clinic.groups.policy import PER_PAGE, Answer, FinderAsk, Occurrence, answers, upcoming
from clinic.groups.queries.conditions import filters, granted

WEEK = 7 * 1440
GRACE_MINUTES = 10
#: Counting stops here; "more than 1,000" says enough.
COUNT_AT_MOST = 1_000


@dataclass(frozen=True)
class Found:
    """A meeting that fits: when it comes next, and what it says to each wish."""

    meeting: GroupMeeting
    next: Occurrence | None
    answers: list[Answer]


@dataclass(frozen=True)
class Results:
    """One page of what the finder found."""

    items: list[Found]
    total: int
    page: int

    @property
    def capped(self) -> bool:
        """Whether there are more than were counted."""
        return self.total > COUNT_AT_MOST

    @property
    def has_more(self) -> bool:
        """Whether a further page follows."""
        return self.total > self.page * PER_PAGE


def find(ask: FinderAsk) -> Results:
    """Return one page of meetings that fit a question."""
    total, ids = _page(ask)
    asked = sa.select(GroupMeeting).join(GroupMeeting.group).where(GroupMeeting.id.in_(ids))
    loaded = db.session.scalars(asked.options(contains_eager(GroupMeeting.group))).unique()
    by_id = {meeting.id: meeting for meeting in loaded} if ids else {}
    return Results([_found(by_id[key], ask) for key in ids], total, ask.page)


def _page(ask: FinderAsk) -> tuple[int, list[UUID]]:
    """Return how many fit and the keys of one page, in order.

    One look tells few from many. Few are put in order here; of many, the database turns up the
    page alone.
    """
    zones, wishes = _zones(), granted(ask)
    if not zones:
        return 0, []
    turned = _turned(ask.at, zones)
    grants = sa.literal(0) if wishes is None else wishes
    offered = _offered(ask).with_only_columns(
        GroupMeeting.id, turned.label("turned"), grants.label("grants")
    )
    start = (ask.page - 1) * PER_PAGE
    few = list(db.session.execute(offered.limit(COUNT_AT_MOST + 1)))
    if len(few) <= COUNT_AT_MOST:
        few.sort(key=lambda row: (-row.grants, row.turned is None, row.turned or 0, row.id))
        return len(few), [row.id for row in few[start : start + PER_PAGE]]
    if wishes is None:
        ordered = _soonest(ask, offered, zones)
    else:
        ordered = offered.order_by(sa.desc(wishes), *_last(turned), GroupMeeting.id)
    return len(few), [row.id for row in db.session.execute(ordered.limit(PER_PAGE).offset(start))]


def count(ask: FinderAsk) -> int:
    """Count the meetings that fit, up to one more than :data:`COUNT_AT_MOST`."""
    capped = _offered(ask).with_only_columns(GroupMeeting.id).limit(COUNT_AT_MOST + 1)
    return db.session.scalar(sa.select(sa.func.count()).select_from(capped.subquery())) or 0


def _offered(ask: FinderAsk) -> sa.Select[GroupMeeting]:
    """Select what may be offered at all: no retired or paused group, no meeting that ended."""
    today = local_date(ask.at, ask.zone)
    back = sa.and_(PeerGroup.status == GroupStatus.PAUSED, PeerGroup.paused_until <= today)
    return (
        sa.select(GroupMeeting)
        .join(GroupMeeting.group)
        .where(
            GroupMeeting.ended_at.is_(None),
            GroupMeeting.attendance != Attendance.SUSPENDED,
            sa.or_(PeerGroup.status == GroupStatus.ACTIVE, back),
            *filters(ask),
        )
    )


def _soonest(ask: FinderAsk, offered: sa.Select[Any], zones: list[str]) -> sa.Select[Any]:
    """Order by next start along the index: in each zone what is left of the week, then the rest.

    Each part stops after as many rows as the page could need, so that a large directory costs no
    more than a small one.
    """
    enough = ask.page * PER_PAGE
    parts = []
    for zone in zones:
        begins = (_week_minute_now(ask.at, zone) - GRACE_MINUTES) % WEEK
        here = offered.where(GroupMeeting.timezone == zone)
        for part in (GroupMeeting.week_minute >= begins, GroupMeeting.week_minute < begins):
            parts.append(here.where(part).order_by(GroupMeeting.week_minute, GroupMeeting.id))
        appointment = here.where(GroupMeeting.week_minute.is_(None))
        parts.append(appointment.order_by(GroupMeeting.id))
    limited = [part.limit(enough).subquery() for part in parts]
    every = sa.union_all(*(sa.select(one.c.id, one.c.turned) for one in limited)).subquery()
    return sa.select(every.c.id).order_by(*_last(every.c.turned), every.c.id)


def _zones() -> list[str]:
    """Return the zones that meetings are in; an empty one stands for meetings that name none."""
    return list(db.session.scalars(sa.select(GroupMeeting.timezone).distinct()))


def _turned(at: datetime, zones: list[str]) -> sa.ColumnElement[Any]:
    """Return the minutes until the next start: the week of each zone, turned to begin now."""
    now = {zone: _week_minute_now(at, zone) for zone in zones}
    begins = sa.case(now, value=GroupMeeting.timezone, else_=0)
    return (GroupMeeting.week_minute - begins + GRACE_MINUTES + WEEK) % WEEK


def _last(turned: sa.ColumnElement[Any]) -> tuple[sa.ColumnElement[Any], ...]:
    """Order by a number, rows without one last, on both databases."""
    return turned.is_(None), turned


def _week_minute_now(at: datetime, zone: str) -> int:
    local = at.astimezone(ZoneInfo(zone or "UTC"))
    return weekday_of(local.date()) * 1440 + local.hour * 60 + local.minute


def _found(meeting: GroupMeeting, ask: FinderAsk) -> Found:
    coming = upcoming(meeting, after=ask.at, count=1)
    return Found(meeting, coming[0] if coming else None, answers(meeting, ask))
