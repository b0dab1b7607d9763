"""Who uses a group: asked of the rooms above, which know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from blinker import Signal


@dataclass(frozen=True)
class Use:
    """How many use a group or a meeting: open referrals, current plans, plans on paper.

    A client's current plan is the draft, or else the last one signed off; on paper is the last
    one signed off.
    """

    referrals: int = 0
    plans: int = 0
    papers: int = 0

    def __add__(self, other: Use) -> Use:
        """Add what another room knows."""
        return Use(
            self.referrals + other.referrals,
            self.plans + other.plans,
            self.papers + other.papers,
        )

    def __bool__(self) -> bool:
        """Whether anybody uses it at all."""
        return bool(self.referrals or self.plans or self.papers)


NOBODY = Use()
#: Sent with ``group_ids``; a listener returns a :class:`Use` by key, of groups and of meetings.
asked = Signal()


def use_of(group_ids: Iterable[UUID]) -> dict[UUID, Use]:
    """Return who uses some groups and their meetings, by the key of group or meeting.

    What nobody uses is left out.
    """
    found: dict[UUID, Use] = {}
    wanted = frozenset(group_ids)
    if not wanted:
        return found
    for _listener, known in asked.send(None, group_ids=wanted):
        for key, use in known.items():
            found[key] = found.get(key, NOBODY) + use
    return {key: use for key, use in found.items() if use}
