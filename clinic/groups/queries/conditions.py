"""The filters and wishes of the finder, as conditions."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from clinic.groups.models import GroupKind, GroupMeeting, PeerGroup, Stated, Venue, fold
from clinic.groups.policy import TAKING_PART, FinderAsk, PartOfDay, Wish
from clinic.groups.policy.fellowships import TWELVE_STEP
from clinic.groups.policy.wishes import NO_TRAVEL, REMOTE, TRAITS_FOR, WHEN

Condition = sa.ColumnElement[bool]
_minute_of_day = GroupMeeting.week_minute % 1440


def filters(ask: FinderAsk) -> Iterator[Condition]:
    """Yield a condition for each filter that is on."""
    named_group = aliased(PeerGroup)
    for word in fold(ask.text).split():
        named = sa.select(named_group.id).where(named_group.words.contains(word, autoescape=True))
        yield sa.or_(
            GroupMeeting.words.contains(word, autoescape=True), GroupMeeting.group_id.in_(named)
        )
    if ask.kinds:
        yield sa.or_(*(_kind(kind) for kind in ask.kinds))
    if ask.days:
        yield GroupMeeting.weekday.in_(ask.days)
    if ask.times:
        yield sa.or_(*(_part(part) for part in ask.times))
    if ask.language:
        yield holds(GroupMeeting.languages, ask.language)
    if ask.attendance:
        yield GroupMeeting.attendance.in_(TAKING_PART[ask.attendance])
    if ask.joining:
        yield PeerGroup.joining.in_(ask.joining)


def granted(ask: FinderAsk) -> sa.ColumnElement[int] | None:
    """Return how many wishes a meeting grants, or nothing when there are none."""
    parts = [_wish(wish) for wish in ask.wishes if wish not in WHEN]
    when = [_when(wish) for wish in ask.wishes if wish in WHEN]
    if when:
        parts.append(sa.or_(*when))
    if ask.speaks:
        parts.append(holds(GroupMeeting.languages, ask.speaks))
    if not parts:
        return None
    total: sa.ColumnElement[int] = sa.literal(0)
    for part in parts:
        total = total + sa.case((part, 1), else_=0)
    return total


def holds(column: sa.orm.InstrumentedAttribute[list[str]], word: str) -> Condition:
    """Say in SQL that a JSON list holds a word; both databases keep it as plain text."""
    return sa.cast(column, sa.Text).contains(f'"{word}"', autoescape=True)


def _kind(kind: GroupKind) -> Condition:
    """Find 12-step meetings held online under both of their kinds."""
    if kind is GroupKind.TWELVE_STEP:
        return sa.or_(PeerGroup.kind == kind, PeerGroup.fellowship.in_(TWELVE_STEP))
    return PeerGroup.kind == kind


def _part(part: PartOfDay) -> Condition:
    start, end = part.minutes
    return sa.and_(_minute_of_day >= start, _minute_of_day < end)


def _when(wish: Wish) -> Condition:
    if wish is Wish.WEEKENDS:
        return GroupMeeting.weekday.in_((0, 6))
    if wish is Wish.EVENINGS:
        return _part(PartOfDay.EVENING)
    return sa.and_(
        _minute_of_day < PartOfDay.EVENING.minutes[0], GroupMeeting.weekday.in_(range(1, 6))
    )


def _wish(wish: Wish) -> Condition:
    if wish is Wish.ONLINE:
        return GroupMeeting.attendance.in_(REMOTE)
    no_travel = GroupMeeting.attendance.in_(NO_TRAVEL)
    if wish is Wish.STEP_FREE:
        return sa.or_(no_travel, _step_free())
    offered = sa.or_(*(holds(GroupMeeting.traits, trait) for trait in TRAITS_FOR[wish]))
    return sa.or_(no_travel, offered) if wish is Wish.TRANSIT else offered


def _step_free() -> Condition:
    place = aliased(Venue)
    asked = sa.select(place.id).where(place.id == GroupMeeting.venue_id)
    return asked.where(place.wheelchair == Stated.YES).exists()
