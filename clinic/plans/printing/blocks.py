"""The blocks a plan is printed from, and which of them share pages.

Some blocks always begin a page. What stands between two such beginnings, a *run*, is laid out the
same whether the rest of the plan is there or not; so a change in one block shows on the pages of
its run and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator

from clinic.plans.document import PlanDocument
from clinic.plans.policy import keys

#: The blocks in their order, by the names of their templates.
BLOCKS = (
    *("start", "goals", "groups", "after", "medicines"),
    *("hard", "life", "people", "together", "crisis"),
)
#: The block that each section of the editor fills.
PRINTED = {
    keys.GOALS: "goals",
    keys.REMEMBER: "start",
    keys.WEEK: "goals",
    keys.GROUPS: "groups",
    keys.APPOINTMENTS: "after",
    keys.CONTACTS: "after",
    keys.MEDICINES: "medicines",
    keys.SAFETY: "hard",
    keys.HARD: "hard",
    keys.STEPS: "crisis",
    keys.PEOPLE: "people",
    keys.AREAS: "life",
    keys.LEVEL: "start",
    keys.STRENGTHS: "goals",
    keys.TEACH: "together",
    keys.CRISIS: "start",
}


def openers(plan: PlanDocument) -> frozenset[str]:
    """Return the blocks that begin a page.

    - Goals, unless the first page ran over: then they share the second.
    - Appointments, when there are so many groups that they fill a page.
    - Hard times, when the lists before them have a page of their own and fit on it: what ran over
      would stand alone.
    - Crisis steps, the last sheet, so that they can be carried on their own.

    In large print only groups and crisis steps do: its pages fill up by themselves.
    """
    small, care = plan.size != "large", plan.medicines
    apart = small and len(plan.groups) > 2
    before = len(plan.appointments) + len(plan.contacts) + 2 * (len(care.rows) + len(care.doses))
    begins = {
        "goals": small and len(plan.remember) + len(plan.client_name) <= 160,
        "groups": True,
        "after": apart,
        "hard": apart and before < 17,
        "crisis": bool(plan.crisis),
    }
    return frozenset(block for block, does in begins.items() if does)


def run_of(plan: PlanDocument, block: str) -> tuple[str, ...]:
    """Return the blocks that share pages with one, itself included, in their order."""
    return next(run for run in _runs(plan) if block in run)


def _runs(plan: PlanDocument) -> Iterator[tuple[str, ...]]:
    begins = openers(plan)
    starts = [n for n, block in enumerate(BLOCKS) if n == 0 or block in begins]
    for start, end in zip(starts, [*starts[1:], len(BLOCKS)], strict=True):
        yield BLOCKS[start:end]
