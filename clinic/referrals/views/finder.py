"""The finder: groups that suit one client."""

from __future__ import annotations

from uuid import UUID

from flask import abort
from flask.typing import ResponseReturnValue

from clinic.core.access import signed_in
from clinic.referrals.views.blueprint import bp


@bp.get("/clients/<uuid:client_id>/find-a-group")
@signed_in
def find(client_id: UUID) -> ResponseReturnValue:
    """Stand in until the room is built."""
    abort(404)
