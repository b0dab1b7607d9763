"""Episodes of care and the placements within them."""

from __future__ import annotations

import enum
import uuid
from datetime import date, datetime, time

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clinic.accounts.models import Program, User
from clinic.clients.models import Client
from clinic.core.db import Base, Revised


class Setting(enum.StrEnum):
    """Where treatment happens."""

    OUTPATIENT = "outpatient"
    RESIDENTIAL = "residential"


class LeavingReason(enum.StrEnum):
    """Why an episode ended (categories of the TEDS discharge data set, in our words)."""

    COMPLETED = "completed"
    TRANSFERRED = "transferred"
    AGAINST_ADVICE = "against_advice"
    LOST_CONTACT = "lost_contact"
    ADMINISTRATIVE = "administrative"
    INCARCERATED = "incarcerated"
    DIED = "died"
    OTHER = "other"


class Disposition(enum.StrEnum):
    """What became of the aftercare plan (Tenn. Comp. R. & Regs. 0940-05, four outcomes)."""

    PLAN_GIVEN = "plan_given"
    DECLINED = "declined"
    UNAVAILABLE = "unavailable"
    FURTHER_TREATMENT = "further_treatment"


class Episode(Revised, Base):
    """One course of treatment, from admission until the client leaves.

    The database keeps one open episode a client. Program, setting and level of care stand on the
    newest placement. ``closed_at`` is when somebody recorded that the client had left;
    ``reopened_reason`` why that was taken back, if it was. Without a plan the disposition has its
    day, who noted it, and a reason or with whom further treatment was confirmed.
    """

    __tablename__ = "episodes"
    __table_args__ = (
        sa.CheckConstraint("left_on IS NULL OR left_on >= admitted_on", name="leaves_after_entry"),
        sa.CheckConstraint(
            "(left_on IS NULL) = (left_reason IS NULL) "
            "AND (left_on IS NULL) = (disposition IS NULL)",
            name="leaving_is_explained",
        ),
        sa.Index(
            "uq_episodes_one_open",
            "client_id",
            unique=True,
            sqlite_where=sa.text("left_on IS NULL"),
            postgresql_where=sa.text("left_on IS NULL"),
        ),
    )

    client_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("clients.id"), index=True)
    admitted_on: Mapped[date]
    leaves_on: Mapped[date | None]
    leaves_at: Mapped[time | None]
    substances: Mapped[list[str]] = mapped_column(default=list)
    conditions: Mapped[list[str]] = mapped_column(default=list)
    left_on: Mapped[date | None]
    left_reason: Mapped[LeavingReason | None]
    left_note: Mapped[str] = mapped_column(default="")
    disposition: Mapped[Disposition | None]
    disposition_on: Mapped[date | None]
    disposition_why: Mapped[str] = mapped_column(default="")
    disposition_with: Mapped[str] = mapped_column(default="")
    disposition_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    closed_at: Mapped[datetime | None]
    reopened_reason: Mapped[str] = mapped_column(default="")
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))

    client: Mapped[Client] = relationship(lazy="joined", innerjoin=True)
    opened_by: Mapped[User] = relationship(foreign_keys=opened_by_id)
    disposition_by: Mapped[User | None] = relationship(foreign_keys=disposition_by_id)
    placements: Mapped[list[Placement]] = relationship(
        cascade="all, delete-orphan", order_by="Placement.since, Placement.id", lazy="selectin"
    )

    @property
    def is_open(self) -> bool:
        """Whether the client is still in care."""
        return self.left_on is None

    @property
    def placement(self) -> Placement:
        """Where the client is, or was last."""
        return self.placements[-1]


class Placement(Base):
    """The program, setting and level of care of part of an episode.

    ``level`` is an ASAM code such as ``3.5`` and ``edition`` the edition it was taken from (3 or
    4). Both are stored as given and never interpreted: the criteria are licensed.
    """

    __tablename__ = "placements"

    episode_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("episodes.id"), index=True)
    program_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("programs.id"))
    setting: Mapped[Setting]
    level: Mapped[str] = mapped_column(default="")
    edition: Mapped[str] = mapped_column(default="")
    since: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")
    by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))

    program: Mapped[Program] = relationship(lazy="joined", innerjoin=True)
    by: Mapped[User] = relationship()
