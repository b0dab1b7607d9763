"""Which groups stand in the plans that count: the current one, and the one on paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from clinic.clients.models import Client, Stage
from clinic.core.db import DaysAgo, db
from clinic.episodes.models import Episode
from clinic.groups.models import PeerGroup
from clinic.plans.models import AftercarePlan, PlanSupport
from clinic.plans.policy import FOLLOW_UP_DAYS, LIVE
from clinic.plans.queries.progress import is_final, is_newest
from clinic.referrals.models import Referral


def holding(*columns: Any, on_paper: bool, today: date | None = None) -> sa.Select[Any]:
    """Return a question about the groups in plans of clients the clinic still looks after.

    Asked of the last plan signed off, or else of the current one: the draft, if there is one.
    Groups that did not work out are left out. The tables are joined once each. Told the day, the
    question is the same on every other, and is put into words for the database only once.
    """
    plan = AftercarePlan
    counts = (is_final(plan), is_newest(plan, is_final)) if on_paper else (is_newest(plan),)
    since = today - timedelta(days=FOLLOW_UP_DAYS) if today else DaysAgo(FOLLOW_UP_DAYS)
    cared_for = sa.or_(Client.stage != Stage.LEFT, Client.left_on > since)
    return (
        sa.select(*columns)
        .select_from(PlanSupport)
        .join(plan, plan.id == PlanSupport.plan_id)
        .join(Referral, Referral.id == PlanSupport.referral_id)
        .join(Episode, Episode.id == plan.episode_id)
        .join(Client, Client.id == Episode.client_id)
        .where(Referral.state.in_(LIVE), cared_for, *counts)
    )


def stands_for(group_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return these groups and those that were merged into them, each with the one asked for."""
    keys = list(group_ids)
    merged = sa.select(PeerGroup.id, PeerGroup.merged_into_id)
    rows = db.session.execute(merged.where(PeerGroup.merged_into_id.in_(keys)))
    return {key: key for key in keys} | {gone: kept for gone, kept in rows if kept}
