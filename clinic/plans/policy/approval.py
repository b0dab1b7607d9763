"""A supervisor's word on a plan: before it is signed, and after.

An approval is bound to what was read: the sum of every word the paper would say
(:func:`clinic.plans.document.reading`). One word changed, by whoever and wherever, and the sum is
another: the approval holds no longer. What comes after reading does not count as a change: the
topics told back, the signatures, the day of printing, the size of the letters.
"""

from __future__ import annotations

import enum
from datetime import date, timedelta

from clinic.accounts.models import User
from clinic.core.clock import local_date
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.plans.models import AftercarePlan, PlanReview, ReviewAct
from clinic.plans.policy.rules import Rules


class Standing(enum.StrEnum):
    """How far the approval of a draft has come. ``VOID``: approved, but changed since."""

    NOT_ASKED = "not_asked"
    WAITING = "waiting"
    SENT_BACK = "sent_back"
    APPROVED = "approved"
    VOID = "void"


_STANDS = {ReviewAct.ASKED: Standing.WAITING, ReviewAct.SENT_BACK: Standing.SENT_BACK}


def last_review(plan: AftercarePlan) -> PlanReview | None:
    """Return the last step, if there was any."""
    return plan.reviews[-1] if plan.reviews else None


def cosignature(plan: AftercarePlan) -> PlanReview | None:
    """Return the co-signature of a signed plan, if it has one."""
    return next((each for each in plan.reviews if each.act is ReviewAct.COSIGNED), None)


def standing(plan: AftercarePlan, reading: str) -> Standing:
    """Say how far the approval has come, for a draft that now reads like this."""
    last = last_review(plan)
    if last is None:
        return Standing.NOT_ASKED
    if last.act is ReviewAct.APPROVED:
        return Standing.APPROVED if last.words_sha256 == reading else Standing.VOID
    return _STANDS[last.act]


def refuse_unapproved(plan: AftercarePlan, rules: Rules, reading: str) -> None:
    """Raise when the clinic wants a supervisor's approval first and there is none for this."""
    if not rules.approval:
        return
    stands = standing(plan, reading)
    if stands is Standing.VOID:
        raise RuleBroken(gettext("The plan changed after it was approved. Send it again."))
    if stands is not Standing.APPROVED:
        raise RuleBroken(gettext("A supervisor approves this plan first."))


def wrote(plan: AftercarePlan, user: User) -> bool:
    """Whether this person wrote last, sent the plan for approval, or signed it."""
    asked = {each.by_id for each in plan.reviews if each.act is ReviewAct.ASKED}
    return user.id in {plan.changed_by_id, plan.finalized_by_id, *asked}


def cosign_by(plan: AftercarePlan, rules: Rules, zone: str) -> date | None:
    """Return the last day on which the co-signature is in time."""
    if plan.finalized_at is None:
        return None
    return local_date(plan.finalized_at, zone) + timedelta(days=rules.countersign_days)
