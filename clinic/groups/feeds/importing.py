"""One import: read, compare, hold or carry out, report; all of it or nothing."""

from __future__ import annotations

import hashlib
from datetime import datetime

import sqlalchemy as sa

from clinic.accounts.models import User
from clinic.audit.actions import record
from clinic.core.db import db
from clinic.groups.feeds import readings, runs, sources
from clinic.groups.feeds.readings import Reading
from clinic.groups.feeds.report import Report
from clinic.groups.models import DirectorySource, ImportRun, RunStatus


def import_feed(
    content: bytes,
    *,
    source_name: str,
    fellowship: str = "",
    timezone: str = "",
    format: str = "",
    origin: str = "",
    accept_held: bool = False,
    dry_run: bool = False,
    by: User | None,
    at: datetime,
) -> Report:
    """Bring the directory up to date with a file, or hold it, and say what changed or would.

    Raises :class:`~clinic.groups.feeds.reading.Refused` before anything is written when the file
    as a whole cannot be taken. The caller commits; a dry run leaves nothing to commit but a source
    that is new, which the caller rolls back.
    """
    source = sources.named(
        source_name, fellowship=fellowship, timezone=timezone, format=format, at=at
    )
    batch = readings.parsed(content, source=source, format=format)
    reading = readings.read(batch, source=source)
    waits = bool(reading.reasons) and not accept_held
    if not dry_run:
        run = _same_waiting(source, content) or runs.begun(
            content, source=source, origin=origin, by=by, at=at
        )
        finish(run, reading, content, waits=waits, by=by, at=at)
    return reported(reading, source, waits=waits)


def _same_waiting(source: DirectorySource, content: bytes) -> ImportRun | None:
    """Return the held run over the very same file."""
    asked = sa.select(ImportRun).where(
        ImportRun.source_id == source.id,
        ImportRun.status == RunStatus.HELD,
        ImportRun.sha256 == hashlib.sha256(content).hexdigest(),
    )
    return db.session.scalars(asked.order_by(ImportRun.at.desc(), ImportRun.id)).first()


def finish(
    run: ImportRun,
    reading: Reading,
    content: bytes,
    *,
    waits: bool,
    by: User | None,
    at: datetime,
) -> None:
    """Carry a run out or hold it; earlier held files of its source are of no use any more."""
    sources.write(run.source, tried_at=at)
    if waits:
        runs.wait(run, reading, content, RunStatus.HELD)
    else:
        runs.carry_out(run, reading, at=at)
        if run.at != at:
            run.decided_at, run.decided_by_id = at, by.id if by else None
    _put_aside(run, by=by, at=at)
    act = "groups.held" if waits else "groups.imported"
    record(act, run, by=by, at=at, detail=reading.counts)


def _put_aside(run: ImportRun, *, by: User | None, at: datetime) -> None:
    asked = sa.select(ImportRun).where(
        ImportRun.source_id == run.source_id,
        ImportRun.status == RunStatus.HELD,
        ImportRun.id != run.id,
    )
    for other in db.session.scalars(asked):
        other.status, other.decided_at = RunStatus.DISCARDED, at
        other.decided_by_id = by.id if by else None
        runs.drop_file(other)


def reported(reading: Reading, source: DirectorySource, *, waits: bool) -> Report:
    """Return the report on a reading."""
    return Report(
        source=source.name,
        status="held" if waits else "applied",
        reason=" ".join(reading.reasons) if waits else "",
        missing_unknown="" in reading.batch.present,
        issues=reading.issues,
        **reading.changes.counts,
    )
