"""A file's bytes, whatever their format, read into slots."""

from __future__ import annotations

from clinic.groups.feeds import reading, rows
from clinic.groups.feeds.batch import Batch
from clinic.groups.feeds.noted import Issue, Notes, Unreadable


def parse(content: bytes, *, format: str = "", fellowship: str = "", timezone: str = "") -> Batch:
    """Return what a file says; raise :class:`~reading.Refused` when it cannot be taken at all."""
    given = reading.rows(content)
    slots: list[rows.Slot] = []
    present: set[str] = set()
    issues: list[Issue] = []
    unreadable = 0
    for number, row in enumerate(given, start=1):
        notes = Notes(number)
        try:
            slots += rows.slots(row, notes, fellowship=fellowship, timezone=timezone)
        except Unreadable as error:
            notes.skipped(error.name, error.reason, error.value)
            present.add(notes.uid.casefold())
            unreadable += 1
        issues += notes.issues
    name = format or "meeting_guide_json"
    return Batch(name, len(given), slots, frozenset(present), issues, unreadable)
