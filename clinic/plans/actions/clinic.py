"""What the clinic decides about all plans: its rules, and goals to start from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from clinic.accounts.models import Program, User
from clinic.audit.actions import record
from clinic.clients.models import Client
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.plans import queries
from clinic.plans.models import GoalTemplate, PlanRule
from clinic.plans.policy import keys
from clinic.plans.policy.kinds import TOPIC_WORDS
from clinic.plans.policy.off import is_known
from clinic.plans.policy.rules import NAMES, read, written
from clinic.plans.policy.teach import ALWAYS_TOLD


def decide(facts: Mapping[str, object], *, by: User, at: datetime) -> list[str]:
    """Keep what is decided otherwise than before; return the names of those rules.

    Lists that count sections by a rule are brought up to date in the same transaction.
    """
    new = {name: written(facts[name]) for name in NAMES if name in facts}
    _refuse_nonsense(new)
    before = queries.rules()
    fields = [name for name, text in new.items() if text != written(getattr(before, name))]
    for name in fields:
        db.session.add(PlanRule(name=name, value=new[name], set_at=at, set_by=by))
    if fields:
        record("plans.rules_decided", "PlanRule", by=by, at=at, detail={"fields": fields})
        db.session.flush()
        standing = sa.update(Client).where(Client.plan_state.is_not(None))
        standing = standing.values(plan_state=queries.standing(queries.rules()))
        db.session.execute(standing, execution_options={"synchronize_session": False})
    return fields


def _refuse_nonsense(new: Mapping[str, str]) -> None:
    region = new.get("holidays", "")
    if region and not is_known(region):
        words = gettext("Write a country such as US, or a state such as US-OR.")
        raise RuleBroken(words, field="holidays")
    found = read(new)
    if len(found.closed()) < len(found.closed_days):
        words = gettext("Begin each line with a day, as in 2026-12-24 Christmas Eve.")
        raise RuleBroken(words, field="closed_days")
    if missing := [topic for topic in ALWAYS_TOLD if topic.value not in found.teach_required]:
        words = gettext("%(topic)s is always told back.", topic=TOPIC_WORDS[missing[0]])
        raise RuleBroken(words, field="teach_required")
    if strange := [key for key in found.required if key not in keys.ALL]:
        raise RuleBroken(gettext("No such section: %(key)s", key=strange[0]), field="required")


def keep_template(
    template: GoalTemplate | None,
    *,
    program: Program | None,
    goal: str,
    first_step: str,
    by: User,
    at: datetime,
) -> GoalTemplate:
    """Add a goal to start from, or change the one given. No program: it is for all of them."""
    kept = template or GoalTemplate()
    kept.program, kept.goal, kept.first_step = program, goal, first_step
    kept.changed_at, kept.changed_by = at, by
    db.session.add(kept)
    db.session.flush()
    record("plans.template_kept", kept, by=by, at=at)
    return kept


def retire_template(template: GoalTemplate, *, back: bool, by: User, at: datetime) -> None:
    """Offer a goal to start from no longer, or again. Plans that began with it stay as they are."""
    if bool(template.retired_at) is not back:
        return
    template.retired_at = None if back else at
    template.changed_at, template.changed_by = at, by
    record(f"plans.template_{'restored' if back else 'retired'}", template, by=by, at=at)
