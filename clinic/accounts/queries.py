"""Finding staff, programs, and tries to sign in."""

from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from clinic.accounts.models import Membership, Program, Role, SignInAttempt, User
from clinic.core.db import db

#: What the list of staff may be sorted by.
SORTS: dict[str, sa.ColumnElement[str] | InstrumentedAttribute[str]] = {
    "name": sa.func.lower(User.name),
    "email": User.email,
}
PAGE = 50


def by_email(email: str) -> User | None:
    """Return the person with this email, whatever its case."""
    return db.session.scalar(sa.select(User).where(User.email == email.strip().lower()))


def get(user_id: uuid.UUID) -> User:
    """Return a member of staff by key."""
    return db.session.scalars(sa.select(User).where(User.id == user_id)).one()


def visible_to(viewer: User) -> sa.ColumnElement[bool]:
    """Return which staff someone may see: an admin all, a supervisor those of their programs."""
    if Role.ADMIN in viewer.roles:
        return sa.true()
    theirs = Membership.program_id.in_(viewer.programs_as(Role.SUPERVISOR))
    return User.id.in_(sa.select(Membership.user_id).where(theirs))


def staff(viewer: User, *, text: str = "", sort: str = "name", page: int = 1) -> list[User]:
    """Return one page of the staff whose name or email holds a text, and one row more.

    The row more than :data:`PAGE` says that there is a next page.
    """
    people = sa.select(User).where(visible_to(viewer))
    for word in text.lower().split():
        name = sa.func.lower(User.name).contains(word, autoescape=True)
        people = people.where(name | User.email.contains(word, autoescape=True))
    order = SORTS.get(sort.removeprefix("-"), SORTS["name"])
    order = order.desc() if sort.startswith("-") else order.asc()
    found = people.order_by(order, User.id).offset((page - 1) * PAGE).limit(PAGE + 1)
    return list(db.session.scalars(found))


def all_staff() -> list[User]:
    """Return everyone, for the command line."""
    return list(db.session.scalars(sa.select(User).order_by(User.email)))


def other_admins(user: User) -> int:
    """Count the admins who could still sign in without this one, and hold them until commit."""
    admins = (
        sa.select(User.id)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.role == Role.ADMIN, User.disabled_at.is_(None), User.id != user.id)
        .with_for_update()
    )
    return len(set(db.session.scalars(admins)))


def programs() -> list[Program]:
    """Return every program by name."""
    return list(db.session.scalars(sa.select(Program).order_by(sa.func.lower(Program.name))))


def program(program_id: uuid.UUID) -> Program:
    """Return a program by key."""
    return db.session.scalars(sa.select(Program).where(Program.id == program_id)).one()


def program_named(name: str) -> Program | None:
    """Return the program with this name, whatever its case."""
    same = sa.func.lower(Program.name) == name.strip().lower()
    return db.session.scalar(sa.select(Program).where(same))


def tries(*, since: datetime, account: str = "", address: str = "") -> list[datetime]:
    """Return when sign-in was tried for one account, or else from one address, newest first."""
    whose = SignInAttempt.account == account if account else SignInAttempt.address == address
    moments = sa.select(SignInAttempt.at).where(whose, SignInAttempt.at > since)
    return list(db.session.scalars(moments.order_by(SignInAttempt.at.desc()).limit(1_000)))
