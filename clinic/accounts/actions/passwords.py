"""Changing a password, and the one-time code that stands in for one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from clinic.accounts import passwords, policy
from clinic.accounts.models import StaffSession, User
from clinic.audit.actions import record
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext


def change_password(
    user: User,
    *,
    password: str,
    again: str,
    current: str = "",
    shortest: int,
    near: Iterable[str],
    at: datetime,
) -> None:
    """Give oneself a new password and end every session; the view begins a fresh one.

    The current password is asked for, unless the person has just used up a one-time code.
    """
    if not user.must_change_password and not passwords.matches(user.password_hash, current):
        raise RuleBroken(gettext("That is not your password now."), field="current")
    if policy.normal(password) != policy.normal(again):
        raise RuleBroken(gettext("The two do not match. Type the new one again."), field="again")
    policy.refuse_weak(password, shortest=shortest, near=(*near, user.name, user.email))
    if passwords.matches(user.password_hash, password):
        raise RuleBroken(gettext("That is the one you have now."), field="password")
    user.password_hash = passwords.conceal(password)
    user.must_change_password, user.code_ends_at = False, None
    _end_sessions(user)
    record("accounts.password_changed", user, by=user, at=at)


def give_code(user: User, *, by: User | None, at: datetime) -> str:
    """Replace a forgotten password by a one-time code, and return it to be told once."""
    if by is not None and by.id == user.id:
        raise RuleBroken(gettext("Change your own password on your own page."))
    code = new_code(user, at=at)
    _end_sessions(user)
    record("accounts.code_given", user, by=by, at=at)
    return code


def new_code(user: User, *, at: datetime) -> str:
    """Make a one-time code the only thing that opens this account."""
    code = passwords.new_code()
    user.password_hash = passwords.conceal(code)
    user.must_change_password, user.code_ends_at = True, at + policy.CODE_LASTS
    return code


def _end_sessions(user: User) -> None:
    db.session.execute(sa.delete(StaffSession).where(StaffSession.user_id == user.id))
