"""Taking back what the last run of a source did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from clinic.core.db import Base, db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext as _
from clinic.groups.feeds import rowsets, sources
from clinic.groups.feeds.plain import row_of
from clinic.groups.feeds.storing import forget_loaded
from clinic.groups.models import (
    ChangeKind,
    GroupChange,
    ImportChange,
    ImportRun,
    RunStatus,
)

#: For so long a run can be taken back.
TIME = timedelta(hours=24)
_CHANGED = (ChangeKind.CHANGED, ChangeKind.REMATCHED, ChangeKind.RETURNED)
_history: Any = GroupChange.__table__


def applied_at(run: ImportRun) -> datetime:
    """Return when a run was carried out."""
    return run.decided_at or run.at


def check(run: ImportRun, at: datetime) -> None:
    """Refuse to take back what is not the last run of its source, or is too long ago."""
    if run.status is not RunStatus.APPLIED:
        raise RuleBroken(_("Only a run that was applied can be undone."))
    if at - applied_at(run) > TIME:
        raise RuleBroken(_("A run can be undone for 24 hours only."))
    later = sa.func.coalesce(ImportRun.decided_at, ImportRun.at)
    asked = sa.select(ImportRun.id).where(
        ImportRun.source_id == run.source_id, ImportRun.status == RunStatus.APPLIED
    )
    newest = db.session.scalars(asked.order_by(later.desc(), ImportRun.id.desc())).first()
    if newest != run.id or "restore" not in run.counts:
        raise RuleBroken(
            _("A later file of this source was applied. Only the last one can be undone.")
        )


def take_back(run: ImportRun, *, at: datetime) -> None:
    """Put the directory back as it was before a run."""
    _Undoing(run, at).go()


class _Undoing:
    def __init__(self, run: ImportRun, at: datetime) -> None:
        self.run, self.at = run, at
        asked = sa.select(ImportChange).where(
            ImportChange.run_id == run.id, ImportChange.left_out.is_(False)
        )
        self.rows = list(db.session.scalars(asked))
        self.touched = self._touched()
        self.old_venues: set[UUID] = set()

    def _touched(self) -> set[UUID]:
        """Return the meetings and groups that somebody changed by hand since the run."""
        asked = sa.select(_history.c.meeting_id, _history.c.group_id).where(
            _history.c.by_id.is_not(None), _history.c.at >= applied_at(self.run)
        )
        return {meeting or group for meeting, group in db.session.execute(asked)}

    def go(self) -> None:
        """Take back in the order in which nothing is left hanging."""
        restore = self.run.counts["restore"]
        self._forget_history()
        self._take_away_new()
        self._put_back_meetings()
        self._put_back_missing()
        self._put_back_groups(restore["keys"])
        self._put_back_quiet(restore["quiet"])
        self._put_back_seen(restore)
        self._drop_venues()
        self._put_back_source(restore["source"])
        forget_loaded()

    def _forget_history(self) -> None:
        """What the run noted did not happen."""
        groups = {row.group_id for row in self.rows if row.group_id}
        for some in rowsets.chunks(groups):
            of_run = (_history.c.by_id.is_(None)) & (_history.c.at == applied_at(self.run))
            db.session.execute(sa.delete(_history).where(of_run, _history.c.group_id.in_(some)))

    def _take_away_new(self) -> None:
        """Delete what the run brought and nobody refers to; the rest is marked as missing."""
        new = [row for row in self.rows if row.kind is ChangeKind.NEW and row.meeting_id]
        ids = {row.meeting_id for row in new if row.meeting_id}
        kept = referred_to(rowsets.meetings, ids, besides=()) | (ids & self.touched)
        meetings = rowsets.meetings
        for some in rowsets.chunks(ids):
            asked = sa.select(meetings.c.venue_id).where(meetings.c.id.in_(some))
            self.old_venues |= {key for key in db.session.scalars(asked) if key}
        for some in rowsets.chunks(kept):
            marked = sa.update(meetings).where(meetings.c.id.in_(some))
            db.session.execute(
                marked.values(missing_since=self.at, revision=meetings.c.revision + 1)
            )
        _delete(meetings, ids - kept)
        groups = {row.group_id for row in new if row.group_id and row.undo.get("new_group")}
        _delete(rowsets.groups, groups - referred_to(rowsets.groups, groups, besides=()))

    def _put_back_meetings(self) -> None:
        meetings = rowsets.meetings
        undo = {
            row.meeting_id: row_of(meetings, row.undo)
            for row in self.rows
            if row.kind in _CHANGED and row.meeting_id
        }
        now = rowsets.whole(meetings, undo)
        self.old_venues |= {row.venue_id for row in now.values() if row.venue_id}
        for some in rowsets.chunks(undo):
            db.session.execute(
                sa.update(meetings).where(meetings.c.id.in_(some)).values(uid_key=None)
            )
        rows = [
            {
                "id": key,
                **_but_local(now[key], undo[key], _MEETING_LOCAL),
                **self._revision(now[key]),
            }
            for key in undo
            if key in now
        ]
        rowsets.update(meetings, rows, counting=False)

    def _revision(self, row: Any) -> dict[str, int]:
        """Count back where only the run has counted since; else on, for forms that are open."""
        return {"revision": row.revision + (1 if row.id in self.touched else -1)}

    def _put_back_missing(self) -> None:
        ids = {row.meeting_id for row in self.rows if row.kind is ChangeKind.MISSING}
        rows = [
            {"id": key, "missing_since": None, **self._revision(row)}
            for key, row in rowsets.whole(rowsets.meetings, (k for k in ids if k)).items()
        ]
        rowsets.update(rowsets.meetings, rows, counting=False)

    def _put_back_groups(self, keys: dict[str, Any]) -> None:
        groups = rowsets.groups
        undo = {
            row.group_id: row_of(groups, row.undo)
            for row in self.rows
            if row.kind is ChangeKind.CHANGED and row.group_id and not row.meeting_id
        }
        for key, row in rowsets.whole(groups, undo).items():
            values = _but_local(row, undo[key], {})
            rowsets.update(groups, [{"id": key, **values, **self._revision(row)}], counting=False)
        ids = [UUID(key) for key in keys]
        for some in rowsets.chunks(ids):
            db.session.execute(
                sa.update(groups).where(groups.c.id.in_(some)).values(source_key=None)
            )
        rows = [
            {"id": UUID(key), "source_key": named, "key_aliases": aliases}
            for key, (named, aliases) in keys.items()
        ]
        rowsets.update(groups, rows, counting=False)

    def _put_back_quiet(self, quiet: dict[str, Any]) -> None:
        rows = [{"id": UUID(key), **values} for key, values in quiet.items()]
        rowsets.update(rowsets.meetings, rows, counting=False)

    def _put_back_seen(self, restore: dict[str, Any]) -> None:
        meetings = rowsets.meetings
        if restore["seen_at"]:
            here = sa.update(meetings).where(
                meetings.c.source_id == self.run.source_id,
                meetings.c.missing_since.is_(None),
                meetings.c.ended_at.is_(None),
            )
            usual = datetime.fromisoformat(restore["seen_at"])
            db.session.execute(here.values(seen_at=usual))
        rows = [
            {"id": UUID(key), "seen_at": datetime.fromisoformat(seen_at)}
            for key, seen_at in restore["seen_at_of"].items()
        ]
        rowsets.update(meetings, rows, counting=False)

    def _drop_venues(self) -> None:
        used = referred_to(rowsets.venues, self.old_venues, besides=())
        _delete(rowsets.venues, self.old_venues - used)

    def _put_back_source(self, before: dict[str, Any]) -> None:
        when = before["succeeded_at"]
        sources.write(
            self.run.source,
            baseline=before["baseline"],
            sha256=before["sha256"],
            succeeded_at=datetime.fromisoformat(when) if when else None,
        )


#: The columns that follow from a fact the clinic corrected.
_MEETING_LOCAL = {
    "venue": ("venue_id", "words"),
    "name": ("name", "words"),
    "weekday": ("weekday", "week_minute"),
    "starts_at": ("starts_at", "week_minute"),
}


def _but_local(
    now: Any, before: dict[str, Any], also: Mapping[str, tuple[str, ...]]
) -> dict[str, Any]:
    """Return what a row was, but for what the clinic has corrected."""
    local = sorted({*now.local_fields, *before.get("local_fields", ())})
    kept = {column for name in now.local_fields for column in also.get(name, (name,))}
    values = {name: getattr(now, name) if name in kept else was for name, was in before.items()}
    return {**values, "local_fields": local}


def _delete(table: Any, ids: Iterable[UUID]) -> None:
    for some in rowsets.chunks(ids):
        db.session.execute(sa.delete(table).where(table.c.id.in_(some)))


def referred_to(table: Any, ids: Iterable[UUID], *, besides: Iterable[str]) -> set[UUID]:
    """Return those of some rows that a row of any table of the clinic refers to."""
    listed, found = list(ids), set[UUID]()
    for other in Base.metadata.sorted_tables:
        for column in other.columns:
            refers = any(key.column.table is table for key in column.foreign_keys)
            if refers and other.name not in besides:
                for some in rowsets.chunks(listed):
                    asked = sa.select(column).where(column.in_(some)).distinct()
                    found |= set(db.session.scalars(asked))
    return found
