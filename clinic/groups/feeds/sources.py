"""The source that a file belongs to, held so that no other reading of it runs meanwhile."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from clinic.core.db import db
from clinic.core.words import gettext as _
from clinic.groups.feeds import times
from clinic.groups.feeds.reading import Refused
from clinic.groups.models import DirectorySource


def held(source: DirectorySource) -> DirectorySource:
    """Return the source as it is now, kept from other readings until the transaction ends."""
    asked = sa.select(DirectorySource).where(DirectorySource.id == source.id).with_for_update()
    db.session.flush()
    return db.session.scalars(asked.execution_options(populate_existing=True)).one()


def named(
    name: str, *, fellowship: str, timezone: str, format: str, at: datetime
) -> DirectorySource:
    """Return the source of this name, made when there is none, kept from other readings.

    Raises :class:`Refused` when it lists another fellowship or there is no such time zone.
    """
    name, fellowship = name.strip(), fellowship.strip()
    zone = times.zone_named(timezone) if timezone.strip() else ""
    if zone is None:
        raise Refused(_("There is no time zone %(zone)s.", zone=timezone))
    if not name:
        raise Refused(_("A source needs a name."))
    source = _find(name) or _make(name, fellowship, zone, at)
    if fellowship and source.fellowship.casefold() != fellowship.casefold():
        raise Refused(
            _("%(name)s lists meetings of %(fellowship)s.", name=name, fellowship=source.fellowship)
        )
    if zone and source.timezone != zone:
        source.timezone = zone
    if format and source.format != format:
        source.format = format
    return source


def write(source: DirectorySource, **values: Any) -> None:
    """Write what a reading knows of a source.

    The revision stays: who has the form of the source open did not write these fields.
    """
    db.session.flush()
    here = sa.update(DirectorySource).where(DirectorySource.id == source.id)
    here = here.values(**values).execution_options(synchronize_session=False)
    db.session.execute(here)
    db.session.refresh(source)


def _find(name: str) -> DirectorySource | None:
    asked = sa.select(DirectorySource).where(DirectorySource.name == name).with_for_update()
    return db.session.scalar(asked.execution_options(populate_existing=True))


def _make(name: str, fellowship: str, timezone: str, at: datetime) -> DirectorySource:
    """Make a source; where another reading makes it at this moment, wait for that one."""
    facts = ("url", "format", "attribution", "etag", "last_modified", "sha256", "error")
    source = DirectorySource(
        name=name,
        fellowship=fellowship,
        timezone=timezone,
        created_at=at,
        refresh_hours=0,
        baseline={},
        **dict.fromkeys(facts, ""),
    )
    try:
        with db.session.begin_nested():
            db.session.add(source)
    except IntegrityError:
        found = _find(name)
        if found is None:
            raise
        return found
    return source
