"""Who was told that a group has changed."""

from __future__ import annotations

import enum
import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clinic.accounts.models import User
from clinic.core.db import Base
from clinic.referrals.models import Referral


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
