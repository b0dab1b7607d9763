"""The finder: meetings that fit, those that grant most wishes first, then by next start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
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
    total = count(ask)
    asked = _offered(ask).options(contains_eager(GroupMeeting.group))
    wishes = granted(ask)
    order = [sa.desc(wishes)] if wishes is not None else []
    asked = asked.order_by(*order, *_by_next_start(ask.at), GroupMeeting.id)
    asked = asked.limit(PER_PAGE).offset((ask.page - 1) * PER_PAGE)
    meetings = list(db.session.scalars(asked).unique()) if total else []
    return Results([_found(meeting, ask) for meeting in meetings], total, ask.page)


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


def _by_next_start(at: datetime) -> tuple[sa.ColumnElement[Any], ...]:
    """Order by the next start: the week of each zone, turned so that it begins now."""
    zones = db.session.scalars(sa.select(GroupMeeting.timezone).distinct())
    now = {zone: _week_minute_now(at, zone) for zone in zones}
    begins = sa.case(now, value=GroupMeeting.timezone, else_=0) if now else sa.literal(0)
    turned = (GroupMeeting.week_minute - begins + GRACE_MINUTES + WEEK) % WEEK
    return GroupMeeting.week_minute.is_(None).cast(sa.Integer), turned


def _week_minute_now(at: datetime, zone: str) -> int:
    local = at.astimezone(ZoneInfo(zone))
    return weekday_of(local.date()) * 1440 + local.hour * 60 + local.minute


def _found(meeting: GroupMeeting, ask: FinderAsk) -> Found:
    coming = upcoming(meeting, after=ask.at, count=1)
    return Found(meeting, coming[0] if coming else None, answers(meeting, ask))
