"""What staff say about a source of the directory."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from clinic.accounts.models import User
from clinic.audit.actions import record
from clinic.core.db import db, kept_by_database
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext as _
from clinic.groups.feeds.addresses import Reach, parse
from clinic.groups.feeds.reading import Refused
from clinic.groups.feeds.times import zone_named
from clinic.groups.models import DirectorySource, GroupMeeting
from clinic.groups.policy.sources import FORMATS, LONGEST_REFRESH_HOURS
from clinic.groups.queries.sources import source_named

#: What a person may say about a source.
SOURCE_FIELDS = (
    "name",
    "url",
    "format",
    "fellowship",
    "timezone",
    "refresh_hours",
    "attribution",
)
#: When one of these changes, what was read before says nothing about what comes next.
READ_BY = ("url", "format", "fellowship", "timezone")
NEVER_READ = {"etag": "", "last_modified": "", "sha256": "", "tried_at": None, "error": ""}


def add_source(
    *, name: str, by: User | None, at: datetime, reach: Reach | None = None, **facts: Any
) -> DirectorySource:
    """Write down a source: its name, and any of ``SOURCE_FIELDS``.

    ``reach`` says how far the settings let a fetch go. Raises :class:`RuleBroken` beside the
    field that cannot be.
    """
    source = DirectorySource(name="", created_at=at)
    said = _checked(source, {"name": name, **facts}, reach or Reach())
    for field, value in said.items():
        setattr(source, field, value)
    with kept_by_database(_name_taken(), field="name"):
        db.session.add(source)
    record("source.added", source, by=by, at=at)
    return source


def change_source(
    source: DirectorySource,
    *,
    by: User | None,
    at: datetime,
    reach: Reach | None = None,
    **facts: Any,
) -> list[str]:
    """Change what is said about a source, and return the names of the fields that differ.

    A source that is read otherwise from now on is due at once, and read whole. Raises
    :class:`RuleBroken` beside the field that cannot be.
    """
    said = _checked(source, facts, reach or Reach())
    changed = [field for field, value in said.items() if getattr(source, field) != value]
    if not changed:
        return []
    anew = NEVER_READ if set(changed) & set(READ_BY) else {}
    with kept_by_database(_name_taken(), field="name"):
        for field, value in {**said, **anew}.items():
            setattr(source, field, value)
    record("source.changed", source, by=by, at=at, detail={"fields": changed})
    return changed


def _checked(source: DirectorySource, facts: dict[str, Any], reach: Reach) -> dict[str, Any]:
    """Return the facts as they are kept."""
    unknown = facts.keys() - set(SOURCE_FIELDS)
    if unknown:
        raise TypeError(f"a source has no {', '.join(sorted(unknown))}")
    said = {
        name: fact.strip() if isinstance(fact, str) else fact
        for name, fact in {**{f: getattr(source, f) for f in SOURCE_FIELDS}, **facts}.items()
    }
    said = {name: fact for name, fact in said.items() if fact is not None}
    _check_name(source, said["name"])
    _check_fellowship(source, said.get("fellowship", ""))
    _check_reading(said, reach)
    said["timezone"] = zone_named(said.get("timezone", "")) or ""
    return said


def _check_name(source: DirectorySource, name: str) -> None:
    if not name:
        raise RuleBroken(_("A source needs a name."), field="name")
    other = source_named(name)
    if other is not None and other is not source:
        raise RuleBroken(_name_taken(), field="name")


def _check_fellowship(source: DirectorySource, fellowship: str) -> None:
    """Refuse to read a source in another fellowship's codes once its meetings are here."""
    before = source.fellowship or ""
    if not before or before.casefold() == fellowship.casefold():
        return
    here = sa.select(GroupMeeting.id).where(GroupMeeting.source_id == source.id).limit(1)
    if db.session.scalar(here) is not None:
        raise RuleBroken(
            _("The meetings of this source were read as those of %(name)s.", name=before),
            field="fellowship",
        )


def _check_reading(said: dict[str, Any], reach: Reach) -> None:
    """Check where a source is, how often it is fetched and how it is read."""
    hours = said.get("refresh_hours", 0)
    if said.get("url"):
        try:
            parse(said["url"], reach)
        except Refused as refusal:
            raise RuleBroken(str(refusal), field="url") from refusal
    if not 0 <= hours <= LONGEST_REFRESH_HOURS:
        most = LONGEST_REFRESH_HOURS
        raise RuleBroken(_("Say 0 to %(n)s hours.", n=most), field="refresh_hours")
    if hours and not said.get("url"):
        raise RuleBroken(_("What has no address cannot be fetched."), field="url")
    if said.get("format", "") not in FORMATS:
        raise RuleBroken(_("There is no such format."), field="format")
    zone = said.get("timezone", "")
    if zone and zone_named(zone) is None:
        raise RuleBroken(_("There is no time zone %(zone)s.", zone=zone), field="timezone")


def _name_taken() -> str:
    return _("There is a source of this name already.")
