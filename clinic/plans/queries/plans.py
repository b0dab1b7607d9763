"""Finding plans and what is left of them."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from clinic.accounts.models import User
from clinic.accounts.policy import CLINICAL
from clinic.clients.models import Client, PlanState
from clinic.clients.queries import reach
from clinic.core.db import db
from clinic.core.words import gettext
from clinic.episodes.models import Episode
from clinic.plans import policy
from clinic.plans.models import (
    AftercarePlan,
    PlanAppointment,
    PlanGoal,
    PlanPaper,
    PlanPerson,
    PlanStatus,
    PlanSupport,
)
from clinic.referrals.models import Referral, ReferralState


def get(plan_id: uuid.UUID, *, viewer: User, to_change: bool = False) -> AftercarePlan:
    """Return a plan of a client whose treatment this person may read about.

    ``to_change`` reads it afresh and holds it until the transaction ends, so that two people who
    sign off at once do so one after the other. Raises
    :class:`sqlalchemy.exc.NoResultFound` alike for a plan out of reach and for none.
    """
    found = (
        sa.select(AftercarePlan)
        .join(Episode, Episode.id == AftercarePlan.episode_id)
        .join(Client, Client.id == Episode.client_id)
        .where(AftercarePlan.id == plan_id, reach(viewer, *CLINICAL))
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


@dataclass(frozen=True)
class Progress:
    """How far the newest version of a plan has come, for lists of many clients.

    ``missing`` holds the keys of the sections not ready, in the order of the paper;
    ``signed_version`` and ``signed_at`` are of the newest version signed off, if there is one.
    """

    plan_id: uuid.UUID
    version: int
    is_final: bool
    missing: tuple[str, ...]
    of: int
    signed_version: int | None = None
    signed_at: datetime | None = None

    @property
    def ready(self) -> int:
        """How many sections are ready."""
        return self.of - len(self.missing)

    @property
    def words(self) -> str:
        """The same as a few words."""
        if self.is_final:
            return gettext("Plan signed off")
        return policy.progress_words(self.missing, self.of)


def progress(
    episode_ids: Collection[uuid.UUID], *, crisis_lines: bool = True
) -> dict[uuid.UUID, Progress]:
    """Return the progress of many episodes' plans, in one query whatever their number."""
    if not episode_ids:
        return {}
    keys = (policy.GOALS, policy.REMEMBER, policy.GROUPS, policy.APPOINTMENTS, policy.PEOPLE)
    found = db.session.execute(_READINESS, {"episodes": list(episode_ids)})
    return {
        row.episode_id: Progress(
            plan_id=row.id,
            version=row.version,
            is_final=row.status is PlanStatus.FINAL,
            missing=tuple(key for key in keys if not getattr(row, key))
            + (() if crisis_lines else (policy.CRISIS,)),
            of=len(keys) + 1,
            signed_version=row.signed_version,
            signed_at=row.signed_at,
        )
        for row in found
    }


def _some(*conditions: Any) -> sa.Exists:
    return sa.exists().where(*conditions)


def _ready(plan: Any) -> dict[str, sa.ColumnElement[bool]]:
    """Return the rules of ``policy.sections`` in SQL, for the sections that staff fill."""
    attached = sa.and_(PlanSupport.plan_id == plan.id, PlanSupport.referral_id == Referral.id)
    declined = sa.and_(
        Referral.episode_id == plan.episode_id, Referral.state == ReferralState.DECLINED_BY_CLIENT
    )
    of_plan = PlanGoal.plan_id == plan.id
    return {
        policy.GOALS: _some(of_plan) & ~_some(of_plan, sa.func.trim(PlanGoal.first_step) == ""),
        policy.REMEMBER: sa.func.trim(plan.remember) != "",
        policy.GROUPS: _some(attached, Referral.state.in_(policy.LIVE)) | _some(declined),
        policy.APPOINTMENTS: _some(PlanAppointment.plan_id == plan.id),
        policy.PEOPLE: _some(PlanPerson.plan_id == plan.id, sa.func.trim(PlanPerson.phone) != ""),
    }


def is_newest(plan: Any, *conditions: Any) -> sa.ColumnElement[bool]:
    """Return that no later version of the same episode's plan is there."""
    newer = sa.orm.aliased(AftercarePlan)
    later = (newer.episode_id == plan.episode_id, newer.version > plan.version)
    return ~_some(*later, *(condition(newer) for condition in conditions))


def is_final(plan: Any) -> Any:
    """Return that a plan was signed off."""
    return plan.status == PlanStatus.FINAL


def _readiness() -> Any:
    """Build the statement behind :func:`progress`."""
    plan, signed = AftercarePlan, sa.orm.aliased(AftercarePlan)
    last_signed = (signed.episode_id == plan.episode_id, is_final(signed))
    return (
        sa.select(
            plan.id,
            plan.episode_id,
            plan.version,
            plan.status,
            signed.version.label("signed_version"),
            signed.finalized_at.label("signed_at"),
            *(column.label(key) for key, column in _ready(plan).items()),
        )
        .outerjoin(signed, sa.and_(*last_signed, is_newest(signed, is_final)))
        .where(plan.episode_id.in_(sa.bindparam("episodes", expanding=True)), is_newest(plan))
    )


_READINESS = _readiness()


def standing() -> sa.ScalarSelect[Any]:
    """Return how far the plan of a client's latest episode has come, as a value of a client's row.

    Of those who have left, only a signed plan counts.
    """
    plan = AftercarePlan
    newest_first = (Episode.left_on.is_not(None), Episode.admitted_on.desc(), Episode.id.desc())
    episodes = sa.select(Episode.id).where(Episode.client_id == Client.id)
    latest = episodes.order_by(*newest_first).limit(1).correlate(Client).scalar_subquery()
    return (
        sa.select(_state(plan))
        .select_from(Episode)
        .outerjoin(plan, sa.and_(plan.episode_id == Episode.id, is_newest(plan)))
        .where(Episode.id == latest)
        .correlate(Client)
        .scalar_subquery()
    )


def _state(plan: type[AftercarePlan]) -> sa.Case[Any]:
    """Return the state of an episode's newest version, beside that version and its episode."""
    any_version = sa.orm.aliased(plan)
    signed = _some(any_version.episode_id == Episode.id, is_final(any_version))
    parts = (PlanGoal, PlanSupport, PlanAppointment, PlanPerson)
    written = sa.or_(
        sa.func.trim(plan.remember + plan.why + plan.helps) != "",
        *(_some(part.plan_id == plan.id) for part in parts),
    )
    return sa.case(
        (Episode.left_on.is_not(None), sa.case((signed, PlanState.SIGNED.value))),
        (is_final(plan), PlanState.SIGNED.value),
        (sa.and_(*_ready(plan).values()), PlanState.READY.value),
        (written, PlanState.IN_PROGRESS.value),
        else_=PlanState.NOT_STARTED.value,
    )
