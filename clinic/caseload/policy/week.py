"""The seven days of a strip: what stands on each, and which are empty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from clinic.caseload.policy.leaving import Leaver
from clinic.core.formats import clock, weekday_name, weekday_of
from clinic.core.words import gettext
from clinic.groups.policy import weeks_words
from clinic.plans.models import PlanAppointment
from clinic.referrals.models import Referral

#: Monday first, as people speak of a week; weekdays are counted from 0 = Sunday.
MONDAY_FIRST = (1, 2, 3, 4, 5, 6, 0)
#: A day of the caseload's strip shows this many lines.
LINES = 5


@dataclass(frozen=True)
class Entry:
    """One line on a day. ``kind`` is a kind of group, "visit" or the name of an icon."""

    kind: str
    words: str
    note: str = ""
    href: str = ""
    initials: str = ""


@dataclass(frozen=True)
class Day:
    """One day of a strip. ``date`` is empty for "any such weekday"."""

    name: str
    items: Sequence[Entry]
    date: date | None = None
    today: bool = False
    closed: str = ""
    empty_href: str = ""


def of_caseload(
    today: date,
    leavers: Iterable[Leaver],
    referrals: Iterable[Referral],
    link: Callable[[UUID], str],
) -> list[Day]:
    """Return the seven days from today: who leaves, and who goes to a group the first time."""
    found: dict[date, list[Entry]] = defaultdict(list)
    for leaver in leavers:
        client = leaver.client
        note = gettext("leaves %(time)s", time=clock(leaver.at)) if leaver.at else gettext("leaves")
        entry = Entry("door-open", client.name, note, link(client.id), client.initials)
        found[leaver.on].append(entry)
    for referral in referrals:
        client = referral.client
        note = gettext("first time at %(group)s", group=referral.group_name)
        entry = Entry(referral.group.kind, client.name, note, link(client.id), client.initials)
        if referral.first_on:
            found[referral.first_on].append(entry)
    days = [today + timedelta(days=n) for n in range(7)]
    return [
        Day(_short(weekday_of(day)), _some(found[day]), day, today=day == today) for day in days
    ]


def after_leaving(
    referrals: Iterable[Referral],
    appointments: Iterable[PlanAppointment],
    leaves_on: date | None,
    *,
    link: Callable[[UUID], str],
    search: Callable[[int], str],
) -> list[Day]:
    """Return a usual week after leaving: groups every week, appointments of the first seven days.

    ``search`` gives the address of a search for groups on a weekday, for days that are empty.
    """
    found: dict[int, list[tuple[str, Entry]]] = defaultdict(list)
    for meeting in referrals:
        if meeting.weekday is not None:
            at = clock(meeting.starts_at) if meeting.starts_at else ""
            if weeks := weeks_words(meeting.weeks):
                at = gettext("%(weeks)s, %(time)s", weeks=weeks, time=at)
            entry = Entry(meeting.group.kind, meeting.group_name, at, link(meeting.id))
            found[meeting.weekday].append((str(meeting.starts_at or ""), entry))
    for visit in appointments:
        if leaves_on and leaves_on <= visit.on < leaves_on + timedelta(days=7):
            at = clock(visit.starts_at) if visit.starts_at else ""
            found[weekday_of(visit.on)].append(
                (str(visit.starts_at or ""), Entry("visit", visit.what, at))
            )
    return [
        Day(
            _short(weekday),
            [entry for _at, entry in sorted(found[weekday], key=lambda pair: pair[0])],
            empty_href=search(weekday),
        )
        for weekday in MONDAY_FIRST
    ]


def _some(entries: list[Entry]) -> list[Entry]:
    if len(entries) <= LINES:
        return entries
    rest = gettext("and %(n)s more", n=len(entries) - LINES + 1)
    return [*entries[: LINES - 1], Entry("three-dots", rest)]


def _short(weekday: int) -> str:
    return weekday_name(weekday, width="abbreviated")
