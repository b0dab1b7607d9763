"""A plan taken apart: one item for each thing it says, so that two plans can be held together.

Left out is what says nothing of the plan itself, or nothing of its own: the sheet it is printed on,
the signatures, which every version has of its own, the dates to tick off beside a group, the
codes of levels of care, which the client's page does not print, and the calendar file.
"""

from __future__ import annotations

from clinic.plans.document.apart import days, health, words
from clinic.plans.document.apart.base import DERIVED, HEADINGS, Item
from clinic.plans.document.shape import PlanDocument

__all__ = ["DERIVED", "HEADINGS", "Item", "taken_apart"]

_ORDER = list(HEADINGS)


def taken_apart(plan: PlanDocument) -> list[Item]:
    """Return everything a plan says, in the order of :data:`HEADINGS`.

    The headings are in the language spoken now, the words in that of the plan.
    """
    found = [item for room in (words, days, health) for item in room.items(plan)]
    said = [item for item in found if item.name or item.said]
    return sorted(said, key=lambda item: _ORDER.index(item.part))
