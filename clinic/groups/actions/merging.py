"""Two entries of one group made one by hand, and taken apart again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from clinic.accounts.models import User
from clinic.audit.actions import record
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext as _
from clinic.groups.actions.history import History, own_notes
from clinic.groups.models import GroupMeeting, GroupMerge, GroupStatus, PeerGroup

UNDO_WITHIN = timedelta(hours=24)


def merge(gone: PeerGroup, kept: PeerGroup, *, by: User, at: datetime) -> GroupMerge:
    """Make one entry out of two: the meetings move to the group that is kept, the other retires.

    Referrals keep naming what each client was told. Whatever a feed says of the group that is
    gone, it says of the one that is kept from now on. A warning not to refer moves along.
    """
    _refuse_odd_pair(gone, kept)
    earlier = db.session.scalars(sa.select(PeerGroup).where(PeerGroup.merged_into_id == gone.id))
    earlier_ones = list(earlier)
    done = GroupMerge(gone_id=gone.id, kept_id=kept.id, at=at, by_id=by.id)
    done.before = _before(gone, kept, earlier_ones)
    for meeting in list(gone.meetings):
        meeting.group = kept
    for each in (gone, *earlier_ones):
        each.merged_into = kept
    gone.status, gone.status_reason, gone.paused_until = GroupStatus.RETIRED, "", None
    if gone.do_not_refer and not kept.do_not_refer:
        _copy_warning(gone, kept)
    db.session.add(done)
    History(gone, by=by, at=at).note("merged", gone.name, kept.name)
    History(kept, by=by, at=at).note("merged_in", "", gone.name)
    record("group.merged", gone, by=by, at=at, detail={"into": str(kept.id)})
    return done


def unmerge(done: GroupMerge, gone: PeerGroup, *, by: User, at: datetime) -> None:
    """Take two merged groups apart again, within a day."""
    kept = gone.merged_into
    if done.undone_at or kept is None or kept.id != done.kept_id or at - done.at > UNDO_WITHIN:
        raise RuleBroken(_("A merge can be undone for a day, while nothing else was merged since."))
    before = done.before
    _move_back(before, gone, kept)
    gone.status, gone.merged_into = GroupStatus(before["status"]), None
    gone.status_reason = before["reason"]
    gone.paused_until = date.fromisoformat(before["until"]) if before["until"] else None
    if before["warned"]:
        own = own_notes(kept)
        own.do_not_refer, own.do_not_refer_since, own.do_not_refer_by_id = "", None, None
    done.undone_at = at
    History(gone, by=by, at=at).note("unmerged", kept.name, gone.name)
    History(kept, by=by, at=at).note("unmerged", gone.name, "")
    record("group.unmerged", gone, by=by, at=at, detail={"from": str(kept.id)})


def _refuse_odd_pair(gone: PeerGroup, kept: PeerGroup) -> None:
    if gone.id == kept.id:
        raise RuleBroken(_("Choose two different groups."))
    for each in (gone, kept):
        if each.merged_into_id is not None:
            raise RuleBroken(_("%(name)s was merged already.", name=each.name))
    if kept.status is GroupStatus.RETIRED:
        raise RuleBroken(_("%(name)s is retired. Keep the other one.", name=kept.name))


def _before(gone: PeerGroup, kept: PeerGroup, earlier: list[PeerGroup]) -> dict[str, Any]:
    """Return what it takes to undo it."""
    return {
        "status": gone.status.value,
        "reason": gone.status_reason,
        "until": gone.paused_until.isoformat() if gone.paused_until else "",
        "meetings": [str(meeting.id) for meeting in gone.meetings],
        "earlier": [str(each.id) for each in earlier],
        "warned": bool(gone.do_not_refer and not kept.do_not_refer),
    }


def _copy_warning(gone: PeerGroup, kept: PeerGroup) -> None:
    """Let a warning reach everybody who looks at the group that is kept."""
    warned, own = own_notes(gone), own_notes(kept)
    own.do_not_refer = warned.do_not_refer
    own.do_not_refer_since = warned.do_not_refer_since
    own.do_not_refer_by_id = warned.do_not_refer_by_id


def _move_back(before: dict[str, Any], gone: PeerGroup, kept: PeerGroup) -> None:
    """Return the meetings that moved, unless somebody moved them on, and the earlier groups."""
    moved = sa.select(GroupMeeting).where(
        GroupMeeting.id.in_([UUID(key) for key in before["meetings"]]),
        GroupMeeting.group_id == kept.id,
    )
    for meeting in db.session.scalars(moved):
        meeting.group = gone
    earlier = sa.select(PeerGroup).where(PeerGroup.id.in_([UUID(k) for k in before["earlier"]]))
    for each in db.session.scalars(earlier):
        each.merged_into = gone
