"""Sessions kept on the server: the cookie holds a random token and nothing else."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy.orm import joinedload
from werkzeug.datastructures import CallbackDict

from clinic.accounts.models import StaffSession, User
from clinic.core.access import login_manager
from clinic.core.clock import now
from clinic.core.db import db

#: How long a session may go unwritten while it is in use; keeps page views from all writing.
SEEN_EVERY = timedelta(seconds=60)


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """What a browser carries between pages. ``row`` is where the database keeps it."""

    def __init__(self, row: StaffSession | None = None, token: str = "") -> None:
        super().__init__(dict(row.data) if row else {}, self._changed)
        self.row, self.token, self.modified = row, token, False

    def _changed(self, _session: Any) -> None:
        self.modified = True

    def renew(self) -> None:
        """Start over with a new token, so that an old cookie opens nothing."""
        self.end()
        self.modified = True

    def end(self) -> None:
        """Forget everything; the row goes with this request's transaction."""
        if self.row is not None:
            db.session.execute(sa.delete(StaffSession).where(StaffSession.id == self.row.id))
        self.row, self.token = None, ""
        self.clear()


def conceal(token: str) -> str:
    """Return the only form in which a session's token is kept."""
    return sha256(token.encode()).hexdigest()


def is_live(row: StaffSession, *, at: datetime, idle: timedelta, whole: timedelta) -> bool:
    """Say whether a session may still be used: neither left alone nor grown too old."""
    return at - row.seen_at < idle and at - row.created_at < whole


class TableSessions(SessionInterface):
    """Reads and writes sessions in ``staff_sessions``, by server time."""

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """Find the live session of this browser, with its person, or begin an empty one."""
        token = request.cookies.get(self.get_cookie_name(app), "")
        if not token:
            return ServerSession()
        found = db.session.execute(
            sa.select(StaffSession, User)
            .outerjoin(User, User.id == StaffSession.user_id)
            .options(joinedload(User.memberships))
            .where(StaffSession.token_hash == conceal(token))
        )
        row = found.unique().scalars().first()
        idle = timedelta(minutes=app.config["SESSION_IDLE_MINUTES"])
        whole = timedelta(hours=app.config["SESSION_HOURS"])
        if row is None or not is_live(row, at=now(), idle=idle, whole=whole):
            return ServerSession()
        return ServerSession(row, token)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep what changed; touch a session in use once a minute; drop an emptied one.

        What a view left uncommitted is dropped first: only a view commits its own work.
        """
        assert isinstance(session, ServerSession)  # noqa: S101 - narrows the interface's type
        at, name = now(), self.get_cookie_name(app)
        if session.row is None and not session:
            if session.modified:
                response.delete_cookie(name, path="/", secure=app.config["SECURE_COOKIES"])
            return
        if session.row and not session.modified and at - session.row.seen_at < SEEN_EVERY:
            return
        db.session.rollback()
        if session.row is None:
            session.token = secrets.token_urlsafe(32)
            session.row = StaffSession(token_hash=conceal(session.token), created_at=at)
            response.set_cookie(
                name,
                session.token,
                path="/",
                httponly=True,
                secure=app.config["SECURE_COOKIES"],
                samesite="Lax",
            )
        owner = session.get("_user_id")
        session.row.user_id = UUID(owner) if owner else None
        session.row.data, session.row.seen_at = dict(session), at
        db.session.add(session.row)
        db.session.commit()


@login_manager.user_loader  # type: ignore[untyped-decorator]
def load(key: str) -> User | None:
    """Return the person a session belongs to, unless they may no longer sign in."""
    user = db.session.get(User, UUID(key))
    return user if user and user.is_active else None


def init_app(app: Flask) -> None:
    """Keep this app's sessions in the database."""
    app.session_interface = TableSessions()
    app.config["SESSION_COOKIE_NAME"] = (
        "__Host-session" if app.config["SECURE_COOKIES"] else "session"
    )
