"""Staff, programs, memberships, sessions."""

from __future__ import annotations

import enum
import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clinic.core.db import Base, Revised


class Role(enum.StrEnum):
    """What a member of staff does in a program."""

    INTAKE = "intake"
    COUNSELOR = "counselor"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"
    AUDITOR = "auditor"


class Program(Revised, Base):
    """One site or service of the clinic, with the phone number that its clients are given."""

    __tablename__ = "programs"

    name: Mapped[str] = mapped_column(unique=True)
    phone: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")


class User(Revised, Base):
    """A member of staff. ``email`` is kept lower-case; ``phone`` is printed on plans.

    ``code_ends_at`` is set while the password is a one-time code, which dies at that moment.
    """

    __tablename__ = "users"

    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str]
    must_change_password: Mapped[bool] = mapped_column(default=False)
    code_ends_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    memberships: Mapped[list[Membership]] = relationship(
        cascade="all, delete-orphan", lazy="selectin"
    )

    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """Whether this person may sign in."""
        return self.disabled_at is None

    def get_id(self) -> str:
        """Return the key under which Flask-Login knows this person."""
        return str(self.id)

    @property
    def roles(self) -> frozenset[Role]:
        """Every role held somewhere; which records it opens depends on the program."""
        return frozenset(membership.role for membership in self.memberships)

    def programs_as(self, *roles: Role) -> frozenset[uuid.UUID]:
        """Return the keys of the programs where this person holds one of these roles."""
        return frozenset(m.program_id for m in self.memberships if m.role in roles)

    @property
    def first_name(self) -> str:
        """The name to greet this person by."""
        return self.name.split()[0]


class Membership(Base):
    """The one role of a member of staff in a program."""

    __tablename__ = "memberships"
    __table_args__ = (sa.UniqueConstraint("user_id", "program_id"),)

    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id"))
    program_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("programs.id"), index=True)
    role: Mapped[Role]

    program: Mapped[Program] = relationship(lazy="joined", innerjoin=True)


class StaffSession(Base):
    """One browser that came in: who it belongs to, and what it carries between pages.

    Only the SHA-256 of the cookie's token is kept, so that a stolen database opens no door.
    ``user_id`` is empty until someone signs in; the row then gets a new token.
    """

    __tablename__ = "staff_sessions"

    token_hash: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    data: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)


class SignInAttempt(Base):
    """One failed try to sign in, kept to slow down the next ones.

    ``account`` is the SHA-256 of the email that was typed: it may belong to nobody, or be a
    password typed into the wrong box.
    """

    __tablename__ = "sign_in_attempts"
    __table_args__ = (sa.Index(None, "account", "at"), sa.Index(None, "address", "at"))

    at: Mapped[datetime]
    account: Mapped[str]
    address: Mapped[str]
