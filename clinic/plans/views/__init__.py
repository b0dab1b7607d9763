"""Pages of the plans room."""

from __future__ import annotations

from flask import Flask

from clinic.core.words import LOCALES
from clinic.plans.views import (
    approvals,
    cards,
    check,
    clinic,
    copies,
    editor,
    groups,
    paper,
    rows,
    sheets,
    tellings,
    told,
    versions,
)
from clinic.plans.views.blueprint import bp

__all__ = [
    "approvals",
    "bp",
    "cards",
    "check",
    "clinic",
    "copies",
    "editor",
    "groups",
    "init_app",
    "paper",
    "rows",
    "sheets",
    "tellings",
    "told",
    "versions",
]


def init_app(app: Flask) -> None:
    """Hand every template the names of the sheets that go with a plan."""
    app.jinja_env.globals["plan_sheets"] = sheets.SHEETS
    app.jinja_env.globals["printed_languages"] = LOCALES
    app.jinja_env.globals["signed_sheets"] = sheets.SIGNED
    app.jinja_env.globals["paper_sizes"] = sheets.PAPERS
