"""What the client has on paper already, and what stands beside a plan when it is composed."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from clinic.consents import queries as consents
from clinic.core.db import db
from clinic.plans.document import Beside, PlanDocument
from clinic.plans.models import AftercarePlan, PlanCopy, PlanStatus
from clinic.plans.policy import live_supports
from clinic.referrals.models import Mode
from clinic.referrals.policy import group_of


def last_given(plan: AftercarePlan) -> PlanDocument | None:
    """Return the words of the copy the client had last, before this version.

    That is the newest earlier version of which the copy log notes a copy to the client; when it
    notes none, the newest earlier version signed off. Versions of an earlier stay do not count.
    """
    noted = sa.exists().where(PlanCopy.plan_id == AftercarePlan.id, PlanCopy.to_client)
    earlier = sa.select(AftercarePlan.frozen).where(
        AftercarePlan.episode_id == plan.episode_id,
        AftercarePlan.version < plan.version,
        AftercarePlan.status == PlanStatus.FINAL,
    )
    newest = earlier.order_by(noted.desc(), AftercarePlan.version.desc())
    frozen = db.session.scalar(newest.limit(1))
    return PlanDocument.from_json(frozen) if frozen else None


def has_copy(episode_id: UUID) -> bool:
    """Say whether a copy of any signed version is noted as given to the client."""
    given = (
        sa.select(PlanCopy.id)
        .join(AftercarePlan, AftercarePlan.id == PlanCopy.plan_id)
        .where(AftercarePlan.episode_id == episode_id, PlanCopy.to_client)
    )
    return db.session.scalar(given.limit(1)) is not None


def beside(plan: AftercarePlan, *, at: datetime) -> Beside:
    """Return what a plan needs to be composed: the client's last copy, the consents in force."""
    in_force = consents.in_force(plan.episode.client_id, at=at)
    return Beside(last_given(plan), tuple(in_force))


def consents_end(plan: AftercarePlan, *, at: datetime) -> dict[UUID, date]:
    """Return the last day of the consent that each live referral relies on, by referral.

    Only a group that the clinic contacts itself needs one.
    """
    referrals = [support.referral for support in live_supports(plan)]
    told = {r.id: group_of(r) for r in referrals if r.mode is Mode.CLINIC_CONTACTS}
    return consents.last_days(plan.episode.client_id, told, at=at)
