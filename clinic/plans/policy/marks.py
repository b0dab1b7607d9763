"""Telling whether the words a form was filled from are still the words of the plan.

Two people may write in different sections of one draft at once; only words in the same section
can clash. So a form carries a mark of its own section, not the revision of the whole plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from clinic.plans.models import AftercarePlan, PlanAppointment, PlanPerson

WORDS = ("remember", "why", "helps")
BOOKED = ("kind", "on", "starts_at", "what", "who", "place", "phone")
KNOWN = ("name", "relation", "phone", "good_for")


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


def of_words(plan: AftercarePlan | Mapping[str, object]) -> Mark:
    """Mark the client's words of a plan, or as a form holds them."""
    if isinstance(plan, AftercarePlan):
        return _mark([getattr(plan, name) for name in WORDS])
    return _mark([plan[name] for name in WORDS])


def of_row(row: PlanAppointment | PlanPerson | None) -> Mark:
    """Mark one appointment or one person; a row yet to be written has no words."""
    if row is None:
        return Mark(0)
    names = BOOKED if isinstance(row, PlanAppointment) else KNOWN
    return _mark([str(getattr(row, name)) for name in names])


def _mark(words: object) -> Mark:
    return Mark(int.from_bytes(blake2b(repr(words).encode(), digest_size=6).digest()))
