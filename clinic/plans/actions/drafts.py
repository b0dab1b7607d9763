"""Starting a draft, and the one door through which a draft changes."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified

from clinic.accounts.models import User
from clinic.audit.actions import record
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.episodes.models import Episode
from clinic.plans import queries
from clinic.plans.models import AftercarePlan


def start(episode: Episode, *, by: User, at: datetime) -> AftercarePlan:
    """Begin the draft of an episode's plan, or return the one begun before."""
    if before := queries.draft(episode.id):
        return before
    versions = sa.select(sa.func.max(AftercarePlan.version))
    last = db.session.scalar(versions.where(AftercarePlan.episode_id == episode.id)) or 0
    plan = AftercarePlan(
        episode=episode, version=last + 1, started_at=at, changed_at=at, changed_by=by
    )
    db.session.add(plan)
    record("plan.started", plan, by=by, at=at, client_id=episode.client_id)
    return plan


def refuse_final(plan: AftercarePlan) -> None:
    """Raise unless the plan is a draft: what was handed over never changes."""
    if plan.is_final:
        raise RuleBroken(gettext("This plan was signed off and can no longer change."))


def changed(plan: AftercarePlan, act: str, *, by: User, at: datetime, **detail: object) -> None:
    """Count the plan's revision up and write what was done in the log.

    The revision counts changes of the plan's parts too, which are rows of their own.
    """
    plan.changed_at, plan.changed_by = at, by
    flag_modified(plan, "changed_at")
    client_id = plan.episode.client_id
    record(f"plan.{act}", plan, by=by, at=at, client_id=client_id, detail=dict(detail) or None)
    db.session.flush()
