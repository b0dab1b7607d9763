"""What the finder asks and shows, for the directory and for one client alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from flask import current_app, url_for
from werkzeug.datastructures import MultiDict

from clinic.core.clock import local_date, now
from clinic.core.formats import weekday_name
from clinic.core.words import gettext as _
from clinic.core.words import ngettext
from clinic.groups import policy, queries
from clinic.groups.models import GroupKind, Joining
from clinic.groups.policy import PER_PAGE, FinderAsk, PartOfDay, Wish
from clinic.groups.queries import Results

T = TypeVar("T")
_LONGEST = 100
_LAST_PAGE = 4_000


@dataclass(frozen=True)
class Pager:
    """Where the pages before and after are."""

    newer_href: str
    older_href: str
    words: str


@dataclass(frozen=True)
class Relaxation:
    """One filter whose removal lets groups fit again."""

    words: str
    href: str
    count: int


@dataclass(frozen=True)
class Finder:
    """Everything the finder's part of a page shows."""

    ask: FinderAsk
    results: Results
    action: str
    pager: Pager
    relaxations: list[Relaxation]
    today: date
    stale_days: int

    @property
    def words(self) -> str:
        """How many meetings fit, or how many there are when nothing is left out."""
        most, n = f"{queries.COUNT_AT_MOST:,}", self.results.total
        if not self.ask.filters_on:
            all_of_them = ngettext("%(num)s meeting", "%(num)s meetings", n)
            return _("More than %(n)s meetings", n=most) if self.results.capped else all_of_them
        if self.results.capped:
            return _("More than %(n)s meetings fit", n=most)
        return ngettext("%(num)s meeting fits", "%(num)s meetings fit", n)


def asked(args: MultiDict[str, str]) -> FinderAsk:
    """Read a question out of an address. What makes no sense there is passed over."""
    return FinderAsk(
        at=now(),
        zone=current_app.config["TIMEZONE"],
        text=args.get("q", "").strip()[:_LONGEST],
        kinds=_each(args.getlist("kind"), GroupKind),
        days=tuple(int(day) for day in dict.fromkeys(args.getlist("day")) if day in set("0123456")),
        times=_each(args.getlist("time"), PartOfDay),
        language=_known(args.get("language", ""), policy.LANGUAGES),
        attendance=_known(args.get("attendance", ""), policy.TAKING_PART),
        joining=_each(args.getlist("joining"), Joining),
        wishes=_each(args.getlist("wish"), Wish),
        speaks=_known(args.get("speaks", ""), policy.LANGUAGES),
        page=_page(args.get("page", "")),
    )


def _each(words: Iterable[str], kind: Callable[[str], T]) -> tuple[T, ...]:
    known = {str(value) for value in kind}  # type: ignore[attr-defined]
    return tuple(kind(word) for word in dict.fromkeys(words) if word in known)


def _known(word: str, words: Iterable[str]) -> str:
    return word if word in words else ""


def _page(text: str) -> int:
    return (
        min(int(text), _LAST_PAGE)
        if text.isascii() and text.isdecimal() and len(text) < 9 and int(text)
        else 1
    )


def as_args(ask: FinderAsk) -> dict[str, Any]:
    """Return a question as the parts of an address."""
    parts = {
        "q": ask.text,
        "kind": list(ask.kinds),
        "day": list(ask.days),
        "time": list(ask.times),
        "language": ask.language,
        "attendance": ask.attendance,
        "joining": list(ask.joining),
        "wish": list(ask.wishes),
        "speaks": ask.speaks,
        "page": ask.page if ask.page > 1 else "",
        "asked": 1,
    }
    return {name: value for name, value in parts.items() if value}


def present(ask: FinderAsk, endpoint: str, **place: Any) -> Finder:
    """Ask the directory, and lay out what a page shows. ``place`` are parts of its address."""

    def href(other: FinderAsk) -> str:
        return url_for(endpoint, **place, **as_args(other))

    results = queries.find(ask)
    return Finder(
        ask=ask,
        results=results,
        action=url_for(endpoint, **place),
        pager=_pager(ask, results, href),
        relaxations=[] if results.total else _relaxations(ask, href),
        today=local_date(ask.at, ask.zone),
        stale_days=current_app.config["STALE_GROUP_DAYS"],
    )


def _pager(ask: FinderAsk, results: Results, href: Callable[[FinderAsk], str]) -> Pager:
    start = (ask.page - 1) * PER_PAGE + 1
    end = start + len(results.items) - 1
    more = results.has_more or (results.capped and len(results.items) == PER_PAGE)
    part = _("%(start)s to %(end)s", start=start, end=max(end, start))
    return Pager(
        newer_href=href(replace(ask, page=ask.page - 1)) if ask.page > 1 else "",
        older_href=href(replace(ask, page=ask.page + 1)) if more else "",
        words=part if more or ask.page > 1 else "",
    )


def _relaxations(ask: FinderAsk, href: Callable[[FinderAsk], str]) -> list[Relaxation]:
    """Return the filters of which taking off one alone makes something fit."""
    found = []
    for name, words in _RELAXED.items():
        if name in ask.set:
            wider = ask.without(name)
            if count := queries.count(wider):
                found.append(Relaxation(words(ask), href(wider), count))
    return found


_RELAXED: dict[str, Callable[[FinderAsk], str]] = {
    "times": lambda ask: _("any time of day"),
    "days": lambda ask: _("other days than %(days)s", days=_day_words(ask)),
    "text": lambda ask: _("without the words %(words)s", words=ask.text),
    "language": lambda ask: _("any language"),
    "kinds": lambda ask: _("any kind of group"),
    "attendance": lambda ask: _("in person or online"),
    "joining": lambda ask: _("any way to join"),
}


def _day_words(ask: FinderAsk) -> str:
    return ", ".join(weekday_name(day) for day in ask.days)


def local_today(at: datetime) -> date:
    """Return the date on the clinic's wall."""
    return local_date(at, current_app.config["TIMEZONE"])
