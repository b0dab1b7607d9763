"""Writing the single answers of a plan, and its grids: areas of life, topics of teach-back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from clinic.accounts.models import User
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.plans.actions.drafts import changed, refuse_final
from clinic.plans.models import AftercarePlan, PlanTeachback
from clinic.plans.policy.cards import Grid, Sheet

#: Ticks that keep who made them, and when.
WITNESSED = ("no_medicines", "at_risk")


def write_sheet(
    plan: AftercarePlan, sheet: Sheet, facts: Mapping[str, Any], *, by: User, at: datetime
) -> None:
    """Write the answers of a sheet; what is the same as before leaves no trace."""
    refuse_final(plan)
    record = sheet.record(plan)
    new = {name: _tidy(facts[name]) for name in sheet.facts if name in facts}
    if new.get("no_medicines") and any(not medicine.stopped for medicine in plan.medicines):
        raise RuleBroken(gettext("There are medicines on the list."), field="no_medicines")
    fields = [name for name, value in new.items() if getattr(record, name) != value]
    for name in fields:
        setattr(record, name, new[name])
        if name in WITNESSED:
            setattr(record, f"{name}_at", at if new[name] else None)
            setattr(record, f"{name}_by", by if new[name] else None)
    if fields:
        changed(plan, f"{sheet.key}_written", by=by, at=at, fields=fields)


def write_grid(
    plan: AftercarePlan,
    grid: Grid,
    rows: Mapping[str, Mapping[str, Any]],
    *,
    by: User,
    at: datetime,
) -> None:
    """Write the rows of a grid, by the value of what each is about; one without a state goes."""
    refuse_final(plan)
    there = {getattr(row, grid.by): row for row in grid.rows(plan)}
    touched = []
    for each in grid.each:
        facts = rows.get(each.value)
        if facts is not None and _write_row(plan, grid, each, there.get(each), facts, by, at):
            touched.append(each.value)
    if touched:
        changed(plan, f"{grid.key}_written", by=by, at=at, fields=touched)


def _write_row(
    plan: AftercarePlan,
    grid: Grid,
    each: Any,
    row: Any,
    facts: Mapping[str, Any],
    by: User,
    at: datetime,
) -> bool:
    """Write one row of a grid; say whether anything changed."""
    if not facts.get(grid.state):
        if row is not None:
            grid.rows(plan).remove(row)
        elif any(_tidy(facts.get(name)) for name in grid.facts if name != grid.state):
            raise RuleBroken(gettext("Choose an answer in the row you wrote in."))
        return row is not None
    new = {name: _tidy(facts[name]) for name in grid.facts}
    if row is not None and new == {name: getattr(row, name) for name in grid.facts}:
        return False
    if row is None:
        row = grid.model(**{grid.by: each})
        grid.rows(plan).append(row)
    for name, value in new.items():
        setattr(row, name, value)
    if isinstance(row, PlanTeachback):
        row.asked_at, row.asked_by = at, by
    return True


def _tidy(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [line.strip() for line in value if line.strip()]
    return value.strip() if isinstance(value, str) and type(value) is str else value
