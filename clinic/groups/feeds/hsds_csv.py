"""HSDS 1 to 3 as a package of tables."""

from __future__ import annotations

from typing import Any

from clinic.groups.feeds.batch import Batch
from clinic.groups.feeds.documents import Document, Shape
from clinic.groups.feeds.gathering import gather
from clinic.groups.feeds.hsds import meetings, nesting
from clinic.groups.feeds.noted import Notes
from clinic.groups.feeds.rows import Slot

NAME = "hsds_csv"


def recognises(document: Document) -> bool:
    """Say whether the package has a table of services with ids and names."""
    if document.shape is not Shape.PACKAGE:
        return False
    rows = nesting.tables_of(document.tables).get("service", [])
    return bool(rows) and {"id", "name"} <= set(rows[0])


def read(document: Document, *, fellowship: str, timezone: str) -> Batch:
    """Read every service at each of its places by each of its schedules: each counts as a row."""
    defaults = meetings.Defaults(fellowship, timezone)

    def reader(unit: Any, notes: Notes) -> list[Slot]:
        return meetings.slots(unit, notes, defaults)

    tables = nesting.tables_of(document.tables)
    return gather(NAME, nesting.units(nesting.joined(tables)), reader)
