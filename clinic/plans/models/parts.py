"""Parts of a plan that are rows: goals, groups, people, pairs, areas of life, teach-back."""

from __future__ import annotations

import enum
import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clinic.accounts.models import User
from clinic.core.db import Base
from clinic.referrals.models import Referral


class PlanGoal(Base):
    """One goal in the client's words, and the first step toward it."""

    __tablename__ = "plan_goals"

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("aftercare_plans.id"), index=True)
    position: Mapped[int]
    goal: Mapped[str]
    first_step: Mapped[str] = mapped_column(default="")


class PlanSupport(Base):
    """A referral given a place in a plan.

    ``omit_place`` keeps where the group meets off everything that is printed: a paper that says
    where somebody is every Thursday at seven can fall into the wrong hands.
    """

    __tablename__ = "plan_supports"
    __table_args__ = (sa.UniqueConstraint("plan_id", "referral_id"),)

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("aftercare_plans.id"))
    referral_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("referrals.id"), index=True)
    position: Mapped[int]
    omit_place: Mapped[bool] = mapped_column(default=False)

    referral: Mapped[Referral] = relationship(lazy="joined", innerjoin=True)


class PlanPerson(Base):
    """Somebody the client can call."""

    __tablename__ = "plan_people"

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("aftercare_plans.id"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    relation: Mapped[str] = mapped_column(default="")
    phone: Mapped[str]
    good_for: Mapped[str] = mapped_column(default="")


class PlanPair(Base):
    """A trigger, and what the client will do when it comes."""

    __tablename__ = "plan_pairs"

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("aftercare_plans.id"), index=True)
    position: Mapped[int]
    trigger: Mapped[str]
    response: Mapped[str] = mapped_column(default="")


class Area(enum.StrEnum):
    """An area of life that is looked at before somebody leaves."""

    HOUSING = "housing"
    TRANSPORT = "transport"
    WORK = "work"
    MONEY = "money"
    LEGAL = "legal"
    FAMILY = "family"
    HEALTH = "health"
    PAPERS = "papers"


class AreaState(enum.StrEnum):
    """What was found in an area of life."""

    NO_NEED = "no_need"
    MET = "met"
    OPEN = "open"


class PlanArea(Base):
    """One area of life that was reviewed; an open one says what is to do, who does it, by when."""

    __tablename__ = "plan_areas"
    __table_args__ = (sa.UniqueConstraint("plan_id", "area"),)

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("aftercare_plans.id"))
    area: Mapped[Area]
    state: Mapped[AreaState]
    action: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]


class Topic(enum.StrEnum):
    """What the client is asked to say in their own words."""

    FIRST = "first"
    CALL = "call"
    GROUPS = "groups"
    MEDICINES = "medicines"
    SAFETY = "safety"
    HARD = "hard"


class Told(enum.StrEnum):
    """How the client said it, or why nobody asked.

    ``TAUGHT_AGAIN`` is not clear yet: said in another way, and to be asked again. ``RETOLD`` is
    what it becomes when the client then told it back.
    """

    TOLD_BACK = "told_back"
    RETOLD = "retold"
    TAUGHT_AGAIN = "taught_again"
    DECLINED = "declined"
    GONE = "gone"


class PlanTeachback(Base):
    """One topic the client was asked about: how it went, who asked, when, through whom.

    ``why`` is the reason when the client is gone or would not be asked; it is never printed.
    """

    __tablename__ = "plan_teachbacks"
    __table_args__ = (sa.UniqueConstraint("plan_id", "topic"),)

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("aftercare_plans.id"))
    topic: Mapped[Topic]
    told: Mapped[Told]
    interpreter: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))

    asked_by: Mapped[User] = relationship(lazy="joined", innerjoin=True)
