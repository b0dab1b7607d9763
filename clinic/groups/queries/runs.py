"""What was read from the sources: runs, their changes, their problems."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from clinic.core.db import db
from clinic.core.lists import Page, page_of
from clinic.groups.models import (
    ChangeKind,
    DirectorySource,
    GroupMeeting,
    ImportChange,
    ImportIssue,
    ImportRun,
    PeerGroup,
    RunStatus,
    Severity,
)
from clinic.groups.policy.runs import TABS


@dataclass(frozen=True)
class Chosen:
    """What was ticked before applying, by the keys of changes."""

    left_out: frozenset[UUID]
    feed_wins: frozenset[UUID]


def run(run_id: UUID) -> ImportRun:
    """Return a run with its source; raise NoResultFound when there is none."""
    asked = sa.select(ImportRun).where(ImportRun.id == run_id).options(*_PEOPLE)
    return db.session.execute(asked).scalar_one()


def runs(
    *,
    source_id: UUID | None = None,
    status: RunStatus | None = None,
    text: str = "",
    number: int = 1,
) -> Page[ImportRun]:
    """Return a page of runs, newest first: of one source, in one state, by name of the source."""
    asked = sa.select(ImportRun).join(ImportRun.source)
    if source_id:
        asked = asked.where(ImportRun.source_id == source_id)
    if status:
        asked = asked.where(ImportRun.status == status)
    for word in text.split():
        named = DirectorySource.name.icontains(word, autoescape=True)
        asked = asked.where(named | ImportRun.origin.icontains(word, autoescape=True))
    newest = asked.order_by(ImportRun.at.desc(), ImportRun.id.desc()).options(*_PEOPLE)
    return page_of(newest, number)


def run_changes(
    run_id: UUID, tab: str, *, text: str = "", left_out: bool = False, number: int = 1
) -> Page[ImportChange]:
    """Return a page of what a run does to meetings of one kind, in the order of the file."""
    asked = sa.select(ImportChange).where(*of_tab(run_id, tab, text))
    if left_out:
        asked = asked.where(ImportChange.left_out)
    return page_of(asked.order_by(ImportChange.kind, ImportChange.position), number)


def run_issues(run_id: UUID, *, text: str = "", number: int = 1) -> Page[ImportIssue]:
    """Return a page of the problems of a run: what could not be read first, then by row."""
    asked = sa.select(ImportIssue).where(ImportIssue.run_id == run_id)
    for word in text.split():
        columns = (ImportIssue.field, ImportIssue.reason, ImportIssue.before, ImportIssue.uid)
        found = sa.or_(*(column.icontains(word, autoescape=True) for column in columns))
        if word.isascii() and word.isdecimal() and len(word) < 9:
            found |= ImportIssue.row == int(word)
        asked = asked.where(found)
    worst = sa.case((ImportIssue.severity == Severity.SKIPPED, 0), else_=1)
    return page_of(asked.order_by(worst, ImportIssue.row, ImportIssue.id), number)


def counts_by_tab(run_id: UUID) -> dict[str, int]:
    """Return how many rows each part of a run's page holds."""
    by_kind = sa.select(ImportChange.kind, sa.func.count()).where(ImportChange.run_id == run_id)
    rows = db.session.execute(by_kind.group_by(ImportChange.kind))
    found: dict[ChangeKind, int] = {kind: count for kind, count in rows}  # noqa: C416
    counts = {tab: sum(found.get(kind, 0) for kind in kinds) for tab, kinds in TABS.items()}
    problems = sa.select(sa.func.count()).where(ImportIssue.run_id == run_id)
    return {**counts, "problems": db.session.scalar(problems) or 0}


def chosen(run_id: UUID) -> Chosen:
    """Return what was ticked before applying a run."""
    keys = {}
    for column in (ImportChange.left_out, ImportChange.feed_wins):
        asked = sa.select(ImportChange.id).where(ImportChange.run_id == run_id, column)
        keys[column.key] = frozenset(db.session.scalars(asked))
    return Chosen(**keys)


def groups_changed(run_id: UUID) -> frozenset[UUID]:
    """Return the groups that a run did something to, those left as they are apart."""
    asked = sa.select(ImportChange.group_id).where(
        ImportChange.run_id == run_id,
        ImportChange.group_id.is_not(None),
        ImportChange.left_out.is_(False),
        ImportChange.kind.not_in((ChangeKind.REMATCHED, ChangeKind.AMBIGUOUS)),
    )
    return frozenset(key for key in db.session.scalars(asked.distinct()) if key)


def subjects(
    changes: Collection[ImportChange],
) -> dict[UUID, GroupMeeting | PeerGroup]:
    """Return the meetings of some changes as they are now, and the groups of the others."""
    meetings = {one.meeting_id for one in changes if one.meeting_id}
    groups = {one.group_id for one in changes if one.group_id and not one.meeting_id}
    found: dict[UUID, GroupMeeting | PeerGroup] = {}
    held = sa.select(GroupMeeting).where(GroupMeeting.id.in_(meetings))
    found |= {one.id: one for one in db.session.scalars(held)} if meetings else {}
    whole = sa.select(PeerGroup).where(PeerGroup.id.in_(groups))
    found |= {one.id: one for one in db.session.scalars(whole)} if groups else {}
    return found


def ticked_changes(run_id: UUID) -> list[ImportChange]:
    """Return the changes of a run that are left out, or take the feed's value."""
    ticked = ImportChange.left_out | ImportChange.feed_wins
    asked = sa.select(ImportChange).where(ImportChange.run_id == run_id, ticked)
    return list(db.session.scalars(asked))


def overtaken(run: ImportRun) -> bool:
    """Say whether a later run of the same source was applied since this one was read."""
    when = sa.func.coalesce(ImportRun.decided_at, ImportRun.at)
    asked = sa.select(ImportRun.id).where(
        ImportRun.source_id == run.source_id,
        ImportRun.id != run.id,
        ImportRun.status.in_((RunStatus.APPLIED, RunStatus.UNDONE)),
        when > run.at,
    )
    return db.session.scalar(asked.limit(1)) is not None


def waiting(source_ids: Collection[UUID]) -> set[UUID]:
    """Return those of some sources that have a run waiting for a decision."""
    open_runs = (RunStatus.PREVIEWED, RunStatus.HELD)
    asked = sa.select(ImportRun.source_id).where(
        ImportRun.source_id.in_(source_ids), ImportRun.status.in_(open_runs)
    )
    return set(db.session.scalars(asked.distinct())) if source_ids else set()


def of_tab(run_id: UUID, tab: str, text: str) -> tuple[sa.ColumnElement[bool], ...]:
    """Return the conditions for the changes of a run that stand in one part of its page."""
    wanted = [ImportChange.run_id == run_id, ImportChange.kind.in_(TABS[tab])]
    for word in text.split():
        titled = ImportChange.title.icontains(word, autoescape=True)
        wanted.append(titled | ImportChange.uid.icontains(word, autoescape=True))
    return tuple(wanted)


_PEOPLE = (
    joinedload(ImportRun.source),
    joinedload(ImportRun.by),
    joinedload(ImportRun.decided_by),
)
