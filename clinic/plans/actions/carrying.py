"""Carrying parts from one plan into another: the next version, or a plan that begins."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from clinic.accounts.models import User
from clinic.clients.models import Supporter
from clinic.core.db import db
from clinic.episodes.models import Episode
from clinic.plans import queries
from clinic.plans.actions.drafts import changed, start
from clinic.plans.actions.sheets import WITNESSED
from clinic.plans.models import AftercarePlan, PlanGoal, PlanPerson, PlanSupport
from clinic.plans.policy.cards import GRIDS, LISTS, SHEETS

#: What of an earlier stay's plan still helps when somebody comes back.
LASTING_SHEETS, LASTING_LISTS = ("words", "hard", "strengths"), ("pairs", "people")


def begin(episode: Episode, *, by: User, at: datetime) -> AftercarePlan:
    """Begin the draft of an episode with what is known already, or return the one begun before."""
    if before := queries.draft(episode.id):
        return before
    plan = start(episode, by=by, at=at)
    last = queries.last_signed(episode.client_id, before=episode)
    if last is not None:
        carry_sheets(last, plan, LASTING_SHEETS)
        carry_lists(last, plan, LASTING_LISTS)
    _attach_referrals(plan)
    _name_supporters(plan)
    known = {"people": len(plan.people), "groups": len(plan.supports)}
    if last is not None or any(known.values()):
        changed(plan, "prefilled", by=by, at=at, earlier=last is not None, **known)
    return plan


def carry_all(old: AftercarePlan, new: AftercarePlan) -> None:
    """Copy every part that staff wrote."""
    carry_sheets(old, new, SHEETS)
    carry_lists(old, new, LISTS)
    new.goals = [PlanGoal(**_facts(g, "position", "goal", "first_step")) for g in old.goals]
    new.supports = [
        PlanSupport(**_facts(s, "position", "referral_id", "omit_place")) for s in old.supports
    ]
    for grid in GRIDS.values():
        for row in grid.rows(old):
            facts = _facts(row, grid.by, *grid.facts)
            if grid.key == "teach":
                facts |= _facts(row, "asked_at", "asked_by_id")
            grid.rows(new).append(grid.model(**facts))


def carry_sheets(old: AftercarePlan, new: AftercarePlan, which: Iterable[str]) -> None:
    """Copy single answers, with who witnessed them."""
    for key in which:
        sheet = SHEETS[key]
        for name in sheet.facts:
            value = getattr(sheet.record(old), name)
            copied = list(value) if isinstance(value, list) else value
            setattr(sheet.record(new), name, copied)
            if name in WITNESSED:
                for part in ("at", "by_id"):
                    setattr(new.answers, f"{name}_{part}", getattr(old.answers, f"{name}_{part}"))


def carry_lists(old: AftercarePlan, new: AftercarePlan, which: Iterable[str]) -> None:
    """Copy the rows of lists, in their order."""
    for key in which:
        kind = LISTS[key]
        order = () if kind.sorts else ("position",)
        for row in kind.rows(old):
            kind.rows(new).append(kind.model(**_facts(row, *order, *kind.facts)))


def _attach_referrals(plan: AftercarePlan) -> None:
    for position, referral in enumerate(queries.unattached(plan), 1):
        plan.supports.append(PlanSupport(referral_id=referral.id, position=position))


def _name_supporters(plan: AftercarePlan) -> None:
    of_client = sa.select(Supporter).where(Supporter.client_id == plan.episode.client_id)
    here = {person.name for person in plan.people}
    last = max((person.position for person in plan.people), default=0)
    for supporter in db.session.scalars(of_client.order_by(Supporter.position)):
        if supporter.name not in here:
            last += 1
            facts = _facts(supporter, *LISTS["people"].facts)
            plan.people.append(PlanPerson(position=last, **facts))


def _facts(row: object, *names: str) -> dict[str, object]:
    return {name: getattr(row, name) for name in names}
