"""Which clients to tell that a group is not as their paper prints it, and for how long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from clinic.core.words import LazyString
from clinic.core.words import lazy_gettext as _
from clinic.plans.models import HowTold, Telling
from clinic.referrals.policy import Moved

#: For so many days after a client left, the clinic still tells them what changes on their paper.
FOLLOW_UP_DAYS = 90
UNDO_WITHIN = timedelta(hours=24)

HOW_TOLD: dict[HowTold, LazyString] = {
    HowTold.IN_PERSON: _("In person"),
    HowTold.PHONE: _("By phone"),
    HowTold.NEW_COPY: _("With a new copy of the plan"),
    HowTold.LETTER: _("By letter"),
    HowTold.SUPPORTER: _("Through a person the client named"),
}


def must_be_told(changes: Sequence[Moved], last: Telling | None, says: str) -> bool:
    """Say whether a client knows less than the directory, whose sum now is ``says``.

    Never told, they must be when their paper is wrong. Told before, they must be when the
    directory says something else since, if only what the paper says after all.
    """
    return bool(changes) if last is None else last.says != says


def can_take_back(telling: Telling, *, by_id: UUID, at: datetime) -> bool:
    """Say whether this person may still take back that they told a client: for a day."""
    mine = telling.by_id == by_id and telling.taken_back_at is None
    return mine and at - telling.at <= UNDO_WITHIN
