"""What the lists of this room read out of an address, and where their other pages are."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from clinic.core.words import gettext as _
from clinic.groups.queries.runs import Page

LONGEST = 100
_LAST_PAGE = 10_000


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
