"""Parts of a plan that have a day: appointments, planned contacts, fixed points of the week."""

from __future__ import annotations

import enum
import uuid
from datetime import date, time

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from clinic.core.db import Base


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


class WeekKind(enum.StrEnum):
    """What fills a part of the week: the program's hours, something fixed, an idea."""

    PROGRAM = "program"
    OWN = "own"
    IDEA = "idea"


class PlanWeekItem(Base):
    """Something in a usual week: on which day (0 = Sunday), from when, how many minutes.

    Something without a time, such as an idea for an empty evening, is for the evening.
    """

    __tablename__ = "plan_week_items"
    __table_args__ = (
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_is_one"),
        sa.CheckConstraint("minutes IS NULL OR minutes > 0", name="lasts"),
    )

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("aftercare_plans.id"), index=True)
    position: Mapped[int]
    kind: Mapped[WeekKind]
    weekday: Mapped[int]
    starts_at: Mapped[time | None]
    minutes: Mapped[int | None]
    words: Mapped[str]


class ContactKind(enum.StrEnum):
    """How the clinic keeps in touch."""

    CALL = "call"
    VISIT = "visit"
    MESSAGE = "message"
    LETTER = "letter"


class Pace(enum.StrEnum):
    """How often the clinic keeps in touch."""

    ONCE = "once"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


class PlanContact(Base):
    """Planned contact: what kind, from which day, how often, how many times, by whom, until when.

    ``times`` is how many contacts there will be in all; ``until`` ends them earlier.
    """

    __tablename__ = "plan_contacts"
    __table_args__ = (sa.CheckConstraint("times > 0", name="happens"),)

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("aftercare_plans.id"), index=True)
    position: Mapped[int]
    kind: Mapped[ContactKind]
    first_on: Mapped[date]
    pace: Mapped[Pace]
    times: Mapped[int]
    who: Mapped[str] = mapped_column(default="")
    until: Mapped[date | None]
