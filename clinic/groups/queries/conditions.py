"""The filters of the finder, as conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import sqlalchemy as sa

from clinic.groups.models import OFFERS, GroupKind, GroupMeeting, PeerGroup, fold, holds
from clinic.groups.policy import NO_TRAVEL, TAKING_PART, FinderAsk, Wish
from clinic.groups.policy.fellowships import TWELVE_STEP

Condition = sa.ColumnElement[bool]
WEEK = 7 * 1440
#: Wishes that few meetings grant, by the offer behind each.
RARE: dict[Wish, str] = {
    Wish.CHILDREN: "children",
    Wish.TRANSIT: "transit",
    Wish.SIGN_LANGUAGE: "sign_language",
    Wish.WOMEN_ONLY: "women",
    Wish.MEN_ONLY: "men",
    Wish.LGBTQ: "lgbtq",
    Wish.SECULAR: "secular",
}


def asks_group(ask: FinderAsk) -> bool:
    """Say whether a filter that is on looks at the group."""
    return bool(ask.text or ask.kinds or ask.fellowship or ask.joining)


def filters(ask: FinderAsk, shifts: Mapping[str, int]) -> Iterator[Condition]:
    """Yield a condition for each filter that is on, but for the distance.

    ``shifts`` says by how many minutes the clinic's clock differs from each zone's.
    """
    for word in fold(ask.text).split():
        yield sa.or_(
            GroupMeeting.words.contains(word, autoescape=True),
            PeerGroup.words.contains(word, autoescape=True),
        )
    if ask.kinds:
        yield sa.or_(*(_kind(kind) for kind in ask.kinds))
    if ask.fellowship:
        yield PeerGroup.fellowship == ask.fellowship
    if ask.days or ask.times:
        yield _in_hours(_hours(ask), shifts)
    if ask.language:
        yield holds(GroupMeeting.languages, ask.language)
    if ask.audience:
        yield holds(GroupMeeting.traits, *OFFERS[ask.audience])
    if ask.attendance:
        yield GroupMeeting.attendance.in_(TAKING_PART[ask.attendance])
    if ask.joining:
        yield PeerGroup.joining.in_(ask.joining)


def _kind(kind: GroupKind) -> Condition:
    """Find 12-step meetings held online under both of their kinds."""
    if kind is GroupKind.TWELVE_STEP:
        return sa.or_(PeerGroup.kind == kind, PeerGroup.fellowship.in_(TWELVE_STEP))
    return PeerGroup.kind == kind


def _hours(ask: FinderAsk) -> list[tuple[int, int]]:
    """Return the minutes of the week that are asked about, as ranges; the end is not in it."""
    parts = [part.minutes for part in ask.times] or [(0, 1440)]
    days = ask.days or range(7)
    return [(day * 1440 + start, day * 1440 + end) for day in days for start, end in parts]


def _in_hours(hours: list[tuple[int, int]], shifts: Mapping[str, int]) -> Condition:
    """Say that a meeting starts in these hours: on a screen by the clinic's clock."""
    by_shift: dict[int, list[str]] = {}
    for zone, shift in shifts.items():
        by_shift.setdefault(shift, []).append(zone)
    own = _starts_in(hours)
    if set(by_shift) <= {0}:
        return own
    remote = GroupMeeting.attendance.in_(NO_TRAVEL)
    parts = [sa.and_(own, sa.or_(~remote, GroupMeeting.timezone.in_(by_shift.get(0, []))))]
    for shift, zones in by_shift.items():
        if shift:
            moved = [(start - shift, end - shift) for start, end in hours]
            parts.append(
                sa.and_(remote, GroupMeeting.timezone.in_(zones), _starts_in(_wrapped(moved)))
            )
    return sa.or_(*parts)


def _wrapped(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Bring ranges that lie over the end of the week back into it."""
    found = []
    for start, end in ranges:
        first, last = start % WEEK, (end - 1) % WEEK + 1
        found += [(first, last)] if first < last else [(first, WEEK), (0, last)]
    return found


def _starts_in(ranges: list[tuple[int, int]]) -> Condition:
    minute = GroupMeeting.week_minute
    return sa.or_(*(sa.and_(minute >= start, minute < end) for start, end in ranges))
