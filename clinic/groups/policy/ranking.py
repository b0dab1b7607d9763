"""The order in which groups are offered to a client: facts weighed, never shown as a number.

What weighs how much stands in one table. Each part looks at one fact and gives points for it; what
is not known counts in the middle, so that a group is not punished for what nobody wrote down.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from clinic.core.clock import local_date
from clinic.groups.models import GroupKind, fold
from clinic.groups.policy.asking import PER_PAGE, FinderAsk, PartOfDay, Sort
from clinic.groups.policy.candidate import Candidate
from clinic.groups.policy.fellowships import is_about
from clinic.groups.policy.near import band
from clinic.groups.policy.person import Busy, Person
from clinic.groups.policy.wishes import met

WEEK = 7 * 1440
#: Points for what is asked for: granted, not stated, not granted.
ASKED = {True: 90, None: 20, False: 0}
ALONE_LANGUAGE = 10
IN_PLAN, OVERLAP = -10_000, -1_000
EMPTY_DAY = 50
#: Inside the free times, touching them, outside.
FREE = {"inside": 50, "touching": 25, "outside": 0}
#: By band of distance, the nearest first; unknown and on a screen lie in the middle. What is out of
#: reach stands behind all that is not, whatever else it grants.
OUT_OF_REACH = -900
DISTANCE = (40, 32, 20, 8, 0, OUT_OF_REACH)
NO_DISTANCE = 20
ABOUT = {True: 30, None: 0, False: 0}
CO_OCCURRING, MEDICATION, NEWCOMER = 25, 25, 12
CHECKED, LISTED = 18, 9
STAYED = 12
MISSING = -40
#: Page one shows at most so many meetings of one day, and of one group, while there are others as
#: good.
A_DAY, A_GROUP = 6, 2


@dataclass(frozen=True)
class Ranked:
    """A meeting in its place. ``fits`` is how many of the things asked for it grants.

    ``behind`` says that it stands behind all others: it is in the plan, overlaps, or is
    out of reach.
    """

    meeting: Candidate
    points: int
    fits: int
    behind: bool


def rank(
    meetings: Collection[Candidate], ask: FinderAsk, *, stale_days: int, whole: bool = True
) -> list[Candidate]:
    """Return meetings in the order that was asked for; equal ones by next start, distance, name.

    Where these are not all there are, equals stand by their keys: so no page repeats another.
    """
    if ask.order is not Sort.FIT:
        plain = _PLAIN[ask.order]
        equal = _even if whole else _by_key
        return sorted(meetings, key=lambda each: (*plain(each), *equal(each)))
    person = ask.person
    stayed = person.stayed({each.group_id for each in meetings}) if person else {}
    fresh = local_date(ask.at, ask.zone) - timedelta(days=stale_days)
    ranked = [_ranked(each, ask, stayed, fresh) for each in meetings]
    ranked.sort(key=lambda one: (-one.points, *_even(one.meeting)))
    return [one.meeting for one in spread(ranked, several_days=not ask.days)]


Key = Callable[[Candidate], tuple[Any, ...]]


def _by_key(meeting: Candidate) -> tuple[Any, ...]:
    return (meeting.id,)


_PLAIN: dict[Sort, Key] = {
    Sort.NAME: lambda each: (fold(each.name), each.group_id),
    Sort.SOONEST: lambda each: (each.waits is None, each.waits or 0),
    Sort.NEAREST: lambda each: (each.km is None, each.km or 0.0),
}


def _even(meeting: Candidate) -> tuple[Any, ...]:
    """What decides between equals. The key comes last, so that the order is the same each time."""
    soon = (meeting.waits is None, meeting.waits or 0)
    return (*soon, meeting.km is None, meeting.km or 0.0, meeting.name.casefold(), meeting.id)


def _ranked(meeting: Candidate, ask: FinderAsk, stayed: Mapping[UUID, int], fresh: date) -> Ranked:
    asked = met(meeting, ask)
    points = sum(ASKED[said] for said in asked) + _speaks(meeting, ask)
    way = _distance(meeting)
    points += way + _checked(meeting, fresh)
    points += MISSING if meeting.missing_since else 0
    behind = way == OUT_OF_REACH
    if ask.person:
        points += _for_person(meeting, ask.person)
        points += STAYED if meeting.group_id in stayed else 0
        own = meeting.group_id in ask.person.going
        overlap = overlaps(meeting, ask.person) is not None
        points += IN_PLAN * own + OVERLAP * (overlap and not own)
        behind = behind or own or overlap
    return Ranked(meeting, points, asked.count(True), behind)


def _speaks(meeting: Candidate, ask: FinderAsk) -> int:
    alone = ask.speaks and meeting.languages == f'["{ask.speaks}"]'
    return ALONE_LANGUAGE if alone else 0


def _distance(meeting: Candidate) -> int:
    number = None if meeting.is_remote else band(meeting.km)
    return NO_DISTANCE if number is None else DISTANCE[number]


def _checked(meeting: Candidate, fresh: date) -> int:
    """The clinic's own check weighs more than the latest reading of a feed."""
    if meeting.checked_on is not None and meeting.checked_on >= fresh:
        return CHECKED
    return LISTED if meeting.listed else 0


def _for_person(meeting: Candidate, person: Person) -> int:
    points = ABOUT[is_about(meeting.fellowship, person.substances)]
    points += CO_OCCURRING * (person.co_occurring and welcomes_co_occurring(meeting))
    points += MEDICATION * (person.medication and meeting.has("medication_friendly"))
    points += NEWCOMER * (person.is_new and meeting.has("newcomer"))
    points += EMPTY_DAY * fills_empty_day(meeting, person)
    free = in_free_time(meeting, person)
    return points + (FREE[free] if free else 0)


def welcomes_co_occurring(meeting: Candidate) -> bool:
    """Say whether a meeting is also for people with a further condition."""
    return meeting.has("dual_diagnosis") or meeting.kind is GroupKind.CLINICAL


def overlaps(meeting: Candidate, person: Person) -> Busy | None:
    """Return the part of the person's week during which a meeting is held, if there is one.

    The meeting itself, when it is already in the plan, overlaps nothing.
    """
    start = meeting.wall_minute
    if start is None:
        return None
    for busy in person.busy:
        apart = (busy.starts - start) % WEEK
        meets = apart < meeting.minutes or WEEK - apart < busy.minutes
        if meets and busy.group_id != meeting.group_id:
            return busy
    return None


def fills_empty_day(meeting: Candidate, person: Person) -> bool:
    """Say whether a meeting is held on a day on which the person has nothing yet."""
    day = meeting.wall_day
    return day is not None and day not in {busy.starts // 1440 for busy in person.busy}


def in_free_time(meeting: Candidate, person: Person) -> str:
    """Return "inside", "touching" or "outside" the person's free times; nothing when unknown."""
    start = meeting.wall_minute
    if start is None or not person.free:
        return ""
    return _in_free_time(start, max(meeting.minutes, 1), person.free)


@lru_cache(maxsize=4096)
def _in_free_time(start: int, minutes: int, times: frozenset[tuple[int, str]]) -> str:
    held = {_slot(start + minute) for minute in (*range(0, minutes, 15), minutes - 1)}
    free = held & times
    return "inside" if free == held else "touching" if free else "outside"


def _slot(minute: int) -> tuple[int, str]:
    day, rest = divmod(minute % WEEK, 1440)
    return day, next(part.value for part in PartOfDay if rest < part.minutes[1])


def spread(ranked: list[Ranked], *, several_days: bool, size: int = PER_PAGE) -> list[Ranked]:
    """Return the same meetings with a first page of several days and groups, one of them online.

    One is only put before another that grants no more of what was asked for, and never one that
    stands behind all others.
    """
    page: list[Ranked] = []
    waiting: list[Ranked] = []
    days: Counter[int | None] = Counter()
    groups: Counter[UUID] = Counter()
    for one in ranked:
        day, group = one.meeting.wall_day, one.meeting.group_id
        crowded = groups[group] >= A_GROUP or (several_days and days[day] >= A_DAY)
        if len(page) >= size or crowded or (waiting and _stays_behind(one, waiting)):
            waiting.append(one)
        else:
            days[day] += 1
            groups[group] += 1
            page.append(one)
    room = size - len(page)
    return _with_fallback(page + waiting[:room], waiting[room:])


def _stays_behind(one: Ranked, waiting: list[Ranked]) -> bool:
    return one.behind or one.fits < waiting[0].fits


def _with_fallback(page: list[Ranked], waiting: list[Ranked]) -> list[Ranked]:
    """Let the last place of a page go to a meeting from home, when the page has none."""
    remote = next((one for one in waiting if one.meeting.is_remote and not one.behind), None)
    if remote is None or any(one.meeting.is_remote for one in page):
        return page + waiting
    rest = [one for one in waiting if one is not remote]
    return [*page[:-1], remote, page[-1], *rest]
