"""The page of one client."""

from __future__ import annotations

from uuid import UUID

from flask import abort
from flask.typing import ResponseReturnValue

from clinic.caseload.views.blueprint import bp
from clinic.core.access import signed_in


@bp.get("/clients/<uuid:client_id>")
@signed_in
def client(client_id: UUID) -> ResponseReturnValue:
    """Stand in until the room is built."""
    abort(404)
