"""The first page of the day."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from clinic.core.access import signed_in

bp = Blueprint("caseload", __name__)


@bp.get("/")
@signed_in
def today() -> ResponseReturnValue:
    """Show what needs this person now."""
    return render_template("caseload/today.html")


@bp.get("/clients")
@signed_in
def clients() -> ResponseReturnValue:
    """Stand in until the room is built."""
    abort(404)


@bp.get("/clients/<uuid:client_id>")
@signed_in
def client(client_id: UUID) -> ResponseReturnValue:
    """Stand in until the room is built."""
    abort(404)
