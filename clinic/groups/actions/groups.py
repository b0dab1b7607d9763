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


def warn_off(group: PeerGroup, *, reason: str, by: User, at: datetime) -> None:
    """Mark a group that clients should not be sent to, with the reason. Only staff see it."""
    own, history = own_notes(group), History(group, by=by, at=at)
    change(own, {"do_not_refer": reason}, keep=history)
    own.do_not_refer_since, own.do_not_refer_by_id = at, by.id
    flag_modified(group, "words")  # counts the revision that the form was filled from
    record("group.warned_off", group, by=by, at=at)


def clear_warning(group: PeerGroup, *, by: User, at: datetime) -> None:
    """Let clients be sent to a group again."""
    if not group.do_not_refer:
        raise RuleBroken(_("Clients may be sent to this group already."))
    own = own_notes(group)
    change(own, {"do_not_refer": ""}, keep=History(group, by=by, at=at))
    own.do_not_refer_since, own.do_not_refer_by_id = None, None
    flag_modified(group, "words")
    record("group.warning_cleared", group, by=by, at=at)


def follow_feed(group: PeerGroup, field: str, *, by: User, at: datetime) -> None:
    """Let the list say one fact of a group again; its next reading brings the value."""
    if field not in group.local_fields:
        raise RuleBroken(_("The list says that already."))
    group.local_fields = [name for name in group.local_fields if name != field]
    History(group, by=by, at=at).note("follows", "", field)
    record("group.follows_feed", group, by=by, at=at, detail={"field": field})


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
    if group.merged_into_id is not None:
        raise RuleBroken(_("This group was merged into another one."))
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
