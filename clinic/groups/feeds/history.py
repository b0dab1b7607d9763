"""What a refresh notes in the history of groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from clinic.core.ids import new_id
from clinic.groups.actions.history import shown
from clinic.groups.feeds import facts
from clinic.groups.feeds.changeset import Change, ChangeSet, GroupChanged
from clinic.groups.models import ChangeKind

_LONGEST = 500
#: Read by machines only.
_UNSAID = ("types", "minutes_assumed")


def notes(changes: ChangeSet, at: datetime) -> list[dict[str, Any]]:
    """Return the rows of the history: every fact that changed, what went missing, what is back."""
    said = (
        *(note for change in changes.changes for note in _of_meeting(change)),
        *(note for group in changes.groups for note in _of_group(group)),
        *((s.group_id, s.id, "missing", s.name, "") for s in changes.matching.missing),
    )
    return [_row(*note, at=at) for note in said]


Note = tuple[UUID, UUID | None, str, str, str]


def _of_meeting(change: Change) -> Iterator[Note]:
    key = change.whole.group_id, change.stored.id
    for name in facts.MEETING:
        was, now = getattr(change.whole, name), change.columns[name]
        if was != now and name not in _UNSAID:
            yield (*key, name, shown(name, was), shown(name, now))
    if change.moves:
        was, now = _one_line(change.place), _one_line(change.slot.place)
        if was != now:
            yield (*key, "venue", was, now)
    if change.kind is ChangeKind.RETURNED:
        yield (*key, "returned", "", change.columns["name"])


def _of_group(group: GroupChanged) -> Iterator[Note]:
    for name, was in group.before.items():
        yield group.whole.id, None, name, shown(name, was), shown(name, group.after[name])


def _one_line(place: Any) -> str:
    said: Iterable[str] = (place.name, place.street, place.city) if place else ()
    return ", ".join(part for part in said if part)


def _row(
    group_id: UUID, meeting_id: UUID | None, field: str, before: str, after: str, *, at: datetime
) -> dict[str, Any]:
    return {
        "id": new_id(),
        "group_id": group_id,
        "meeting_id": meeting_id,
        "at": at,
        "by_id": None,
        "field": field,
        "before": before[:_LONGEST],
        "after": after[:_LONGEST],
    }
