"""Bringing the directory up to date with the slots of a feed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from clinic.core.db import db
from clinic.core.ids import new_id
from clinic.groups.feeds.places import Place
from clinic.groups.feeds.report import Report
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
    fold,
    week_minute,
)
from clinic.groups.policy.fellowships import kind_of

#: What a feed says of a meeting, by column.
FACTS = (
    "name",
    "weekday",
    "starts_at",
    "minutes",
    "minutes_assumed",
    "timezone",
    "weeks",
    "recurrence_note",
    "attendance",
    "conference_url",
    "conference_note",
    "conference_phone",
    "openness",
    "languages",
    "traits",
    "types",
    "notes",
)
_groups: Any = PeerGroup.__table__
_meetings: Any = GroupMeeting.__table__
_AT_ONCE = 500


def write(
    slots: list[Slot], present: set[str], *, source: DirectorySource, at: datetime, report: Report
) -> None:
    """Add, change and mark meetings of a source; delete none.

    ``present`` holds the ids of rows that are in the file but cannot be read: what they stand for
    is not missing. An empty id among them means that nothing can be called missing this time.
    """
    _Writing(source, at, report).run(slots, present)


class _Writing:
    """One import on its way into the database."""

    def __init__(self, source: DirectorySource, at: datetime, report: Report) -> None:
        self.source, self.at, self.report = source, at, report
        self.known = {row.uid_key: row for row in self._known()}
        self.groups = {row.source_key: row.id for row in self._known_groups()}
        self.venues = Venues(source.id)
        self.new_groups: list[dict[str, Any]] = []
        self.new_meetings: list[dict[str, Any]] = []
        self.changes: list[dict[str, Any]] = []

    def _known(self) -> Iterable[Any]:
        columns = ("id", "group_id", "uid_key", "content_hash", "missing_since", "ended_at")
        asked = sa.select(*(_meetings.c[name] for name in columns))
        return db.session.execute(asked.where(_meetings.c.source_id == self.source.id))

    def _known_groups(self) -> Iterable[Any]:
        asked = sa.select(_groups.c.id, _groups.c.source_key)
        return db.session.execute(asked.where(_groups.c.source_id == self.source.id))

    def run(self, slots: list[Slot], present: set[str]) -> None:
        new, changed = [], []
        for slot in slots:
            before = self.known.get(slot.uid_key)
            if before is None:
                new.append(slot)
            elif before.content_hash != slot.content_hash:
                changed.append(slot)
            else:
                self.report.same += 1
        self._add(new)
        self._change(changed)
        self._rename(slots, {slot.uid_key for slot in changed})
        self._mark({slot.uid_key for slot in slots}, present)
        self._store()

    def _add(self, slots: list[Slot]) -> None:
        online = _online_only(slots)
        for slot in slots:
            if slot.group_key not in self.groups:
                self.groups[slot.group_key] = self._new_group(slot, slot.group_key in online)
            group_id = self.groups[slot.group_key]
            venue_id = self.venues.id_of(group_id, slot.place)
            self.new_meetings.append(
                {
                    "id": new_id(),
                    "group_id": group_id,
                    "source_id": self.source.id,
                    "local_fields": [],
                    "feed_facts": {},
                    "uid_aliases": [],
                    "first_seen_at": self.at,
                    "seen_at": self.at,
                    "revision": 1,
                    **_columns(slot, venue_id),
                }
            )
        self.report.new += len(slots)

    def _new_group(self, slot: Slot, online: bool) -> UUID:
        words = fold(f"{slot.group_name} {self.source.fellowship}")
        empty = ("leader_name", "status_reason", "expect", "ask_for", "phone", "email")
        group = {
            **dict.fromkeys(empty, ""),
            "id": new_id(),
            "name": slot.group_name,
            "name_key": fold(slot.group_name),
            "words": words,
            "kind": kind_of(self.source.fellowship, online=online),
            "fellowship": self.source.fellowship,
            "leader": Leader.PEERS,
            "joining": Joining.OPEN,
            "status": GroupStatus.ACTIVE,
            "website": slot.website,
            "source_id": self.source.id,
            "source_key": slot.group_key,
            "key_aliases": [],
            "local_fields": [],
            "created_at": self.at,
            "revision": 1,
            **dict(slot.group_facts),
        }
        self.new_groups.append(group)
        self.report.groups += 1
        return group["id"]  # type: ignore[return-value]

    def _change(self, slots: list[Slot]) -> None:
        """Change what the feed changed; what the clinic corrected stays as it is."""
        old = self._whole(self.known[slot.uid_key].id for slot in slots)
        updates = []
        for slot in slots:
            before = old[self.known[slot.uid_key].id]
            local = set(before.local_fields)
            after = _columns(slot, before.venue_id)
            after |= {name: getattr(before, name) for name in local if name in FACTS}
            if "venue" not in local:
                after["venue_id"] = self.venues.id_of(before.group_id, slot.place)
            else:
                after["words"] = before.words
            after["week_minute"] = week_minute(after["weekday"], after["starts_at"])
            self._note_changes(before, after)
            updates.append({"b_id": before.id, **{f"b_{k}": v for k, v in after.items()}})
        if updates:
            names = [key.removeprefix("b_") for key in updates[0] if key != "b_id"]
            self._update(names, updates)
        self.report.changed += len(slots)

    def _update(self, names: list[str], updates: list[dict[str, Any]]) -> None:
        statement = sa.update(_meetings).where(_meetings.c.id == sa.bindparam("b_id"))
        values = {name: sa.bindparam(f"b_{name}", type_=_meetings.c[name].type) for name in names}
        values["revision"] = _meetings.c.revision + 1
        self.venues.store()
        db.session.connection().execute(statement.values(values), updates)

    def _whole(self, ids: Iterable[UUID]) -> dict[UUID, Any]:
        found: dict[UUID, Any] = {}
        for some in _chunks(list(ids)):
            for row in db.session.execute(sa.select(_meetings).where(_meetings.c.id.in_(some))):
                found[row.id] = row
        return found

    def _note_changes(self, before: Any, after: dict[str, Any]) -> None:
        for name in (*FACTS, "venue_id"):
            was, now = getattr(before, name), after[name]
            if name == "venue_id" and was != now:
                was, now = self.venues.words(was), self.venues.words(now)
            if was != now and name not in ("types", "minutes_assumed"):
                self._note(before.group_id, before.id, name.removesuffix("_id"), was, now)

    def _note(self, group_id: UUID, meeting_id: UUID | None, name: str, was: Any, now: Any) -> None:
        change = {"group_id": group_id, "meeting_id": meeting_id, "at": self.at, "field": name}
        self.changes.append(
            {"id": new_id(), "by_id": None, "before": _shown(was), "after": _shown(now), **change}
        )

    def _rename(self, slots: list[Slot], changed: set[str]) -> None:
        """Give a group the new name that all its meetings in the feed agree on."""
        named: dict[UUID, set[tuple[str, str]]] = defaultdict(set)
        touched = {self.known[key].group_id for key in changed}
        for slot in slots:
            known = self.known.get(slot.uid_key)
            if known and known.group_id in touched:
                named[known.group_id].add((slot.group_name, slot.group_key))
        renamed = {
            group_id: names.copy().pop() for group_id, names in named.items() if len(names) == 1
        }
        for some in _chunks(list(renamed)):
            for group in db.session.scalars(sa.select(PeerGroup).where(PeerGroup.id.in_(some))):
                self._rename_one(group, *renamed[group.id])
        db.session.flush()

    def _rename_one(self, group: PeerGroup, name: str, key: str) -> None:
        if group.name != name and "name" not in group.local_fields:
            self._note(group.id, None, "name", group.name, name)
            group.name = name
        if key not in self.groups:
            self.groups[key] = group.id
            group.source_key = key

    def _mark(self, seen: set[str], present: set[str]) -> None:
        """Mark what is no longer listed, and what is listed again."""
        back = [row.id for key, row in self.known.items() if row.missing_since and key in seen]
        self._set_missing(back, None)
        self.report.returned += len(back)
        if "" in present:
            self.report.missing_unknown = True
            return
        gone = [
            row.id
            for key, row in self.known.items()
            if not (row.missing_since or row.ended_at or key in seen or _stands(key, present))
        ]
        self._set_missing(gone, self.at)
        self.report.missing += len(gone)

    def _set_missing(self, ids: list[UUID], at: datetime | None) -> None:
        for some in _chunks(ids):
            marked = sa.update(_meetings).where(_meetings.c.id.in_(some))
            marked = marked.values(missing_since=at, revision=_meetings.c.revision + 1)
            db.session.execute(marked)

    def _store(self) -> None:
        connection = db.session.connection()
        if self.new_groups:
            connection.execute(sa.insert(_groups), self.new_groups)
        self.venues.store()
        if self.new_meetings:
            connection.execute(sa.insert(_meetings), self.new_meetings)
        if self.changes:
            connection.execute(sa.insert(GroupChange.__table__), self.changes)  # type: ignore[arg-type]
        here = (_meetings.c.source_id == self.source.id) & _meetings.c.missing_since.is_(None)
        connection.execute(sa.update(_meetings).where(here).values(seen_at=self.at))


def _columns(slot: Slot, venue_id: UUID | None) -> dict[str, Any]:
    """Return the columns of a meeting that a feed decides."""
    return {
        **{name: getattr(slot, name) for name in FACTS},
        "venue_id": venue_id,
        "source_uid": slot.uid,
        "uid_key": slot.uid_key,
        "content_hash": slot.content_hash,
        "partition": slot.partition,
        "week_minute": week_minute(slot.weekday, slot.starts_at),
        "words": _words(slot.name, slot.place),
    }


def _words(name: str, place: Place | None) -> str:
    facts = (place.name, place.street, place.city, place.postcode) if place else ()
    return fold(" ".join((name, *facts)))


def _online_only(slots: list[Slot]) -> set[str]:
    rooms = {
        s.group_key for s in slots if s.attendance not in (Attendance.ONLINE, Attendance.PHONE)
    }
    return {slot.group_key for slot in slots} - rooms


def _stands(key: str, present: set[str]) -> bool:
    """Say whether a meeting belongs to a row that is there but cannot be read."""
    return key in present or any(key.startswith(f"{uid} ") for uid in present)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)[:500]


def _chunks(ids: list[UUID]) -> Iterable[list[UUID]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
