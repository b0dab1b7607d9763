"""What somebody leaves out of a run before it is applied."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from clinic.accounts.models import User
from clinic.audit.actions import record
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.ids import new_id
from clinic.core.words import gettext as _
from clinic.groups.actions import imports
from clinic.groups.models import ChangeKind, ImportChange, ImportRun, RunStatus
from clinic.groups.policy.runs import is_open
from clinic.groups.queries.runs import chosen, of_tab, overtaken, ticked_changes


def choose(
    run: ImportRun,
    *,
    shown: Collection[UUID],
    take: Collection[UUID],
    feed: Collection[UUID],
    by: User,
    at: datetime,
) -> None:
    """Keep the ticks of one page: of the changes ``shown``, those to ``take``, the others not.

    Where the clinic had corrected a fact, ``feed`` names the changes that bring the feed's own
    value back. Raises :class:`RuleBroken` when the run is decided already.
    """
    _check_open(run)
    here = (ImportChange.run_id == run.id, ImportChange.id.in_(shown))
    for column, on in (
        (ImportChange.left_out, ImportChange.id.not_in(take)),
        (ImportChange.feed_wins, ImportChange.id.in_(feed)),
    ):
        db.session.execute(sa.update(ImportChange).where(*here).values({column: on}))
    record("groups.chosen", run, by=by, at=at, detail={"shown": len(shown), "taken": len(take)})


def choose_all(run: ImportRun, tab: str, *, text: str, take: bool, by: User, at: datetime) -> None:
    """Take or leave every change of one part of a run's page, as far as the search shows them.

    Raises :class:`RuleBroken` when the run is decided already.
    """
    _check_open(run)
    here = sa.update(ImportChange).where(*of_tab(run.id, tab, text))
    db.session.execute(here.values(left_out=not take))
    record("groups.chosen", run, by=by, at=at, detail={"tab": tab, "taken": take})


def apply_as_ticked(run: ImportRun, *, accept_held: bool = False, by: User, at: datetime) -> None:
    """Carry out a run but for what was left out, which stays on its page to be read.

    A run that is held after all keeps its ticks. Raises :class:`RuleBroken` when the run is
    decided already, or when a later one was applied since it was read: what it showed is no
    longer what it would do.
    """
    _check_open(run)
    if overtaken(run):
        raise RuleBroken(_("Another import was applied since. Read this one again first."))
    ticked = [_identity(change) | _ticks(change) for change in ticked_changes(run.id)]
    keys = chosen(run.id)
    imports.apply(
        run,
        accept_held=accept_held,
        leave_out=keys.left_out,
        take_feed=keys.feed_wins,
        by=by,
        at=at,
    )
    if run.status is RunStatus.APPLIED:
        _keep_left_out(run, [row for row in ticked if row["left_out"]])
    else:
        _tick_again(run, ticked)


def _identity(change: ImportChange) -> dict[str, Any]:
    return {name: getattr(change, name) for name in ("kind", "meeting_id", "group_id", "uid")}


def _ticks(change: ImportChange) -> dict[str, Any]:
    names = ("position", "title", "before", "after", "left_out", "feed_wins")
    return {name: getattr(change, name) for name in names}


def _keep_left_out(run: ImportRun, rows: list[dict[str, Any]]) -> None:
    """Write again what was not done; without what undoing needs, for there is nothing to undo."""
    for row in rows:
        db.session.add(ImportChange(id=new_id(), run_id=run.id, undo={}, **row))
    db.session.flush()


def _tick_again(run: ImportRun, rows: list[dict[str, Any]]) -> None:
    """Put the ticks on the same changes, read anew; a new group has a new key each time."""
    for row in rows:
        same = [ImportChange.run_id == run.id, ImportChange.kind == row["kind"]]
        same += [ImportChange.uid == row["uid"], ImportChange.meeting_id == row["meeting_id"]]
        if row["kind"] is not ChangeKind.NEW:
            same.append(ImportChange.group_id == row["group_id"])
        ticks = {name: row[name] for name in ("left_out", "feed_wins")}
        db.session.execute(sa.update(ImportChange).where(*same).values(ticks))


def _check_open(run: ImportRun) -> None:
    if not is_open(run):
        raise RuleBroken(_("Somebody has decided about this import already."))
