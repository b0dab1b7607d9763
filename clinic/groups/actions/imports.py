"""Looking at what a file would do, and deciding on it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from clinic.accounts.models import User
from clinic.audit.actions import record
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext as _
from clinic.groups.feeds import importing, readings, runs, sources, undoing
from clinic.groups.feeds.changeset import LeftOut
from clinic.groups.models import ChangeKind, DirectorySource, ImportChange, ImportRun, RunStatus


def preview(
    content: bytes,
    *,
    source: DirectorySource,
    origin: str,
    by: User | None,
    at: datetime,
    format: str = "",
) -> ImportRun:
    """Read a file and keep what it would do, changing nothing; ``reasons`` say why it would wait.

    Raises :class:`~clinic.groups.feeds.reading.Refused` when the file as a whole cannot be taken.
    """
    source = sources.held(source)
    batch = readings.parsed(content, source=source, format=format)
    reading = readings.read(batch, source=source)
    run = runs.begun(content, source=source, origin=origin, by=by, at=at)
    runs.wait(run, reading, content, RunStatus.PREVIEWED)
    record("groups.previewed", run, by=by, at=at, detail=reading.counts)
    return run


def content_of(run: ImportRun) -> bytes:
    """Return the file of a run that waits; raise :class:`RuleBroken` when it is decided on."""
    content = runs.content_of(run) if run.status in runs.WAITING else None
    if content is None:
        raise RuleBroken(_("This file has been decided on already."))
    return content


def apply(
    run: ImportRun,
    *,
    accept_held: bool = False,
    leave_out: Collection[UUID] = frozenset(),
    take_feed: Collection[UUID] = frozenset(),
    by: User | None,
    at: datetime,
) -> ImportRun:
    """Carry out a run that was looked at, or hold it; the directory is compared as it is now.

    ``leave_out`` names changes of the run whose meetings stay as they are, ``take_feed`` changes
    for which what the clinic corrected gives way to what the feed says.
    """
    content = _waiting(run)
    decided = _decided(run, leave_out, take_feed)
    batch = readings.parsed(content, source=run.source, format=run.format)
    reading = readings.read(batch, source=run.source, left_out=decided)
    waits = bool(reading.reasons) and not accept_held
    importing.finish(run, reading, content, waits=waits, by=by, at=at)
    if not waits:
        run.decided_at, run.decided_by_id = at, by.id if by else None
    return run


def discard(run: ImportRun, *, by: User | None, at: datetime) -> None:
    """Decide that a file which waits is not taken."""
    _waiting(run)
    run.status, run.decided_at = RunStatus.DISCARDED, at
    run.decided_by_id = by.id if by else None
    runs.drop_file(run)
    record("groups.discarded", run, by=by, at=at)


def undo(run: ImportRun, *, by: User | None, at: datetime) -> ImportRun:
    """Put back what a run changed: the last one of its source, within a day.

    What the clinic corrected since stays. What is new and in use already stays as missing.
    """
    sources.held(run.source)
    db.session.refresh(run)
    undoing.check(run, at)
    undoing.take_back(run, at=at)
    run.status, run.decided_at = RunStatus.UNDONE, at
    run.decided_by_id = by.id if by else None
    record("groups.undone", run, by=by, at=at)
    return run


def _waiting(run: ImportRun) -> bytes:
    """Return the file of a run that nobody has decided on, its source held."""
    sources.held(run.source)
    db.session.refresh(run)
    return content_of(run)


def _decided(run: ImportRun, leave_out: Collection[UUID], take_feed: Collection[UUID]) -> LeftOut:
    """Return what the ticks on a run's changes mean for meetings and groups."""
    wanted = {*leave_out, *take_feed}
    asked = sa.select(ImportChange).where(ImportChange.run_id == run.id)
    rows = [row for row in db.session.scalars(asked) if row.id in wanted] if wanted else []
    out = [row for row in rows if row.id in leave_out]
    feed = [row for row in rows if row.id in take_feed]
    return LeftOut(
        meetings=frozenset(row.meeting_id for row in out if row.meeting_id),
        uids=frozenset(row.uid for row in out if row.kind is ChangeKind.NEW),
        groups=frozenset(
            row.group_id
            for row in out
            if row.group_id and not row.meeting_id and row.kind is ChangeKind.CHANGED
        ),
        feed_meetings=frozenset(row.meeting_id for row in feed if row.meeting_id),
        feed_groups=frozenset(row.group_id for row in feed if row.group_id and not row.meeting_id),
    )
