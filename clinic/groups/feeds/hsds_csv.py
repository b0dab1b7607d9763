"""HSDS 1 to 3 as a package of tables."""

from __future__ import annotations

from clinic.groups.feeds.batch import Batch
from clinic.groups.feeds.documents import Document, Shape
from clinic.groups.feeds.gathering import gather
from clinic.groups.feeds.hsds import nesting
from clinic.groups.feeds.hsds.meetings import Reader

NAME = "hsds_csv"


def recognises(document: Document) -> bool:
    """Say whether the package has a table of services with ids and names."""
    if document.shape is not Shape.PACKAGE:
        return False
    rows = nesting.tables_of(document.tables).get("service", [])
    return bool(rows) and {"id", "name"} <= set(rows[0])


def read(document: Document, *, fellowship: str, timezone: str) -> Batch:
    """Read every service at each of its places by each of its schedules: each counts as a row."""
    reader = Reader(fellowship=fellowship, timezone=timezone)
    tables = nesting.tables_of(document.tables)
    return gather(NAME, nesting.units(nesting.joined(tables)), reader.slots)
