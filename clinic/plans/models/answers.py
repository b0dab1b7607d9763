"""What a plan says once: single answers, and plain lists of lines."""

from __future__ import annotations

import enum
import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clinic.accounts.models import User
from clinic.clients.models import Asked
from clinic.core.db import Base


class Naloxone(enum.StrEnum):
    """What became of the offer of naloxone."""

    NOT_ASKED = "not_asked"
    GIVEN = "given"
    PRESCRIBED = "prescribed"
    HAS_ONE = "has_one"
    DECLINED = "declined"


class PrintSize(enum.StrEnum):
    """How large a plan is printed."""

    STANDARD = "standard"
    LARGE = "large"


class PlanAnswers(Base):
    """The single answers of one plan; there is one row for each.

    ``no_medicines`` is set only by somebody who asked, and keeps who that was and when, as
    ``at_risk`` does: it brings the six crisis steps into the plan. ``listed_on`` is the day of
    the list of medicines. Levels of care are ASAM codes, kept as given with the edition they are
    from; ``best_level`` is what was recommended, when that is not what could be arranged.
    ``language`` is the one the words of this plan are written in; ``prints_in`` and ``size`` say
    how it is printed when that is not as the client's record says.
    """

    __tablename__ = "plan_answers"

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("aftercare_plans.id"), unique=True)
    language: Mapped[str] = mapped_column(default="en")
    prints_in: Mapped[str] = mapped_column(default="")
    size: Mapped[PrintSize | None]

    no_medicines: Mapped[bool] = mapped_column(default=False)
    no_medicines_at: Mapped[datetime | None]
    no_medicines_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    allergies: Mapped[str] = mapped_column(default="")
    listed_on: Mapped[date | None]

    overdose_risk: Mapped[Asked] = mapped_column(default=Asked.NOT_ASKED)
    naloxone: Mapped[Naloxone] = mapped_column(default=Naloxone.NOT_ASKED)
    naloxone_doses: Mapped[int | None]
    naloxone_kept: Mapped[str] = mapped_column(default="")
    naloxone_trained: Mapped[list[str]] = mapped_column(default=list)

    signs: Mapped[list[str]] = mapped_column(default=list)
    acts: Mapped[list[str]] = mapped_column(default=list)
    places: Mapped[list[str]] = mapped_column(default=list)
    callers: Mapped[list[str]] = mapped_column(default=list)

    at_risk: Mapped[bool] = mapped_column(default=False)
    at_risk_at: Mapped[datetime | None]
    at_risk_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"))
    crisis_signs: Mapped[list[str]] = mapped_column(default=list)
    crisis_alone: Mapped[list[str]] = mapped_column(default=list)
    crisis_around: Mapped[list[str]] = mapped_column(default=list)
    crisis_people: Mapped[list[str]] = mapped_column(default=list)
    crisis_services: Mapped[list[str]] = mapped_column(default=list)
    crisis_safer: Mapped[list[str]] = mapped_column(default=list)

    level_words: Mapped[str] = mapped_column(default="")
    next_level: Mapped[str] = mapped_column(default="")
    next_edition: Mapped[str] = mapped_column(default="")
    next_words: Mapped[str] = mapped_column(default="")
    best_level: Mapped[str] = mapped_column(default="")
    level_why: Mapped[str] = mapped_column(default="")

    strengths: Mapped[list[str]] = mapped_column(default=list)
    gains: Mapped[list[str]] = mapped_column(default=list)

    no_medicines_by: Mapped[User | None] = relationship(foreign_keys=no_medicines_by_id)
    at_risk_by: Mapped[User | None] = relationship(foreign_keys=at_risk_by_id)
