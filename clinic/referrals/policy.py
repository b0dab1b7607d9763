"""Which step may follow which, what waits for an answer, and what a refusal must say."""

from __future__ import annotations

import enum
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from clinic.consents.models import Item, Purpose, RecipientKind
from clinic.consents.policy import Recipient, Wish
from clinic.core.clock import local_date
from clinic.core.formats import short_day
from clinic.core.words import LazyString, gettext
from clinic.core.words import lazy_gettext as _
from clinic.groups.models import Attendance, GroupMeeting, GroupStatus
from clinic.groups.policy import is_offered, meets_line, next_dates, survivor
from clinic.referrals.models import (
    Companion,
    ContactState,
    GroupContact,
    HowKnown,
    Mode,
    Referral,
    ReferralState,
    ReferralStep,
    Why,
)

S = ReferralState

#: What may come of a referral, and of what came of it.
NEXT: dict[ReferralState, tuple[ReferralState, ...]] = {
    S.OFFERED: (S.AGREED, S.DECLINED_BY_CLIENT, S.DECLINED_BY_GROUP, S.WITHDRAWN),
    S.AGREED: (S.FIRST_ATTENDED, S.DECLINED_BY_CLIENT, S.DECLINED_BY_GROUP, S.WITHDRAWN),
    S.FIRST_ATTENDED: (S.ATTENDING, S.DECLINED_BY_CLIENT, S.DECLINED_BY_GROUP, S.WITHDRAWN),
    S.ATTENDING: (S.COMPLETED, S.DECLINED_BY_CLIENT, S.DECLINED_BY_GROUP, S.WITHDRAWN),
    S.COMPLETED: (),
    S.DECLINED_BY_CLIENT: (),
    S.DECLINED_BY_GROUP: (),
    S.WITHDRAWN: (),
}
OPEN = tuple(state for state, following in NEXT.items() if following)
DECLINED = (S.DECLINED_BY_CLIENT, S.DECLINED_BY_GROUP)
FAILED = (*DECLINED, S.WITHDRAWN)
#: A client who went to the group, and may still go.
WENT = (S.FIRST_ATTENDED, S.ATTENDING, S.COMPLETED)

CLIENT_WHYS = (
    Why.TRANSPORT,
    Why.CHILD_CARE,
    Why.TIME,
    Why.NERVOUS,
    Why.BELIEF,
    Why.LANGUAGE,
    Why.SAFETY,
    Why.NO_PHONE,
    Why.NOT_LIKED,
    Why.OTHER,
)
GROUP_WHYS = (Why.FULL, Why.NOT_A_FIT, Why.CLOSED, Why.NO_ANSWER, Why.OTHER)

#: What a group can be told at all, in the order of the letter; the first two it learns anyhow.
ALWAYS_TOLD = (Item.NAME, Item.TREATMENT)
MAY_BE_TOLD = (*ALWAYS_TOLD, Item.CONTACT, Item.GROUPS)
USUALLY_TOLD = MAY_BE_TOLD

#: A wait is marked "soon" after the first of these numbers of days and "late" after the second.
SOON_AFTER, LATE_AFTER = 4, 7
UNDO_WITHIN = timedelta(hours=24)
#: Somewhere on earth the wall clock is this far ahead of UTC: a day may have begun there.
EARLIEST_ZONE = timedelta(hours=14)
#: How many dates ahead a first meeting may lie: a quarter of a year of a weekly meeting.
DATES_AHEAD = 13


class Tab(enum.StrEnum):
    """The three heaps that referrals lie in."""

    WAITING = "waiting"
    ANSWERED = "answered"
    NOT_WORKED_OUT = "not-worked-out"


class Order(enum.StrEnum):
    """By what a list of referrals is sorted."""

    SINCE = "since"
    CLIENT = "client"
    GROUP = "group"


TAB_WORDS: dict[Tab, LazyString] = {
    Tab.WAITING: _("Waiting"),
    Tab.ANSWERED: _("Answered"),
    Tab.NOT_WORKED_OUT: _("Did not work out"),
}
ORDER_WORDS: dict[Order, LazyString] = {
    Order.SINCE: _("Since"),
    Order.CLIENT: _("Client"),
    Order.GROUP: _("Group"),
}
STATE_WORDS: dict[ReferralState, LazyString] = {
    S.OFFERED: _("Offered"),
    S.AGREED: _("Said yes"),
    S.FIRST_ATTENDED: _("Went the first time"),
    S.ATTENDING: _("Goes regularly"),
    S.COMPLETED: _("Finished"),
    S.DECLINED_BY_CLIENT: _("Client said no"),
    S.DECLINED_BY_GROUP: _("Group said no"),
    S.WITHDRAWN: _("Withdrawn"),
}
MODE_WORDS: dict[Mode, LazyString] = {
    Mode.INFORMATION: _("We give the group's details to the client"),
    Mode.CLIENT_CALLS: _("The client calls the group with us in the room"),
    Mode.CLINIC_CONTACTS: _("We contact the group ourselves, with a consent"),
}
COMPANION_WORDS: dict[Companion, LazyString] = {
    Companion.NOT_SETTLED: _("Not settled yet"),
    Companion.NOBODY: _("Goes alone"),
    Companion.PEER_SPECIALIST: _("Peer support specialist"),
    Companion.FAMILY: _("Family or friend"),
    Companion.GREETER: _("Someone from the group"),
    Companion.STAFF: _("Someone from our staff"),
}
HOW_KNOWN_WORDS: dict[HowKnown, LazyString] = {
    HowKnown.CLIENT_SAID: _("The client said so"),
    HowKnown.STAFF_SAW: _("Our staff saw it"),
    HowKnown.SUPPORTER_SAID: _("A family member or friend said so"),
    HowKnown.GROUP_SAID: _("The group said so"),
}
WHY_WORDS: dict[Why, LazyString] = {
    Why.TRANSPORT: _("Cannot get there"),
    Why.CHILD_CARE: _("Nobody to look after the children"),
    Why.TIME: _("The time does not suit"),
    Why.NERVOUS: _("Nervous about going"),
    Why.BELIEF: _("The beliefs of the group do not suit"),
    Why.LANGUAGE: _("Language"),
    Why.SAFETY: _("Does not feel safe there"),
    Why.NO_PHONE: _("No phone or internet"),
    Why.NOT_LIKED: _("Tried it and did not like it"),
    Why.FULL: _("The group is full"),
    Why.NOT_A_FIT: _("Not a fit"),
    Why.CLOSED: _("The group has closed"),
    Why.NO_ANSWER: _("Nobody answers"),
    Why.OTHER: _("Something else"),
}
_STATUS_WORDS: dict[GroupStatus, LazyString] = {
    GroupStatus.PAUSED: _("paused"),
    GroupStatus.RETIRED: _("no longer meets"),
}


CONTACT_WORDS: dict[ContactState, LazyString] = {
    ContactState.DRAFT: _("Not told yet"),
    ContactState.SENT: _("The group has been told"),
    ContactState.CANCELED: _("Stopped: the consent was taken back"),
}
CONTACT_TONES = {
    ContactState.DRAFT: "wait",
    ContactState.SENT: "done",
    ContactState.CANCELED: "late",
}


def group_of(referral: Referral) -> Recipient:
    """Return the group of a referral as a consent names it."""
    return Recipient(RecipientKind.GROUP, referral.group.name, referral.group_id)


def wish(referral: Referral, contact: GroupContact) -> Wish:
    """Return what the clinic wants to tell a group, for the gate: all of it or nothing."""
    return Wish(
        recipient=group_of(referral),
        purpose=Purpose.PEER_SUPPORT,
        needs=frozenset(item for item in MAY_BE_TOLD if item.value in contact.items),
    )


def lost_consent(contact: GroupContact | None) -> bool:
    """Say whether the consent that a contact relied on was taken back."""
    if contact is None:
        return False
    taken = contact.consent is not None and contact.consent.revocation is not None
    return contact.state is ContactState.CANCELED or taken


def may_follow(now: ReferralState, then: ReferralState) -> bool:
    """Say whether a referral may go from one state to the other."""
    return then in NEXT[now]


def whys(state: ReferralState) -> Sequence[Why]:
    """Return the reasons to choose from for a state; none unless it is a refusal."""
    if state is S.DECLINED_BY_CLIENT:
        return CLIENT_WHYS
    return GROUP_WHYS if state is S.DECLINED_BY_GROUP else ()


def waits_from(state: ReferralState, *, since: date, first_on: date | None) -> date | None:
    """Return the day from which an answer is missing.

    An offer waits from the day it was made; a client who agreed, from the day after the first
    meeting, when somebody should ask how it went.
    """
    if state is S.OFFERED:
        return since
    if state is S.AGREED:
        return (first_on or since) + timedelta(days=1)
    return None


@dataclass(frozen=True)
class Wait:
    """How long an answer has been missing. ``tone`` is the tone of the tag that says so."""

    days: int
    tone: str


def wait(referral: Referral, today: date) -> Wait | None:
    """Return how long an answer has been missing, or nothing when none is."""
    if referral.waits_from is None or referral.waits_from > today:
        return None
    days = (today - referral.waits_from).days
    return Wait(days, "late" if days > LATE_AFTER else "soon" if days > SOON_AFTER else "wait")


def tone(state: ReferralState) -> str:
    """Return the tone of the tag that names a state."""
    if state in FAILED:
        return "line"
    return "wait" if state is S.OFFERED else "done"


def standing(steps: Iterable[ReferralStep]) -> list[ReferralStep]:
    """Return the steps that still count: those taken back are left out."""
    kept: list[ReferralStep] = []
    for step in steps:
        if step.takes_back:
            kept.pop()
        else:
            kept.append(step)
    return kept


def undoable(referral: Referral, *, by_id: object, at: datetime) -> ReferralStep | None:
    """Return the step that this person may still take back: their own last one, for a day.

    The first step is the referral itself: it can be withdrawn, not taken back.
    """
    kept = standing(referral.steps)
    if len(kept) < 2:
        return None
    last = kept[-1]
    return last if last.by_id == by_id and at - last.at <= UNDO_WITHIN else None


def first_dates(meeting: GroupMeeting, at: datetime, count: int = 3) -> list[date]:
    """Return the next dates of a meeting, among them today's while it has not begun."""
    if meeting.weekday is None:
        return []
    return next_dates(meeting, after=at, count=count)


def takes_place(meeting: GroupMeeting, day: date, *, at: datetime) -> bool:
    """Say whether a day is one of the next dates of a meeting, today's among them."""
    if meeting.weekday is None or not meeting.timezone:
        return True
    zone = ZoneInfo(meeting.timezone)
    midnight = datetime.combine(at.astimezone(zone).date(), time.min, zone)
    return day in next_dates(meeting, after=midnight - timedelta(seconds=1), count=DATES_AHEAD)


def place(meeting: GroupMeeting) -> str:
    """Return where a meeting takes place, as a client is told: an address, or how to join."""
    if meeting.venue is not None and meeting.venue.one_line:
        return meeting.venue.one_line
    return meeting.conference_url or meeting.conference_phone


@dataclass(frozen=True)
class Moved:
    """One fact that the directory says differently from what the client was told."""

    what: str
    told: str
    now: str


def moved(referral: Referral, *, today: date | None = None) -> list[Moved]:
    """Return what changed in the directory since the client was told.

    A link or a number is compared only where the client was told one. ``today`` ends the pause
    of a group that is paused until a day that has come.
    """
    found = [Moved(what, told, now) for what, told, now in _facts(referral) if told != now]
    if referral.meeting is not None:
        found += _meeting_stopped(referral, referral.meeting)
    status = _standing(referral, today)
    if status is not GroupStatus.ACTIVE:
        found.append(Moved(gettext("Group"), gettext("active"), str(_STATUS_WORDS[status])))
    return found


def says_now(referral: Referral, *, today: date | None = None) -> str:
    """Return a sum over what the directory says now of the facts that the client was told.

    Two different states of the directory have two different sums, in whatever language.
    """
    facts: list[Any] = [survivor(referral.group).name, _standing(referral, today)]
    meeting = referral.meeting
    if meeting is not None:
        facts += [meeting.weekday, meeting.starts_at, meeting.minutes, meeting.weeks]
        facts += [now for _what, _told, now in _places(referral, meeting)]
        facts += [meeting.ended_at is not None, meeting.attendance is Attendance.SUSPENDED]
        facts += [meeting.missing_since if _went_missing(referral, meeting) else None]
    return sha256(json.dumps(facts, default=str).encode()).hexdigest()


def _facts(referral: Referral) -> list[tuple[str, str, str]]:
    """Return what each fact is called, what the client was told, and what is said now."""
    facts = [(gettext("Name"), referral.group_name, survivor(referral.group).name)]
    meeting = referral.meeting
    if meeting is None:
        return facts
    return [
        *facts,
        (gettext("When"), told_when(referral), meets_line(meeting)),
        *_places(referral, meeting),
    ]


def _places(referral: Referral, meeting: GroupMeeting) -> list[tuple[str, str, str]]:
    """Return the facts of where and how to join, those that the client was told."""
    facts = [(gettext("Where"), referral.place, place(meeting))]
    if referral.timezone and meeting.timezone:
        facts.append((gettext("Time zone"), referral.timezone, meeting.timezone))
    if referral.link not in ("", referral.place):
        facts.append((gettext("Link to join"), referral.link, meeting.conference_url))
    if referral.dial_in not in ("", referral.place):
        facts.append((gettext("Number to call in"), referral.dial_in, meeting.conference_phone))
    return facts


def _meeting_stopped(referral: Referral, meeting: GroupMeeting) -> list[Moved]:
    what, told = gettext("Meeting"), gettext("takes place")
    if meeting.ended_at is not None:
        return [Moved(what, told, gettext("no longer meets"))]
    if meeting.attendance is Attendance.SUSPENDED:
        return [Moved(what, told, gettext("not meeting for now"))]
    if _went_missing(referral, meeting) and meeting.missing_since:
        since = short_day(local_date(meeting.missing_since, meeting.timezone or "UTC"))
        return [Moved(what, told, gettext("not in the feed since %(day)s", day=since))]
    return []


def _went_missing(referral: Referral, meeting: GroupMeeting) -> bool:
    since = meeting.missing_since
    return since is not None and since > referral.made_at


def _standing(referral: Referral, today: date | None) -> GroupStatus:
    """Return the state of the group, or of the one it was merged into."""
    group = survivor(referral.group)
    over = today is not None and is_offered(group, today=today)
    return GroupStatus.ACTIVE if over else group.status


def told_when(referral: Referral) -> str:
    """Return the day and time that the client was told, as the directory would write it."""
    return meets_line(_Told(referral))


class _Told:
    """The slot that the client was told of, as the calendar of groups asks for it."""

    def __init__(self, referral: Referral) -> None:
        self.weekday = referral.weekday
        self.starts_at = referral.starts_at
        self.minutes = referral.minutes or 60
        self.timezone = referral.timezone
        self.weeks = referral.weeks
