"""Who else writes in a plan, and who wrote a card last: read from the log."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from clinic.accounts.models import User
from clinic.audit.models import AuditEvent
from clinic.core.db import db
from clinic.plans.models import AftercarePlan
from clinic.plans.policy import keys
from clinic.plans.policy.cards import GRIDS, LISTS, SHEETS, section_of


class Writing(NamedTuple):
    """One time that somebody wrote a card."""

    who: str
    section: str
    at: datetime
    took_out: bool


def _acts() -> dict[str, str]:
    """Return which card is written by which act of the log."""
    found = {f"plan.{key}_written": key for key in (keys.GOALS, *SHEETS, *GRIDS)}
    for kind in LISTS.values():
        found |= {f"plan.{kind.noun}_{end}": kind.key for end in ("kept", "removed")}
        found[f"plan.{kind.key}_reordered"] = kind.key
    groups = ("group_added", "group_left_out", "groups_reordered")
    return found | {f"plan.{act}": keys.GROUPS for act in groups}


ACTS = _acts()


def others(plan: AftercarePlan, *, viewer: User, since: datetime) -> list[Writing]:
    """Return what other people wrote last, one line for each of them, the newest first."""
    found = _written(plan, ACTS).where(AuditEvent.actor_id != viewer.id, AuditEvent.at >= since)
    last: dict[uuid.UUID | None, Writing] = {}
    for event, name in db.session.execute(found):
        last.setdefault(event.actor_id, _writing(event, name))
    return list(last.values())


def last_writing(plan: AftercarePlan, card: str, row_id: uuid.UUID | None = None) -> Writing | None:
    """Return who wrote a card last, or one row of it; None when nobody did."""
    found = _written(plan, [act for act, of in ACTS.items() if of == card])
    for event, name in db.session.execute(found):
        if row_id is None or (event.detail or {}).get("row") == str(row_id):
            return _writing(event, name)
    return None


def _written(plan: AftercarePlan, acts: Iterable[str]) -> sa.Select[AuditEvent, str]:
    return (
        sa.select(AuditEvent, User.name)
        .join(User, User.id == AuditEvent.actor_id)
        .where(
            AuditEvent.client_id == plan.episode.client_id,
            AuditEvent.subject_id == plan.id,
            AuditEvent.act.in_(list(acts)),
        )
        .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
    )


def _writing(event: AuditEvent, name: str) -> Writing:
    return Writing(name, section_of(ACTS[event.act]), event.at, event.act.endswith("_removed"))
