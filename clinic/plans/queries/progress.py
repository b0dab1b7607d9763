"""How far plans have come, for lists of many clients."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from clinic.clients.models import Client, PlanState
from clinic.core.db import db
from clinic.core.words import gettext
from clinic.episodes.models import Episode
from clinic.plans import policy
from clinic.plans.models import AftercarePlan, PlanStatus, PlanTeachback
from clinic.plans.policy import keys as section_keys
from clinic.plans.policy.rules import Rules
from clinic.plans.queries.clinic import rules
from clinic.plans.queries.readiness import Least, begun, least, ready, some


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
    """Return the progress of many episodes' plans, in two queries whatever their number."""
    if not episode_ids:
        return {}
    keys = tuple(key for key in section_keys.ALL if key != section_keys.CRISIS)
    decided = rules()
    topics = policy.topics(decided)
    asked = {"episodes": list(episode_ids), "triggers_min": decided.triggers_min}
    asked |= {"topics": topics, "topic_count": len(topics)}
    found = db.session.execute(_READINESS, asked)
    return {
        row.episode_id: Progress(
            plan_id=row.id,
            version=row.version,
            is_final=row.status is PlanStatus.FINAL,
            missing=tuple(key for key in keys if not getattr(row, key))
            + (() if crisis_lines else (section_keys.CRISIS,)),
            of=len(keys) + 1,
            signed_version=row.signed_version,
            signed_at=row.signed_at,
        )
        for row in found
    }


def is_newest(plan: Any, *conditions: Any) -> sa.ColumnElement[bool]:
    """Return that no later version of the same episode's plan is there."""
    newer = sa.orm.aliased(AftercarePlan)
    later = (newer.episode_id == plan.episode_id, newer.version > plan.version)
    return ~some(*later, *(condition(newer) for condition in conditions))


def is_final(plan: Any) -> Any:
    """Return that a plan was signed off."""
    return plan.status == PlanStatus.FINAL


def _readiness() -> Any:
    """Build the statement behind :func:`progress`."""
    plan, signed = AftercarePlan, sa.orm.aliased(AftercarePlan)
    asks = Least(
        sa.bindparam("triggers_min", type_=sa.Integer()),
        sa.bindparam("topics", expanding=True, type_=PlanTeachback.topic.type),
        sa.bindparam("topic_count", type_=sa.Integer()),
    )
    last_signed = (signed.episode_id == plan.episode_id, is_final(signed))
    return (
        sa.select(
            plan.id,
            plan.episode_id,
            plan.version,
            plan.status,
            signed.version.label("signed_version"),
            signed.finalized_at.label("signed_at"),
            *(column.label(key) for key, column in ready(plan, asks).items()),
        )
        .outerjoin(signed, sa.and_(*last_signed, is_newest(signed, is_final)))
        .where(plan.episode_id.in_(sa.bindparam("episodes", expanding=True)), is_newest(plan))
    )


_READINESS = _readiness()


def standing(decided: Rules) -> sa.ScalarSelect[Any]:
    """Return how far the plan of a client's latest episode has come, as a value of a client's row.

    Of those who have left, only a signed plan counts.
    """
    plan = AftercarePlan
    newest_first = (Episode.left_on.is_not(None), Episode.admitted_on.desc(), Episode.id.desc())
    episodes = sa.select(Episode.id).where(Episode.client_id == Client.id)
    latest = episodes.order_by(*newest_first).limit(1).correlate(Client).scalar_subquery()
    return (
        sa.select(_state(plan, decided))
        .select_from(Episode)
        .outerjoin(plan, sa.and_(plan.episode_id == Episode.id, is_newest(plan)))
        .where(Episode.id == latest)
        .correlate(Client)
        .scalar_subquery()
    )


def _state(plan: type[AftercarePlan], decided: Rules) -> sa.Case[Any]:
    """Return the state of an episode's newest version, beside that version and its episode."""
    any_version = sa.orm.aliased(plan)
    signed = some(any_version.episode_id == Episode.id, is_final(any_version))
    return sa.case(
        (Episode.left_on.is_not(None), sa.case((signed, PlanState.SIGNED.value))),
        (is_final(plan), PlanState.SIGNED.value),
        (sa.and_(*ready(plan, least(decided)).values()), PlanState.READY.value),
        (begun(plan), PlanState.IN_PROGRESS.value),
        else_=PlanState.NOT_STARTED.value,
    )
