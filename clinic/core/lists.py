"""Lists in pages: one page of a query, what an address asks for, where the other pages are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from flask import request, url_for

from clinic.core.db import db
from clinic.core.words import gettext as _

PAGE = 25
LONGEST = 100
_LAST_PAGE = 10_000
T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows of a list: those of one page, how many there are in all, and which page it is."""

    rows: list[T]
    total: int
    number: int

    @property
    def first(self) -> int:
        """The number of the first row, counted from 1."""
        return (self.number - 1) * PAGE + 1

    @property
    def last(self) -> int:
        """The number of the last row."""
        return self.first + len(self.rows) - 1


def page_of(asked: sa.Select[T], number: int) -> Page[T]:
    """Return one page; a page behind the last one is the last one."""
    counted = asked.order_by(None).with_only_columns(sa.func.count(), maintain_column_froms=True)
    total = db.session.scalar(counted) or 0
    number = max(1, min(number, -(-total // PAGE)))
    rows = db.session.scalars(asked.limit(PAGE).offset((number - 1) * PAGE))
    return Page(list(rows), total, number)


def text_asked() -> str:
    """Return what is looked for."""
    return request.values.get("q", "").strip()[:LONGEST]


def number_asked(name: str = "page") -> int:
    """Return the page asked for; what is no number is the first."""
    return min(max(request.values.get(name, 1, type=int), 1), _LAST_PAGE)


def pager(page: Page[Any], endpoint: str, **asked: Any) -> dict[str, str]:
    """Return what ``components/list.html`` needs to lead to the pages before and after."""

    def href(number: int) -> str:
        given = {name: value for name, value in asked.items() if value}
        return url_for(endpoint, **given, page=number if number > 1 else None)

    more = page.last < page.total
    part = _(
        "%(first)s to %(last)s of %(total)s",
        first=f"{page.first:,}",
        last=f"{page.last:,}",
        total=f"{page.total:,}",
    )
    return {
        "words": part if more or page.number > 1 else "",
        "newer_href": href(page.number - 1) if page.number > 1 else "",
        "older_href": href(page.number + 1) if more else "",
    }
