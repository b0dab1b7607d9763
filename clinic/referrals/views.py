"""Pages of the referrals room."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from clinic.core.access import signed_in

bp = Blueprint("referrals", __name__)


@bp.get("/referrals")
@signed_in
def index() -> ResponseReturnValue:
    """Stand in until the room is built."""
    abort(404)


@bp.get("/clients/<uuid:client_id>/referrals")
@signed_in
def for_client(client_id: UUID) -> ResponseReturnValue:
    """Stand in until the room is built."""
    abort(404)


@bp.get("/clients/<uuid:client_id>/find-a-group")
@signed_in
def find(client_id: UUID) -> ResponseReturnValue:
    """Stand in until the room is built."""
    abort(404)
