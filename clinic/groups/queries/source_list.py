"""The sources as a list shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from clinic.core.db import db
from clinic.core.lists import PAGE, Page
from clinic.groups.models import DirectorySource, GroupMeeting, fold
from clinic.groups.policy.runs import next_read
from clinic.groups.queries.runs import waiting
from clinic.groups.queries.sources import all_sources


@dataclass(frozen=True)
class SourceRow:
    """A source, and how many of its meetings are listed, or listed no more."""

    source: DirectorySource
    listed: int
    missing: int
    waits: bool

    @property
    def next_read(self) -> datetime | None:
        """When it is fetched next by itself."""
        return next_read(self.source)


#: How a list may be sorted; what has no date comes last.
SOURCE_SORTS: dict[str, Callable[[SourceRow], Any]] = {
    "name": lambda row: fold(row.source.name),
    "fellowship": lambda row: fold(row.source.fellowship),
    "listed": lambda row: row.listed,
    "missing": lambda row: row.missing,
    "read": lambda row: row.source.succeeded_at,
    "next": lambda row: row.next_read,
}


def source_rows(*, text: str = "", sort: str = "name", number: int = 1) -> Page[SourceRow]:
    """Return a page of the sources whose name or fellowship holds some words."""
    words = fold(text).split()
    held = [one for one in all_sources() if all(word in _words(one) for word in words)]
    rows = _rows(held)
    key = SOURCE_SORTS[sort.removeprefix("-")]
    dated = sorted(
        (row for row in rows if key(row) is not None), key=key, reverse=sort.startswith("-")
    )
    rows = dated + [row for row in rows if key(row) is None]
    number = max(1, min(number, -(-len(rows) // PAGE)))
    return Page(rows[(number - 1) * PAGE : number * PAGE], len(rows), number)


def source_row(source: DirectorySource) -> SourceRow:
    """Return one source as the list shows it."""
    return _rows([source])[0]


def _rows(sources: list[DirectorySource]) -> list[SourceRow]:
    counts = _counts([source.id for source in sources])
    open_ones = waiting([source.id for source in sources])
    return [
        SourceRow(source, *counts.get(source.id, (0, 0)), source.id in open_ones)
        for source in sources
    ]


def _counts(source_ids: list[UUID]) -> dict[UUID, tuple[int, int]]:
    """Return how many meetings of each source are listed, and how many are missing."""
    gone = sa.func.count(GroupMeeting.missing_since)
    asked = (
        sa.select(GroupMeeting.source_id, sa.func.count() - gone, gone)
        .where(GroupMeeting.source_id.in_(source_ids), GroupMeeting.ended_at.is_(None))
        .group_by(GroupMeeting.source_id)
    )
    return {key: (listed, missing) for key, listed, missing in db.session.execute(asked) if key}


def _words(source: DirectorySource) -> str:
    return fold(f"{source.name} {source.fellowship}")
