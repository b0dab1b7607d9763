"""What a plan says, as plain values: its shape, and how it is composed from the records."""

from clinic.plans.document.changes import changes, since
from clinic.plans.document.compose import compose
from clinic.plans.document.early import leaving_today
from clinic.plans.document.facts import Beside, ClinicFacts
from clinic.plans.document.shape import PlanDocument

__all__ = ["Beside", "ClinicFacts", "PlanDocument", "changes", "compose", "leaving_today", "since"]
