"""Who may open which door. Every door is shut until a view says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user
from werkzeug.exceptions import HTTPException

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC = frozenset({"anyone"})
SIGNED_IN = frozenset({"anyone signed in"})
SIGN_IN = "accounts.sign_in"

login_manager = LoginManager()
login_manager.session_protection = None


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


def may_open(endpoint: str) -> bool:
    """Say whether there is such a page and this person's role may enter it."""
    view = current_app.view_functions.get(endpoint)
    allowed: frozenset[str] = getattr(view, "allowed", frozenset())
    if allowed is PUBLIC:
        return True
    if not current_user.is_authenticated:
        return False
    return allowed is SIGNED_IN or bool(allowed & current_user.roles)


def own_page(address: str) -> str:
    """Return an address when it is a page of ours that can be opened, else nothing.

    Only what our own routes know is let through: a list of bad addresses is never whole.
    """
    if not address.startswith("/") or not address.isprintable() or "\\" in address:
        return ""
    if current_app.url_map.host_matching or urlsplit(address).netloc:
        return ""
    try:
        doors = current_app.url_map.bind("")
        endpoint, _values = doors.match(urlsplit(address).path, method="GET")
    except (HTTPException, ValueError):
        return ""
    return "" if endpoint in (SIGN_IN, "static") else address


@login_manager.unauthorized_handler  # type: ignore[untyped-decorator]
def ask_to_sign_in() -> ResponseReturnValue:
    """Send a stranger to the sign-in page, which leads back to where they were going."""
    wanted = request.full_path.removesuffix("?")
    lost = None if request.method in ("GET", "HEAD") else ""
    way = url_for(SIGN_IN, next=own_page(wanted) or own_page(request.path) or None, lost=lost)
    if request.headers.get("HX-Request") == "true":
        return Response(status=401, headers={"HX-Redirect": way})
    return redirect(way, 303)


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
