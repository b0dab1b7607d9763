"""What a client takes: medicines, and medication for opioid or alcohol use."""

from __future__ import annotations

import uuid
from datetime import date, time

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from clinic.core.db import Base


class PlanMedicine(Base):
    """A medicine: how much at each time of day, in words, and where the next ones come from.

    ``as_needed`` says when to take one that has no times of day. A ``stopped`` one is listed so
    that nobody takes it by mistake. ``note`` is for staff and never printed.
    """

    __tablename__ = "plan_medicines"

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("aftercare_plans.id"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    strength: Mapped[str] = mapped_column(default="")
    what_for: Mapped[str] = mapped_column(default="")
    morning: Mapped[str] = mapped_column(default="")
    noon: Mapped[str] = mapped_column(default="")
    evening: Mapped[str] = mapped_column(default="")
    bedtime: Mapped[str] = mapped_column(default="")
    as_needed: Mapped[str] = mapped_column(default="")
    refill_on: Mapped[date | None]
    refill_at: Mapped[str] = mapped_column(default="")
    prescriber: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    stopped: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")


class PlanDose(Base):
    """Medication for opioid or alcohol use: the last dose here, the next one, the days between.

    ``bridge_days`` is for how many days after the last dose the client has a supply.
    """

    __tablename__ = "plan_doses"
    __table_args__ = (
        sa.CheckConstraint("bridge_days IS NULL OR bridge_days >= 0", name="bridge_leads_on"),
    )

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("aftercare_plans.id"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    last_on: Mapped[date | None]
    next_on: Mapped[date | None]
    next_at: Mapped[time | None]
    place: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    bridge_days: Mapped[int | None]
