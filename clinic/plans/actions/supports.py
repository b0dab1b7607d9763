"""Giving referrals a place in a plan, and taking it away."""

from __future__ import annotations

from datetime import datetime

from clinic.accounts.models import User
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.plans.actions.drafts import changed, refuse_final
from clinic.plans.models import AftercarePlan, PlanSupport
from clinic.plans.policy import LIVE
from clinic.referrals.models import Referral


def attach(plan: AftercarePlan, referral: Referral, *, by: User, at: datetime) -> PlanSupport:
    """Give a referral the last place in a draft, or return the place it has."""
    refuse_final(plan)
    if referral.episode_id != plan.episode_id:
        raise RuleBroken(gettext("That referral belongs to another course of treatment."))
    if referral.state not in LIVE:
        raise RuleBroken(gettext("That referral was declined or withdrawn."))
    for support in plan.supports:
        if support.referral_id == referral.id:
            return support
    place = max((support.position for support in plan.supports), default=0) + 1
    support = PlanSupport(referral=referral, referral_id=referral.id, position=place)
    plan.supports.append(support)
    changed(plan, "group_added", by=by, at=at, referral=str(referral.id))
    return support
