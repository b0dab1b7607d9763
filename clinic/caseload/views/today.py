"""The first page of the day."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from clinic.caseload.views.blueprint import bp
from clinic.core.access import signed_in


@bp.get("/")
@signed_in
def today() -> ResponseReturnValue:
    """Show what needs this person now."""
    return render_template("caseload/today.html")
