"""What a request may be made of, checked before any view reads it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import IO, Any, TypeVar
from urllib.parse import unquote_to_bytes, urlsplit

from flask import Flask, Request, current_app, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge
from werkzeug.middleware.proxy_fix import ProxyFix

from clinic.core.access import may_open
from clinic.core.words import lazy_gettext as _

View = TypeVar("View", bound=Callable[..., Any])
MB = 1_000_000
PLAIN_FORM = "application/x-www-form-urlencoded"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
#: NUL ends text early in databases; bytes that are not UTF-8 arrive as U+FFFD.
BROKEN = frozenset({"\x00", "\ufffd"})
UNREADABLE = _("Some letters in it cannot be read. Go back and type it again.")
ELSEWHERE = _("It came from another site. Open the page here and try again.")


class OwnRequest(Request):
    """A request whose files stay in memory: nothing that people send is written to a disk."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        """Keep a file as bytes; how many there may be is looked at before."""
        return BytesIO()


def takes_files(megabytes: int) -> Callable[[View], View]:
    """Let a view be sent more than the app takes elsewhere, by those who may enter it."""

    def mark(view: View) -> View:
        view.takes = megabytes * MB  # type: ignore[attr-defined]
        return view

    return mark


def make_room() -> None:
    """Widen the limit of a request for a view that takes files, and say what the limit is."""
    view = current_app.view_functions.get(request.endpoint or "")
    most: int = getattr(view, "takes", 0)
    if not most or not may_open(request.endpoint or ""):
        return
    request.max_content_length = most
    if (request.content_length or 0) > most:
        words = _("Choose a smaller file. The limit is %(most)s MB.", most=most // MB)
        raise RequestEntityTooLarge(words)


def is_sound(text: str) -> bool:
    """Say whether a text can be stored and shown: no NUL, nothing that is not UTF-8."""
    return BROKEN.isdisjoint(text) and not any("\ud800" <= letter <= "\udfff" for letter in text)


def is_utf8(form: bytes) -> bool:
    """Say whether the bytes of a plain form spell letters; half a surrogate pair does not."""
    try:
        unquote_to_bytes(form).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def refuse_broken_text() -> None:
    """Stop a request whose path, query or form no database could keep."""
    most, longest = current_app.config["MAX_FORM_PARTS"], current_app.config["MAX_FORM_MEMORY_SIZE"]
    if request.mimetype == PLAIN_FORM and (request.content_length or 0) > longest:
        raise RequestEntityTooLarge  # Werkzeug watches multipart forms only
    if request.mimetype == PLAIN_FORM and not is_utf8(request.get_data()):
        raise BadRequest(UNREADABLE)  # Werkzeug would hand on "%ff" as three letters
    parts = [*request.args.items(multi=True), *request.form.items(multi=True)]
    if len(parts) > most:
        raise RequestEntityTooLarge
    if not is_sound(request.path) or not all(is_sound(text) for pair in parts for text in pair):
        raise BadRequest(UNREADABLE)


def refuse_other_sites() -> None:
    """Stop a change that another site's page asked this browser to send.

    Old browsers send no ``Sec-Fetch-Site``; theirs is the word of ``Origin``, and the form's
    token in any case.
    """
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = urlsplit(request.headers.get("Origin", "null")).netloc or request.host
    if site not in ("same-origin", "none") or origin != request.host:
        raise BadRequest(ELSEWHERE)


def init_app(app: Flask) -> None:
    """Look at every request before anything else does, as the proxies in front tell it."""
    app.request_class = OwnRequest
    app.before_request(make_room)
    app.before_request(refuse_broken_text)
    app.before_request(refuse_other_sites)
    if count := app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )
