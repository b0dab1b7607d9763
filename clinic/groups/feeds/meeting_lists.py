"""A list of meetings read row by row into a batch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from clinic.core.words import gettext as _
from clinic.groups.feeds.batch import Batch
from clinic.groups.feeds.documents import Document
from clinic.groups.feeds.gathering import gather
from clinic.groups.feeds.limits import Refused
from clinic.groups.feeds.meetings import Reader


def read_meetings(rows: Sequence[Any], *, name: str, fellowship: str, timezone: str) -> Batch:
    """Return the meetings of a Meeting Guide list, or of one like it."""
    reader = Reader(fellowship=fellowship, timezone=timezone)
    return gather(name, rows, reader.slots)


def single_table(document: Document) -> list[dict[str, str]]:
    """Return the rows of a file that is one table, or raise :class:`Refused`."""
    if "" not in document.tables:
        raise Refused(_("The file is not a single table of meetings."))
    return document.tables[""]
