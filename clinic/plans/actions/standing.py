"""Keeping true what the list of clients says of each plan, in the transaction that changes it.

Whatever is written through the session is noticed here, whichever room wrote it: a referral that
is declined makes a plan unready just as a goal that is rubbed out does.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from clinic.clients.models import Client
from clinic.core.db import db
from clinic.episodes.models import Episode
from clinic.plans.models import (
    AftercarePlan,
    PlanAnswers,
    PlanArea,
    PlanGoal,
    PlanSupport,
    PlanTeachback,
)
from clinic.plans.policy.cards import LISTS
from clinic.plans.queries import rules, standing
from clinic.referrals.models import Referral

#: What a plan's state depends on, and the column that leads from there to the client.
WATCHED: dict[type, str] = {
    Episode: "client_id",
    Referral: "client_id",
    AftercarePlan: "episode_id",
    PlanGoal: "plan_id",
    PlanSupport: "plan_id",
    PlanAnswers: "plan_id",
    PlanArea: "plan_id",
    PlanTeachback: "plan_id",
    **{kind.model: "plan_id" for kind in LISTS.values()},
}


@sa.event.listens_for(db.session, "after_flush")
def keep_standing(session: Session, _context: object) -> None:
    """Write the state of every plan this flush touched beside its client."""
    touched: dict[str, set[UUID]] = defaultdict(set)
    for record in (*session.new, *session.dirty, *session.deleted):
        if column := WATCHED.get(type(record)):
            touched[column].add(getattr(record, column))
    if touched:
        ids = sa.union(*(_clients(column, keys) for column, keys in touched.items()))
        changed = sa.update(Client).where(Client.id.in_(ids)).values(plan_state=standing(rules()))
        session.execute(changed, execution_options={"synchronize_session": False})


def _clients(column: str, keys: set[UUID]) -> sa.Select[Any]:
    if column == "client_id":
        return sa.select(Client.id).where(Client.id.in_(keys))
    clients = sa.select(Episode.client_id)
    if column == "episode_id":
        return clients.where(Episode.id.in_(keys))
    plans = clients.join(AftercarePlan, AftercarePlan.episode_id == Episode.id)
    return plans.where(AftercarePlan.id.in_(keys))
