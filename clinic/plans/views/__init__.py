"""Pages of the plans room."""

from __future__ import annotations

from flask import Flask

from clinic.plans.policy import marks
from clinic.plans.policy.cards import section_of
from clinic.plans.views import (
    cards,
    check,
    clinic,
    company,
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
    "bp",
    "cards",
    "check",
    "clinic",
    "company",
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
    """Hand every template what the room's parts and cards go by."""
    app.jinja_env.globals |= {
        "plan_sheets": sheets.SHEETS,
        "section_of": section_of,
        "mark_of": marks.of_row,
    }
