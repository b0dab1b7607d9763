"""Sessions kept on the server: the cookie holds a random token and nothing else."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from flask import Flask, Request, Response, request, session
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy.orm import joinedload
from werkzeug.datastructures import CallbackDict

from clinic.accounts.models import StaffSession, User
from clinic.core.access import login_manager
from clinic.core.clock import now
from clinic.core.db import db

#: How long a session may go unwritten while it is in use; keeps page views from all writing.
SEEN_EVERY = timedelta(seconds=60)

#: Requests that carry this header ask on their own, with nobody at the screen.
POLL = "X-Poll"

#: Styles and scripts are the same for everyone: no session is looked up for them.
FILES = ("/assets/", "/static/")


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """What a browser carries between pages, with the person it belongs to.

    ``key`` is the row in the database, if there is one; ``lapsed`` says that the browser showed
    a token which opens nothing any more.
    """

    def __init__(
        self,
        data: dict[str, Any] | None = None,
        *,
        key: uuid.UUID | None = None,
        seen_at: datetime | None = None,
        user: User | None = None,
        lapsed: bool = False,
    ) -> None:
        super().__init__(dict(data or {}), self._changed)
        self.key, self.seen_at, self.user, self.lapsed = key, seen_at, user, lapsed
        self.modified = False

    def _changed(self, _session: Any) -> None:
        self.modified = True

    def end(self) -> None:
        """Forget everything; the row goes with this request's transaction."""
        if self.key is not None:
            db.session.execute(sa.delete(StaffSession).where(StaffSession.id == self.key))
        self.key, self.seen_at, self.user = None, None, None
        self.clear()
        self.modified = True

    def begin(self, user: User) -> None:
        """Start over for this person with a new token, so that an old cookie opens nothing."""
        self.end()
        self.user = user


def conceal(token: str) -> str:
    """Return the only form in which a session's token is kept."""
    return sha256(token.encode()).hexdigest()


def is_live(
    *, created_at: datetime, seen_at: datetime, at: datetime, idle: timedelta, whole: timedelta
) -> bool:
    """Say whether a session may still be used: neither left alone nor grown too old.

    A clock that was put back must not lengthen it: one seen in the future is over.
    """
    return -SEEN_EVERY <= at - seen_at < idle and at - created_at < whole


class TableSessions(SessionInterface):
    """Reads and writes sessions in ``staff_sessions``, by server time."""

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """Find the live session of this browser, its person and their roles, in one query."""
        token = request.cookies.get(self.get_cookie_name(app), "")
        if not token or request.path.startswith(FILES):
            return ServerSession()
        wanted = (
            sa.select(StaffSession, User)
            .outerjoin(User, User.id == StaffSession.user_id)
            .options(joinedload(User.memberships))
            .where(StaffSession.token_hash == conceal(token))
            .execution_options(populate_existing=True)
        )
        found = db.session.execute(wanted).unique().first()
        if found is None or not _is_live(app, found[0]):
            return ServerSession(lapsed=True)
        row, user = found
        return ServerSession(row.data, key=row.id, seen_at=row.seen_at, user=user)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep what changed; touch a session in use once a minute; drop an emptied one.

        What a view left uncommitted is dropped first: only a view commits its own work.
        """
        if not isinstance(session, ServerSession) or response.status_code >= 500:
            return
        if session.key is None and not session:
            if session.modified:
                _drop_cookie(app, response)
            return
        at = now()
        if session.key and not session.modified and not _is_due(session, at):
            return
        db.session.rollback()
        if session.key is None:
            _send_cookie(app, response, _begin(session, at, idle=_idle(app)))
        else:
            _keep(session, at)
        db.session.commit()


def _idle(app: Flask) -> timedelta:
    return timedelta(minutes=app.config["SESSION_IDLE_MINUTES"])


def _is_live(app: Flask, row: StaffSession) -> bool:
    return is_live(
        created_at=row.created_at,
        seen_at=row.seen_at,
        at=now(),
        idle=_idle(app),
        whole=timedelta(hours=app.config["SESSION_HOURS"]),
    )


def _is_due(session: ServerSession, at: datetime) -> bool:
    """Say whether it is time to write down that somebody is there."""
    somebody = POLL not in request.headers
    return somebody and session.seen_at is not None and at - session.seen_at >= SEEN_EVERY


def _begin(session: ServerSession, at: datetime, *, idle: timedelta) -> str:
    """Make the row of a new session, sweep out those that are over, and return its token."""
    token = secrets.token_urlsafe(32)
    db.session.execute(sa.delete(StaffSession).where(StaffSession.seen_at <= at - idle))
    db.session.execute(
        sa.insert(StaffSession).values(
            token_hash=conceal(token),
            user_id=_owner(session),
            data=dict(session),
            created_at=at,
            seen_at=at,
        )
    )
    return token


def _keep(session: ServerSession, at: datetime) -> None:
    """Write a session down. One that was ended meanwhile stays ended: no row, no change."""
    seen = {} if POLL in request.headers else {"seen_at": at}
    row = sa.update(StaffSession).where(StaffSession.id == session.key)
    db.session.execute(row.values(user_id=_owner(session), data=dict(session), **seen))


def _owner(session: ServerSession) -> uuid.UUID | None:
    owner = session.get("_user_id")
    return uuid.UUID(owner) if owner else None


def _send_cookie(app: Flask, response: Response, token: str) -> None:
    response.set_cookie(
        app.config["SESSION_COOKIE_NAME"],
        token,
        path="/",
        httponly=True,
        secure=app.config["SECURE_COOKIES"],
        samesite="Lax",
    )


def _drop_cookie(app: Flask, response: Response) -> None:
    response.delete_cookie(
        app.config["SESSION_COOKIE_NAME"],
        path="/",
        httponly=True,
        secure=app.config["SECURE_COOKIES"],
        samesite="Lax",
    )


@login_manager.user_loader  # type: ignore[untyped-decorator]
def load(key: str) -> User | None:
    """Return the person this session came with, unless they may no longer sign in."""
    user: User | None = getattr(session, "user", None)
    return user if user and str(user.id) == key and user.is_active else None


def init_app(app: Flask) -> None:
    """Keep this app's sessions in the database."""
    app.session_interface = TableSessions()
    secure = app.config["SECURE_COOKIES"]
    app.config["SESSION_COOKIE_NAME"] = "__Host-session" if secure else "session"
