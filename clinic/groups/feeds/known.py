"""What the directory knows of a source before a file is compared with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa

from clinic.core.db import db
from clinic.groups.feeds.likeness import Content, content
from clinic.groups.feeds.plain import time_of
from clinic.groups.models import GroupMeeting, PeerGroup, Venue

_meetings: Any = GroupMeeting.__table__
_groups: Any = PeerGroup.__table__
_venues: Any = Venue.__table__


class Stored(NamedTuple):
    """One meeting of a source, as far as it is needed to know it again."""

    id: UUID
    group_id: UUID
    uid_key: str | None
    source_uid: str | None
    content_hash: str
    partition: str
    name: str
    weekday: int | None
    starts_at: time | None
    conference_url: str
    seen_at: datetime
    missing_since: datetime | None = None
    ended_at: datetime | None = None
    uid_aliases: list[str] = []
    local_fields: list[str] = []
    feed_facts: dict[str, Any] = {}
    street: str | None = None
    city: str | None = None
    postcode: str | None = None

    @property
    def live(self) -> bool:
        """Whether it stood in the last file that was taken."""
        return self.missing_since is None and self.ended_at is None


class StoredGroup(NamedTuple):
    """One group of a source, or one that took in a group of it, with what a feed may say of it."""

    id: UUID
    name: str
    source_id: UUID | None
    source_key: str | None
    key_aliases: list[str]
    fellowship: str
    merged_into_id: UUID | None
    local_fields: list[str]
    website: str
    phone: str
    email: str
    kind: str
    leader: str
    leader_name: str
    joining: str
    expect: str
    ask_for: str


@dataclass
class Known:
    """All that is known of one source."""

    source_id: UUID | None = None
    fellowship: str = ""
    meetings: list[Stored] = field(default_factory=list)
    groups: dict[UUID, StoredGroup] = field(default_factory=dict)

    @cached_property
    def by_uid(self) -> dict[str, Stored]:
        """The meetings by their present id, folded."""
        return {stored.uid_key: stored for stored in self.meetings if stored.uid_key is not None}

    @cached_property
    def by_alias(self) -> dict[str, Stored]:
        """The meetings by ids they had before, where one meeting alone had it and none has it."""
        named = Counter(alias for stored in self.meetings for alias in set(stored.uid_aliases))
        return {
            alias: stored
            for stored in self.meetings
            for alias in stored.uid_aliases
            if named[alias] == 1 and alias not in self.by_uid
        }

    def content(self, stored: Stored) -> Content:
        """Return what the feed said of a meeting: not what the clinic made of that."""
        said = stored.feed_facts
        place = said.get("venue", stored._asdict()) or {}
        weekday = said.get("weekday", stored.weekday)
        starts_at = time_of(said["starts_at"]) if "starts_at" in said else stored.starts_at
        group = self.groups.get(stored.group_id)
        return content(
            fellowship=(group.fellowship if group else "") or self.fellowship,
            name=said.get("name", stored.name),
            weekday=weekday,
            starts_at=starts_at,
            street=place.get("street") or "",
            city=place.get("city") or "",
            postcode=place.get("postcode") or "",
            url=said.get("conference_url", stored.conference_url),
        )

    def surviving(self, group_id: UUID) -> UUID:
        """Return the group itself, or the one it was merged into by hand."""
        seen = {group_id}
        while group := self.groups.get(group_id):
            if group.merged_into_id is None or group.merged_into_id in seen:
                break
            group_id = group.merged_into_id
            seen.add(group_id)
        return group_id


def load(source_id: UUID | None, fellowship: str) -> Known:
    """Return what is known of a source; nothing of one that is not there yet."""
    if source_id is None:
        return Known(fellowship=fellowship)
    own = [_meetings.c[name] for name in Stored._fields[:-3]]
    place = [_venues.c[name] for name in Stored._fields[-3:]]
    asked = sa.select(*own, *place).join_from(
        _meetings, _venues, _meetings.c.venue_id == _venues.c.id, isouter=True
    )
    found = db.session.execute(asked.where(_meetings.c.source_id == source_id))
    return Known(source_id, fellowship, [Stored(*row) for row in found], _load_groups(source_id))


def _load_groups(source_id: UUID) -> dict[UUID, StoredGroup]:
    """Return the groups of a source, those its meetings are in, and those merged groups are in."""
    columns = [_groups.c[name] for name in StoredGroup._fields]
    using = sa.select(_meetings.c.group_id).where(_meetings.c.source_id == source_id)
    asked = sa.select(*columns).where((_groups.c.source_id == source_id) | _groups.c.id.in_(using))
    found = {row.id: StoredGroup(*row) for row in db.session.execute(asked)}
    while wanted := {g.merged_into_id for g in found.values() if g.merged_into_id} - set(found):
        more = sa.select(*columns).where(_groups.c.id.in_(wanted))
        found |= {row.id: StoredGroup(*row) for row in db.session.execute(more)}
    return found
