"""A list of meetings read row by row into a batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from clinic.core.words import gettext as _
from clinic.groups.feeds.batch import Batch
from clinic.groups.feeds.centers import without_centers
from clinic.groups.feeds.documents import Document
from clinic.groups.feeds.limits import Refused
from clinic.groups.feeds.meetings import Reader
from clinic.groups.feeds.noted import Issue, Notes, Unreadable
from clinic.groups.feeds.rows import Slot


def read_all(rows: Sequence[Any], read: Callable[[Any, Notes], list[Slot]], *, name: str) -> Batch:
    """Return what a reader makes of rows, of the format of this name; rows count from 1.

    A row that cannot be read is noted and counts as present.
    """
    slots: list[Slot] = []
    issues: list[Issue] = []
    present: list[str] = []
    for number, row in enumerate(rows, start=1):
        notes = Notes(number)
        try:
            slots += read(row, notes)
        except Unreadable as unreadable:
            notes.skipped(unreadable.name, unreadable.reason, unreadable.value)
            present.append(notes.uid.casefold())
        if notes.issues:
            issues += notes.issues
    issues += without_centers(slots)
    return Batch(name, len(rows), slots, frozenset(present), issues, len(present))


def read_meetings(rows: Sequence[Any], *, name: str, fellowship: str, timezone: str) -> Batch:
    """Return the meetings of a Meeting Guide list, or of one like it."""
    reader = Reader(fellowship=fellowship, timezone=timezone)
    return read_all(rows, reader.slots, name=name)


def single_table(document: Document) -> list[dict[str, str]]:
    """Return the rows of a file that is one table, or raise :class:`Refused`."""
    if "" not in document.tables:
        raise Refused(_("The file is not a single table of meetings."))
    return document.tables[""]
