"""Noting which copy went to whom."""

from __future__ import annotations

from datetime import date, datetime

from clinic.accounts.models import User
from clinic.audit.actions import record
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.plans.models import AftercarePlan, CopyWay, PlanCopy


def note_copy(
    plan: AftercarePlan,
    *,
    to_client: bool,
    to_whom: str,
    way: CopyWay,
    given_on: date,
    release: str,
    by: User,
    at: datetime,
) -> PlanCopy:
    """Note one copy of a signed plan. For anybody but the client it says under which consent."""
    if not plan.is_final or plan.finalized_at is None:
        raise RuleBroken(gettext("Only a plan that was signed off has copies."))
    if not to_client and not to_whom:
        raise RuleBroken(gettext("Say who got the copy."), field="to_whom")
    if not to_client and not release:
        words = gettext("Say under which consent the copy went out.")
        raise RuleBroken(words, field="release")
    if given_on > at.date():
        raise RuleBroken(gettext("That day is still to come."), field="given_on")
    copy = PlanCopy(
        plan_id=plan.id,
        to_client=to_client,
        to_whom=to_whom,
        way=way,
        given_on=given_on,
        release=release,
        noted_at=at,
        by=by,
    )
    db.session.add(copy)
    detail = {"version": plan.version, "way": way.value, "to_client": to_client}
    record("plan.copied", plan, by=by, at=at, client_id=plan.episode.client_id, detail=detail)
    return copy
