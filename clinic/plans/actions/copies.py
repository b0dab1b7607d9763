"""Copies of a signed plan: those the client holds, and those that go to somebody else."""

from __future__ import annotations

from datetime import date, datetime

from clinic.accounts.models import User
from clinic.audit.actions import record
from clinic.consents import actions as consents
from clinic.consents.document import short_key
from clinic.consents.models import Consent, Purpose, RecipientKind
from clinic.consents.policy import Recipient, Release, Wish
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.plans.document import scope
from clinic.plans.models import AftercarePlan, CopyWay, PlanCopy
from clinic.plans.policy.kinds import COPY_WORDS


def note_copy(
    plan: AftercarePlan, *, way: CopyWay, given_on: date, by: User, at: datetime
) -> PlanCopy:
    """Note a copy that the client got; it needs no consent (42 CFR 2.23)."""
    _refuse_draft(plan)
    if given_on > at.date():
        raise RuleBroken(gettext("That day is still to come."), field="given_on")
    return _noted(plan, PlanCopy(to_client=True, way=way, given_on=given_on), by, at)


def copy_wish(consent: Consent, *, recipient: str, purpose: Purpose) -> Wish:
    """Return what a copy of a plan asks of the gate: whatever of a plan a consent may cover.

    A consent for all who treat or pay names no one, so ``recipient`` says who it is this time.
    """
    kind = consent.recipient_kind or RecipientKind.PROVIDER
    whom = Recipient(kind, recipient, consent.group_id)
    return Wish(whom, purpose, wants=scope.ITEMS)


def permit_copy(plan: AftercarePlan, wish: Wish, *, at: datetime) -> Release:
    """Ask the gate, and tell nobody anything. Raises a rule broken when nothing may go out."""
    _refuse_draft(plan)
    release = consents.permit(plan.episode.client, wish, at=at)
    _refuse_bare(release)
    return release


def send_copy(
    plan: AftercarePlan,
    wish: Wish,
    *,
    printed: Release,
    way: CopyWay,
    today: date,
    by: User,
    at: datetime,
) -> PlanCopy:
    """Pass the gate once more, write the accounting row, and note the copy.

    ``printed`` is the release the page was printed from. Raises
    :class:`clinic.consents.policy.NotCovered` or :class:`clinic.core.errors.Stale` when it holds
    no longer; then nothing has gone out.
    """
    _refuse_draft(plan)
    facts = {"version": plan.version, "way": str(COPY_WORDS[way]).lower()}
    what = gettext("Aftercare plan, version %(version)s, %(way)s", **facts)
    client = plan.episode.client
    release = consents.disclose(client, wish, what=what, by=by, at=at, printed=printed)
    _refuse_bare(release)
    copy = PlanCopy(
        to_client=False,
        to_whom=release.recipient.name,
        way=way,
        given_on=today,
        release=short_key(release.consent_id),
    )
    return _noted(plan, copy, by, at)


def _noted(plan: AftercarePlan, copy: PlanCopy, by: User, at: datetime) -> PlanCopy:
    copy.plan_id, copy.noted_at, copy.by = plan.id, at, by
    db.session.add(copy)
    detail = {"version": plan.version, "way": copy.way.value, "to_client": copy.to_client}
    record("plan.copied", plan, by=by, at=at, client_id=plan.episode.client_id, detail=detail)
    return copy


def _refuse_draft(plan: AftercarePlan) -> None:
    if not plan.is_final:
        raise RuleBroken(gettext("Only a plan that was signed off has copies."))


def _refuse_bare(release: Release) -> None:
    if not scope.tells(release.items):
        raise RuleBroken(gettext("This consent covers nothing of the plan."))
