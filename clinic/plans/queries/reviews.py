"""Plans that wait for a supervisor: to be approved, or to be co-signed."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, lazyload

from clinic.accounts.models import Role, User
from clinic.clients.models import Client, ClientName
from clinic.clients.policy import fold
from clinic.clients.queries import reach
from clinic.clients.queries.search import begins
from clinic.core.db import db
from clinic.episodes.models import Episode
from clinic.plans.models import AftercarePlan, PlanReview, PlanRule, PlanStatus, ReviewAct
from clinic.plans.queries.readiness import some

PER_PAGE = 25


class Heap(enum.StrEnum):
    """What a supervisor is asked for."""

    APPROVE = "approve"
    COSIGN = "cosign"


@dataclass(frozen=True)
class ReviewRow:
    """A plan that waits: whose it is, since when, and who sent or signed it."""

    plan: AftercarePlan
    since: datetime
    sent_by: str

    @property
    def client(self) -> Client:
        """Whose plan it is."""
        return self.plan.episode.client


@dataclass(frozen=True)
class Reviews:
    """One page of plans that wait, those that wait longest first."""

    rows: list[ReviewRow]
    total: int
    page: int
    pages: int


def reviews(viewer: User, heap: Heap, *, text: str = "", page: int = 1) -> Reviews:
    """Return one page of a heap, searched by the client's name or number."""
    asked = _waiting(viewer, heap).where(*_matches(text))
    total = _count(asked)
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(page, 1), pages)
    asked = asked.order_by(sa.literal_column("since"), AftercarePlan.id)
    whose = joinedload(AftercarePlan.episode).joinedload(Episode.client)
    asked = asked.options(lazyload("*"), whose)  # a row of the list needs no part of the plan
    found = db.session.execute(asked.limit(PER_PAGE).offset((page - 1) * PER_PAGE)).unique()
    return Reviews([ReviewRow(*row) for row in found], total, page, pages)


def review_count(viewer: User, heap: Heap) -> int:
    """Return how many plans wait for this person."""
    return _count(_waiting(viewer, heap))


def cosigning_since() -> datetime | None:
    """Return when the clinic began to want co-signatures: no plan signed before needs one."""
    decided = sa.select(PlanRule.value, PlanRule.set_at).where(PlanRule.name == "cosign")
    row = db.session.execute(decided.order_by(PlanRule.id.desc()).limit(1)).first()
    return row.set_at if row and row.value == "yes" else None


def _waiting(viewer: User, heap: Heap) -> sa.Select[Any]:
    """Return the plans of a heap that this person may decide on; never those they wrote."""
    plan, review = AftercarePlan, PlanReview
    clients = (
        sa.select(plan)
        .join(Episode, Episode.id == plan.episode_id)
        .join(Client, Client.id == Episode.client_id)
        .where(reach(viewer, Role.SUPERVISOR), plan.changed_by_id.is_distinct_from(viewer.id))
    )
    if heap is Heap.APPROVE:
        later = aliased(review)
        asked = clients.join(review, review.plan_id == plan.id).join(User, User.id == review.by_id)
        return asked.add_columns(review.at.label("since"), User.name).where(
            plan.status == PlanStatus.DRAFT,
            review.act == ReviewAct.ASKED,
            review.by_id != viewer.id,
            ~some(later.plan_id == plan.id, later.id > review.id),
        )
    since = cosigning_since()
    signed = clients.join(User, User.id == plan.finalized_by_id)
    return signed.add_columns(plan.finalized_at.label("since"), User.name).where(
        plan.status == PlanStatus.FINAL,
        plan.finalized_at >= since if since else sa.false(),
        plan.finalized_by_id != viewer.id,
        ~some(review.plan_id == plan.id, review.act == ReviewAct.COSIGNED),
    )


def _count(asked: sa.Select[Any]) -> int:
    keys = asked.with_only_columns(AftercarePlan.id).subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(keys)) or 0


def _matches(text: str) -> list[sa.ColumnElement[bool]]:
    return [_named(word) for word in text.split()[:6]]


def _named(word: str) -> sa.ColumnElement[bool]:
    if word.isdecimal():
        return Client.number == int(word[:9])
    if not (folded := fold(word)):
        return sa.false()
    return some(ClientName.client_id == Client.id, begins(ClientName.key, folded))
