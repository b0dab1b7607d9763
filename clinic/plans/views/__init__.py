"""Pages of the plans room."""

from __future__ import annotations

from flask import Flask

from clinic.core.words import LOCALES
from clinic.plans.policy import marks
from clinic.plans.policy.cards import section_of
from clinic.plans.views import (
    approvals,
    batches,
    cards,
    check,
    clinic,
    company,
    copies,
    early,
    editor,
    groups,
    paper,
    preview,
    rows,
    sheets,
    tellings,
    told,
    versions,
)
from clinic.plans.views.blueprint import bp

__all__ = [
    "approvals",
    "batches",
    "bp",
    "cards",
    "check",
    "clinic",
    "company",
    "copies",
    "early",
    "editor",
    "groups",
    "init_app",
    "paper",
    "preview",
    "rows",
    "sheets",
    "tellings",
    "told",
    "versions",
]


def init_app(app: Flask) -> None:
    """Hand every template what the room's parts, cards and sheets go by."""
    app.jinja_env.globals |= {
        "plan_sheets": sheets.sheets_of,
        "paper_sizes": sheets.PAPERS,
        "printed_languages": LOCALES,
        "section_of": section_of,
        "mark_of": marks.of_row,
    }
