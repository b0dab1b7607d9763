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
from clinic.groups.policy import (
    PER_PAGE,
    WITHIN,
    Audience,
    FinderAsk,
    PartOfDay,
    Sort,
    View,
    Wish,
)
from clinic.groups.queries import Found, Results

T = TypeVar("T")
_LONGEST = 100
_LAST_PAGE = 400
MONDAY_FIRST = (1, 2, 3, 4, 5, 6, 0)


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


@dataclass(frozen=True)
class WeekDay:
    """One day of the week view. ``busy`` are the person's own commitments on that day."""

    name: str
    items: list[Found]
    busy: list[str]


@dataclass(frozen=True)
class Finder:
    """Everything the finder's part of a page shows."""

    ask: FinderAsk
    results: Results
    action: str
    pager: Pager
    relaxations: list[Relaxation]
    pairs: dict[str, list[tuple[Any, str]]]
    hrefs: dict[str, str]
    today: date
    stale_days: int

    @property
    def words(self) -> str:
        """How many meetings fit, or how many there are when nothing is left out."""
        n = self.results.total
        if self.results.relaxed:
            return _("No group fits all of this")
        if not self.ask.filters_on:
            all_of_them = ngettext("%(num)s meeting", "%(num)s meetings", n)
            return all_of_them if self.results.whole else _("More than %(n)s meetings", n=self._n)
        if not self.results.whole:
            return _("More than %(n)s meetings fit", n=self._n)
        return ngettext("%(num)s meeting fits", "%(num)s meetings fit", n)

    @property
    def _n(self) -> str:
        near = self.ask.within and self.ask.home
        return f"{self.results.total if near else self.results.at_least:,}"

    @property
    def from_words(self) -> str:
        """Where distances are counted from."""
        if self.ask.home is None:
            return _("Write a ZIP code to see how far groups are.")
        if self.ask.near:
            return _("From the middle of this area.")
        return _("Left empty: from the middle of the client's area.")

    @property
    def left_out(self) -> str:
        """How many groups are left out and why: "12 groups are left out: 5 no longer meet"."""
        n = self.results.left_out_total
        if not n:
            return ""
        reasons = ", ".join(each.words for each in self.results.left_out)
        one, many = "%(num)s group is left out", "%(num)s groups are left out"
        return _("%(groups)s: %(reasons)s", groups=ngettext(one, many, n), reasons=reasons)

    @property
    def week(self) -> list[WeekDay]:
        """What was found by the days of the week, each day by the clock; appointments last."""
        by_day: dict[int | None, list[Found]] = {}
        for found in self.results.items:
            by_day.setdefault(found.weighed.wall_day, []).append(found)
        for items in by_day.values():
            items.sort(key=lambda found: (found.weighed.wall_minute or 0, found.meeting.group.name))
        days = [
            WeekDay(weekday_name(day), by_day.get(day, []), self._busy(day)) for day in MONDAY_FIRST
        ]
        loose = by_day.get(None, [])
        return [*days, WeekDay(_("By appointment"), loose, [])] if loose else days

    def _busy(self, day: int) -> list[str]:
        person = self.ask.person
        busy = person.busy if person else ()
        shown = {found.meeting.group_id for found in self.results.items}
        return [
            each.words
            for each in sorted(busy, key=lambda one: one.starts)
            if each.starts // 1440 == day and each.group_id not in shown
        ]


def asked(args: MultiDict[str, str]) -> FinderAsk:
    """Read a question out of an address. What makes no sense there is passed over."""
    near = args.get("near", "").strip()
    return FinderAsk(
        at=now(),
        zone=current_app.config["TIMEZONE"],
        text=args.get("q", "").strip()[:_LONGEST],
        kinds=_each(args.getlist("kind"), GroupKind),
        fellowship=args.get("fellowship", "").strip()[:_LONGEST],
        days=tuple(int(day) for day in dict.fromkeys(args.getlist("day")) if day in set("0123456")),
        times=_each(args.getlist("time"), PartOfDay),
        within=int(_known(args.get("within", ""), [str(miles) for miles in WITHIN]) or 0),
        near=near if len(near) == 5 and near.isascii() and near.isdecimal() else "",
        language=_known(args.get("language", ""), policy.LANGUAGES),
        audience=_known(args.get("for", ""), list(Audience)),
        attendance=_known(args.get("attendance", ""), policy.TAKING_PART),
        joining=_each(args.getlist("joining"), Joining),
        wishes=_each(args.getlist("wish"), Wish),
        speaks=_known(args.get("speaks", ""), policy.LANGUAGES),
        sort=_known(args.get("sort", ""), list(Sort)),
        view=View(_known(args.get("view", ""), list(View)) or View.LIST),
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
    """Return a question as the parts of an address: what was typed, nothing of a record."""
    parts = {
        "q": ask.text,
        "kind": list(ask.kinds),
        "fellowship": ask.fellowship,
        "day": list(ask.days),
        "time": list(ask.times),
        "within": ask.within,
        "near": ask.near,
        "language": ask.language,
        "for": ask.audience,
        "attendance": ask.attendance,
        "joining": list(ask.joining),
        "wish": list(ask.wishes),
        "speaks": ask.speaks,
        "sort": ask.sort,
        "view": ask.view if ask.view is not View.LIST else "",
        "page": ask.page if ask.page > 1 else "",
        "asked": 1,
    }
    return {name: value for name, value in parts.items() if value}


def present(ask: FinderAsk, endpoint: str, **place: Any) -> Finder:
    """Ask the directory, and lay out what a page shows. ``place`` are parts of its address."""

    def href(other: FinderAsk) -> str:
        return url_for(endpoint, **place, **as_args(other))

    if ask.near and (typed := queries.center_of(ask.near)):
        ask = replace(ask, home=typed)
    stale_days = current_app.config["STALE_GROUP_DAYS"]
    results = queries.find(ask, stale_days=stale_days)
    views = {view.value: href(replace(ask, view=view, page=1)) for view in View}
    return Finder(
        ask=ask,
        results=results,
        action=url_for(endpoint, **place),
        pager=_pager(ask, results, href),
        relaxations=_relaxations(ask, results.relaxed, href),
        pairs=_pairs(),
        hrefs=views,
        today=local_date(ask.at, ask.zone),
        stale_days=stale_days,
    )


def _pairs() -> dict[str, list[tuple[Any, str]]]:
    """Return what the selects offer. Fellowships stand by the alphabet alone."""
    return {
        "fellowships": [(name, name) for name in queries.fellowships()],
        "miles": [(n, _("Within %(n)s miles", n=n)) for n in WITHIN],
        "audiences": [(each.value, str(policy.TRAITS[each.value])) for each in Audience],
    }


def _pager(ask: FinderAsk, results: Results, href: Callable[[FinderAsk], str]) -> Pager:
    if ask.view is View.WEEK:
        return Pager("", "", "")
    start = (ask.page - 1) * PER_PAGE + 1
    end = start + len(results.items) - 1
    part = _("%(start)s to %(end)s", start=start, end=max(end, start))
    return Pager(
        newer_href=href(replace(ask, page=ask.page - 1)) if ask.page > 1 else "",
        older_href=href(replace(ask, page=ask.page + 1)) if results.has_more else "",
        words=part if results.has_more or ask.page > 1 else "",
    )


def _relaxations(
    ask: FinderAsk, relaxed: tuple[str, ...], href: Callable[[FinderAsk], str]
) -> list[Relaxation]:
    """Return what was let go for anything to fit, as ways to ask for that in the first place."""
    if not relaxed:
        return []
    words = [_RELAXED[name](ask) for name in relaxed]
    return [Relaxation(", ".join(words), href(ask.without(*relaxed)))]


_RELAXED: dict[str, Callable[[FinderAsk], str]] = {
    "times": lambda ask: _("look at any time of day"),
    "within": lambda ask: _("look further than %(n)s miles", n=ask.within),
    "days": lambda ask: _("look at other days than %(days)s", days=_day_words(ask)),
    "text": lambda ask: _("leave out the words %(words)s", words=ask.text),
    "language": lambda ask: _("any language"),
    "audience": lambda ask: _("groups for anyone"),
    "fellowship": lambda ask: _("any fellowship"),
    "kinds": lambda ask: _("any kind of group"),
    "attendance": lambda ask: _("in person or online"),
    "joining": lambda ask: _("any way to join"),
}


def _day_words(ask: FinderAsk) -> str:
    return ", ".join(weekday_name(day) for day in ask.days)


def local_today(at: datetime) -> date:
    """Return the date on the clinic's wall."""
    return local_date(at, current_app.config["TIMEZONE"])
