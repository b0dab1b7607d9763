"""A Google sheet of meetings, as its service gives it: rows of cells under a header."""

from __future__ import annotations

from clinic.core.words import gettext as _
from clinic.groups.feeds.batch import Batch
from clinic.groups.feeds.containers import is_sheet, sheet_rows
from clinic.groups.feeds.documents import Document, Shape
from clinic.groups.feeds.limits import Refused
from clinic.groups.feeds.meeting_lists import read_meetings

NAME = "google_sheet"


def recognises(document: Document) -> bool:
    """Say whether this is JSON with rows of values."""
    return document.shape is Shape.JSON and is_sheet(document.value)


def read(document: Document, *, fellowship: str, timezone: str) -> Batch:
    """Return the meetings of the sheet."""
    if not recognises(document):
        raise Refused(_("The file does not hold the rows of a Google sheet."))
    rows = sheet_rows(document.value)
    return read_meetings(rows, name=NAME, fellowship=fellowship, timezone=timezone)
