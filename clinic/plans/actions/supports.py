"""Giving referrals a place in a plan, and taking it away."""

from __future__ import annotations

from datetime import datetime

from clinic.accounts.models import User
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.plans.actions.drafts import changed, refuse_final
from clinic.plans.actions.rows import put, swap
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
    if (support := _place_of(plan, referral)) is not None:
        return support
    last = max((support.position for support in plan.supports), default=0)
    support = PlanSupport(referral=referral, referral_id=referral.id, position=last + 1)
    plan.supports.append(support)
    changed(plan, "group_added", by=by, at=at, referral=str(referral.id))
    return support


def detach(plan: AftercarePlan, referral: Referral, *, by: User, at: datetime) -> None:
    """Take a referral out of a draft. The referral itself stays, and can be added again."""
    refuse_final(plan)
    if (support := _place_of(plan, referral)) is None:
        return
    plan.supports.remove(support)
    changed(plan, "group_left_out", by=by, at=at, referral=str(referral.id))


def move(plan: AftercarePlan, referral: Referral, *, earlier: bool, by: User, at: datetime) -> None:
    """Change places with the group before or after; at either end nothing happens."""
    refuse_final(plan)
    if (support := _place_of(plan, referral)) is None:
        return
    if not swap(plan.supports, plan.supports.index(support), earlier=earlier):
        return
    changed(plan, "groups_reordered", by=by, at=at)


def show_place(
    plan: AftercarePlan, referral: Referral, *, shown: bool, by: User, at: datetime
) -> None:
    """Print where a group meets, or keep it off every page and file."""
    refuse_final(plan)
    support = _place_of(plan, referral)
    if support is None or support.omit_place is not shown:
        return
    support.omit_place = not shown
    word = "place_shown" if shown else "place_omitted"
    changed(plan, word, by=by, at=at, referral=str(referral.id))


def place(
    plan: AftercarePlan, referral: Referral, *, position: int, by: User, at: datetime
) -> None:
    """Give a group the place counted from 1; one beyond the end is the last."""
    refuse_final(plan)
    support = _place_of(plan, referral)
    if support is not None and put(plan.supports, support, position):
        changed(plan, "groups_reordered", by=by, at=at)


def _place_of(plan: AftercarePlan, referral: Referral) -> PlanSupport | None:
    return next((s for s in plan.supports if s.referral_id == referral.id), None)
