"""Finding the one group that a consent names."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.groups.models import GroupStatus, PeerGroup


def group_named(name: str) -> UUID | None:
    """Return the key of the only group of the directory with this name, or nothing.

    Raises :class:`RuleBroken` when several have it: a consent must say which.
    """
    there = sa.select(PeerGroup.id).where(
        sa.func.lower(PeerGroup.name) == name.strip().lower(),
        PeerGroup.status != GroupStatus.RETIRED,
    )
    found = db.session.scalars(there.limit(2)).all()
    if len(found) > 1:
        words = gettext("Several groups have this name. Start from the client's referral to it.")
        raise RuleBroken(words, field="recipient")
    return found[0] if found else None
