"""Meeting Guide as a spreadsheet, and spreadsheets of meetings like it."""

from __future__ import annotations

from clinic.groups.feeds.batch import Batch
from clinic.groups.feeds.columns import has_meetings
from clinic.groups.feeds.documents import Document, Shape
from clinic.groups.feeds.meeting_lists import read_meetings, single_table

NAME = "meeting_guide_xlsx"


def recognises(document: Document) -> bool:
    """Say whether this is a spreadsheet whose columns name meetings; asked after other tables."""
    is_table = document.shape is Shape.TABLE and document.kind == "xlsx"
    return is_table and has_meetings(document.tables[""])


def read(document: Document, *, fellowship: str, timezone: str) -> Batch:
    """Return the meetings of the first sheet."""
    rows = single_table(document)
    return read_meetings(rows, name=NAME, fellowship=fellowship, timezone=timezone)
