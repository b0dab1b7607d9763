"""Writing what a file changes, in bulk and in the caller's one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from clinic.core.db import db
from clinic.core.ids import new_id
from clinic.groups.feeds import facts, history, rowsets
from clinic.groups.feeds.changeset import Change, ChangeSet
from clinic.groups.feeds.known import Stored
from clinic.groups.feeds.matching import Match
from clinic.groups.feeds.rows import Slot
from clinic.groups.feeds.venues import Venues
from clinic.groups.models import (
    Attendance,
    DirectorySource,
    GroupChange,
    GroupMeeting,
    GroupStatus,
    Joining,
    Leader,
    PeerGroup,
    Venue,
    fold,
    week_minute,
)
from clinic.groups.policy.fellowships import kind_of

_AWAY = (Attendance.ONLINE, Attendance.PHONE)


def store(changes: ChangeSet, *, source: DirectorySource, at: datetime) -> dict[str, UUID]:
    """Add, change and mark meetings of a source; delete none.

    Returns the keys of new meetings by their uid. What the clinic itself knows of groups is not
    touched, nor what it corrected.
    """
    return _Storing(changes, source, at).run()


class _Storing:
    def __init__(self, changes: ChangeSet, source: DirectorySource, at: datetime) -> None:
        self.changes, self.source, self.at = changes, source, at
        self.venues = Venues(source.id)
        self.always = {
            "source_id": source.id,
            "uid_aliases": [],
            "local_fields": [],
            "feed_facts": {},
            "first_seen_at": at,
            "seen_at": at,
            "revision": 1,
        }

    def run(self) -> dict[str, UUID]:
        """Write everything, what is referred to before what refers to it."""
        self._rekey()
        rowsets.insert(rowsets.groups, list(map(self._group, *self._new_groups())))
        added = [self._meeting(one) for one in self.changes.new]
        changed = [self._changed(one) for one in self.changes.changes]
        self.venues.store()
        self._free_ids()
        rowsets.update(rowsets.meetings, changed)
        quiet = [{"id": key, **values} for key, values in self.changes.quiet.items()]
        rowsets.update(rowsets.meetings, quiet, counting=False)
        rowsets.insert(rowsets.meetings, added)
        self._change_groups()
        self._mark_missing()
        rowsets.insert(GroupChange.__table__, history.notes(self.changes, self.at))
        self._mark_seen()
        forget_loaded()
        return {row["uid_key"]: row["id"] for row in added}

    def _rekey(self) -> None:
        """Give groups their new keys; keys may pass from one to another, so all let go first."""
        keys = self.changes.belonging.keys
        self._let_go(rowsets.groups, "source_key", keys)
        rows = [
            {"id": group_id, "source_key": key, "key_aliases": aliases}
            for group_id, (key, aliases) in keys.items()
        ]
        rowsets.update(rowsets.groups, rows, counting=False)

    def _free_ids(self) -> None:
        """Let go of ids that pass from one meeting to another."""
        passing = [c.stored.id for c in self.changes.changes if c.stored.uid_key != c.slot.uid_key]
        given_up = [key for key, row in self.changes.quiet.items() if row["uid_key"] is None]
        self._let_go(rowsets.meetings, "uid_key", [*passing, *given_up])

    def _let_go(self, table: Any, column: str, ids: Iterable[UUID]) -> None:
        for some in rowsets.chunks(ids):
            freed = sa.update(table).where(table.c.id.in_(some)).values({column: None})
            db.session.execute(freed)

    def _new_groups(self) -> tuple[list[UUID], list[list[Slot]]]:
        new = self.changes.belonging.new
        return list(new), list(new.values())

    def _group(self, group_id: UUID, slots: list[Slot]) -> dict[str, Any]:
        """Return a new group as its meetings describe it."""
        first = slots[0]
        fellowship = first.fellowship or self.source.fellowship
        online = all(slot.attendance in _AWAY for slot in slots)
        told = dict.fromkeys(facts.GROUP, "")
        for name in facts.GROUP if any(slot.group_facts for slot in slots) else facts.ALWAYS:
            told[name] = _first(slots, name)
        told["fellowship"] = fellowship
        return {
            **told,
            "id": group_id,
            "name": first.group_name,
            "name_key": fold(first.group_name),
            "words": fold(f"{first.group_name} {told['leader_name']} {fellowship}"),
            "kind": told["kind"] or kind_of(fellowship, online=online),
            "leader": told["leader"] or Leader.PEERS,
            "joining": told["joining"] or Joining.OPEN,
            "status": GroupStatus.ACTIVE,
            "status_reason": "",
            "source_id": self.source.id,
            "source_key": first.group_key,
            "key_aliases": [],
            "local_fields": [],
            "created_at": self.at,
            "revision": 1,
        }

    def _meeting(self, match: Match) -> dict[str, Any]:
        """Return a new meeting."""
        slot = match.slot
        group_id = self.changes.belonging.group_of[slot.uid_key]
        said = {name: getattr(slot, name) for name in facts.MEETING}
        return said | {
            "id": new_id(),
            "group_id": group_id,
            "venue_id": self.venues.id_of(group_id, slot.place),
            "week_minute": week_minute(slot.weekday, slot.starts_at),
            "words": facts.words(slot.name, slot.place),
            "content_hash": match.slot.content_hash,
            **_known_as(slot),
            **self.always,
        }

    def _changed(self, change: Change) -> dict[str, Any]:
        """Return what is written of a known meeting."""
        columns, whole = change.columns, change.whole
        place, venue_id = change.place, whole.venue_id
        if change.moves:
            place = change.slot.place
            venue_id = self.venues.id_of(whole.group_id, place)
        return {
            **columns,
            "id": whole.id,
            "venue_id": venue_id,
            "week_minute": week_minute(columns["weekday"], columns["starts_at"]),
            "words": facts.words(columns["name"], place),
        }

    def _change_groups(self) -> None:
        """Write what groups are called and reached by."""
        for group in self.changes.groups:
            columns = group.columns
            name = columns.get("name", group.whole.name)
            told = (
                name,
                group.whole.leader_name,
                columns.get("fellowship", group.whole.fellowship),
            )
            words = {"name_key": fold(name), "words": fold(" ".join(told))}
            rowsets.update(rowsets.groups, [{"id": group.whole.id, **columns, **words}])

    def _mark_missing(self) -> None:
        meetings = rowsets.meetings
        for some in rowsets.chunks(one.id for one in self.changes.matching.missing):
            marked = sa.update(meetings).where(meetings.c.id.in_(some))
            marked = marked.values(missing_since=self.at, revision=meetings.c.revision + 1)
            db.session.execute(marked)

    def _mark_seen(self) -> None:
        """Note that everything was seen that still stands there, but what nobody can tell of."""
        meetings = rowsets.meetings
        here = sa.update(meetings).where(
            meetings.c.source_id == self.source.id,
            meetings.c.missing_since.is_(None),
            meetings.c.ended_at.is_(None),
        )
        db.session.execute(here.values(seen_at=self.at))
        before = defaultdict[datetime, list[Stored]](list)
        for stored in self.changes.matching.unseen:
            before[stored.seen_at].append(stored)
        for seen_at, some in before.items():
            for ids in rowsets.chunks(stored.id for stored in some):
                back = sa.update(meetings).where(meetings.c.id.in_(ids)).values(seen_at=seen_at)
                db.session.execute(back)


def forget_loaded() -> None:
    """Have records of the directory that this session holds read again: they were written past."""
    for record in list(db.session.identity_map.values()):
        if isinstance(record, GroupMeeting | PeerGroup | Venue):
            db.session.expire(record)


def _known_as(slot: Slot) -> dict[str, Any]:
    return {"source_uid": slot.uid, "uid_key": slot.uid_key, "partition": slot.partition}


def _first(slots: Iterable[Slot], name: str) -> str:
    return next((value for slot in slots if (value := facts.of_group(slot, name))), "")
