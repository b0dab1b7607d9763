"""Aftercare plans: what holds all their parts, and the page that is printed of them."""

from __future__ import annotations

import enum
import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clinic.accounts.models import User
from clinic.core.db import Base, Revised
from clinic.episodes.models import Episode
from clinic.plans.models.answers import PlanAnswers, PrintSize
from clinic.plans.models.care import PlanDose, PlanMedicine
from clinic.plans.models.days import PlanAppointment, PlanContact, PlanWeekItem
from clinic.plans.models.parts import (
    PlanArea,
    PlanGoal,
    PlanPair,
    PlanPerson,
    PlanSupport,
    PlanTeachback,
)
from clinic.plans.models.signatures import PlanReview, PlanSignature
from clinic.referrals.models import Referral, ReferralState


class PlanStatus(enum.StrEnum):
    """Whether a plan may still change."""

    DRAFT = "draft"
    FINAL = "final"


def _parts(order: str) -> Any:
    return relationship(cascade="all, delete-orphan", order_by=order, lazy="selectin")


class AftercarePlan(Revised, Base):
    """What a client leaves treatment with: goals, groups, appointments, people to call.

    A draft may change; a final plan never does, and the database refuses it. Its words are kept
    in ``frozen`` and its printed page in :class:`PlanPaper`. One draft an episode at a time.
    ``accepted`` holds, by the key of a finding, who saw it before signing off and let it stand.
    """

    __tablename__ = "aftercare_plans"
    __table_args__ = (
        sa.CheckConstraint(
            "(status = 'final') = (finalized_at IS NOT NULL)", name="final_plans_are_dated"
        ),
        sa.UniqueConstraint("episode_id", "version"),
        sa.Index(
            "uq_aftercare_plans_one_draft",
            "episode_id",
            unique=True,
            sqlite_where=sa.text("status = 'draft'"),
            postgresql_where=sa.text("status = 'draft'"),
        ),
    )

    episode_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("episodes.id"))
    version: Mapped[int]
    status: Mapped[PlanStatus] = mapped_column(default=PlanStatus.DRAFT)
    remember: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    helps: Mapped[str] = mapped_column(default="")
    started_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    change_reason: Mapped[str] = mapped_column(default="")
    accepted: Mapped[dict[str, Any]] = mapped_column(default=dict)
    taught_back: Mapped[bool] = mapped_column(default=False)
    finalized_at: Mapped[datetime | None]
    finalized_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    frozen: Mapped[dict[str, Any] | None]

    episode: Mapped[Episode] = relationship(lazy="joined", innerjoin=True)
    changed_by: Mapped[User | None] = relationship(foreign_keys=changed_by_id)
    finalized_by: Mapped[User | None] = relationship(foreign_keys=finalized_by_id)
    answers: Mapped[PlanAnswers] = relationship(
        cascade="all, delete-orphan", lazy="joined", single_parent=True
    )
    goals: Mapped[list[PlanGoal]] = _parts("PlanGoal.position")
    supports: Mapped[list[PlanSupport]] = _parts("PlanSupport.position")
    appointments: Mapped[list[PlanAppointment]] = _parts(
        "PlanAppointment.on, PlanAppointment.starts_at"
    )
    people: Mapped[list[PlanPerson]] = _parts("PlanPerson.position")
    week: Mapped[list[PlanWeekItem]] = _parts("PlanWeekItem.position")
    contacts: Mapped[list[PlanContact]] = _parts("PlanContact.position")
    medicines: Mapped[list[PlanMedicine]] = _parts("PlanMedicine.position")
    doses: Mapped[list[PlanDose]] = _parts("PlanDose.position")
    pairs: Mapped[list[PlanPair]] = _parts("PlanPair.position")
    areas: Mapped[list[PlanArea]] = _parts("PlanArea.area")
    teachbacks: Mapped[list[PlanTeachback]] = _parts("PlanTeachback.topic")
    signatures: Mapped[list[PlanSignature]] = relationship(order_by="PlanSignature.part")
    reviews: Mapped[list[PlanReview]] = relationship(order_by="PlanReview.id")
    paper: Mapped[PlanPaper | None] = relationship(viewonly=True)
    copies: Mapped[list[PlanCopy]] = relationship(order_by="PlanCopy.id")
    declined: Mapped[list[Referral]] = relationship(
        primaryjoin=lambda: sa.and_(
            AftercarePlan.episode_id == sa.orm.foreign(Referral.episode_id),
            Referral.state == ReferralState.DECLINED_BY_CLIENT,
        ),
        viewonly=True,
    )

    def __init__(self, **facts: Any) -> None:
        """Make a plan; it has its single answers from the start, all of them open."""
        super().__init__(**{"answers": PlanAnswers(), **facts})

    @property
    def is_final(self) -> bool:
        """Whether the plan has been handed over."""
        return self.status is PlanStatus.FINAL


class PlanPaper(Base):
    """The printed page of a finalized plan, byte for byte. The database refuses to change it.

    ``language`` and ``size`` are those it was printed in, as the frozen words say too.
    """

    __tablename__ = "plan_papers"

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("aftercare_plans.id"), unique=True)
    pdf: Mapped[bytes] = mapped_column(deferred=True)
    sha256: Mapped[str]
    pages: Mapped[int]
    language: Mapped[str]
    size: Mapped[PrintSize]
    made_at: Mapped[datetime]


class CopyWay(enum.StrEnum):
    """How a copy reached somebody."""

    BY_HAND = "by_hand"
    MAIL = "mail"
    FAX = "fax"
    EMAIL = "email"
    PORTAL = "portal"


class PlanCopy(Base):
    """One copy that left the clinic's hands: to whom, how, when, and who gave it.

    ``release`` names the consent it went out under when it did not go to the client. Rows are
    written after signing off; the database lets none be changed or taken away.
    """

    __tablename__ = "plan_copies"

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("aftercare_plans.id"), index=True)
    to_client: Mapped[bool]
    to_whom: Mapped[str] = mapped_column(default="")
    way: Mapped[CopyWay]
    given_on: Mapped[date]
    release: Mapped[str] = mapped_column(default="")
    noted_at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))

    by: Mapped[User] = relationship(lazy="joined", innerjoin=True)
