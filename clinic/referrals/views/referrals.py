"""Lists of referrals and the page of one."""

from __future__ import annotations

from uuid import UUID

from flask import abort
from flask.typing import ResponseReturnValue

from clinic.core.access import signed_in
from clinic.referrals.views.blueprint import bp


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
