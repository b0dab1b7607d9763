"""What a file changes: worked out whole before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from clinic.groups.feeds import facts
from clinic.groups.feeds.belonging import Belonging
from clinic.groups.feeds.known import Known, Stored
from clinic.groups.feeds.matching import How, Match, Matching
from clinic.groups.feeds.places import Place
from clinic.groups.feeds.plain import plain
from clinic.groups.feeds.rows import Slot
from clinic.groups.models import ChangeKind

#: Columns that may be written of a meeting without its being a change.
QUIET = ("source_uid", "uid_key", "uid_aliases", "content_hash", "partition", "feed_facts")


@dataclass
class Change:
    """What becomes of one known meeting.

    ``whole`` is its row now, ``place`` the place it is at now. ``before`` and ``after`` hold what
    differs, as plain values; of what the clinic corrected they say what the feed says, which is
    kept apart. ``columns`` are what is written; the venue is settled when it is.
    """

    match: Match
    stored: Stored
    whole: Any
    place: Place | None
    kind: ChangeKind | None
    before: dict[str, Any]
    after: dict[str, Any]
    columns: dict[str, Any]
    moves: bool

    @property
    def slot(self) -> Slot:
        """What the file says."""
        return self.match.slot


@dataclass
class GroupChanged:
    """What becomes of a known group."""

    whole: Any
    before: dict[str, Any]
    after: dict[str, Any]
    columns: dict[str, Any]


@dataclass(frozen=True)
class LeftOut:
    """What a person decided about single changes: keep as it is, or take what the feed says."""

    meetings: frozenset[UUID] = frozenset()
    uids: frozenset[str] = frozenset()
    groups: frozenset[UUID] = frozenset()
    feed_meetings: frozenset[UUID] = frozenset()
    feed_groups: frozenset[UUID] = frozenset()

    def __contains__(self, match: Match) -> bool:
        """Whether a slot is to change nothing."""
        if match.stored is not None:
            return match.stored.id in self.meetings
        return match.slot.uid_key in self.uids


@dataclass
class ChangeSet:
    """Everything a file does to the meetings and groups of its source."""

    known: Known
    matching: Matching
    belonging: Belonging
    new: list[Match]
    ambiguous: list[Match]
    changes: list[Change]
    groups: list[GroupChanged]
    quiet: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)


def settled(match: Match) -> bool:
    """Whether a slot says what its meeting says already."""
    stored = match.stored
    return (
        stored is not None
        and match.how is How.ID
        and stored.content_hash == match.slot.content_hash
        and (stored.source_uid, stored.partition) == (match.slot.uid, match.slot.partition)
        and stored.missing_since is None
        and not match.doubt
    )


def compare(match: Match, whole: Any, place: Place | None, *, take_feed: bool) -> Change:
    """Work out what becomes of a known meeting, field by field."""
    stored = match.stored
    assert stored is not None  # noqa: S101 - narrows the type
    local = frozenset[str]() if take_feed else frozenset(whole.local_fields)
    says = {name: getattr(match.slot, name) for name in facts.MEETING}
    if facts.codes(whole.types) == facts.codes(says["types"]):
        says["types"] = whole.types
    before, after = _differing({name: getattr(whole, name) for name in facts.MEETING}, says)
    moves = "venue" not in local and match.slot.place != place
    here, there = facts.place_row(place), facts.place_row(match.slot.place)
    where = [name for name in facts.PLACE if here.get(name) != there.get(name)]
    before |= {facts.PLACE[name]: here[name] for name in where if here.get(name) not in (None, "")}
    after |= {facts.PLACE[name]: there[name] for name in where if there.get(name) not in (None, "")}
    for name in before.keys() ^ after.keys():
        before.setdefault(name, None)
        after.setdefault(name, None)
    columns = says | {name: getattr(whole, name) for name in local if name in says}
    columns |= _kept(match, whole, local, take_feed=take_feed)
    change = Change(match, stored, whole, place, None, before, after, columns, moves)
    change.kind = _kind(change)
    return change


def _differing(
    was: Mapping[str, Any], now: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    names = [name for name in was if was[name] != now[name]]
    return {n: plain(was[n]) for n in names}, {n: plain(now[n]) for n in names}


def _kept(match: Match, whole: Any, local: frozenset[str], *, take_feed: bool) -> dict[str, Any]:
    """Return how the meeting is known from now on, and what the feed says of local facts."""
    slot, aliases = match.slot, list(whole.uid_aliases)
    if whole.uid_key and whole.uid_key != slot.uid_key:
        aliases.append(whole.uid_key)
    said = {n: plain(getattr(slot, n)) for n in facts.MEETING if n in local}
    if "venue" in local:
        said["venue"] = facts.place_row(slot.place)
    return {
        "source_uid": slot.uid,
        "uid_key": slot.uid_key,
        "uid_aliases": [one for one in dict.fromkeys(aliases) if one != slot.uid_key],
        "content_hash": match.slot.content_hash,
        "partition": slot.partition,
        "local_fields": [] if take_feed else whole.local_fields,
        "feed_facts": said,
        "missing_since": None,
    }


def _kind(change: Change) -> ChangeKind | None:
    if change.stored.missing_since is not None:
        return ChangeKind.RETURNED
    if change.match.how is How.CONTENT:
        return ChangeKind.REMATCHED
    if change.before or change.columns["local_fields"] != change.whole.local_fields:
        return ChangeKind.CHANGED
    return None
