"""Pages of the plans room."""

from clinic.plans.views import cards, check, clinic, editor, groups, paper, rows, tellings, versions
from clinic.plans.views.blueprint import bp

__all__ = [
    "bp",
    "cards",
    "check",
    "clinic",
    "editor",
    "groups",
    "paper",
    "rows",
    "tellings",
    "versions",
]
