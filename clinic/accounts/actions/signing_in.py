"""Coming in and going out."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from clinic.accounts import passwords, policy, queries
from clinic.accounts.models import SignInAttempt, User
from clinic.accounts.policy import Pause
from clinic.audit.actions import record
from clinic.core import formats
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext, ngettext


class Limits(NamedTuple):
    """How many tries an account and an address get, how long a pause lasts, and where."""

    per_account: int
    per_address: int
    lasts: timedelta
    zone: str


def begin_try(email: str, *, address: str, at: datetime, limits: Limits) -> Pause:
    """Count one try before its password is looked at, so that many at once gain nothing.

    Raises :class:`RuleBroken` during a pause; such a try is not counted, and a pause never grows.
    """
    account, since = _conceal(email), at - limits.lasts
    pause = _pause(account, address, at=at, limits=limits)
    if pause.until:
        raise RuleBroken(_paused(pause.until, limits))
    db.session.execute(sa.delete(SignInAttempt).where(SignInAttempt.at <= since))
    db.session.add(SignInAttempt(at=at, account=account, address=address))
    db.session.flush()
    return _pause(account, address, at=at, limits=limits)


def let_in(
    user: User | None, password: str, *, pause: Pause, address: str, at: datetime, limits: Limits
) -> User:
    """Let a person in, or refuse: the same words and work whoever they are not.

    A one-time code opens the door once; the person then has to choose a password.
    """
    may_enter = user and user.is_active and (not user.code_ends_at or at < user.code_ends_at)
    concealed = user.password_hash if user and may_enter else passwords.NOBODYS
    if not passwords.matches(concealed or passwords.NOBODYS, password) or not user:
        record("accounts.sign_in_failed", user or "User", by=None, at=at, detail=_from(address))
        raise RuleBroken(_no_match(pause, limits))
    if user.code_ends_at:
        user.password_hash, user.code_ends_at = passwords.NOTHING, None
    elif passwords.is_dated(user.password_hash):
        user.password_hash = passwords.conceal(password)
    mine = SignInAttempt.account == _conceal(user.email)
    db.session.execute(sa.delete(SignInAttempt).where(mine))
    record("accounts.signed_in", user, by=user, at=at, detail=_from(address))
    return user


def sign_out(user: User, *, at: datetime) -> None:
    """Write down that someone left; the session itself is ended by the view."""
    record("accounts.signed_out", user, by=user, at=at)


def _conceal(email: str) -> str:
    return sha256(email.strip().lower().encode()).hexdigest()


def _from(address: str) -> dict[str, str]:
    return {"address": address}


def _pause(account: str, address: str, *, at: datetime, limits: Limits) -> Pause:
    since = at - limits.lasts
    by_account = queries.tries(account=account, since=since)
    by_address = queries.tries(address=address, since=since)
    both = (
        policy.pause(by_account, most=limits.per_account, lasts=limits.lasts, at=at),
        policy.pause(by_address, most=limits.per_address, lasts=limits.lasts, at=at),
    )
    return min(both, key=lambda pause: (pause.tries_left, -(pause.until or at).timestamp()))


def _paused(until: datetime, limits: Limits) -> str:
    wall = until.astimezone(ZoneInfo(limits.zone))
    return gettext("Sign-in is paused until %(time)s.", time=formats.clock(wall.time()))


def _no_match(pause: Pause, limits: Limits) -> str:
    no_match = gettext("That email and password do not match.")
    if pause.until:
        return f"{no_match} {_paused(pause.until, limits)}"
    warning = ngettext(
        "Check both and try again. After %(num)s more try we pause sign-in for %(minutes)s "
        "minutes.",
        "Check both and try again. After %(num)s more tries we pause sign-in for %(minutes)s "
        "minutes.",
        pause.tries_left,
        minutes=int(limits.lasts.total_seconds() // 60),
    )
    return f"{no_match} {warning}"
