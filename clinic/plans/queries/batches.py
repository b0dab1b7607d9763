"""Plans printed together: what there is to print of a list, and how far a batch is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from clinic.accounts.models import User
from clinic.accounts.policy import CLINICAL
from clinic.clients.models import Client
from clinic.clients.queries import reach
from clinic.core.db import db
from clinic.episodes.models import Episode
from clinic.plans.models import (
    AftercarePlan,
    PieceState,
    PlanPaper,
    PlanStatus,
    PrintBatch,
    PrintBatchItem,
)
from clinic.plans.policy.batches import KEPT


class Printable(NamedTuple):
    """The plan of an episode that would be printed."""

    plan_id: UUID
    is_final: bool


def printable(episode_ids: Collection[UUID], *, viewer: User) -> dict[UUID, Printable]:
    """Return for each of these episodes the newest signed plan, or else the draft.

    Only of clients whose treatment this person may read about.
    """
    plan = AftercarePlan
    rows = (
        sa.select(plan.episode_id, plan.id, plan.status)
        .join(Episode, Episode.id == plan.episode_id)
        .join(Client, Client.id == Episode.client_id)
        .where(plan.episode_id.in_(episode_ids), reach(viewer, *CLINICAL))
        .order_by((plan.status == PlanStatus.FINAL), plan.version)
    )
    found = db.session.execute(rows)
    return {key: Printable(each, status is PlanStatus.FINAL) for key, each, status in found}


def batch(batch_id: UUID, *, viewer: User, at: datetime) -> PrintBatch:
    """Return a batch of this person's own that is not over yet, or raise ``NoResultFound``."""
    return db.session.scalars(_own(viewer, at).where(PrintBatch.id == batch_id)).one()


def batches(viewer: User, at: datetime) -> Sequence[PrintBatch]:
    """Return this person's batches that are not over yet, newest first."""
    newest_first = (PrintBatch.made_at.desc(), PrintBatch.id.desc())
    return db.session.scalars(_own(viewer, at).order_by(*newest_first)).all()


def _own(viewer: User, at: datetime) -> sa.Select[PrintBatch]:
    return sa.select(PrintBatch).where(
        PrintBatch.owner_id == viewer.id, PrintBatch.made_at > at - KEPT
    )


class Piece(NamedTuple):
    """One plan of a batch, of a client still in reach."""

    item_id: UUID
    client: Client
    plan_id: UUID
    version: int
    draft: bool
    state: PieceState
    reason: str


@dataclass(frozen=True)
class Pile:
    """How far a batch is. ``gone`` plans are of clients who moved out of this person's reach."""

    pieces: Sequence[Piece]
    gone: int

    def those(self, state: PieceState) -> list[Piece]:
        """Return the pieces in one state, in the order of the list."""
        return [piece for piece in self.pieces if piece.state is state]

    @property
    def waiting(self) -> int:
        """How many are still to be laid out."""
        return len(self.those(PieceState.WAITING))

    @property
    def ready(self) -> list[Piece]:
        """What can be printed."""
        return self.those(PieceState.READY)

    @property
    def failed(self) -> list[Piece]:
        """What could not be laid out."""
        return self.those(PieceState.FAILED)


def within_reach(
    batch: PrintBatch, viewer: User, *columns: sa.ColumnElement[bool]
) -> sa.Select[PrintBatchItem]:
    """Return the question for items of a batch whose clients are in reach now, in order."""
    return (
        sa.select(PrintBatchItem)
        .join(AftercarePlan, AftercarePlan.id == PrintBatchItem.plan_id)
        .join(Episode, Episode.id == AftercarePlan.episode_id)
        .join(Client, Client.id == Episode.client_id)
        .where(PrintBatchItem.batch_id == batch.id, reach(viewer, *CLINICAL), *columns)
        .order_by(PrintBatchItem.position)
    )


def pile(batch: PrintBatch, *, viewer: User) -> Pile:
    """Return how far a batch is, as far as its clients are still in reach of this person."""
    item, plan = PrintBatchItem, AftercarePlan
    facts = (item.id, Client, plan.id, plan.version, item.draft, item.state, item.reason)
    rows = db.session.execute(within_reach(batch, viewer).with_only_columns(*facts)).all()
    pieces = [Piece(*row) for row in rows]
    whole = sa.select(sa.func.count()).where(item.batch_id == batch.id)
    return Pile(pieces, gone=(db.session.scalar(whole) or 0) - len(pieces))


def pdf_of(piece: Piece) -> bytes:
    """Return what was laid out for a piece, or else the page stored with its signed plan."""
    item = db.session.scalars(
        sa.select(PrintBatchItem)
        .options(undefer(PrintBatchItem.pdf))
        .where(PrintBatchItem.id == piece.item_id)
    ).one()
    if item.pdf is not None:
        return item.pdf
    stored = sa.select(PlanPaper.pdf).where(PlanPaper.plan_id == piece.plan_id)
    return db.session.scalars(stored).one()
