"""Pages of the plans room."""

from clinic.plans.views import check, editor, groups, lists, paper, tellings, versions
from clinic.plans.views.blueprint import bp

__all__ = ["bp", "check", "editor", "groups", "lists", "paper", "tellings", "versions"]
