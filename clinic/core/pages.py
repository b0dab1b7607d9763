"""What every page shares: security headers, error pages, words, filters."""

from __future__ import annotations

from typing import cast

from flask import Flask, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import Babel
from flask_wtf.csrf import CSRFProtect
from sqlalchemy.exc import NoResultFound
from werkzeug.exceptions import HTTPException, NotFound

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}

babel = Babel()
csrf = CSRFProtect()


def init_app(app: Flask) -> None:
    """Give every response its headers and every failure its page."""
    babel.init_app(app)
    csrf.init_app(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    @app.after_request
    def _headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.endpoint not in ("static", "assets.send"):
            response.headers["Cache-Control"] = "no-store"
        if app.config["SECURE_COOKIES"]:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response

    @app.errorhandler(NoResultFound)
    def _not_there(_error: Exception) -> ResponseReturnValue:
        return _page(NotFound())

    @app.errorhandler(HTTPException)
    def _page(error: HTTPException) -> ResponseReturnValue:
        code = error.code or 500
        if code < 400:
            return cast(ResponseReturnValue, error)
        return render_template("errors/error.html", code=code), code
