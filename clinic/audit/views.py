"""Who saw or changed what."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Flask, Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.audit import queries
from clinic.audit.actions import record
from clinic.audit.forms import AskForm
from clinic.audit.policy import Scope, words
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.headers import ASSETS

bp = Blueprint("audit", __name__)


@bp.get("/audit")
@allow("auditor", "supervisor", "admin")
def index() -> ResponseReturnValue:
    """Show what was done, newest first; reading the log is in the log as well."""
    form = AskForm(request.args)
    before = request.args.get("before", type=uuid.UUID)
    found: list[Any] = []
    if form.validate():
        ask = form.ask(current_app.config["TIMEZONE"])
        found = queries.events(_scope(), ask, before=before)
        about = queries.client_id(ask.client) if found and ask.client else None
        record("audit.read", "AuditEvent", by=current_user, at=now(), client_id=about)
        db.session.commit()
    rows = found[: queries.PAGE]
    older = _older(form, rows[-1].id) if len(found) > len(rows) else ""
    return render_template(
        "audit/index.html", form=form, rows=rows, words=words, older=older, before=before
    )


def _scope() -> Scope:
    return Scope(
        everything="auditor" in current_user.roles,
        accounts="admin" in current_user.roles,
        programs=current_user.programs_as("supervisor"),
    )


def _older(form: AskForm, last: uuid.UUID) -> str:
    """Return where the next page is: the same search, from after the last row of this one."""
    asked = {name: text for name in form.data if (text := request.args.get(name))}
    return url_for(".index", **asked, before=last)  # type: ignore[arg-type]


def note_denial(response: Response) -> Response:
    """Write down what a person who signed in asked for and was not given.

    Nobody can tell from the answer whether there is such a record; the log keeps the key.
    """
    asked = request.view_args if response.status_code in (403, 404) else None
    if asked is None or request.endpoint in ASSETS or not current_user.is_authenticated:
        return response
    db.session.rollback()
    record(
        "access.denied",
        request.endpoint or "",
        by=current_user,
        at=now(),
        client_id=asked.get("client_id"),
        detail={name: str(key) for name, key in asked.items()},
    )
    db.session.commit()
    return response


def init_app(app: Flask) -> None:
    """Note every denial, whichever room it comes from."""
    app.after_request(note_denial)
