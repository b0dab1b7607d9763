"""Pages of the plans room."""

from __future__ import annotations

from flask import Flask

from clinic.plans.views import (
    batches,
    cards,
    check,
    clinic,
    editor,
    groups,
    paper,
    rows,
    sheets,
    tellings,
    versions,
)
from clinic.plans.views.blueprint import bp

__all__ = [
    "batches",
    "bp",
    "cards",
    "check",
    "clinic",
    "editor",
    "groups",
    "init_app",
    "paper",
    "rows",
    "sheets",
    "tellings",
    "versions",
]


def init_app(app: Flask) -> None:
    """Hand every template the names of the sheets that go with a plan."""
    app.jinja_env.globals["plan_sheets"] = sheets.SHEETS
