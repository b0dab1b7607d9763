"""Teach-back in one press: one topic, all that are left, or that nobody could be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from clinic.accounts.models import User
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.plans import policy
from clinic.plans.actions.sheets import write_grid
from clinic.plans.models import AftercarePlan, Told, Topic
from clinic.plans.policy import marks
from clinic.plans.policy.cards import GRIDS
from clinic.plans.policy.teach import DONE, LEFT_OUT


def hear(
    plan: AftercarePlan, topics: Iterable[Topic], *, told: Told, by: User, at: datetime
) -> None:
    """Note how the client told these topics back. What was not clear before was taught again."""
    grid = GRIDS["teach"]
    before = marks.grid_rows(plan, grid)
    rows = {topic.value: _row(before.get(topic.value, {}), told) for topic in topics}
    write_grid(plan, grid, rows, by=by, at=at)


def leave_out(
    plan: AftercarePlan, *, told: Told, why: str, rules: policy.Rules, by: User, at: datetime
) -> None:
    """Note for all topics that are left why the client was not asked. It is never printed."""
    if told not in LEFT_OUT:
        raise RuleBroken(gettext("Choose one of these."), field="told")
    if not why.strip():
        raise RuleBroken(gettext("Say why, in a few words."), field="why")
    rows = {
        topic.value: {"told": told, "interpreter": "", "why": why}
        for topic in policy.untold(plan, rules)
    }
    write_grid(plan, GRIDS["teach"], rows, by=by, at=at)


def _row(before: Mapping[str, Any], told: Told) -> dict[str, Any]:
    again = told in DONE and before.get("told") in (Told.TAUGHT_AGAIN, Told.RETOLD)
    interpreter = before.get("interpreter", "")
    return {"told": Told.RETOLD if again else told, "interpreter": interpreter, "why": ""}
