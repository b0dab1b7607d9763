"""The sources of the directory. Everyone signed in may know of them; few may change them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from clinic.core.db import db
from clinic.groups.models import DirectorySource
from clinic.groups.policy.sources import is_at_work, is_due


def all_sources() -> list[DirectorySource]:
    """Return every source by name."""
    asked = sa.select(DirectorySource)
    found = db.session.scalars(asked.execution_options(populate_existing=True))
    return sorted(found, key=lambda source: (source.name.casefold(), source.id))


def due_sources(*, at: datetime) -> list[DirectorySource]:
    """Return the sources to refresh at a moment, and those being refreshed; longest ago first."""
    found = [one for one in all_sources() if is_due(one, at=at) or is_at_work(one, at=at)]
    return sorted(found, key=lambda source: (source.tried_at is not None, source.tried_at))


def source(source_id: UUID) -> DirectorySource:
    """Return a source; raise NoResultFound when there is none."""
    asked = sa.select(DirectorySource).where(DirectorySource.id == source_id)
    return db.session.execute(asked).scalar_one()


def source_named(name: str) -> DirectorySource | None:
    """Return the source of a name, whatever its case, or None."""
    wanted = name.strip().casefold()
    return next((one for one in all_sources() if one.name.casefold() == wanted), None)
