"""The list of clients, and the search in the top bar."""

from __future__ import annotations

from flask import abort
from flask.typing import ResponseReturnValue

from clinic.caseload.views.blueprint import bp
from clinic.core.access import signed_in


@bp.get("/clients")
@signed_in
def clients() -> ResponseReturnValue:
    """Stand in until the room is built."""
    abort(404)


@bp.post("/clients/search")
@signed_in
def search() -> ResponseReturnValue:
    """Stand in until the room is built."""
    abort(404)
