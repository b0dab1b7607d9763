"""What the clinic decides about all plans: its rules, and goals to start from."""

from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clinic.accounts.models import Program, User
from clinic.core.db import Base, Revised


class PlanRule(Base):
    """One decision: from this moment a rule has this value, until a later row says otherwise.

    Rows are only added, so that the table is its own history; the database refuses anything else.
    What rules there are, and how their text is read, is said in ``policy.rules``.
    """

    __tablename__ = "plan_rules"
    __table_args__ = (sa.Index(None, "name", "id"),)

    name: Mapped[str]
    value: Mapped[str]
    set_at: Mapped[datetime]
    set_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))

    set_by: Mapped[User] = relationship(lazy="joined", innerjoin=True)


class GoalTemplate(Revised, Base):
    """A goal with a first step to start from; of one program, or of all when it names none."""

    __tablename__ = "goal_templates"

    program_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("programs.id"), index=True)
    goal: Mapped[str]
    first_step: Mapped[str] = mapped_column(default="")
    retired_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))

    program: Mapped[Program | None] = relationship(lazy="joined")
    changed_by: Mapped[User] = relationship()
