"""The lists of a plan: rows are added, corrected, moved and taken out, all in one way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from clinic.accounts.models import User
from clinic.clients.models import Supporter
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.plans.actions.drafts import changed, refuse_final
from clinic.plans.models import AftercarePlan
from clinic.plans.policy.cards import LISTS, RowList

MOST_ROWS = 40
#: A day further ahead than this is a slip of the year.
FAR_AWAY = timedelta(days=3 * 365)


def keep_row(
    plan: AftercarePlan,
    kind: RowList,
    facts: Mapping[str, Any],
    row: Any = None,
    *,
    by: User,
    at: datetime,
) -> Any:
    """Add a row with these facts, or correct the one given. Facts not named keep their default."""
    refuse_final(plan)
    rows = kind.rows(plan)
    if row is None and len(rows) >= MOST_ROWS:
        raise RuleBroken(gettext("A plan holds up to %(n)s of these.", n=MOST_ROWS))
    known = {name: facts[name] for name in kind.facts if name in facts}
    REFUSALS.get(kind.key, _refuse_nothing)(plan, known, at)
    kept = row or kind.model()
    for name, value in known.items():
        setattr(kept, name, value)
    if row is None:
        if kind.sorts is None:
            kept.position = max((each.position for each in rows), default=0) + 1
        rows.append(kept)
    if kind.sorts is not None:
        rows.sort(key=kind.sorts)
    db.session.flush()
    changed(plan, f"{kind.noun}_kept", by=by, at=at, row=str(kept.id))
    return kept


def remove_row(plan: AftercarePlan, row: Any, kind: RowList, *, by: User, at: datetime) -> None:
    """Take a row out."""
    refuse_final(plan)
    kind.rows(plan).remove(row)
    changed(plan, f"{kind.noun}_removed", by=by, at=at, row=str(row.id))


def move_row(
    plan: AftercarePlan, row: Any, kind: RowList, *, earlier: bool, by: User, at: datetime
) -> None:
    """Change places with the row before or after; at either end nothing happens."""
    refuse_final(plan)
    rows = kind.rows(plan)
    if kind.sorts is None and swap(rows, rows.index(row), earlier=earlier):
        changed(plan, f"{kind.key}_reordered", by=by, at=at)


def place_row(
    plan: AftercarePlan, row: Any, kind: RowList, *, position: int, by: User, at: datetime
) -> None:
    """Give a row the place counted from 1; one beyond the end is the last."""
    refuse_final(plan)
    if kind.sorts is None and put(kind.rows(plan), row, position):
        changed(plan, f"{kind.key}_reordered", by=by, at=at)


def put(rows: list[Any], row: Any, position: int) -> bool:
    """Put a row at a place counted from 1; say whether it stood elsewhere."""
    order = [each for each in rows if each is not row]
    order.insert(max(position - 1, 0), row)
    if order == list(rows):
        return False
    for position, each in enumerate(order, 1):
        each.position = position
    rows.sort(key=lambda each: each.position)
    return True


def swap(rows: list[Any], here: int, *, earlier: bool) -> bool:
    """Let the row at a place change places with its neighbor; say whether it had one."""
    there = here - 1 if earlier else here + 1
    if not 0 <= there < len(rows):
        return False
    return put(rows, rows[here], there + 1)


def add_supporter(plan: AftercarePlan, supporter: Supporter, *, by: User, at: datetime) -> Any:
    """Add a person who is already named on the client's side."""
    if supporter.client_id != plan.episode.client_id:
        raise RuleBroken(gettext("That person is on another client's side."))
    kind = LISTS["people"]
    facts = {name: getattr(supporter, name) for name in kind.facts}
    return keep_row(plan, kind, facts, by=by, at=at)


def _refuse_nothing(_plan: AftercarePlan, _facts: Mapping[str, Any], _at: datetime) -> None:
    pass


def _refuse_odd_day(plan: AftercarePlan, on: date | None, field: str, at: datetime) -> None:
    if on is None:
        return
    if on < plan.episode.admitted_on:
        raise RuleBroken(gettext("That day is before treatment began."), field=field)
    if on > at.date() + FAR_AWAY:
        raise RuleBroken(gettext("That day is years away. Check the year."), field=field)


def _appointment(plan: AftercarePlan, facts: Mapping[str, Any], at: datetime) -> None:
    _refuse_odd_day(plan, facts.get("on"), "on", at)


def _contact(plan: AftercarePlan, facts: Mapping[str, Any], at: datetime) -> None:
    _refuse_odd_day(plan, facts.get("first_on"), "first_on", at)
    _refuse_odd_day(plan, facts.get("until"), "until", at)
    until = facts.get("until")
    if until and facts.get("first_on") and until < facts["first_on"]:
        raise RuleBroken(gettext("That is before the first contact."), field="until")


def _medicine(plan: AftercarePlan, facts: Mapping[str, Any], at: datetime) -> None:
    _refuse_odd_day(plan, facts.get("refill_on"), "refill_on", at)


def _dose(plan: AftercarePlan, facts: Mapping[str, Any], at: datetime) -> None:
    _refuse_odd_day(plan, facts.get("next_on"), "next_on", at)
    last, coming = facts.get("last_on"), facts.get("next_on")
    if last and last > at.date() + timedelta(days=366):
        raise RuleBroken(gettext("That day is years away. Check the year."), field="last_on")
    if last and coming and coming < last:
        raise RuleBroken(gettext("That is before the last dose."), field="next_on")


#: What is wrong with a row beyond its single facts.
REFUSALS: dict[str, Callable[[AftercarePlan, Mapping[str, Any], datetime], None]] = {
    "appointments": _appointment,
    "contacts": _contact,
    "medicines": _medicine,
    "doses": _dose,
}
