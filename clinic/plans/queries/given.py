"""What the client has on paper already, and what stands beside a plan when it is composed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa

from clinic.accounts.models import User
from clinic.accounts.policy import CLINICAL
from clinic.clients.models import Client
from clinic.clients.queries import reach
from clinic.consents import queries as consents
from clinic.core.db import db
from clinic.episodes.models import Disposition, Episode, LeavingReason
from clinic.plans.document import Beside, PlanDocument
from clinic.plans.models import AftercarePlan, PlanCopy, PlanStatus
from clinic.plans.policy import Rules, copy_due, live_supports
from clinic.plans.queries.progress import is_final, is_newest
from clinic.referrals.models import Mode
from clinic.referrals.policy import group_of

#: A list on Today needs no more; a copy is asked for so many days.
MOST, ASKED_DAYS = 60, 90


def last_given(plan: AftercarePlan) -> PlanDocument | None:
    """Return the words of the copy the client had last, before this version.

    That is the newest earlier version of which the copy log notes a copy to the client; when it
    notes none, the newest earlier version signed off. Versions of an earlier stay do not count.
    """
    earlier = sa.select(AftercarePlan.frozen).where(
        AftercarePlan.episode_id == plan.episode_id,
        AftercarePlan.version < plan.version,
        AftercarePlan.status == PlanStatus.FINAL,
    )
    newest = earlier.order_by(_noted().desc(), AftercarePlan.version.desc())
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


def copy_missing(episode_id: UUID) -> int:
    """Return the version signed last when no copy of it to the client is noted, else 0."""
    newest = sa.select(AftercarePlan.version, _noted()).where(
        AftercarePlan.episode_id == episode_id, AftercarePlan.status == PlanStatus.FINAL
    )
    row = db.session.execute(newest.order_by(AftercarePlan.version.desc()).limit(1)).first()
    return row[0] if row and not row[1] else 0


class Uncopied(NamedTuple):
    """A client whose copy of the plan signed last is due and not noted."""

    client: Client
    plan_id: UUID
    version: int
    due: date


def uncopied(viewer: User, today: date, rules: Rules) -> list[Uncopied]:
    """Return whose copy is due and not noted, of the clients whose treatment one may read.

    Due is so many days after leaving, by the clinic's rules. Who left without a plan, died, or
    left long ago is not asked for any more.
    """
    plan, left = AftercarePlan, sa.func.coalesce(Episode.left_on, Episode.leaves_on)
    last = today - timedelta(days=rules.plan_copy_due_days)
    found = (
        sa.select(Client, plan.id, plan.version, left)
        .join(Episode, Episode.client_id == Client.id)
        .join(plan, plan.episode_id == Episode.id)
        .where(
            reach(viewer, *CLINICAL),
            is_final(plan),
            is_newest(plan, is_final),
            ~_noted(),
            left.between(last - timedelta(days=ASKED_DAYS), last),
            sa.or_(Episode.disposition.is_(None), Episode.disposition == Disposition.PLAN_GIVEN),
            sa.or_(Episode.left_reason.is_(None), Episode.left_reason != LeavingReason.DIED),
        )
        .order_by(left, Client.id)
        .limit(MOST)
    )
    return [Uncopied(c, key, n, copy_due(on, rules)) for c, key, n, on in db.session.execute(found)]


def _noted() -> sa.ColumnElement[bool]:
    return sa.exists().where(PlanCopy.plan_id == AftercarePlan.id, PlanCopy.to_client)


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
