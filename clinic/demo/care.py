"""Recording the invented clients as staff would have done it, on the days they would have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from clinic.accounts.models import Program, User
from clinic.clients import actions as clients
from clinic.clients.models import Asked, Client, Part
from clinic.core.db import db
from clinic.core.words import LOCALES
from clinic.demo import writing
from clinic.demo.consents import agree_on_family
from clinic.demo.people import Person
from clinic.episodes import actions as episodes
from clinic.episodes.models import Disposition, Episode, LeavingReason, Setting
from clinic.groups.models import GroupMeeting, PeerGroup
from clinic.groups.policy import next_dates
from clinic.referrals import actions as referrals
from clinic.referrals.models import Companion, HowKnown, Mode, Referral, ReferralState, Why

#: The states a referral passes on its way, beside the ones that end it at once.
WAY = (ReferralState.AGREED, ReferralState.FIRST_ATTENDED, ReferralState.ATTENDING)
COMPANIONS = (Companion.PEER_SPECIALIST, Companion.GREETER, Companion.FAMILY, Companion.NOBODY)


@dataclass(frozen=True)
class Stage:
    """Who is there, what day it is."""

    staff: Mapping[str, User]
    groups: Mapping[str, PeerGroup]
    at: datetime
    today: date

    def days_ago(self, days: int) -> datetime:
        """Return this time of day, some days back."""
        return self.at - timedelta(days=days)


def record(person: Person, stage: Stage) -> None:
    """Record one client: identity, episode, referrals, plan; and that they left, if they did."""
    counselor = stage.staff[person.counselor]
    program = db.session.get_one(Program, counselor.memberships[0].program_id)
    since = stage.days_ago(-person.since)
    client = _client(person, program, by=counselor, at=since)
    clients.assign(client, counselor, Part.PRIMARY, counselor, since)
    episode = _episode(person, client, by=counselor, at=since, today=stage.today)
    for number, (name, state) in enumerate(person.groups):
        _refer(episode, stage.groups[name], ReferralState(state), number, counselor, stage)
    if person.plan == "most" and person.language in LOCALES:
        agreed = stage.days_ago(2 - min(person.leaves, 0))
        agree_on_family(client, by=counselor, at=agreed, today=stage.today)
    written = stage.days_ago(1 - min(person.leaves, 0))
    writing.write(person, episode, by=counselor, at=written, today=stage.today)
    if person.leaves < 0:
        _leave(person, episode, by=counselor, stage=stage)


def _client(person: Person, program: Program, *, by: User, at: datetime) -> Client:
    client = clients.register(
        program=program,
        given_name=person.given,
        family_name=person.family,
        preferred_name=person.preferred,
        birth_year=person.year,
        born_on=date(person.year, 1 + len(person.given) % 12, 1 + len(person.family) * 3 % 28),
        pronouns=person.pronouns,
        language=person.language,
        interpreter=person.language not in ("en", "es"),
        phone=person.phone,
        best_time=person.best_time,
        voice_message=Asked(person.voice),
        city="Portland",
        needs=list(person.needs),
        area_postcode=person.area,
        free_times=list(person.free),
        by=by,
        at=at,
    )
    if person.phone:
        facts = {"relation": "sister", "phone": "(503) 555-0151", "good_for": "anything, any hour"}
        clients.add_supporter(client, name=f"Ana {person.family}", **facts, by=by, at=at)
    return client


def _episode(person: Person, client: Client, *, by: User, at: datetime, today: date) -> Episode:
    residential = person.setting == Setting.RESIDENTIAL.value
    return episodes.admit(
        client,
        setting=Setting(person.setting),
        admitted_on=today + timedelta(days=person.since),
        leaves_on=today + timedelta(days=person.leaves),
        leaves_at=time(11) if residential else None,
        level="3.5" if residential else "2.1",
        edition="4",
        substances=person.substances,
        conditions=person.conditions,
        by=by,
        at=at,
    )


def _refer(
    episode: Episode,
    group: PeerGroup,
    state: ReferralState,
    number: int,
    by: User,
    stage: Stage,
) -> None:
    """Refer a week or two ago, and take the steps since then."""
    meeting = _meeting(group)
    made = stage.days_ago(3 if state in (ReferralState.OFFERED, ReferralState.AGREED) else 15)
    referral = referrals.refer(
        episode,
        group,
        meeting,
        first_on=next_dates(meeting, after=made)[0],
        mode=Mode.INFORMATION,
        companion=COMPANIONS[number % len(COMPANIONS)],
        companion_name="Marcus Bell" if number % len(COMPANIONS) == 0 else "",
        note="",
        by=by,
        at=made,
    )
    if state is ReferralState.DECLINED_BY_GROUP:
        _advance(referral, state, by=by, at=made + timedelta(days=2), why=Why.FULL)
    for step in WAY[: WAY.index(state) + 1] if state in WAY else ():
        _advance(referral, step, by=by, at=made)
        made = min(made + timedelta(days=7), stage.at)


def _advance(
    referral: Referral, state: ReferralState, *, by: User, at: datetime, why: Why | None = None
) -> None:
    on = at.date() if state is ReferralState.AGREED or why else max(at.date(), _first(referral))
    how = HowKnown.GROUP_SAID if why else HowKnown.CLIENT_SAID
    at = max(at, at.replace(year=on.year, month=on.month, day=on.day))
    referrals.advance(referral, state=state, on=on, how_known=how, why=why, by=by, at=at)


def _first(referral: Referral) -> date:
    if referral.first_on is None:
        raise LookupError("the demo's groups all meet on a day")
    return referral.first_on


def _meeting(group: PeerGroup) -> GroupMeeting:
    meetings = sa.select(GroupMeeting).where(GroupMeeting.group_id == group.id)
    return db.session.scalars(meetings.order_by(GroupMeeting.weekday).limit(1)).one()


def _leave(person: Person, episode: Episode, *, by: User, stage: Stage) -> None:
    signed = person.plan == "left"
    episodes.leave(
        episode,
        left_on=stage.today + timedelta(days=person.leaves),
        left_reason=LeavingReason.COMPLETED if signed else LeavingReason.LOST_CONTACT,
        disposition=Disposition.PLAN_GIVEN if signed else Disposition.UNAVAILABLE,
        by=by,
        at=stage.days_ago(-person.leaves),
    )
