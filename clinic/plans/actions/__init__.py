"""Everything that changes a plan."""

from clinic.plans.actions.drafts import start
from clinic.plans.actions.supports import attach

__all__ = ["attach", "start"]
