"""Meeting Guide JSON, and JSON lists of meetings like it."""

from __future__ import annotations

from clinic.groups.feeds.batch import Batch
from clinic.groups.feeds.containers import is_sheet, rows_in
from clinic.groups.feeds.documents import Document, Shape
from clinic.groups.feeds.meeting_lists import read_meetings

NAME = "meeting_guide_json"


def recognises(document: Document) -> bool:
    """Say whether this is JSON other than a Google sheet; asked after all other formats."""
    return document.shape is Shape.JSON and not is_sheet(document.value)


def read(document: Document, *, fellowship: str, timezone: str) -> Batch:
    """Return the meetings of a list, an Airtable, or lines of objects."""
    rows = rows_in(document.value)
    return read_meetings(rows, name=NAME, fellowship=fellowship, timezone=timezone)
