"""A supervisor approves a plan before it is signed, or signs it too afterwards."""

from __future__ import annotations

from datetime import datetime

from clinic.accounts.models import User
from clinic.audit.actions import record
from clinic.core.db import db
from clinic.core.errors import RuleBroken, Stale
from clinic.core.words import gettext
from clinic.plans import policy
from clinic.plans.actions.drafts import refuse_final
from clinic.plans.document import digest
from clinic.plans.models import AftercarePlan, PlanReview, ReviewAct
from clinic.plans.policy import Standing


def ask_approval(
    plan: AftercarePlan, *, desk: policy.Desk, reading: str, by: User, at: datetime
) -> None:
    """Send a draft to the supervisors of its program; sent twice, it waits once.

    ``reading`` is :func:`clinic.plans.document.reading` of the draft as it is now.
    """
    refuse_final(plan)
    if not desk.rules.approval:
        raise RuleBroken(gettext("This clinic signs plans without approval."))
    if left := policy.open_findings(plan, desk):
        raise RuleBroken(gettext("Settle this first: %(what)s.", what=left[0].words))
    if policy.standing(plan, reading) not in (Standing.WAITING, Standing.APPROVED):
        _note(plan, ReviewAct.ASKED, "approval_asked", reading, by=by, at=at)


def decide_approval(
    plan: AftercarePlan,
    *,
    approve: bool,
    note: str,
    reading: str,
    shown: str,
    by: User,
    at: datetime,
) -> None:
    """Approve what was read, or send it back with a note for the counselor.

    Raises :class:`Stale` when the draft no longer reads as the supervisor was ``shown``.
    """
    refuse_final(plan)
    if policy.standing(plan, reading) is not Standing.WAITING:
        raise RuleBroken(gettext("This plan does not wait for approval."))
    _refuse_own(plan, by)
    if shown != reading:
        raise Stale(gettext("The plan changed while you were reading."))
    if not approve and not note.strip():
        raise RuleBroken(gettext("Say what should change."), field="note")
    act = ReviewAct.APPROVED if approve else ReviewAct.SENT_BACK
    _note(plan, act, act.value, reading, note=note.strip(), by=by, at=at)


def cosign(plan: AftercarePlan, *, name: str, rules: policy.Rules, by: User, at: datetime) -> None:
    """Sign a plan that was signed off, too. Its frozen words and its page stay as they are."""
    if not plan.is_final or plan.frozen is None:
        raise RuleBroken(gettext("Only a plan that was signed off is co-signed."))
    if policy.cosignature(plan) is not None:
        return
    if not rules.cosign:
        raise RuleBroken(gettext("This clinic asks for no second signature."))
    _refuse_own(plan, by)
    policy.refuse_other_name(name, by.name, field="name")
    _note(plan, ReviewAct.COSIGNED, "cosigned", digest(plan.frozen), by=by, at=at)


def _refuse_own(plan: AftercarePlan, by: User) -> None:
    if policy.wrote(plan, by):
        raise RuleBroken(gettext("You wrote this plan. Another supervisor decides."))


def _note(
    plan: AftercarePlan,
    act: ReviewAct,
    said: str,
    words: str,
    *,
    by: User,
    at: datetime,
    note: str = "",
) -> None:
    """Keep one step and write it in the log; the plan itself stays as it is."""
    review = PlanReview(plan_id=plan.id, act=act, note=note, words_sha256=words, at=at, by=by)
    plan.reviews.append(review)
    db.session.flush()
    detail = {"version": plan.version}
    record(f"plan.{said}", plan, by=by, at=at, client_id=plan.episode.client_id, detail=detail)
