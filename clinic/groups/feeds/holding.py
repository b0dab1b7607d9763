"""When a file is read but not believed until somebody says so.

The limits were measured on thirteen monthly files of one national feed: in ordinary months no
part of at least 50 meetings lost more than 19.7 %, in the two outages one lost 46.6 % and one all;
the feed as a whole fell by 9.5 % in the worse of them, so the whole alone would not have shown it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from clinic.core.words import gettext as _
from clinic.groups.feeds.batch import Batch
from clinic.groups.feeds.changeset import Change, ChangeSet
from clinic.groups.feeds.likeness import house
from clinic.groups.feeds.matching import How
from clinic.groups.queries.use import Use

#: A fall of the whole, and of a part that had at least so many meetings.
FALL, FALL_OF_PART, PART = 0.20, 0.25, 20
#: Ids nobody knew; rows that could not be read; meetings that lost what they had.
UNKNOWN, UNREADABLE, LOST = 0.30, 0.10, 0.30
#: A first reading has nothing to be held against: most of it must be unreadable.
UNREADABLE_FIRST = 0.50


def hold(
    changes: ChangeSet, batch: Batch, baseline: Mapping[str, Any], use: Mapping[UUID, Use]
) -> list[str]:
    """Return why a run should wait for a person, in sentences; nothing when it need not.

    ``baseline`` is what :func:`counted` said of the last accepted run, ``use`` who has which group
    or meeting.
    """
    before = baseline or _as_stored(changes)
    if not before.get("meetings"):
        return _unreadable(batch, UNREADABLE_FIRST)
    now = counted(changes, batch)
    return [
        *_fallen(before, now, changes),
        *_unknown(changes, batch),
        *_unreadable(batch, UNREADABLE),
        *_lost(changes),
        *_in_use(changes, use),
    ]


def counted(changes: ChangeSet, batch: Batch) -> dict[str, Any]:
    """Return how many meetings a file lists, in all and by part.

    A row that cannot be read stands for one meeting, in the part where that was before.
    """
    parts = Counter(slot.partition for slot in batch.slots)
    parts.update(stored.partition for stored in changes.matching.standing)
    parts.pop("", None)
    return {"meetings": len(batch.slots) + batch.unreadable, "parts": dict(parts)}


def _as_stored(changes: ChangeSet) -> dict[str, Any]:
    live = [stored for stored in changes.known.meetings if stored.live]
    parts = Counter(stored.partition for stored in live if stored.partition)
    return {"meetings": len(live), "parts": dict(parts)}


def _fallen(before: Mapping[str, Any], now: Mapping[str, Any], changes: ChangeSet) -> Iterable[str]:
    had, has = before["meetings"], now["meetings"]
    if has == 0:
        yield _("The file lists no meetings at all; there were %(had)s.", had=f"{had:,}")
    elif _share(had - has, had) >= FALL:
        yield _(
            "The list fell from %(had)s to %(has)s meetings, %(share)s %% fewer.",
            had=f"{had:,}",
            has=f"{has:,}",
            share=_percent(had - has, had),
        )
    moved = _moved(changes)
    for part, had in sorted(before.get("parts", {}).items()):
        has = now["parts"].get(part, 0) + moved[part]
        if had >= PART and _share(had - has, had) >= FALL_OF_PART:
            yield _(
                "%(part)s fell from %(had)s to %(has)s meetings, %(share)s %% fewer.",
                part=part,
                had=f"{had:,}",
                has=f"{has:,}",
                share=_percent(had - has, had),
            )


def _moved(changes: ChangeSet) -> Counter[str]:
    """Count meetings that are there still, but in another part than before."""
    return Counter(
        one.stored.partition
        for one in changes.matching.matches
        if one.stored is not None and one.stored.partition != one.slot.partition
    )


def _unknown(changes: ChangeSet, batch: Batch) -> Iterable[str]:
    """Hold a feed that gave its meetings other ids; one that only grew did not."""
    unknown = min(changes.matching.unknown, changes.matching.lost)
    if _share(unknown, len(batch.slots)) > UNKNOWN:
        found = sum(one.how is How.CONTENT for one in changes.matching.matches)
        yield _(
            "%(share)s %% of the ids are new (%(unknown)s of %(all)s): the feed may have changed "
            "them all. %(found)s meetings were known by what they say.",
            share=_percent(changes.matching.unknown, len(batch.slots)),
            unknown=f"{changes.matching.unknown:,}",
            all=f"{len(batch.slots):,}",
            found=f"{found:,}",
        )


def _unreadable(batch: Batch, limit: float) -> list[str]:
    if _share(batch.unreadable, batch.read) <= limit:
        return []
    return [
        _(
            "%(many)s of %(all)s rows cannot be read, %(share)s %%.",
            many=f"{batch.unreadable:,}",
            all=f"{batch.read:,}",
            share=_percent(batch.unreadable, batch.read),
        )
    ]


def _lost(changes: ChangeSet) -> Iterable[str]:
    """Hold a feed whose meetings lost their traits or coordinates, as one did to all at once."""
    unchanged = {c.stored.id for c in changes.changes if c.kind is not None}
    steady = [
        one.slot
        for one in changes.matching.matches
        if one.stored is not None and one.stored.id not in unchanged
    ]
    traits = [c for c in changes.changes if c.whole.traits and "traits" not in c.whole.local_fields]
    lost = sum(not change.slot.traits for change in traits)
    had = len(traits) + sum(bool(slot.traits) for slot in steady)
    if _share(lost, had) > LOST:
        yield _(
            "%(lost)s of %(had)s meetings lost all that said what they offer.", lost=lost, had=had
        )
    placed = [c for c in changes.changes if _located(c.place) and c.slot.place is not None]
    lost = sum(not _located(change.slot.place) for change in placed)
    had = len(placed) + sum(_located(slot.place) for slot in steady)
    if _share(lost, had) > LOST:
        yield _("%(lost)s of %(had)s meetings lost their place on the map.", lost=lost, had=had)


def _located(place: Any) -> bool:
    return place is not None and place.latitude is not None


def reachable(changes: ChangeSet) -> dict[UUID, tuple[UUID | None, str]]:
    """Return the meetings and groups whose phone, address or link changed, by key.

    Each with its group and its name.
    """
    found: dict[UUID, tuple[UUID | None, str]] = {
        change.stored.id: (change.whole.group_id, change.whole.name)
        for change in changes.changes
        if _reached_otherwise(change)
    }
    for group in changes.groups:
        if group.before.get("phone") or group.before.get("email"):
            found[group.whole.id] = (group.whole.id, group.whole.name)
    return found


def _reached_otherwise(change: Change) -> bool:
    here, there = change.place, change.slot.place
    moved = here is not None and (there is None or not _same_house(here, there)) and change.moves
    names = ("conference_url", "conference_phone")
    return moved or any(
        getattr(change.whole, name) and getattr(change.whole, name) != change.columns[name]
        for name in names
    )


def _same_house(here: Any, there: Any) -> bool:
    if house(here.street, here.city) or house(there.street, there.city):
        return house(here.street, here.city) == house(there.street, there.city)
    return (here.street, here.city) == (there.street, there.city)


def _in_use(changes: ChangeSet, use: Mapping[UUID, Use]) -> Iterable[str]:
    """Hold a changed phone or address that somebody was given: it may be no correction."""
    for key, (group_id, name) in reachable(changes).items() if use else ():
        used = use.get(key) or (use.get(group_id) if group_id else None)
        if used:
            yield _(
                "%(name)s: the phone, link or address changed, and it is in %(plans)s plans, "
                "%(papers)s on paper.",
                name=name,
                plans=used.plans,
                papers=used.papers,
            )


def _share(part: int, whole: int) -> float:
    return part / whole if whole > 0 else 0.0


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}"
