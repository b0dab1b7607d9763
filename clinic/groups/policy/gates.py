"""What keeps a group from being offered, and in which words that is said."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from clinic.core.clock import local_date
from clinic.core.words import gettext as _
from clinic.core.words import ngettext as _n
from clinic.groups.models import Attendance, GroupStatus, Openness
from clinic.groups.policy.asking import Audience, FinderAsk
from clinic.groups.policy.candidate import Candidate
from clinic.groups.policy.fellowships import for_family, for_teens

#: How long a group that its source no longer lists is still offered, with a warning.
MISSING_GRACE = timedelta(days=30)
#: The age until which a person counts as young, and in their teens, where a group says so.
YOUNG_UNTIL, TEEN_UNTIL = 30, 19


class Gate(enum.StrEnum):
    """Why a group is left out, in the order in which reasons are said."""

    ENDED = "ended"
    MISSING = "missing"
    SUSPENDED = "suspended"
    RETIRED = "retired"
    PAUSED = "paused"
    DO_NOT_REFER = "do_not_refer"
    NOT_WANTED = "not_wanted"
    WOMEN = "women"
    MEN = "men"
    FAMILY = "family"
    MEMBERS = "members"
    AGE = "age"
    TRAVEL = "travel"
    DEVICE = "device"


@dataclass(frozen=True)
class LeftOut:
    """Meetings that are not offered for one reason; ``groups`` are keys with names and notes."""

    gate: Gate
    words: str
    groups: tuple[tuple[UUID, str, str], ...]


def counted(gate: Gate, num: int) -> str:
    """Return how many groups are left out for a reason: "3 for men only"."""
    words: dict[Gate, str] = {
        Gate.ENDED: _n("%(num)s no longer meets", "%(num)s no longer meet", num),
        Gate.MISSING: _("%(num)s not on their list for over 30 days", num=num),
        Gate.SUSPENDED: _("%(num)s not meeting for now", num=num),
        Gate.RETIRED: _("%(num)s taken off our list", num=num),
        Gate.PAUSED: _("%(num)s paused", num=num),
        Gate.DO_NOT_REFER: _("%(num)s we do not refer to", num=num),
        Gate.NOT_WANTED: _("%(num)s of a kind not wanted", num=num),
        Gate.WOMEN: _("%(num)s for women only", num=num),
        Gate.MEN: _("%(num)s for men only", num=num),
        Gate.FAMILY: _("%(num)s for family and friends", num=num),
        Gate.MEMBERS: _("%(num)s closed to family and friends", num=num),
        Gate.AGE: _("%(num)s for younger people", num=num),
        Gate.TRAVEL: _("%(num)s too far without travel", num=num),
        Gate.DEVICE: _("%(num)s online only", num=num),
    }
    return words[gate]


def gate_of(meeting: Candidate, ask: FinderAsk) -> Gate | None:
    """Return why a meeting is not offered, the weightiest reason alone; nothing when it is."""
    return _of_the_directory(meeting, ask) or _of_the_person(meeting, ask)


def _of_the_directory(meeting: Candidate, ask: FinderAsk) -> Gate | None:
    if meeting.ended_at is not None:
        return Gate.ENDED
    if meeting.status is GroupStatus.RETIRED:
        return Gate.RETIRED
    if meeting.status is GroupStatus.PAUSED and not _is_back(meeting.paused_until, ask):
        return Gate.PAUSED
    if meeting.attendance is Attendance.SUSPENDED:
        return Gate.SUSPENDED
    if meeting.missing_since is not None and ask.at - meeting.missing_since > MISSING_GRACE:
        return Gate.MISSING
    return Gate.DO_NOT_REFER if meeting.do_not_refer else None


def _is_back(paused_until: date | None, ask: FinderAsk) -> bool:
    return paused_until is not None and paused_until <= local_date(ask.at, ask.zone)


def _of_the_person(meeting: Candidate, ask: FinderAsk) -> Gate | None:
    person, family = ask.person, ask.audience == Audience.FAMILY
    if family and meeting.openness is Openness.CLOSED and not _is_for_family(meeting):
        return Gate.MEMBERS
    if person is None:
        return None
    if meeting.kind in person.not_wanted:
        return Gate.NOT_WANTED
    if not family and _is_for_family(meeting):
        return Gate.FAMILY
    return _of_gender(meeting, person.company) or _of_age(meeting, ask) or _of_way(meeting, ask)


def _is_for_family(meeting: Candidate) -> bool:
    return meeting.has("family") or for_family(meeting.fellowship)


def _of_gender(meeting: Candidate, company: str) -> Gate | None:
    """A group for women and men alike shuts nobody out."""
    women, men = meeting.has("women"), meeting.has("men")
    if company == "men" and women and not men:
        return Gate.WOMEN
    return Gate.MEN if company == "women" and men and not women else None


def _of_age(meeting: Candidate, ask: FinderAsk) -> Gate | None:
    year = ask.person.birth_year if ask.person else None
    if year is None:
        return None
    youngest = local_date(ask.at, ask.zone).year - year - 1
    if for_teens(meeting.fellowship) or meeting.has("alateen"):
        return Gate.AGE if youngest > TEEN_UNTIL else None
    return Gate.AGE if meeting.has("young_people") and youngest > YOUNG_UNTIL else None


def _of_way(meeting: Candidate, ask: FinderAsk) -> Gate | None:
    person = ask.person
    if person is None:
        return None
    if meeting.attendance is Attendance.IN_PERSON and not person.travels:
        return Gate.TRAVEL
    return Gate.DEVICE if meeting.is_remote and not person.joins_online else None


def left_out(gated: Iterable[tuple[Gate, Candidate]], offered: Collection[UUID]) -> list[LeftOut]:
    """Return what is left out by reason; each group once, under its weightiest reason.

    A group of which another meeting is offered is not left out.
    """
    order = list(Gate)
    found: dict[Gate, dict[UUID, tuple[str, str]]] = {}
    seen = set(offered)
    for gate, each in sorted(gated, key=lambda one: (order.index(one[0]), one[1].name, one[1].id)):
        if each.group_id not in seen:
            seen.add(each.group_id)
            note = each.do_not_refer if gate is Gate.DO_NOT_REFER else ""
            found.setdefault(gate, {})[each.group_id] = (each.name, note)
    return [
        LeftOut(
            gate,
            counted(gate, len(groups)),
            tuple((key, name, note) for key, (name, note) in groups.items()),
        )
        for gate, groups in found.items()
    ]
