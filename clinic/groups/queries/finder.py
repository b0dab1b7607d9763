"""The finder: what is offered and why the rest is not, what fits best first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from clinic.core.db import db
from clinic.groups.models import GroupMeeting, PeerGroup
from clinic.groups.policy import (
    PER_PAGE,
    RELAXED,
    Candidate,
    FinderAsk,
    Gate,
    LeftOut,
    Occurrence,
    Said,
    Sort,
    View,
    When,
    first_moment,
    gate_of,
    left_out,
    rank,
    say,
    upcoming,
    when,
)
from clinic.groups.queries import pool
from clinic.groups.queries.pool import Pool

#: A week shows so many meetings.
A_WEEK = 84
#: Nobody turns so many pages.
MOST = 50_000


@dataclass(frozen=True)
class Found:
    """A meeting that is offered: when it comes next, and what is said of it."""

    meeting: GroupMeeting
    next: Occurrence | None
    when: When
    said: Said
    weighed: Candidate


@dataclass(frozen=True)
class Results:
    """One page of what was found.

    ``relaxed`` names the filters that had to be let go for anything to fit. ``whole`` says that
    ``total`` counts everything, and ``left_out`` all that is not offered.
    """

    items: list[Found]
    total: int
    page: int
    whole: bool = True
    relaxed: tuple[str, ...] = ()
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def has_more(self) -> bool:
        """Whether a further page follows."""
        return self.total > self.page * PER_PAGE

    @property
    def at_least(self) -> int:
        """How many fit for sure, where not all were counted."""
        return max(self.total, pool.ENOUGH)

    @property
    def left_out_total(self) -> int:
        """How many groups are left out."""
        return sum(len(each.groups) for each in self.left_out)


@dataclass(frozen=True)
class _Weighed:
    offered: list[Candidate]
    gated: list[tuple[Gate, Candidate]]
    whole: bool


def find(ask: FinderAsk, *, stale_days: int) -> Results:
    """Return one page of what is offered for a question.

    What is left out is left out for a reason that is said. When no meeting keeps all filters, some
    are let go, in a fixed order, until one does: the page is never empty while there are groups.
    """
    weighed, relaxed = _relaxed(ask)
    ranked = rank(weighed.offered, ask, stale_days=stale_days, whole=weighed.whole)
    start = (ask.page - 1) * PER_PAGE
    shown = ranked[:A_WEEK] if ask.view is View.WEEK else ranked[start : start + PER_PAGE]
    offered = {each.group_id for each in weighed.offered}
    return Results(
        _loaded(shown, ask, relaxed),
        len(weighed.offered),
        ask.page,
        weighed.whole,
        relaxed,
        left_out(weighed.gated, offered),
    )


def _relaxed(ask: FinderAsk) -> tuple[_Weighed, tuple[str, ...]]:
    """Weigh what fits, or else the nearest thing to it with the filters that were let go.

    One filter alone is tried first, then more and more of them.
    """
    first = weighed = _weigh(ask)
    if weighed.offered:
        return weighed, ()
    for off in _ways_to_relax(ask):
        weighed = _weigh(ask.without(*off))
        if weighed.offered:
            return weighed, off
    return first, ()


def _ways_to_relax(ask: FinderAsk) -> Iterator[tuple[str, ...]]:
    names = [name for name in RELAXED if name in ask.set]
    for name in names:
        yield (name,)
    for number in range(2, len(names) + 1):
        yield tuple(names[:number])


def _weigh(ask: FinderAsk) -> _Weighed:
    """Bring enough meetings for the page, although some of them are not offered."""
    enough = A_WEEK if ask.view is View.WEEK else ask.page * PER_PAGE + 1
    limit = pool.ENOUGH + enough
    while True:
        gathered: Pool = pool.gather(ask, first_moment(ask), limit=limit)
        gated = [(gate_of(each, ask), each) for each in gathered.meetings]
        offered = [each for gate, each in gated if gate is None]
        one_pool = ask.order is Sort.FIT and offered
        if gathered.whole or one_pool or len(offered) >= enough or limit > MOST:
            kept = [(gate, each) for gate, each in gated if gate is not None]
            return _Weighed(offered, kept, gathered.whole)
        limit += 4 * limit


def fits(ask: FinderAsk) -> int:
    """Return how many meetings are offered for a question, as far as they are counted."""
    return len(_weigh(ask).offered)


def _loaded(shown: list[Candidate], ask: FinderAsk, relaxed: tuple[str, ...]) -> list[Found]:
    """Load the meetings of a page with their groups, in their order."""
    keys = [each.id for each in shown]
    asked = sa.select(GroupMeeting).join(GroupMeeting.group).where(GroupMeeting.id.in_(keys))
    group = contains_eager(GroupMeeting.group).lazyload(PeerGroup.meetings)
    loaded = db.session.scalars(asked.options(group)).unique()
    by_id = {meeting.id: meeting for meeting in loaded} if keys else {}
    stayed = ask.person.stayed({each.group_id for each in shown}) if ask.person and shown else {}
    return [
        _found(by_id[each.id], each, ask, relaxed, stayed.get(each.group_id, 0)) for each in shown
    ]


def _found(
    meeting: GroupMeeting, weighed: Candidate, ask: FinderAsk, relaxed: tuple[str, ...], stayed: int
) -> Found:
    coming = next(iter(upcoming(weighed, after=first_moment(ask), count=1)), None)
    said = say(weighed, ask, relaxed, stayed)
    return Found(meeting, coming, when(weighed, coming, ask), said, weighed)


def fellowships() -> list[str]:
    """Return every fellowship that groups belong to, by the alphabet alone."""
    name = PeerGroup.fellowship
    first = sa.select(sa.func.min(name).label("name")).where(name != "").cte(recursive=True)
    after = sa.select(sa.func.min(name)).where(name > first.c.name).scalar_subquery()
    every = first.union_all(sa.select(after).where(first.c.name.is_not(None)))
    found = [each for each in db.session.scalars(sa.select(every.c.name)) if each]
    return sorted(found, key=lambda each: (each.casefold(), each))
