"""Who uses a group: what plans and referrals answer to the directory."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from clinic.accounts.models import User
from clinic.accounts.policy import CLINICAL
from clinic.clients.models import Client
from clinic.clients.queries import reach
from clinic.core.db import db
from clinic.groups.queries.people import (
    Concerned,
    Holder,
    Holders,
    concerned_asked,
    holders_asked,
)
from clinic.groups.queries.use import NOBODY, Use, asked
from clinic.plans.models import AftercarePlan
from clinic.plans.queries.held import holding, stands_for
from clinic.plans.queries.tellings import to_tell
from clinic.referrals.models import Referral
from clinic.referrals.policy import OPEN

#: So many keys go into one question; a feed may bring thousands.
AT_ONCE = 500
#: The page of a group names no more clients than this.
MOST = 100


@asked.connect
def answer_use(_sender: object, *, group_ids: frozenset[UUID]) -> dict[UUID, Use]:
    """Return how many referrals, plans and papers hold each group and each of its meetings."""
    found: dict[UUID, Use] = {}
    keys = sorted(group_ids)
    for start in range(0, len(keys), AT_ONCE):
        groups = stands_for(keys[start : start + AT_ONCE])
        for field, question in _questions().items():
            for key, number in _counted(question, groups).items():
                found[key] = found.get(key, NOBODY) + Use(**{field: number})
    return found


def _questions() -> dict[str, sa.Select[Any]]:
    """Return a question for each way of use: holder, group, meeting."""
    of_plan = (AftercarePlan.id, Referral.group_id, Referral.meeting_id)
    referred = sa.select(Referral.id, Referral.group_id, Referral.meeting_id)
    return {
        "referrals": referred.where(Referral.state.in_(OPEN)),
        "plans": holding(*of_plan, on_paper=False),
        "papers": holding(*of_plan, on_paper=True),
    }


def _counted(question: sa.Select[Any], groups: dict[UUID, UUID]) -> dict[UUID, int]:
    holders: dict[UUID, set[UUID]] = defaultdict(set)
    for holder, group_id, meeting_id in db.session.execute(
        question.where(Referral.group_id.in_(groups))
    ):
        holders[groups[group_id]].add(holder)
        if meeting_id is not None:
            holders[meeting_id].add(holder)
    return {key: len(many) for key, many in holders.items()}


@holders_asked.connect
def answer_holders(_sender: object, *, group_id: UUID, viewer: User, today: date) -> Holders:
    """Return who has a group in their plan, by name those whose treatment this person may read."""
    groups = list(stands_for([group_id]))
    current = holding(Client.id, on_paper=False).where(Referral.group_id.in_(groups))
    papers = holding(Client.id, on_paper=True).where(Referral.group_id.in_(groups))
    on_paper = set(db.session.scalars(papers))
    everybody = on_paper | set(db.session.scalars(current))
    seen = sa.select(Client).where(Client.id.in_(everybody), reach(viewer, *CLINICAL))
    named = db.session.scalars(seen.order_by(Client.name_key, Client.id).limit(MOST)).all()
    waiting = {row.client.id for row in to_tell(None, today, group_ids=groups)}
    return Holders(
        tuple(Holder(c.id, c.name, c.initials, c.number, c.id in on_paper) for c in named),
        others=len(everybody) - len(named),
        papers=len(on_paper),
        to_tell=len(waiting),
        mine=len(waiting & {client.id for client in named}),
    )


@concerned_asked.connect
def answer_concerned(_sender: object, *, group_ids: frozenset[UUID], today: date) -> Concerned:
    """Return how many clients have to be told that groups changed, and their counselors."""
    clients, counselors = set(), set()
    keys = sorted(group_ids)
    for start in range(0, len(keys), AT_ONCE):
        groups = list(stands_for(keys[start : start + AT_ONCE]))
        for row in to_tell(None, today, group_ids=groups):
            clients.add(row.client.id)
            if row.client.counselor is not None:
                counselors.add(row.client.counselor.id)
    return Concerned(len(clients), len(counselors))
