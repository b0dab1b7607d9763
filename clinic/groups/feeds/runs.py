"""Keeping what a reading did, or would do: to be shown, decided on, and undone."""

from __future__ import annotations

import gzip
import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from clinic.accounts.models import User
from clinic.core.db import db
from clinic.core.ids import new_id
from clinic.groups.feeds import facts, holding, rowsets, sources, storing
from clinic.groups.feeds.changeset import QUIET, Change, ChangeSet, GroupChanged
from clinic.groups.feeds.known import Known
from clinic.groups.feeds.matching import Match
from clinic.groups.feeds.pace import unhurried
from clinic.groups.feeds.plain import plain, plain_row
from clinic.groups.feeds.readings import Reading
from clinic.groups.models import (
    ChangeKind,
    DirectorySource,
    ImportChange,
    ImportFile,
    ImportIssue,
    ImportRun,
    RunStatus,
)

#: Columns of a meeting that a refresh writes, and what undoing it puts back.
WRITTEN = (
    *facts.MEETING,
    "venue_id",
    "source_uid",
    "uid_key",
    "uid_aliases",
    "content_hash",
    "partition",
    "local_fields",
    "feed_facts",
    "week_minute",
    "words",
    "missing_since",
    "seen_at",
)
WAITING = (RunStatus.PREVIEWED, RunStatus.HELD)


def begun(
    content: bytes, *, source: DirectorySource, origin: str, by: User | None, at: datetime
) -> ImportRun:
    """Return a new run over a file, not decided on yet."""
    run = ImportRun(
        source=source,
        at=at,
        by_id=by.id if by else None,
        status=RunStatus.PREVIEWED,
        reasons=[],
        origin=origin[:500],
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        counts={},
    )
    db.session.add(run)
    db.session.flush()
    return run


def wait(run: ImportRun, reading: Reading, content: bytes, status: RunStatus) -> None:
    """Keep a run that changes nothing until somebody decides, with its file."""
    _note(run, reading, status, {})
    if db.session.scalar(sa.select(ImportFile.id).where(ImportFile.run_id == run.id)) is None:
        db.session.add(ImportFile(run_id=run.id, content=gzip.compress(content, 6, mtime=0)))
    db.session.flush()


@unhurried()
def carry_out(run: ImportRun, reading: Reading, *, at: datetime) -> None:
    """Change the directory, and keep what is needed to take that back."""
    source, changes = run.source, reading.changes
    restore = _restore(source, changes)
    added = storing.store(changes, source=source, at=at)
    sources.write(
        source,
        baseline=holding.counted(changes, reading.batch),
        sha256=run.sha256,
        succeeded_at=at,
        error="",
    )
    _note(run, reading, RunStatus.APPLIED, added)
    run.counts = {**run.counts, "restore": restore}
    drop_file(run)


def content_of(run: ImportRun) -> bytes | None:
    """Return the file of a run that waits."""
    asked = sa.select(ImportFile.content).where(ImportFile.run_id == run.id)
    packed = db.session.scalar(asked)
    return None if packed is None else gzip.decompress(packed)


def drop_file(run: ImportRun) -> None:
    """Keep the file of a run no longer."""
    db.session.execute(sa.delete(ImportFile).where(ImportFile.run_id == run.id))


def _restore(source: DirectorySource, changes: ChangeSet) -> dict[str, Any]:
    """Return what else undoing needs: of the source, and of what changed without being a change."""
    known = changes.known
    usual = _usually_seen(known)
    by_id = {stored.id: stored for stored in known.meetings} if changes.quiet else {}
    return {
        "source": {
            "baseline": source.baseline,
            "sha256": source.sha256,
            "succeeded_at": plain(source.succeeded_at),
        },
        "seen_at": plain(usual),
        "seen_at_of": {
            str(stored.id): plain(stored.seen_at)
            for stored in known.meetings
            if stored.live and stored.seen_at != usual
        },
        "quiet": {
            str(key): {name: plain(getattr(by_id[key], name)) for name in QUIET}
            for key in changes.quiet
        },
        "keys": {
            str(key): [known.groups[key].source_key, known.groups[key].key_aliases]
            for key in changes.belonging.keys
        },
    }


def _usually_seen(known: Known) -> datetime | None:
    """Return when most live meetings were last seen."""
    seen = Counter(stored.seen_at for stored in known.meetings if stored.live)
    return seen.most_common(1)[0][0] if seen else None


def _note(run: ImportRun, reading: Reading, status: RunStatus, added: dict[str, UUID]) -> None:
    """Write what a run found, in place of what it found before."""
    run.status, run.reasons, run.format = status, reading.reasons, reading.batch.format
    run.counts = dict(reading.counts)
    for table in (ImportChange, ImportIssue):
        db.session.execute(sa.delete(table).where(table.run_id == run.id))
    db.session.flush()
    rows = [
        {"id": new_id(), "run_id": run.id, "position": position, **row}
        for position, row in enumerate(_changes(reading.changes, added), start=1)
    ]
    rowsets.insert(ImportChange.__table__, rows)
    issues = [{"id": new_id(), "run_id": run.id, **vars(issue)} for issue in reading.issues]
    rowsets.insert(ImportIssue.__table__, issues)


def _changes(changes: ChangeSet, added: dict[str, UUID]) -> Iterator[dict[str, Any]]:
    new_groups = changes.belonging.new
    for match in changes.new:
        yield _new(match, changes, added, new_groups)
    for change in changes.changes:
        yield _changed(change)
    for group in changes.groups:
        yield _group(group)
    for match in changes.ambiguous:
        yield _row(ChangeKind.AMBIGUOUS, None, None, match.slot.uid_key, match.slot.name)
    for stored in changes.matching.missing:
        yield _row(
            ChangeKind.MISSING, stored.id, stored.group_id, stored.uid_key or "", stored.name
        )


def _new(
    match: Match, changes: ChangeSet, added: dict[str, UUID], new_groups: dict[UUID, Any]
) -> dict[str, Any]:
    slot = match.slot
    group_id = changes.belonging.group_of[slot.uid_key]
    after = {
        "weekday": slot.weekday,
        "starts_at": plain(slot.starts_at),
        "attendance": slot.attendance.value,
    }
    if slot.place:
        after |= {"venue": slot.place.name, "street": slot.place.street, "city": slot.place.city}
    key = added.get(slot.uid_key)
    row = _row(ChangeKind.NEW, key, group_id, slot.uid_key, slot.name)
    return row | {"after": after, "undo": {"new_group": True} if group_id in new_groups else {}}


def _changed(change: Change) -> dict[str, Any]:
    assert change.kind is not None  # noqa: S101 - narrows the type
    whole = change.whole
    row = _row(change.kind, whole.id, whole.group_id, change.slot.uid_key, change.slot.name)
    undo = plain_row({name: getattr(whole, name) for name in WRITTEN})
    return row | {"before": change.before, "after": change.after, "undo": undo}


def _group(group: GroupChanged) -> dict[str, Any]:
    whole = group.whole
    row = _row(ChangeKind.CHANGED, None, whole.id, "", whole.name)
    names = {*group.columns, "name_key", "words", "local_fields"}
    undo = plain_row({name: getattr(whole, name) for name in names})
    return row | {"before": group.before, "after": group.after, "undo": undo}


def _row(
    kind: ChangeKind, meeting_id: UUID | None, group_id: UUID | None, uid: str, title: str
) -> dict[str, Any]:
    return {
        "kind": kind,
        "meeting_id": meeting_id,
        "group_id": group_id,
        "uid": uid,
        "title": title,
        "before": {},
        "after": {},
        "undo": {},
    }
