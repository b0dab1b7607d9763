"""What is said of a group that was found: what it meets, what it does not, what to look out for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from clinic.core.formats import clock, ends, weekday_name, weekday_of
from clinic.core.words import gettext as _
from clinic.groups.policy import ranking
from clinic.groups.policy.asking import FinderAsk
from clinic.groups.policy.candidate import Candidate
from clinic.groups.policy.dates import Occurrence, hours, place_of_zone, weeks_words
from clinic.groups.policy.fellowships import is_about
from clinic.groups.policy.labels import TRAITS
from clinic.groups.policy.near import miles_words
from clinic.groups.policy.wishes import Answer, answers, missed

#: Traits that are said of a meeting whether or not somebody asked for them.
SAID = ("women", "men", "newcomer", "dual_diagnosis", "family", "young_people")


@dataclass(frozen=True)
class Said:
    """What a result line says. ``matches`` counts in words, where not all that is asked is met.

    ``asked`` answers what was asked for; ``facts`` and ``warnings`` stand beside that.
    """

    matches: str
    asked: list[Answer]
    facts: list[str]
    warnings: list[str]
    distance: str


def say(meeting: Candidate, ask: FinderAsk, relaxed: Collection[str], stayed: int) -> Said:
    """Return what is said of one meeting. ``relaxed`` are the filters that were let go."""
    asked = missed(meeting, ask, relaxed) + answers(meeting, ask)
    asked.sort(key=lambda answer: answer.met is not True)
    return Said(
        matches=_matches(asked),
        asked=asked,
        facts=[*_of_person(meeting, ask, stayed), *_traits(meeting, ask)],
        warnings=_warnings(meeting, ask),
        distance=_far(meeting, ask),
    )


def _matches(asked: list[Answer]) -> str:
    """Return "Matches 5 of 6. Step-free: not stated", or nothing where all or one was asked."""
    open_ones = [answer.words for answer in asked if not answer.met]
    if len(asked) < 2 or not open_ones:
        return ""
    granted = len(asked) - len(open_ones)
    matches = _("Matches %(n)s of %(all)s", n=granted, all=len(asked))
    return ". ".join([matches, *open_ones])


def _of_person(meeting: Candidate, ask: FinderAsk, stayed: int) -> list[str]:
    person = ask.person
    if person is None:
        return []
    found = []
    if ranking.fills_empty_day(meeting, person) and meeting.wall_day is not None:
        found.append(_("Fills an empty %(day)s", day=weekday_name(meeting.wall_day)))
    free = {"inside": _("In a free time"), "touching": _("Partly in a free time")}
    if (inside := ranking.in_free_time(meeting, person)) in free:
        found.append(free[inside])
    if person.medication and meeting.has("medication_friendly"):
        found.append(str(TRAITS["medication_friendly"]))
    if is_about(meeting.fellowship, person.substances) is False:
        found.append(_("About something else: %(name)s", name=meeting.fellowship))
    if stayed:
        found.append(_("%(n)s or more clients of ours went", n=stayed))
    return found


def _traits(meeting: Candidate, ask: FinderAsk) -> list[str]:
    wished = {wish.value.removesuffix("_only") for wish in ask.wishes}
    return [str(TRAITS[each]) for each in SAID if meeting.has(each) and each not in wished]


def _warnings(meeting: Candidate, ask: FinderAsk) -> list[str]:
    busy = ranking.overlaps(meeting, ask.person) if ask.person else None
    return [_("Overlaps %(what)s", what=busy.words)] if busy else []


def _far(meeting: Candidate, ask: FinderAsk) -> str:
    if meeting.is_remote or meeting.km is None:
        return ""
    return miles_words(meeting.km, coarse=ask.coarse, approximate=meeting.approximate)


@dataclass(frozen=True)
class When:
    """When a meeting comes next, as a result line says it.

    ``elsewhere`` is the time on the meeting's own wall, where that is another one than the
    client's: "10:00 pm in New York".
    """

    day: str
    starts: str
    hours: str
    elsewhere: str = ""


def when(meeting: Candidate, coming: Occurrence | None, ask: FinderAsk) -> When:
    """Return when a meeting is held: one on a screen by the clinic's clock, others by their own."""
    if meeting.weekday is None:
        return When(_("By appointment"), "", "")
    own = When(
        _day(meeting.weekday, meeting),
        clock(meeting.starts_at) if meeting.starts_at else "",
        hours(meeting),
        _zone(meeting, ask),
    )
    if coming is None or not meeting.is_remote or meeting.timezone == ask.zone:
        return own
    here = coming.starts.astimezone(ZoneInfo(ask.zone))
    there = coming.starts.astimezone(ZoneInfo(meeting.timezone))
    if here.replace(tzinfo=None) == there.replace(tzinfo=None):
        return replace(own, elsewhere="")
    place = place_of_zone(meeting.timezone)
    words = _("%(time)s in %(place)s", time=_clock(there), place=place)
    day = weekday_name(weekday_of(here.date()))
    return When(day, _clock(here), _span(here, meeting.minutes), words)


def _day(weekday: int, meeting: Candidate) -> str:
    weeks = weeks_words(meeting.weeks)
    name = weekday_name(weekday)
    return f"{weeks} {name}" if weeks else name


def _zone(meeting: Candidate, ask: FinderAsk) -> str:
    if not meeting.timezone:
        return _("Time zone not stated") if meeting.is_remote else ""
    if meeting.timezone == ask.zone:
        return ""
    return _("%(place)s time", place=place_of_zone(meeting.timezone))


def _clock(at: datetime) -> str:
    return clock(at.time())


def _span(at: datetime, minutes: int) -> str:
    start, end = _clock(at), clock(ends(at.time(), minutes))
    if start[-2:] == end[-2:] and minutes < 720:
        start = start[:-3]
    return _("%(start)s to %(end)s", start=start, end=end)


def first_moment(ask: FinderAsk) -> datetime:
    """Return the moment from which the next start counts: now, or the day the client leaves."""
    leaves_on = ask.person.leaves_on if ask.person else None
    if leaves_on is None:
        return ask.at
    left = datetime.combine(leaves_on, time.min, ZoneInfo(ask.zone))
    return max(ask.at, left.astimezone(UTC))
