"""Pages of the clients room."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from clinic.core.access import signed_in

bp = Blueprint("clients", __name__)


@bp.get("/clients/<uuid:client_id>/details")
@signed_in
def details(client_id: UUID) -> ResponseReturnValue:
    """Stand in until the room is built."""
    abort(404)
