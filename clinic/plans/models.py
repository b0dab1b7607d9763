"""Aftercare plans and their parts."""

from __future__ import annotations

import enum
import uuid
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clinic.accounts.models import User
from clinic.core.db import Base, Revised
from clinic.episodes.models import Episode
from clinic.referrals.models import Referral, ReferralState


class PlanStatus(enum.StrEnum):
    """Whether a plan may still change."""

    DRAFT = "draft"
    FINAL = "final"


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
    goals: Mapped[list[PlanGoal]] = relationship(
        cascade="all, delete-orphan", order_by="PlanGoal.position", lazy="selectin"
    )
    supports: Mapped[list[PlanSupport]] = relationship(
        cascade="all, delete-orphan", order_by="PlanSupport.position", lazy="selectin"
    )
    appointments: Mapped[list[PlanAppointment]] = relationship(
        cascade="all, delete-orphan",
        order_by="PlanAppointment.on, PlanAppointment.starts_at",
        lazy="selectin",
    )
    people: Mapped[list[PlanPerson]] = relationship(
        cascade="all, delete-orphan", order_by="PlanPerson.position", lazy="selectin"
    )
    declined: Mapped[list[Referral]] = relationship(
        primaryjoin=lambda: sa.and_(
            AftercarePlan.episode_id == sa.orm.foreign(Referral.episode_id),
            Referral.state == ReferralState.DECLINED_BY_CLIENT,
        ),
        viewonly=True,
    )

    @property
    def is_final(self) -> bool:
        """Whether the plan has been handed over."""
        return self.status is PlanStatus.FINAL


class PlanGoal(Base):
    """One goal in the client's words, and the first step toward it."""

    __tablename__ = "plan_goals"

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("aftercare_plans.id"), index=True)
    position: Mapped[int]
    goal: Mapped[str]
    first_step: Mapped[str] = mapped_column(default="")


class PlanSupport(Base):
    """A referral given a place in a plan."""

    __tablename__ = "plan_supports"
    __table_args__ = (sa.UniqueConstraint("plan_id", "referral_id"),)

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("aftercare_plans.id"))
    referral_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("referrals.id"), index=True)
    position: Mapped[int]

    referral: Mapped[Referral] = relationship(lazy="joined", innerjoin=True)


class AppointmentKind(enum.StrEnum):
    """What an appointment is for."""

    CLINIC_CALL = "clinic_call"
    COUNSELING = "counseling"
    MEDICATION = "medication"
    MENTAL_HEALTH = "mental_health"
    PRIMARY_CARE = "primary_care"
    PEER_SPECIALIST = "peer_specialist"
    HOUSING = "housing"
    WORK = "work"
    LEGAL = "legal"
    OTHER = "other"


class PlanAppointment(Base):
    """One appointment or call after leaving: when, what, with whom and where."""

    __tablename__ = "plan_appointments"

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("aftercare_plans.id"), index=True)
    kind: Mapped[AppointmentKind] = mapped_column(default=AppointmentKind.OTHER)
    on: Mapped[date]
    starts_at: Mapped[time | None]
    what: Mapped[str]
    who: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")


class PlanPerson(Base):
    """Somebody the client can call."""

    __tablename__ = "plan_people"

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("aftercare_plans.id"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    relation: Mapped[str] = mapped_column(default="")
    phone: Mapped[str]
    good_for: Mapped[str] = mapped_column(default="")


class PlanPaper(Base):
    """The printed page of a finalized plan, byte for byte. The database refuses to change it."""

    __tablename__ = "plan_papers"

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("aftercare_plans.id"), unique=True)
    pdf: Mapped[bytes] = mapped_column(deferred=True)
    sha256: Mapped[str]
    pages: Mapped[int]
    made_at: Mapped[datetime]


class HowTold(enum.StrEnum):
    """How a client was told that a group has changed."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    NEW_COPY = "new_copy"
    LETTER = "letter"
    SUPPORTER = "supporter"


class Telling(Base):
    """A client told that a group is not as their signed plan prints it.

    ``facts`` holds what was said, each fact with what the paper says and what holds now; ``says``
    is the sum over what the directory said then (:func:`clinic.referrals.policy.says_now`): when
    that is another one, the client must be told again. A slip is not rubbed out but taken back.
    """

    __tablename__ = "change_tellings"

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("aftercare_plans.id"), index=True)
    referral_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("referrals.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))
    how: Mapped[HowTold]
    facts: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    says: Mapped[str]
    taken_back_at: Mapped[datetime | None]

    by: Mapped[User] = relationship()
    referral: Mapped[Referral] = relationship()
