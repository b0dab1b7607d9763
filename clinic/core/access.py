"""Who may open which door. Every door is shut until a view says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, request
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC = frozenset({"anyone"})
SIGNED_IN = frozenset({"anyone signed in"})

login_manager = LoginManager()
login_manager.login_view = "accounts.sign_in"


def _mark(allowed: frozenset[str]) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.allowed = allowed  # type: ignore[attr-defined]
        return view

    return mark


def allow(*roles: str) -> Callable[[View], View]:
    """Open a view to people who hold one of these roles somewhere.

    Which records they then find is the affair of the scoped queries, program by program.
    """
    return _mark(frozenset(roles))


def public(view: View) -> View:
    """Open a view to people who have not signed in."""
    return _mark(PUBLIC)(view)


def signed_in(view: View) -> View:
    """Open a view to everyone who has signed in, whatever their role."""
    return _mark(SIGNED_IN)(view)


def guard() -> ResponseReturnValue | None:
    """Stop the request unless its view allows this person."""
    if request.endpoint is None:
        return None
    view = current_app.view_functions[request.endpoint]
    allowed: frozenset[str] = getattr(view, "allowed", frozenset())
    if allowed is PUBLIC:
        return None
    if not current_user.is_authenticated:
        return cast(ResponseReturnValue, login_manager.unauthorized())
    if allowed is not SIGNED_IN and not allowed & current_user.roles:
        abort(403)
    return None


def refuse_open_doors(app: Flask) -> None:
    """Refuse to start while any view has not said who may enter.

    Raises :class:`RuntimeError` that names each such endpoint.
    """
    silent = sorted(
        name for name, view in app.view_functions.items() if not getattr(view, "allowed", None)
    )
    if silent:
        raise RuntimeError(
            f"say who may enter (@allow, @signed_in or @public): {', '.join(silent)}"
        )


def init_app(app: Flask) -> None:
    """Hang the guard at the door of every request."""
    login_manager.init_app(app)
    app.before_request(guard)
    app.view_functions["static"] = public(app.view_functions["static"])
