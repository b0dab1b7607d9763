"""BMLT's own JSON: GetSearchResults, alone or with the formats it uses."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from clinic.groups.feeds.batch import Batch
from clinic.groups.feeds.bmlt import meetings
from clinic.groups.feeds.bmlt.formats import Formats
from clinic.groups.feeds.documents import Document, Shape
from clinic.groups.feeds.gathering import gather
from clinic.groups.feeds.noted import Notes
from clinic.groups.feeds.rows import Slot
from clinic.groups.models import fold

NAME = "bmlt_json"
#: Rows looked at to tell the format.
_SAMPLE = 20
_MARKS = ("id_bigint", "weekday_tinyint")


def recognises(document: Document) -> bool:
    """Say whether the file holds meetings as a BMLT server writes them."""
    rows, _listed = _taken(document)
    return any(
        isinstance(row, dict) and all(mark in row for mark in _MARKS) for row in rows[:_SAMPLE]
    )


def read(document: Document, *, fellowship: str, timezone: str) -> Batch:
    """Read every meeting; they are Narcotics Anonymous where nobody says otherwise."""
    rows, listed = _taken(document)
    server = meetings.Server(Formats(listed), fellowship or "NA", timezone, _names(rows))

    def reader(row: Any, notes: Notes) -> list[Slot]:
        return [meetings.slot(row, notes, server)]

    return gather(NAME, rows, reader)


def _taken(document: Document) -> tuple[list[Any], Any]:
    """Return the meetings and the list of formats."""
    value = document.value if document.shape is Shape.JSON else None
    if isinstance(value, dict):
        rows = value.get("meetings")
        return (rows if isinstance(rows, list) else []), value.get("formats")
    return (value if isinstance(value, list) else []), None


def _names(rows: list[Any]) -> dict[str, str]:
    """Return what most meetings of a group are called, by the group's key."""
    called: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        name = meetings.line(row, "meeting_name", Notes(0)) if isinstance(row, dict) else ""
        if name and (key := meetings.group_key(row, name, meetings.partition(row, Notes(0)))):
            called[key][name] += 1
    return {
        key: min(names.items(), key=lambda named: (-named[1], fold(named[0]), named[0]))[0]
        for key, names in called.items()
    }
