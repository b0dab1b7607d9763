"""One import: read, normalize, group, write, report; all of it or nothing."""

from __future__ import annotations

import hashlib
from datetime import datetime

import sqlalchemy as sa

from clinic.accounts.models import User
from clinic.audit.actions import record
from clinic.core.db import db
from clinic.core.ids import new_id
from clinic.core.words import gettext as _
from clinic.groups.feeds import grouping, parsing, times, writing
from clinic.groups.feeds.reading import Refused
from clinic.groups.feeds.report import Report
from clinic.groups.models import DirectorySource, ImportIssue, ImportRun


def import_feed(
    content: bytes,
    *,
    source_name: str,
    fellowship: str,
    timezone: str,
    by: User | None,
    at: datetime,
) -> Report:
    """Bring the directory up to date with a file of meetings, and say what changed.

    Raises :class:`Refused` before anything is written when the file as a whole cannot be taken.
    The caller commits, or rolls back after a dry run.
    """
    zone = times.zone_named(timezone)
    if zone is None:
        raise Refused(_("There is no time zone %(zone)s.", zone=timezone))
    if not source_name.strip() or not fellowship.strip():
        raise Refused(_("A source needs a name and a fellowship."))
    batch = parsing.parse(content, fellowship=fellowship, timezone=zone)
    report = Report(source=source_name, read=batch.read, issues=batch.issues)
    slots, doubles = grouping.distinct(batch.slots)
    slots = grouping.grouped(slots)
    report.issues += doubles
    if not slots:
        raise Refused(_("Not one of the rows can be read as a meeting."))
    source = _source(source_name.strip(), fellowship.strip(), zone, at)
    writing.write(slots, set(batch.present), source=source, at=at, report=report)
    _keep_run(content, report, source, by=by, at=at)
    return report


def _source(name: str, fellowship: str, timezone: str, at: datetime) -> DirectorySource:
    """Return the source of this name, locked until the end of the transaction."""
    asked = sa.select(DirectorySource).where(DirectorySource.name == name).with_for_update()
    source = db.session.scalar(asked)
    if source is None:
        source = DirectorySource(name=name, fellowship=fellowship, timezone=timezone, created_at=at)
        db.session.add(source)
    elif source.fellowship.casefold() != fellowship.casefold():
        raise Refused(
            _("%(name)s lists meetings of %(fellowship)s.", name=name, fellowship=source.fellowship)
        )
    source.timezone = timezone
    db.session.flush()
    return source


def _keep_run(
    content: bytes, report: Report, source: DirectorySource, *, by: User | None, at: datetime
) -> None:
    run = ImportRun(
        source_id=source.id,
        at=at,
        by_id=by.id if by else None,
        sha256=hashlib.sha256(content).hexdigest(),
        counts=report.counts,
    )
    db.session.add(run)
    db.session.flush()
    noted = [{"id": new_id(), "run_id": run.id, **vars(issue)} for issue in report.issues]
    if noted:
        db.session.execute(sa.insert(ImportIssue.__table__), noted)  # type: ignore[arg-type]
    record("groups.imported", run, by=by, at=at, detail=report.counts)
