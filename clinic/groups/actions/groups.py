"""What staff do to a group."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from clinic.accounts.models import User
from clinic.audit.actions import record
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext as _
from clinic.groups.actions.history import History, change, correct_locally, own_notes
from clinic.groups.actions.meetings import add_meeting, check_times
from clinic.groups.models import GroupKind, GroupNotes, GroupStatus, PeerGroup
from clinic.groups.policy.fields import GROUP_FIELDS, OWN_FIELDS


def add(
    *, name: str, kind: GroupKind, by: User, at: datetime, today: date, **facts: Any
) -> PeerGroup:
    """Write down a group by hand, with its first meeting; whoever adds it has checked it."""
    of_group, of_own = (
        {key: facts.pop(key) for key in names if key in facts}
        for names in (GROUP_FIELDS, OWN_FIELDS)
    )
    check_times(facts)
    group = PeerGroup(name=name, name_key="", kind=kind, created_at=at, **of_group)
    group.own = GroupNotes(checked_on=today, checked_by_id=by.id, **of_own)
    db.session.add(group)
    db.session.flush()
    History(group, by=by, at=at).note("added", "", name)
    add_meeting(group, by=by, at=at, **facts)
    record("group.added", group, by=by, at=at)
    return group


def correct(group: PeerGroup, *, by: User, at: datetime, **facts: Any) -> None:
    """Correct what the directory says about a group. A feed no longer changes those facts."""
    history = History(group, by=by, at=at)
    own = {key: facts.pop(key) for key in OWN_FIELDS if key in facts}
    changed = change(group, facts, keep=history)
    correct_locally(group, changed)
    noted = change(own_notes(group), own, keep=history) if own else []
    if noted:
        flag_modified(group, "words")  # counts the revision that the form was filled from
    if changed := changed + noted:
        record("group.corrected", group, by=by, at=at, detail={"fields": changed})


def mark_checked(group: PeerGroup, *, by: User, at: datetime, today: date) -> None:
    """Note that someone has made sure today that the facts are still true."""
    own = own_notes(group)
    own.checked_on, own.checked_by_id = today, by.id
    History(group, by=by, at=at).note("checked", "", "")
    record("group.checked", group, by=by, at=at)


def pause(
    group: PeerGroup, *, paused_until: date, reason: str, by: User, at: datetime, today: date
) -> None:
    """Offer a group to nobody until a date."""
    _check_not_retired(group)
    if paused_until <= today:
        raise RuleBroken(_("Choose a date after today."), field="paused_until")
    _set(group, GroupStatus.PAUSED, reason, paused_until, by=by, at=at)


def retire(group: PeerGroup, *, reason: str, by: User, at: datetime) -> None:
    """Offer a group to nobody any more. It stays for those who have it on paper."""
    _check_not_retired(group)
    _set(group, GroupStatus.RETIRED, reason, None, by=by, at=at)


def restore(group: PeerGroup, *, by: User, at: datetime) -> None:
    """Offer a paused or retired group again."""
    if group.status is GroupStatus.ACTIVE:
        raise RuleBroken(_("This group is already offered to clients."))
    _set(group, GroupStatus.ACTIVE, "", None, by=by, at=at)


def _check_not_retired(group: PeerGroup) -> None:
    if group.status is GroupStatus.RETIRED:
        raise RuleBroken(_("This group is retired already."))


def _set(
    group: PeerGroup,
    status: GroupStatus,
    reason: str,
    until: date | None,
    *,
    by: User,
    at: datetime,
) -> None:
    facts = {"status": status, "status_reason": reason, "paused_until": until}
    change(group, facts, keep=History(group, by=by, at=at))
    record(f"group.{status.value}", group, by=by, at=at)
