"""Printing many plans together.

A batch is made, laid out in steps and fetched. Steps change nothing the clinic knows and are not
logged; that a batch was made is, and for every plan that it was printed, when the file is fetched.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from clinic.accounts.models import User
from clinic.audit.actions import record
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext, ngettext
from clinic.plans.models import (
    BatchKind,
    BatchWhat,
    PieceState,
    PrintBatch,
    PrintBatchItem,
)
from clinic.plans.policy.batches import AT_ONCE, KEPT, MOST, TAKEN_FOR
from clinic.plans.queries.batches import Piece, Printable, printable, within_reach


def make_batch(
    episode_ids: Sequence[UUID],
    *,
    what: BatchWhat,
    kind: BatchKind,
    front: bool,
    drafts: bool,
    by: User,
    at: datetime,
) -> PrintBatch:
    """Note whose plans are printed together, in the order of the list.

    Without ``drafts`` whoever has no signed plan is left out. Batches that are over are swept out.
    """
    refuse_too_many(len(episode_ids))
    found = printable(episode_ids, viewer=by)
    plans = [found[key] for key in episode_ids if key in found]
    plans = [plan for plan in plans if plan.is_final or drafts]
    if not plans:
        raise RuleBroken(gettext("None of them has a signed plan. Tick the box to print drafts."))
    purge_batches(at=at)
    left_out = len(episode_ids) - len(plans)
    batch = PrintBatch(
        owner_id=by.id, what=what, kind=kind, front=front, left_out=left_out, made_at=at
    )
    db.session.add(batch)
    db.session.flush()
    for position, plan in enumerate(plans, 1):
        place = {"batch_id": batch.id, "position": position, "plan_id": plan.plan_id}
        state = _first_state(plan, what)
        db.session.add(PrintBatchItem(**place, state=state, draft=not plan.is_final))
    detail = {"plans": len(plans), "what": what.value, "left_out": left_out}
    record("plans.batch_made", batch, by=by, at=at, detail=detail)
    return batch


def refuse_too_many(count: int) -> None:
    """Refuse a list that is longer than a batch may be."""
    if count > MOST:
        words = "Print at most %(num)s plan at a time. Narrow the list, then print."
        several = "Print at most %(num)s plans at a time. Narrow the list, then print."
        raise RuleBroken(ngettext(words, several, MOST))


def _first_state(plan: Printable, what: BatchWhat) -> PieceState:
    """Say whether something has to be laid out: a signed plan has its page already."""
    stored = plan.is_final and what is BatchWhat.PLAN
    return PieceState.READY if stored else PieceState.WAITING


def take_pieces(batch: PrintBatch, *, by: User, at: datetime) -> Sequence[PrintBatchItem]:
    """Take the next few that nobody is at work on and that are still in reach; commit at once.

    Two tabs thus never lay the same plan out. Who took some and went away loses them after a while.
    """
    item = PrintBatchItem
    free = sa.or_(item.taken_at.is_(None), item.taken_at <= at - TAKEN_FOR)
    next_ones = within_reach(batch, by, item.state == PieceState.WAITING, free).limit(AT_ONCE)
    locked = next_ones.with_for_update(of=item, skip_locked=True)
    items = db.session.scalars(locked.execution_options(populate_existing=True)).all()
    for each in items:
        each.taken_at = at
    db.session.flush()
    return items


def keep_piece(item_id: UUID, pdf: bytes | None, *, draft: bool = False) -> None:
    """Keep what was laid out; ``None`` for a signed plan, whose page is stored with it.

    Changes nothing when the batch is gone, or somebody else was sooner.
    """
    _settle(item_id, state=PieceState.READY, pdf=pdf, draft=draft)


def note_failure(item_id: UUID, reason: str) -> None:
    """Note why one plan could not be laid out; the others go on."""
    _settle(item_id, state=PieceState.FAILED, reason=reason)


def _settle(item_id: UUID, **facts: object) -> None:
    item = PrintBatchItem
    waiting = sa.and_(item.id == item_id, item.state == PieceState.WAITING)
    db.session.execute(sa.update(item).where(waiting).values(taken_at=None, **facts))


def try_again(batch: PrintBatch) -> None:
    """Have another try at what failed."""
    item = PrintBatchItem
    failed = sa.and_(item.batch_id == batch.id, item.state == PieceState.FAILED)
    again = sa.update(item).where(failed).values(state=PieceState.WAITING, reason="")
    db.session.execute(again)


def note_fetched(batch: PrintBatch, pieces: Sequence[Piece], *, by: User, at: datetime) -> None:
    """Write down for each plan that it was printed, and with which others."""
    act = "plan.printed" if batch.what is BatchWhat.PLAN else "plan.sheet_printed"
    for piece in pieces:
        detail = {"plan": str(piece.plan_id), "version": piece.version, "batch": str(batch.id)}
        if batch.what is not BatchWhat.PLAN:
            detail["sheet"] = batch.what.value
        said = "plan.draft_printed" if piece.draft and act == "plan.printed" else act
        record(said, "AftercarePlan", by=by, at=at, client_id=piece.client.id, detail=detail)


def discard_batch(batch: PrintBatch, *, by: User, at: datetime) -> None:
    """Throw a batch away before its day is over."""
    record("plans.batch_discarded", batch, by=by, at=at)
    _remove([batch.id])


def purge_batches(*, at: datetime) -> int:
    """Throw away the batches that are over, whoever made them; return how many.

    They were copies on their way to the printer: of each that was fetched the log tells already.
    """
    over = sa.select(PrintBatch.id).where(PrintBatch.made_at <= at - KEPT)
    keys = list(db.session.scalars(over))
    _remove(keys)
    return len(keys)


def _remove(keys: Sequence[UUID]) -> None:
    db.session.execute(sa.delete(PrintBatchItem).where(PrintBatchItem.batch_id.in_(keys)))
    db.session.execute(sa.delete(PrintBatch).where(PrintBatch.id.in_(keys)))
