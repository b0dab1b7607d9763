"""Noting that a client was told what is no longer as their plan prints it."""

from __future__ import annotations

from datetime import date, datetime

from clinic.accounts.models import User
from clinic.audit.actions import record
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.plans import policy, queries
from clinic.plans.models import AftercarePlan, HowTold, Telling
from clinic.referrals import policy as referrals
from clinic.referrals.models import Referral


def tell(
    plan: AftercarePlan,
    referral: Referral,
    *,
    how: HowTold,
    by: User,
    at: datetime,
    today: date,
) -> Telling:
    """Note that the client knows what the directory says now. The signed plan stays as it is.

    Noted twice, as by a double press, it stands once.
    """
    _refuse_unprinted(plan, referral)
    last = queries.latest_telling(referral.id)
    changes = referrals.moved(referral, today=today)
    says = referrals.says_now(referral, today=today)
    if not policy.must_be_told(changes, last, says):
        if last is None:
            raise RuleBroken(gettext("Nothing has changed. There is nothing to tell."))
        return last
    telling = Telling(
        plan_id=plan.id,
        referral_id=referral.id,
        at=at,
        by_id=by.id,
        how=how,
        facts=[{"what": c.what, "told": c.told, "now": c.now} for c in changes],
        says=says,
    )
    db.session.add(telling)
    _note("change_told", telling, plan, by=by, at=at)
    return telling


def take_back(plan: AftercarePlan, referral: Referral, *, by: User, at: datetime) -> None:
    """Take back the last note that the client was told; only by who made it, for a day."""
    last = queries.latest_telling(referral.id)
    if last is None or not policy.can_take_back(last, by_id=by.id, at=at):
        raise RuleBroken(gettext("Only the person who noted it can take it back, within a day."))
    last.taken_back_at = at
    _note("telling_taken_back", last, plan, by=by, at=at)


def _refuse_unprinted(plan: AftercarePlan, referral: Referral) -> None:
    if not plan.is_final or referral.id not in {s.referral_id for s in plan.supports}:
        raise RuleBroken(gettext("That group stands in no signed plan."))


def _note(act: str, telling: Telling, plan: AftercarePlan, *, by: User, at: datetime) -> None:
    detail = {"referral_id": str(telling.referral_id), "how": telling.how.value}
    client_id = plan.episode.client_id
    record(f"plan.{act}", plan, by=by, at=at, client_id=client_id, detail=detail)
