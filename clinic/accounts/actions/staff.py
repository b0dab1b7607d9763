"""Who works here, and as what."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from clinic.accounts import queries
from clinic.accounts.actions.passwords import new_code
from clinic.accounts.models import Membership, Program, Role, StaffSession, User
from clinic.audit.actions import record
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext


def add_staff(
    *,
    email: str,
    name: str,
    program: Program,
    role: Role,
    phone: str = "",
    by: User | None,
    at: datetime,
) -> tuple[User, str]:
    """Add a member of staff and return them with the one-time code to tell them."""
    email = email.strip().lower()
    if queries.by_email(email):
        raise RuleBroken(gettext("Somebody has this email already."), field="email")
    user = User(email=email, name=name.strip(), phone=phone.strip(), created_at=at)
    code = new_code(user, at=at)
    user.memberships.append(Membership(program=program, role=role))
    db.session.add(user)
    record("accounts.staff_added", user, by=by, at=at, detail=_place(program, role))
    return user, code


def set_role(user: User, *, program: Program, role: Role | None, by: User, at: datetime) -> None:
    """Give someone their one role in a program, or take it away, and end their sessions."""
    _refuse_own(user, by)
    held = next((m for m in user.memberships if m.program_id == program.id), None)
    if held and held.role is Role.ADMIN and role is not Role.ADMIN:
        others = [m for m in user.memberships if m is not held and m.role is Role.ADMIN]
        _keep_an_admin(user, still=bool(others))
    if held:
        user.memberships.remove(held)
        db.session.flush()
    if role:
        user.memberships.append(Membership(program=program, role=role))
    _end(user)
    record("accounts.role_changed", user, by=by, at=at, detail=_place(program, role))


def disable(user: User, *, by: User | None, at: datetime) -> None:
    """Shut someone out at once, wherever they are signed in."""
    _refuse_own(user, by)
    if Role.ADMIN in user.roles and user.is_active:
        _keep_an_admin(user)
    user.disabled_at = user.disabled_at or at
    _end(user)
    record("accounts.disabled", user, by=by, at=at)


def enable(user: User, *, by: User | None, at: datetime) -> None:
    """Let someone sign in again who was shut out."""
    user.disabled_at = None
    record("accounts.enabled", user, by=by, at=at)


def end_sessions(user: User, *, by: User, at: datetime) -> None:
    """Sign someone out wherever they are signed in."""
    _end(user)
    record("accounts.sessions_ended", user, by=by, at=at)


def correct_self(user: User, *, name: str, phone: str, at: datetime) -> None:
    """Correct one's own name and phone, as plans print them."""
    user.name, user.phone = name.strip(), phone.strip()
    record("accounts.self_corrected", user, by=user, at=at)


def _end(user: User) -> None:
    db.session.execute(sa.delete(StaffSession).where(StaffSession.user_id == user.id))


def _refuse_own(user: User, by: User | None) -> None:
    if by is not None and by.id == user.id:
        raise RuleBroken(gettext("Ask another admin to change your own account."))


def _keep_an_admin(user: User, *, still: bool = False) -> None:
    if not still and not queries.other_admins(user):
        raise RuleBroken(gettext("This is the last admin. Make somebody else an admin first."))


def _place(program: Program, role: Role | None) -> dict[str, str]:
    return {"program": program.name, "role": role.value if role else ""}
