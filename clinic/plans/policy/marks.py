"""Telling whether the words a form was filled from are still the words of the plan.

Two people may write in different sections of one draft at once; only words in the same section
can clash. So a form carries a mark of its own section, not the revision of the whole plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from clinic.plans.models import AftercarePlan
from clinic.plans.policy.cards import GRIDS, SHEETS, Grid, Sheet, list_of


@dataclass(frozen=True)
class Mark:
    """A number that differs for other words, in the place where forms look for a revision."""

    revision: int


def of_goals(rows: Iterable[Mapping[str, str]]) -> Mark:
    """Mark goals as a form holds them; empty rows do not count."""
    pairs = [(row["goal"], row["first_step"]) for row in rows]
    return _mark([pair for pair in pairs if any(pair)])


def goal_rows(plan: AftercarePlan) -> list[dict[str, str]]:
    """Return the goals as a form holds them."""
    return [{"goal": goal.goal, "first_step": goal.first_step} for goal in plan.goals]


def sheet_facts(plan: AftercarePlan, sheet: Sheet) -> dict[str, Any]:
    """Return the answers of a sheet as its form holds them."""
    record = sheet.record(plan)
    return {name: getattr(record, name) for name in sheet.facts}


def of_sheet(facts: Mapping[str, Any], sheet: Sheet) -> Mark:
    """Mark the answers of a sheet."""
    return _mark([_plain(facts[name]) for name in sheet.facts])


def grid_rows(plan: AftercarePlan, grid: Grid) -> dict[str, dict[str, Any]]:
    """Return the answered rows of a grid as its form holds them, by what they are about."""
    return {
        getattr(row, grid.by).value: {name: getattr(row, name) for name in grid.facts}
        for row in grid.rows(plan)
    }


def of_grid(rows: Mapping[str, Mapping[str, Any]], grid: Grid) -> Mark:
    """Mark a grid as a form holds it; rows without an answer do not count."""
    answered = [
        (each.value, [_plain(rows[each.value][name]) for name in grid.facts])
        for each in grid.each
        if rows.get(each.value, {}).get(grid.state)
    ]
    return _mark(answered)


def of_row(row: object | None) -> Mark:
    """Mark one row of a list; a row yet to be written has no words."""
    if row is None:
        return Mark(0)
    return _mark([_plain(getattr(row, name)) for name in list_of(row).facts])


def of_all(plan: AftercarePlan) -> dict[str, Mark]:
    """Return the marks of every form that saves by itself, by its card."""
    sheets = {key: of_sheet(sheet_facts(plan, each), each) for key, each in SHEETS.items()}
    grids = {key: of_grid(grid_rows(plan, each), each) for key, each in GRIDS.items()}
    return {"goals": of_goals(goal_rows(plan)), **sheets, **grids}


def _plain(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return list(value)
    return "" if value is None else str(value)


def _mark(words: object) -> Mark:
    return Mark(int.from_bytes(blake2b(repr(words).encode(), digest_size=6).digest()))
