"""Entries that may be one and the same group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from jellyfish import jaro_winkler_similarity

from clinic.core.db import db
from clinic.core.words import gettext as _
from clinic.groups.models import (
    GroupMeeting,
    GroupMerge,
    GroupStatus,
    PeerGroup,
    Venue,
    fold,
)

#: Names at least this alike, of 1 for the same, are worth a look.
ALIKE = 0.9
MOST = 10
_LOOKED_AT = 300


@dataclass(frozen=True)
class LikelyGroup:
    """Another entry that may be the same group, and what speaks for it in words."""

    group: PeerGroup
    why: str


def likely_same(group: PeerGroup) -> list[LikelyGroup]:
    """Return entries of the same fellowship with a name alike, or the same door; likeliest first.

    A shared house or address to join says little alone: many groups share one. So it counts only
    beside a name that has something in common, or for a meeting at the same day and time.
    """
    same_door, same_slot = _at_same_door(group)
    asked = sa.select(PeerGroup).where(
        _other(group),
        sa.or_(PeerGroup.id.in_(same_door), _named_like(group)),
    )
    found = []
    for other in db.session.scalars(asked.limit(_LOOKED_AT)).unique():
        alike = jaro_winkler_similarity(group.name_key, other.name_key)
        door, slot = other.id in same_door, other.id in same_slot
        if alike >= ALIKE or slot or (door and alike >= ALIKE - 0.25):
            found.append((slot + door + alike, LikelyGroup(other, _why(alike, door, slot))))
    found.sort(key=lambda pair: (-pair[0], pair[1].group.name_key, pair[1].group.id))
    return [likely for _score, likely in found[:MOST]]


def named(group: PeerGroup, text: str) -> list[PeerGroup]:
    """Return other entries whose name, leader or fellowship holds all these words."""
    words = [PeerGroup.words.contains(word, autoescape=True) for word in fold(text).split()[:6]]
    if not words:
        return []
    asked = sa.select(PeerGroup).where(_other(group), *words)
    return list(db.session.scalars(asked.order_by(PeerGroup.name_key).limit(2 * MOST)).unique())


def last_merge(gone_id: UUID) -> GroupMerge | None:
    """Return the merge that took this group away, if it stands."""
    asked = sa.select(GroupMerge).where(
        GroupMerge.gone_id == gone_id, GroupMerge.undone_at.is_(None)
    )
    return db.session.scalar(asked.order_by(GroupMerge.at.desc()).limit(1))


def _other(group: PeerGroup) -> sa.ColumnElement[bool]:
    fellowship: sa.ColumnElement[bool] = sa.true()
    if group.fellowship:
        fellowship = PeerGroup.fellowship.in_((group.fellowship, ""))
    return sa.and_(
        PeerGroup.id != group.id,
        PeerGroup.status.in_((GroupStatus.ACTIVE, GroupStatus.PAUSED)),
        fellowship,
    )


def _named_like(group: PeerGroup) -> sa.ColumnElement[bool]:
    start = group.name_key[:4]
    return PeerGroup.name_key.startswith(start, autoescape=True) if start else sa.false()


def _at_same_door(group: PeerGroup) -> tuple[set[UUID], set[UUID]]:
    """Return the groups in the same house or on the same line, and those at the same hour."""
    found = (_door(meeting) for meeting in group.meetings)
    doors = [door for door in found if door is not None]
    if not doors:
        return set(), set()
    columns = (GroupMeeting.group_id, GroupMeeting.weekday, GroupMeeting.starts_at)
    asked = sa.select(*columns).outerjoin(Venue, Venue.id == GroupMeeting.venue_id)
    asked = asked.where(GroupMeeting.group_id != group.id, sa.or_(*doors)).limit(_LOOKED_AT)
    rows = db.session.execute(asked).all()
    hours = {(m.weekday, m.starts_at) for m in group.meetings if m.weekday is not None}
    at_once = {key for key, weekday, starts_at in rows if (weekday, starts_at) in hours}
    return {key for key, _weekday, _starts_at in rows}, at_once


def _door(meeting: GroupMeeting) -> sa.ColumnElement[bool] | None:
    if meeting.venue is not None and meeting.venue.street:
        street = sa.func.lower(Venue.street) == meeting.venue.street.lower()
        return sa.and_(street, sa.func.lower(Venue.city) == meeting.venue.city.lower())
    if meeting.conference_url:
        address = meeting.conference_url.split("?")[0].rstrip("/")
        return GroupMeeting.conference_url.startswith(address, autoescape=True)
    return None


def _why(alike: float, door: bool, slot: bool) -> str:
    reasons: list[Any] = []
    if slot:
        reasons.append(_("same place, day and time"))
    elif door:
        reasons.append(_("same place"))
    if alike >= ALIKE:
        reasons.insert(0, _("same name") if alike == 1 else _("a name much like it"))
    words = ", ".join(reasons)
    return f"{words[:1].upper()}{words[1:]}"
