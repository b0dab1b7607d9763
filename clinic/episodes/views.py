"""Pages of the episodes room."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from clinic.core.access import signed_in

bp = Blueprint("episodes", __name__)


@bp.get("/clients/new")
@signed_in
def new_client() -> ResponseReturnValue:
    """Stand in until the room is built."""
    abort(404)


@bp.get("/clients/<uuid:client_id>/care")
@signed_in
def for_client(client_id: UUID) -> ResponseReturnValue:
    """Stand in until the room is built."""
    abort(404)
