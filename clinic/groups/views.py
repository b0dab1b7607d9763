"""Pages of the groups room."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from clinic.core.access import signed_in

bp = Blueprint("groups", __name__)


@bp.get("/groups")
@signed_in
def index() -> ResponseReturnValue:
    """Stand in until the room is built."""
    abort(404)


@bp.get("/groups/<uuid:group_id>")
@signed_in
def show(group_id: UUID) -> ResponseReturnValue:
    """Stand in until the room is built."""
    abort(404)
