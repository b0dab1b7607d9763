"""Finding plans, their versions and their paper."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from clinic.accounts.models import Role, User
from clinic.accounts.policy import CLINICAL
from clinic.clients.models import Client
from clinic.clients.queries import reach
from clinic.core.db import db
from clinic.episodes.models import Episode
from clinic.plans import policy
from clinic.plans.models import AftercarePlan, PlanPaper, PlanStatus, PlanSupport, PrintSize
from clinic.referrals.models import Referral


def get(
    plan_id: uuid.UUID,
    *,
    viewer: User,
    to_change: bool = False,
    roles: Collection[Role] = CLINICAL,
) -> AftercarePlan:
    """Return a plan of a client whose treatment this person may read about.

    ``to_change`` reads it afresh and holds it until the transaction ends, so that two people who
    sign off at once do so one after the other. ``roles`` are those in which it may be. Raises
    :class:`sqlalchemy.exc.NoResultFound` alike for a plan out of reach and for none.
    """
    found = (
        sa.select(AftercarePlan)
        .join(Episode, Episode.id == AftercarePlan.episode_id)
        .join(Client, Client.id == Episode.client_id)
        .where(AftercarePlan.id == plan_id, reach(viewer, *roles))
    )
    if to_change:
        found = found.with_for_update(of=AftercarePlan).execution_options(populate_existing=True)
    return db.session.scalars(found).unique().one()


def newest(episode_id: uuid.UUID) -> AftercarePlan | None:
    """Return the newest version of an episode's plan: the draft, if there is one."""
    versions = sa.select(AftercarePlan).where(AftercarePlan.episode_id == episode_id)
    return db.session.scalar(versions.order_by(AftercarePlan.version.desc()).limit(1))


def draft(episode_id: uuid.UUID) -> AftercarePlan | None:
    """Return the version that may still change, if there is one."""
    return db.session.scalar(
        sa.select(AftercarePlan).where(
            AftercarePlan.episode_id == episode_id, AftercarePlan.status == PlanStatus.DRAFT
        )
    )


def last_signed(client_id: uuid.UUID, *, before: Episode) -> AftercarePlan | None:
    """Return the newest plan signed off in an earlier episode of the same client."""
    signed = (
        sa.select(AftercarePlan)
        .join(Episode, Episode.id == AftercarePlan.episode_id)
        .where(
            Episode.client_id == client_id,
            Episode.id != before.id,
            AftercarePlan.status == PlanStatus.FINAL,
        )
    )
    return db.session.scalar(signed.order_by(AftercarePlan.finalized_at.desc()).limit(1))


def has_final(episode_id: uuid.UUID) -> bool:
    """Say whether any version was signed off."""
    signed = sa.select(AftercarePlan.id).where(
        AftercarePlan.episode_id == episode_id, AftercarePlan.status == PlanStatus.FINAL
    )
    return db.session.scalar(signed.limit(1)) is not None


def unattached(plan: AftercarePlan) -> list[Referral]:
    """Return the live referrals of the episode that have no place in the plan."""
    attached = sa.select(PlanSupport.referral_id).where(PlanSupport.plan_id == plan.id)
    found = sa.select(Referral).where(
        Referral.episode_id == plan.episode_id,
        Referral.state.in_(policy.LIVE),
        Referral.id.not_in(attached),
    )
    return list(db.session.scalars(found.order_by(Referral.made_at, Referral.id)).unique())


def referral(plan: AftercarePlan, referral_id: uuid.UUID) -> Referral:
    """Return a referral of the plan's own episode, or raise ``NoResultFound``."""
    found = sa.select(Referral).where(
        Referral.id == referral_id, Referral.episode_id == plan.episode_id
    )
    return db.session.scalars(found).unique().one()


@dataclass(frozen=True)
class Version:
    """One version of a plan, for the list of them."""

    id: uuid.UUID
    version: int
    status: PlanStatus
    finalized_at: datetime | None
    signed_by: str | None
    change_reason: str
    pages: int | None
    language: str | None
    size: PrintSize | None


def versions(episode_id: uuid.UUID) -> list[Version]:
    """Return every version of an episode's plan, newest first."""
    plan = AftercarePlan
    found = (
        sa.select(
            plan.id,
            plan.version,
            plan.status,
            plan.finalized_at,
            User.name,
            plan.change_reason,
            PlanPaper.pages,
            PlanPaper.language,
            PlanPaper.size,
        )
        .outerjoin(User, User.id == plan.finalized_by_id)
        .outerjoin(PlanPaper, PlanPaper.plan_id == plan.id)
        .where(plan.episode_id == episode_id)
        .order_by(plan.version.desc())
    )
    return [Version(*row) for row in db.session.execute(found)]


class StoredPaper(NamedTuple):
    """The page of a plan as it was signed off, with what its file is named by."""

    pdf: bytes
    sha256: str
    version: int
    client_id: uuid.UUID
    number: int


def paper(plan_id: uuid.UUID, *, viewer: User) -> StoredPaper:
    """Return the stored page of a plan this person may read, in one lean query.

    Raises :class:`sqlalchemy.exc.NoResultFound` for a plan out of reach, a draft, and none.
    """
    found = (
        sa.select(PlanPaper.pdf, PlanPaper.sha256, AftercarePlan.version, Client.id, Client.number)
        .join(AftercarePlan, AftercarePlan.id == PlanPaper.plan_id)
        .join(Episode, Episode.id == AftercarePlan.episode_id)
        .join(Client, Client.id == Episode.client_id)
        .where(PlanPaper.plan_id == plan_id, reach(viewer, *CLINICAL))
    )
    return StoredPaper(*db.session.execute(found).one())
