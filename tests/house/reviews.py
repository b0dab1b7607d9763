"""A clinic that wants a supervisor's word: its rules, plans that wait, one that nobody signed."""

from flask import current_app

from clinic.core.db import db
from clinic.plans import queries
from clinic.plans.document import ClinicFacts, compose, reading
from clinic.plans.models import (
    AftercarePlan,
    PlanReview,
    PlanRule,
    PlanSignature,
    PlanSigner,
    ReviewAct,
    SignedHow,
    WhyNot,
)


def rules(by, at):
    """Approval before signing, and a second signature after it."""
    return [
        PlanRule(name=name, value="yes", set_at=at, set_by=by) for name in ("approval", "cosign")
    ]


def steps(world):
    """Whose plan has come how far, and by whom."""
    return (
        (world.robin, ReviewAct.APPROVED, "supervisor"),
        (world.owl, ReviewAct.ASKED, "colleague"),
        (world.lark, ReviewAct.ASKED, "stranger"),
    )


def step(plan_id, act, by, at, today):
    """A step of the approval of a plan, bound to what it reads like now."""
    plan = db.session.get(AftercarePlan, plan_id)
    facts = ClinicFacts.from_settings(current_app.config)
    beside = queries.beside(plan, at=at)
    said = compose(plan, clinic=facts, at=at, today=today, rules=queries.rules(), beside=beside)
    return PlanReview(plan_id=plan.id, act=act, words_sha256=reading(said), at=at, by=by)


def unsigned(by, at, today):
    """That a client did not sign."""
    no = {"part": PlanSigner.CLIENT, "way": SignedHow.NOT, "why_not": WhyNot.OTHER}
    return PlanSignature(**no, words_sha256="0" * 64, on=today, at=at, by=by)
