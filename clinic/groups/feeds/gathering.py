"""From the rows of a file to a batch: what every format does alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from clinic.core.words import gettext as _
from clinic.groups.feeds.batch import Batch
from clinic.groups.feeds.centers import without_centers
from clinic.groups.feeds.noted import Issue, Notes, Unreadable
from clinic.groups.feeds.reading import MAX_ROWS, Refused
from clinic.groups.feeds.rows import Slot

#: How a format reads one of its rows: into slots, noting what it mends; may raise Unreadable.
Reader = Callable[[Any, Notes], list[Slot]]


def gather(name: str, rows: Iterable[Any], reader: Reader) -> Batch:
    """Read all rows of a file in the format of this name; a row that cannot be read is reported.

    Rows are counted from 1, in the order given. Raises :class:`Refused` when there are more rows
    than a file may have.
    """
    slots: list[Slot] = []
    issues: list[Issue] = []
    present: set[str] = set()
    number = unreadable = 0
    for number, row in enumerate(rows, start=1):
        if number > MAX_ROWS:
            raise Refused(_("The file holds more than %(limit)s rows.", limit=f"{MAX_ROWS:,}"))
        notes = Notes(number)
        try:
            slots += reader(row, notes)
        except Unreadable as failed:
            notes.skipped(failed.name, failed.reason, failed.value)
            present.add(notes.uid.casefold())
            unreadable += 1
        issues += notes.issues
    issues += without_centers(slots)
    return Batch(
        format=name,
        read=number,
        slots=slots,
        present=frozenset(present),
        issues=issues,
        unreadable=unreadable,
    )
