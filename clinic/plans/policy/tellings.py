"""Which clients to tell that a group is not as their paper prints it, and for how long."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from clinic.core.words import LazyString
from clinic.core.words import lazy_gettext as _
from clinic.plans.models import HowTold, Telling
from clinic.referrals import policy as referrals
from clinic.referrals.models import Referral

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


def must_be_told(referral: Referral, last: Telling | None, *, today: date) -> bool:
    """Say whether the client knows less than the directory.

    Nobody was told yet: whether the paper is wrong. Somebody was: whether the directory says
    something else since, if only what the paper says after all.
    """
    if last is not None:
        return last.says != referrals.says_now(referral, today=today)
    return bool(referrals.moved(referral, today=today))


def can_take_back(telling: Telling, *, by_id: UUID, at: datetime) -> bool:
    """Say whether this person may still take back that they told a client: for a day."""
    mine = telling.by_id == by_id and telling.taken_back_at is None
    return mine and at - telling.at <= UNDO_WITHIN
