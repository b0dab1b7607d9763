"""Whom to tell that a group is not as their paper prints it.

The database picks the few whose paper may be wrong, by comparing what each was told with what
the directory says; :mod:`clinic.referrals.policy` then says for each what differs, in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from clinic.accounts.models import User
from clinic.accounts.policy import CLINICAL
from clinic.clients.models import CareTeamMember, Client
from clinic.clients.queries import reach
from clinic.core.db import db
from clinic.groups.models import Attendance, GroupMeeting, GroupStatus, PeerGroup, Venue
from clinic.plans.models import AftercarePlan, Telling
from clinic.plans.policy import UNDO_WITHIN, must_be_told
from clinic.plans.queries.held import holding
from clinic.referrals.models import Referral
from clinic.referrals.policy import Moved, moved, says_now

#: No more than this are looked at, those signed last first: more than one person can call.
MOST = 500


@dataclass(frozen=True)
class ToTell:
    """A client who has an old fact on paper: what it was, what it is, and since when printed.

    ``changes`` is empty when the directory is back at what the paper says, but the client was
    told something else in between, in ``last``.
    """

    plan_id: UUID
    version: int
    printed_at: datetime
    referral: Referral
    changes: Sequence[Moved]
    last: Telling | None

    @property
    def client(self) -> Client:
        """Whose paper it is."""
        return self.referral.client


def to_tell(
    viewer: User | None,
    today: date,
    *,
    group_ids: Iterable[UUID] | None = None,
    client_id: UUID | None = None,
) -> list[ToTell]:
    """Return whom this person should tell, those with the newest paper first.

    Without a viewer everybody is looked at: only for counting. Always the same few queries.
    """
    asked = _candidates(today)
    if viewer is not None:
        asked = asked.where(reach(viewer, *CLINICAL))
    if group_ids is not None:
        asked = asked.where(Referral.group_id.in_(list(group_ids)))
    if client_id is not None:
        asked = asked.where(Client.id == client_id)
    rows = db.session.execute(asked).unique().all()
    told = _last_tellings(row.Referral.id for row in rows)
    found = [
        ToTell(
            plan_id=row.id,
            version=row.version,
            printed_at=row.finalized_at,
            referral=row.Referral,
            changes=moved(row.Referral, today=today),
            last=told.get(row.Referral.id),
        )
        for row in rows
    ]
    return [
        row
        for row in found
        if must_be_told(row.changes, row.last, says_now(row.referral, today=today))
    ]


def clients_of(rows: Iterable[ToTell]) -> int:
    """Return how many clients these are."""
    return len({row.client.id for row in rows})


def latest_telling(referral_id: UUID) -> Telling | None:
    """Return the last time a client was told about a referral, if it was not taken back."""
    return _last_tellings([referral_id]).get(referral_id)


def lately_told(viewer: User, at: datetime) -> Sequence[Telling]:
    """Return what this person noted within a day and may still take back, the newest first."""
    asked = (
        sa.select(Telling)
        .join(Telling.referral)
        .join(Referral.client)
        .where(
            Telling.by_id == viewer.id,
            Telling.at >= at - UNDO_WITHIN,
            Telling.taken_back_at.is_(None),
            reach(viewer, *CLINICAL),
        )
        .options(contains_eager(Telling.referral).contains_eager(Referral.client))
        .order_by(Telling.at.desc(), Telling.id.desc())
    )
    return db.session.scalars(asked).unique().all()


def _last_tellings(referral_ids: Iterable[UUID]) -> dict[UUID, Telling]:
    keys = list(referral_ids)
    if not keys:
        return {}
    asked = sa.select(Telling).where(Telling.referral_id.in_(keys), Telling.taken_back_at.is_(None))
    asked = asked.options(joinedload(Telling.by)).order_by(Telling.at, Telling.id)
    return {telling.referral_id: telling for telling in db.session.scalars(asked)}


def _candidates(today: date) -> sa.Select[Any]:
    """Return the question for papers that may be wrong: plan, version, day printed, referral."""
    plan, meeting = AftercarePlan, GroupMeeting
    question = holding(
        plan.id, plan.version, plan.finalized_at, Referral, on_paper=True, today=today
    )
    group = contains_eager(Referral.group)
    team = contains_eager(Referral.client).selectinload(Client.care_team)
    was_told = sa.exists().where(
        Telling.referral_id == Referral.id, Telling.taken_back_at.is_(None)
    )
    return (
        question.join(PeerGroup, PeerGroup.id == Referral.group_id)
        .outerjoin(meeting, meeting.id == Referral.meeting_id)
        .outerjoin(Venue, Venue.id == meeting.venue_id)
        .where(sa.or_(_group_changed(), sa.and_(meeting.id.is_not(None), _changed()), was_told))
        .options(
            team.joinedload(CareTeamMember.user),
            contains_eager(Referral.client).joinedload(Client.program),
            group.lazyload(PeerGroup.meetings),
            group.lazyload(PeerGroup.source),
            group.lazyload(PeerGroup.own),
            contains_eager(Referral.meeting).contains_eager(meeting.venue),
        )
        .order_by(plan.finalized_at.desc(), Referral.id)
        .limit(MOST)
    )


def _group_changed() -> sa.ColumnElement[bool]:
    return sa.or_(PeerGroup.status != GroupStatus.ACTIVE, PeerGroup.name != Referral.group_name)


def _changed() -> sa.ColumnElement[bool]:
    """Return the rules of ``referrals.policy.moved`` about a meeting, or a few rows more."""
    now, told = GroupMeeting, Referral
    as_text = [sa.cast(weeks, sa.Text) for weeks in (now.weeks, told.weeks)]
    return sa.or_(
        now.weekday.is_distinct_from(told.weekday),
        now.starts_at.is_distinct_from(told.starts_at),
        sa.and_(told.weekday.is_not(None), now.minutes != sa.func.coalesce(told.minutes, 60)),
        as_text[0] != as_text[1],
        now.ended_at.is_not(None),
        now.missing_since > told.made_at,
        now.attendance == Attendance.SUSPENDED,
        sa.and_(told.timezone != "", now.timezone != "", now.timezone != told.timezone),
        sa.and_(told.link != "", now.conference_url != told.link),
        sa.and_(told.dial_in != "", now.conference_phone != told.dial_in),
        _place_now() != sa.func.coalesce(told.place, ""),
    )


def _place_now() -> sa.ColumnElement[str]:
    """Return where the meeting is held, in the words of ``referrals.policy.place``."""
    parts = (Venue.name, Venue.street, Venue.room, Venue.city)
    joined: sa.ColumnElement[str] = sa.literal("")
    for part in parts:
        known = sa.func.coalesce(part, "")
        comma = sa.case((sa.and_(joined != "", known != ""), ", "), else_="")
        joined = joined + comma + known
    link, number = GroupMeeting.conference_url, GroupMeeting.conference_phone
    return sa.case((joined != "", joined), (link != "", link), else_=number)
