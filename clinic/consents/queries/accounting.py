"""What was told about a client: the accounting of 42 CFR 2.25."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from clinic.consents.models import Disclosure
from clinic.core.db import db

#: So many years back a client may ask (42 CFR 2.25(a)).
YEARS = 3


def earliest(today: date) -> date:
    """Return the first day of the last three years."""
    try:
        return today.replace(year=today.year - YEARS)
    except ValueError:  # 29 February
        return today.replace(year=today.year - YEARS, day=28)


def accounting(client_id: UUID, *, since: date, until: date, zone: str) -> Sequence[Disclosure]:
    """Return what was told about a client from one day to another, both included, newest first.

    The days are those on a wall in the IANA zone named.
    """
    wall = ZoneInfo(zone)
    begins = datetime.combine(since, time.min, wall)
    ends = datetime.combine(until, time.min, wall) + timedelta(days=1)
    found = sa.select(Disclosure).where(
        Disclosure.client_id == client_id, Disclosure.at >= begins, Disclosure.at < ends
    )
    return db.session.scalars(found.order_by(Disclosure.at.desc(), Disclosure.id.desc())).all()


def told(consent_id: UUID) -> Sequence[Disclosure]:
    """Return what was told because of one consent, the newest first."""
    found = sa.select(Disclosure).where(Disclosure.consent_id == consent_id)
    return db.session.scalars(found.order_by(Disclosure.at.desc(), Disclosure.id.desc())).all()
