"""Many plans printed in one go: who asked for what, and how far each of them is."""

from __future__ import annotations

import enum
import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clinic.core.db import Base
from clinic.plans.models.plan import AftercarePlan


class BatchWhat(enum.StrEnum):
    """What is printed of each plan; a sheet goes by its name in an address."""

    PLAN = "plan"
    LARGE = "large"
    POCKET = "pocket"
    CALENDAR = "calendar"
    EARLY_EXIT = "early-exit"


class BatchKind(enum.StrEnum):
    """What comes of it: one file for the printer, or a file for each plan."""

    PDF = "pdf"
    ZIP = "zip"


class PieceState(enum.StrEnum):
    """How far one plan of a batch is."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"


class PrintBatch(Base):
    """Plans that one person prints together. It belongs to that person, and only for a day.

    ``front``: each plan begins on the front of a sheet. ``left_out`` is how many clients of the
    list had nothing to print.
    """

    __tablename__ = "print_batches"

    owner_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"), index=True)
    what: Mapped[BatchWhat]
    kind: Mapped[BatchKind]
    front: Mapped[bool]
    left_out: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(index=True)


class PrintBatchItem(Base):
    """One plan of a batch, at its place in the list.

    ``pdf`` holds what had to be laid out; the stored page of a signed plan is not copied but
    read when the file is put together. ``draft``: it is not the plan as signed. ``taken_at``
    says since when somebody is at work on it; ``reason`` why it failed, in words for the person
    who prints.
    """

    __tablename__ = "print_batch_items"
    __table_args__ = (
        sa.UniqueConstraint("batch_id", "position"),
        sa.UniqueConstraint("batch_id", "plan_id"),
    )

    batch_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("print_batches.id"))
    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("aftercare_plans.id"))
    position: Mapped[int]
    state: Mapped[PieceState]
    draft: Mapped[bool]
    taken_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    pdf: Mapped[bytes | None] = mapped_column(deferred=True)

    plan: Mapped[AftercarePlan] = relationship()
