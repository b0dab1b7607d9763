"""What every response says to the browser about keeping, framing and loading."""

from __future__ import annotations

from flask import Flask, Response, current_app, request

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
ASSETS = ("static", "assets.send")


def dress(response: Response) -> Response:
    """Put the headers on; nothing but styles, scripts and fonts may be kept by the browser."""
    response.headers.update(HEADERS)
    if request.endpoint not in ASSETS or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    if current_app.config["SECURE_COOKIES"] or request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    return response


def init_app(app: Flask) -> None:
    """Dress every response, also those of errors and files."""
    app.after_request(dress)
