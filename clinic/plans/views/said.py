"""What a plan says at this moment."""

from __future__ import annotations

from flask import current_app

from clinic.core.clock import local_date, now
from clinic.plans import queries
from clinic.plans.document import ClinicFacts, PlanDocument, compose
from clinic.plans.models import AftercarePlan


def said_now(plan: AftercarePlan) -> PlanDocument:
    """Compose a plan as it would be printed now."""
    at, facts = now(), ClinicFacts.from_settings(current_app.config)
    return compose(
        plan,
        clinic=facts,
        at=at,
        today=local_date(at, facts.timezone),
        rules=queries.rules(),
        beside=queries.beside(plan, at=at),
    )
