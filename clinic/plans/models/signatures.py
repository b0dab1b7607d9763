"""Who signed a plan or did not, and what a supervisor said of it."""

from __future__ import annotations

import enum
import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clinic.accounts.models import User
from clinic.core.db import Base


class PlanSigner(enum.StrEnum):
    """In what part somebody signs."""

    CLIENT = "client"
    REPRESENTATIVE = "representative"
    COUNSELOR = "counselor"


class SignedHow(enum.StrEnum):
    """How somebody signed. On paper: the page prints a line, and the pen does the rest."""

    PAPER = "paper"
    TYPED = "typed"
    NOT = "not"


class WhyNot(enum.StrEnum):
    """Why a client did not sign."""

    GONE = "gone"
    DECLINED = "declined"
    UNABLE = "unable"
    OTHER = "other"


class PlanSignature(Base):
    """One signature under a plan, or that there is none and why.

    ``words_sha256`` is the sum of the frozen words that were signed
    (:func:`clinic.plans.document.digest`). A representative says what relation and which legal
    basis let them sign. Written while the plan is signed off; afterwards the database lets none
    be added, changed or taken away.
    """

    __tablename__ = "plan_signatures"
    __table_args__ = (
        sa.UniqueConstraint("plan_id", "part"),
        sa.CheckConstraint("(way = 'not') = (why_not IS NOT NULL)", name="says_why_not"),
    )

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("aftercare_plans.id"))
    part: Mapped[PlanSigner]
    way: Mapped[SignedHow]
    name: Mapped[str]
    why_not: Mapped[WhyNot | None]
    reason: Mapped[str] = mapped_column(default="")
    relation: Mapped[str] = mapped_column(default="")
    legal_basis: Mapped[str] = mapped_column(default="")
    words_sha256: Mapped[str]
    on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))

    by: Mapped[User] = relationship(lazy="joined", innerjoin=True)


class ReviewAct(enum.StrEnum):
    """What happened between a plan's writer and a supervisor."""

    ASKED = "asked"
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    COSIGNED = "cosigned"


class PlanReview(Base):
    """One step of approving a plan before it is signed, or of co-signing it afterwards.

    Rows are only added, so that the table is its own history; the database refuses anything else.
    ``words_sha256`` is the sum of what was read: of a draft, of
    :func:`clinic.plans.document.reading`; of a signed plan, of its frozen words.
    """

    __tablename__ = "plan_reviews"

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("aftercare_plans.id"), index=True)
    act: Mapped[ReviewAct]
    note: Mapped[str] = mapped_column(default="")
    words_sha256: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))

    by: Mapped[User] = relationship(lazy="joined", innerjoin=True)
