"""What a person reads when a page cannot be given, and what the log then says."""

from __future__ import annotations

import secrets
import traceback
from types import TracebackType
from typing import Any, NamedTuple

from flask import Flask, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from markupsafe import escape
from sqlalchemy.exc import DataError, NoResultFound, OperationalError
from werkzeug.exceptions import HTTPException

from clinic.core.access import own_page
from clinic.core.words import LazyString, gettext
from clinic.core.words import lazy_gettext as _

#: Letters and digits that nobody mistakes for one another on the telephone.
SPOKEN = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


class Words(NamedTuple):
    """The heading of an error page, and the line under it."""

    heading: LazyString
    text: LazyString


WORDS = {
    400: Words(_("We could not read what was sent"), _("Go back and send it again.")),
    403: Words(
        _("You do not have access to this"),
        _("If you need it for your work, ask your supervisor."),
    ),
    404: Words(_("We cannot find that page"), _("It may have moved, or the link is cut off.")),
    405: Words(_("That cannot be done here"), _("Open the page again and use its buttons.")),
    409: Words(
        _("Somebody changed this while you were writing"),
        _("Go back, open the page again and put in your words."),
    ),
    413: Words(_("That is too large"), _("Send less at once. The limit is 5 MB.")),
    429: Words(_("Too many tries"), _("Wait a while and try again.")),
    500: Words(
        _("Something went wrong on our side"),
        _("What you saved before is safe. Go back and try again."),
    ),
    503: Words(
        _("We are busy just now"),
        _("Nothing was saved. Wait a minute, go back and send it again."),
    ),
}
OUT_OF_TIME = Words(
    _("This page was open for too long"),
    _("Nothing was saved. Open the page again and send it once more."),
)


class QuietFlask(Flask):
    """A Flask that writes down where it failed, never what it was told.

    The message of an exception may hold what a person typed; its type and its place may not.
    """

    def log_exception(
        self,
        exc_info: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> None:
        """Log one line with the number that the person on the phone will read out."""
        kind, error, trace = exc_info
        frames = traceback.extract_tb(trace)
        places = " < ".join(f"{f.filename}:{f.lineno} {f.name}" for f in reversed(frames))
        name = kind.__name__ if kind else "nothing"
        if isinstance(error, OperationalError):  # such as "no such table": never what was typed
            name = f"{name} ({error.orig})"
        self.logger.error(
            "%s %s %s %s at %s", request_number(), request.method, request.endpoint, name, places
        )


def request_number() -> str:
    """Return the short number of this request, for the page and for the log."""
    if "request_number" not in g:
        g.request_number = "".join(secrets.choice(SPOKEN) for _each in range(6))
    return str(g.request_number)


def is_busy(error: BaseException | None) -> bool:
    """Say whether the database was held by somebody else for too long."""
    if not isinstance(error, OperationalError):
        return False
    state = getattr(error.orig, "sqlstate", None)
    return state in ("55P03", "57014", "40P01") or "locked" in str(error.orig)


def page(
    code: int, words: Words | None = None, text: str = "", back: str = ""
) -> ResponseReturnValue:
    """Show one failure: what happened, what to do, one way on.

    The template gets ``code``, ``heading``, ``text`` and ``action``: the words and address of a
    link, or nothing. When even that fails, the database being away, plain words have to do.
    """
    heading, usual = words or WORDS.get(code) or WORDS[400 if code < 500 else 500]
    said: dict[str, Any] = {"code": code, "heading": heading, "text": text or usual}
    headers = {"Retry-After": "60"} if code == 503 else {}
    try:
        action = (gettext("Open the page again"), back) if back else None
        action = action or (gettext("Go to Today"), url_for("caseload.today"))
        return render_template("errors/error.html", **said, action=action), code, headers
    except Exception:  # whatever it is, a page must come
        return _plain(str(heading), str(said["text"])), code, headers


def _plain(heading: str, text: str) -> str:
    """Return a page that needs nothing: no template, no session, no database."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(heading)}</title></head><body>"
        f'<main id="main"><h1>{escape(heading)}</h1><p>{escape(text)}</p></main></body></html>'
    )


def on_refusal(error: HTTPException) -> ResponseReturnValue:
    """Answer what the framework or a view refused with a status."""
    code = error.code or 500
    if code < 400:
        return error.get_response()
    if isinstance(error, CSRFError):
        return page(400, OUT_OF_TIME, back=own_page(request.path))
    own_words = error.description if isinstance(error.description, LazyString) else ""
    return page(code, text=str(own_words))


def on_missing(_error: NoResultFound) -> ResponseReturnValue:
    """Answer for what is not there and for what is not theirs, in the same words."""
    return page(404)


def on_outsized(_error: Exception) -> ResponseReturnValue:
    """Answer for a number or text that no column can hold."""
    return page(400)


def on_failure(error: HTTPException) -> ResponseReturnValue:
    """Answer for what nobody foresaw: busy or broken, and a number to tell."""
    if is_busy(getattr(error, "original_exception", None)):
        return page(503)
    number = gettext(
        "Go back and try again. If it fails again, tell the front desk this number: %(number)s.",
        number=request_number(),
    )
    return page(500, text=number)


def init_app(app: Flask) -> None:
    """Give every failure its page."""
    app.register_error_handler(HTTPException, on_refusal)
    app.register_error_handler(500, on_failure)
    app.register_error_handler(NoResultFound, on_missing)
    app.register_error_handler(OverflowError, on_outsized)
    app.register_error_handler(DataError, on_outsized)
