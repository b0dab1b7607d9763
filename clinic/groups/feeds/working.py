"""From a file and what is known to what changes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any
from uuid import UUID

from clinic.groups.feeds import facts, rowsets
from clinic.groups.feeds.batch import Batch
from clinic.groups.feeds.belonging import belonging
from clinic.groups.feeds.changeset import (
    QUIET,
    Change,
    ChangeSet,
    GroupChanged,
    LeftOut,
    compare,
    settled,
)
from clinic.groups.feeds.known import Known
from clinic.groups.feeds.matching import How, Matching, match
from clinic.groups.feeds.plain import plain
from clinic.groups.feeds.rows import Slot
from clinic.groups.models import ChangeKind

NOBODY_DECIDED = LeftOut()


def work_out(batch: Batch, known: Known, left_out: LeftOut = NOBODY_DECIDED) -> ChangeSet:
    """Work out what a file does to its source; write nothing."""
    found = _without(match(batch.slots, known, batch.present), left_out)
    changes = _changes(found, left_out)
    result = ChangeSet(
        known=known,
        matching=found,
        belonging=belonging((m for m in found.matches if m.how is not How.AMBIGUOUS), known),
        new=[one for one in found.matches if one.how is How.NEW],
        ambiguous=[one for one in found.matches if one.how is How.AMBIGUOUS],
        changes=[change for change in changes if change.kind is not None],
        groups=_group_changes(found, known, left_out),
        quiet=_quiet(changes, found, known),
    )
    result.counts = _counts(batch, result, changes)
    return result


def _without(found: Matching, left_out: LeftOut) -> Matching:
    """Leave out what a person wants to stay as it is."""
    if left_out == NOBODY_DECIDED:
        return found
    return replace(
        found,
        matches=[one for one in found.matches if one not in left_out],
        missing=[one for one in found.missing if one.id not in left_out.meetings],
    )


def _changes(found: Matching, left_out: LeftOut) -> list[Change]:
    """Compare what is not settled with whole rows."""
    open_ones = {
        one.stored.id: one
        for one in found.matches
        if one.stored is not None and (not settled(one) or one.stored.id in left_out.feed_meetings)
    }
    rows = rowsets.whole(rowsets.meetings, open_ones)
    places = rowsets.places({row.venue_id for row in rows.values() if row.venue_id})
    return [
        compare(
            one,
            rows[key],
            places.get(rows[key].venue_id),
            take_feed=key in left_out.feed_meetings,
        )
        for key, one in open_ones.items()
    ]


def _quiet(changes: list[Change], found: Matching, known: Known) -> dict[UUID, dict[str, Any]]:
    """Return what is written of meetings without being a change.

    That is another spelling of the same, and an id that is another meeting's from now on.
    """
    quiet = {
        change.stored.id: {name: change.columns[name] for name in QUIET}
        for change in changes
        if change.kind is None
        and any(change.columns[name] != getattr(change.whole, name) for name in QUIET)
    }
    matched = {one.stored.id for one in found.matches if one.stored is not None}
    for one in found.matches:
        holder = None if one.how is How.AMBIGUOUS else known.by_uid.get(one.slot.uid_key)
        if holder is not None and holder.id not in matched:
            said = {name: getattr(holder, name) for name in QUIET}
            aliases = [*holder.uid_aliases, one.slot.uid_key]
            quiet[holder.id] = {**said, "uid_key": None, "uid_aliases": aliases}
    return quiet


def _group_changes(found: Matching, known: Known, left_out: LeftOut) -> list[GroupChanged]:
    """Return what groups are called and reached by now, where all their meetings agree."""
    says: dict[UUID, list[Slot]] = defaultdict(list)
    for one in found.matches:
        if one.stored is not None:
            says[one.stored.group_id].append(one.slot)
    unheard = {m.group_id for m in (*found.missing, *found.standing, *found.unseen)}

    def change(group: Any) -> GroupChanged:
        take_feed = group.id in left_out.feed_groups
        whole = group.id not in unheard
        return _group_change(group, says[group.id], whole=whole, take_feed=take_feed)

    own = (g for g in known.groups.values() if g.id in says and g.source_id == known.source_id)
    differing = [
        group.id
        for group in own
        if group.id in left_out.feed_groups
        or (not facts.said_alike(says[group.id], group) and change(group).columns)
    ]
    rows = rowsets.whole(rowsets.groups, set(differing) - left_out.groups)
    return [one for one in map(change, rows.values()) if one.columns]


def _group_change(row: Any, slots: list[Slot], *, whole: bool, take_feed: bool) -> GroupChanged:
    columns: dict[str, Any] = {}
    for name in facts.GROUP if any(slot.group_facts for slot in slots) else facts.ALWAYS:
        said = {facts.of_group(slot, name) for slot in slots}
        filled = said - {""}
        local = name in row.local_fields and not take_feed
        blank = not filled and whole and name in facts.REACH
        if local or not (blank or len(filled) == 1) or (name == "name" and len(said) > 1):
            continue
        value = filled.pop() if filled else ""
        if value != getattr(row, name):
            columns[name] = value
    before = {name: plain(getattr(row, name)) for name in columns}
    after = {name: plain(value) for name, value in columns.items()}
    if take_feed and set(row.local_fields) & set(facts.GROUP):
        columns["local_fields"] = [f for f in row.local_fields if f not in facts.GROUP]
    return GroupChanged(row, before, after, columns)


def _counts(batch: Batch, result: ChangeSet, changes: list[Change]) -> dict[str, int]:
    """Count slots: each is new, changed, same, rematched or ambiguous; others are counted beside.

    A meeting whose group changed counts as changed when its own row did not stay the same.
    """
    groups = {one.whole.id for one in result.groups}
    matched = [one for one in result.matching.matches if one.stored is not None]
    rematched = sum(one.how is How.CONTENT for one in matched)
    changed = sum(
        c.match.how is How.ID and (bool(c.before) or c.stored.group_id in groups) for c in changes
    )
    return {
        "read": batch.read,
        "new": len(result.new),
        "changed": changed,
        "same": len(matched) - rematched - changed,
        "rematched": rematched,
        "ambiguous": len(result.ambiguous),
        "missing": len(result.matching.missing),
        "returned": sum(c.kind is ChangeKind.RETURNED for c in result.changes),
        "groups": len(result.belonging.new),
    }
