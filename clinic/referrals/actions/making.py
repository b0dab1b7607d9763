"""Making a referral and noting what came of it."""

from __future__ import annotations

from datetime import date, datetime

from blinker import Signal
from sqlalchemy.exc import IntegrityError

from clinic.accounts.models import User
from clinic.audit.actions import record
from clinic.core.clock import local_date
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.episodes.models import Episode
from clinic.groups.models import GroupMeeting, GroupStatus, PeerGroup
from clinic.groups.policy import is_offered, survivor
from clinic.referrals import policy, queries
from clinic.referrals.actions.contacting import begin
from clinic.referrals.models import (
    Companion,
    HowKnown,
    Mode,
    Referral,
    ReferralState,
    ReferralStep,
    Why,
)

S = ReferralState

#: Sent with ``referral``, ``by`` and ``at`` in the transaction that makes a referral.
made = Signal()


def refer(
    episode: Episode,
    group: PeerGroup,
    meeting: GroupMeeting,
    *,
    first_on: date | None,
    mode: Mode,
    companion: Companion,
    companion_name: str,
    note: str,
    by: User,
    at: datetime,
    agreed: bool = False,
    on: date | None = None,
) -> Referral:
    """Introduce a client to a group, and keep what the client was told about it.

    ``agreed`` says that the client said yes on the spot. ``on`` is the clinic's own date, by
    default that of the meeting's zone. Nothing leaves the clinic: what it may tell the group
    itself begins as a draft.
    """
    _refuse_unfit(episode, group, meeting, at)
    _refuse_false_date(meeting, first_on, at)
    on = on or _today(meeting, at)
    referral = Referral(
        client_id=episode.client_id,
        episode=episode,
        group=group,
        meeting=meeting,
        mode=mode,
        first_on=first_on,
        companion=companion,
        companion_name=companion_name,
        note=note,
        made_at=at,
        made_by_id=by.id,
        **_as_told(group, meeting),
    )
    _step(referral, S.OFFERED, on=on, how_known=HowKnown.STAFF_SAW, by=by, at=at)
    if agreed:
        _step(referral, S.AGREED, on=on, how_known=HowKnown.CLIENT_SAID, by=by, at=at)
    if mode is Mode.CLINIC_CONTACTS:
        referral.contact = begin(by=by, at=at)
    _keep(referral, by=by, at=at)
    return referral


def advance(
    referral: Referral,
    *,
    state: ReferralState,
    on: date,
    how_known: HowKnown,
    by: User,
    at: datetime,
    reason: str = "",
    why: Why | None = None,
) -> None:
    """Note what came of a referral: what, on which day, and how it is known."""
    _refuse_step(referral, state, on, at)
    _refuse_silence(state, why, reason)
    why = why if state in policy.DECLINED else None
    _step(referral, state, on=on, how_known=how_known, by=by, at=at, why=why, reason=reason)
    _note(f"referrals.{state.value}", referral, by=by, at=at)


def correct(
    referral: Referral,
    *,
    first_on: date | None,
    companion: Companion,
    companion_name: str,
    note: str,
    by: User,
    at: datetime,
) -> None:
    """Change the first date, who goes along, or the note."""
    if referral.state not in policy.OPEN:
        raise RuleBroken(gettext("This referral is over. It can no longer change."))
    if first_on != referral.first_on:
        if referral.state not in (S.OFFERED, S.AGREED) or referral.meeting is None:
            raise RuleBroken(
                gettext("The first meeting has been. Its date stays."), field="first_on"
            )
        _refuse_false_date(referral.meeting, first_on, at)
    facts = {
        "first_on": first_on,
        "companion": companion,
        "companion_name": companion_name,
        "note": note,
    }
    changed = [name for name, value in facts.items() if getattr(referral, name) != value]
    for name in changed:
        setattr(referral, name, facts[name])
    _count_wait(referral)
    if changed:
        _note("referrals.corrected", referral, by=by, at=at, fields=changed)


def withdraw(referral: Referral, *, on: date, by: User, at: datetime, reason: str = "") -> None:
    """Take a referral off the client's list; the history keeps it."""
    advance(
        referral,
        state=S.WITHDRAWN,
        on=on,
        how_known=HowKnown.STAFF_SAW,
        reason=reason,
        by=by,
        at=at,
    )


def undo(referral: Referral, *, position: int, on: date, by: User, at: datetime) -> None:
    """Take the last step back. The history keeps the step and says that it was taken back."""
    last = policy.undoable(referral, by_id=by.id, at=at)
    if last is None or last.position != position:
        raise RuleBroken(gettext("Only the person who noted a step can undo it, within a day."))
    before = policy.standing(referral.steps)[-2]
    if referral.state not in policy.OPEN and before.state in policy.OPEN:
        _refuse_second(referral.episode, referral.group)
    how_known = last.how_known
    _step(referral, before.state, on=on, how_known=how_known, by=by, at=at, takes_back=True)
    _note("referrals.undone", referral, by=by, at=at, undone=last.state.value)


def _refuse_unfit(episode: Episode, group: PeerGroup, meeting: GroupMeeting, at: datetime) -> None:
    """Refuse unless the client is in care and the group can take people now."""
    if not episode.is_open:
        raise RuleBroken(gettext("This client has left care. Open a new episode first."))
    if group.do_not_refer:
        raise RuleBroken(
            gettext(
                "Do not refer to %(group)s: %(reason)s", group=group.name, reason=group.do_not_refer
            )
        )
    if not is_offered(group, today=_today(meeting, at)):
        if group.merged_into is not None:
            raise RuleBroken(
                gettext(
                    "%(group)s was merged into %(kept)s. Refer to that one.",
                    group=group.name,
                    kept=survivor(group).name,
                )
            )
        if group.status is GroupStatus.PAUSED:
            raise RuleBroken(gettext("%(group)s is paused now.", group=group.name))
        raise RuleBroken(gettext("%(group)s no longer meets.", group=group.name))
    if meeting.group_id != group.id:
        raise RuleBroken(gettext("That meeting belongs to another group."))
    if meeting.ended_at is not None:
        raise RuleBroken(gettext("That meeting no longer takes place."))
    _refuse_second(episode, group)


def _today(meeting: GroupMeeting, at: datetime) -> date:
    """Return the date where a meeting is held; nobody says where, that of UTC."""
    return local_date(at, meeting.timezone or "UTC")


def _refuse_second(episode: Episode, group: PeerGroup) -> None:
    """Refuse a second open referral to the same group; the database keeps the same rule."""
    if queries.open_one(episode.id, group.id) is not None:
        raise RuleBroken(
            gettext("There is already an open referral to %(group)s.", group=group.name)
        )


def _refuse_false_date(meeting: GroupMeeting, first_on: date | None, at: datetime) -> None:
    """Refuse a date on which the meeting does not take place."""
    dated = meeting.weekday is not None and bool(meeting.timezone)
    if not dated and first_on is None:
        return
    if first_on is None:
        raise RuleBroken(gettext("Choose the first meeting."), field="first_on")
    if first_on < _today(meeting, at):
        raise RuleBroken(gettext("That day is over. Choose a later one."), field="first_on")
    if not policy.takes_place(meeting, first_on, at=at):
        raise RuleBroken(gettext("The group does not meet on that day."), field="first_on")


def _refuse_step(referral: Referral, state: ReferralState, on: date, at: datetime) -> None:
    """Refuse a step that cannot follow, or a day that cannot be."""
    if not policy.may_follow(referral.state, state):
        raise RuleBroken(
            gettext(
                'This referral says "%(now)s". "%(then)s" cannot follow.',
                now=policy.STATE_WORDS[referral.state],
                then=policy.STATE_WORDS[state],
            )
        )
    if on > (at + policy.EARLIEST_ZONE).date():
        raise RuleBroken(gettext("That day has not come yet."), field="on")
    kept = policy.standing(referral.steps)
    if kept and on < kept[-1].on:
        raise RuleBroken(gettext("That is before the step that came before."), field="on")


def _refuse_silence(state: ReferralState, why: Why | None, reason: str) -> None:
    """Refuse a No without a reason: the next referral learns from it."""
    if state not in policy.DECLINED:
        return
    if why is not None and why not in policy.whys(state):
        raise RuleBroken(gettext("Choose one of these reasons."), field="why")
    if why is None and not reason:
        raise RuleBroken(gettext("Say why."), field="why")
    if why is Why.OTHER and not reason:
        raise RuleBroken(gettext("Say why in a few words."), field="reason")


def _as_told(group: PeerGroup, meeting: GroupMeeting) -> dict[str, object]:
    """Return what the client is told about the meeting, as plain values."""
    return {
        "group_name": group.name,
        "weekday": meeting.weekday,
        "starts_at": meeting.starts_at,
        "minutes": meeting.minutes,
        "weeks": list(meeting.weeks),
        "place": policy.place(meeting),
        "link": meeting.conference_url,
        "dial_in": meeting.conference_phone,
        "timezone": meeting.timezone,
    }


def _step(
    referral: Referral,
    state: ReferralState,
    *,
    on: date,
    how_known: HowKnown,
    by: User,
    at: datetime,
    why: Why | None = None,
    reason: str = "",
    takes_back: bool = False,
) -> None:
    """Add a step to the history and bring the referral to its state."""
    step = ReferralStep(
        position=len(referral.steps) + 1,
        state=state,
        on=on,
        at=at,
        by_id=by.id,
        how_known=how_known,
        why=why,
        reason=reason,
        takes_back=takes_back,
    )
    referral.steps.append(step)
    referral.state = state
    _count_wait(referral)


def _count_wait(referral: Referral) -> None:
    """Note from which day an answer is missing."""
    kept = policy.standing(referral.steps)
    if kept:
        since = kept[-1].on
        referral.waits_from = policy.waits_from(
            referral.state, since=since, first_on=referral.first_on
        )


def _keep(referral: Referral, *, by: User, at: datetime) -> None:
    """Store a new referral and tell the rooms above; all of it or nothing.

    Two people who refer at once get one referral between them.
    """
    try:
        with db.session.begin_nested():
            db.session.add(referral)
            record("referrals.created", referral, by=by, at=at, client_id=referral.client_id)
            made.send(referral, referral=referral, by=by, at=at)
    except IntegrityError as error:
        raise RuleBroken(
            gettext("There is already an open referral to %(group)s.", group=referral.group_name)
        ) from error


def _note(act: str, referral: Referral, *, by: User, at: datetime, **detail: object) -> None:
    """Write a change of a referral in the log."""
    record(act, referral, by=by, at=at, client_id=referral.client_id, detail=detail or None)
