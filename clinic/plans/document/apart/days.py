"""Groups, appointments, calls and the week; and what they come to, day by day."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.core.words import gettext
from clinic.plans.document.apart.base import Item, joined
from clinic.plans.document.scope import GROUP_KINDS
from clinic.plans.document.shape import GroupCard, PlanDocument, WeekItem


def items(plan: PlanDocument) -> Iterator[Item]:
    """Yield what takes place, and the days it falls on."""
    for card in plan.groups:
        yield Item("groups", card.name, tuple(_group(card)))
    for one in plan.appointments:
        yield Item("appointments", one.what, (("", one.when), (gettext("Who and where"), one.who)))
    for each in plan.contacts:
        yield Item("contacts", each.what, (("", joined(each.how_often, each.who, each.until)),))
    for day in plan.calendar:
        if day.holiday or day.closed:
            yield Item("closed", day.day, (("", joined(day.holiday, day.closed)),))
    yield from _week(plan)
    yield from _by_day(plan)


def _group(card: GroupCard) -> Iterator[tuple[str, str]]:
    kinds = {
        "step": gettext("12-step group"),
        "clinical": gettext("Clinical support group"),
        "mutual": gettext("Mutual support group"),
        "online": gettext("Online group"),
    }
    yield "", card.when
    yield gettext("Where"), card.where
    yield gettext("Getting there"), card.getting_there
    yield gettext("First time"), card.first_time
    yield gettext("Ask for"), card.ask_for
    yield gettext("Who leads it"), card.led_by
    yield gettext("What to expect"), card.expect
    yield gettext("What"), kinds.get(card.kind, card.kind)
    yield gettext("QR code"), card.link
    yield "", gettext("This may have changed. I call before I go.") if card.changed else ""


def _week(plan: PlanDocument) -> Iterator[Item]:
    """Yield the usual week: what is the client's own, and apart from it the groups."""
    for day in plan.week:
        for item in day.morning + day.afternoon + day.evening:
            part = "usual" if item.kind in GROUP_KINDS else "week"
            yield Item(part, day.name, (("", _at(item)),))
    for item in plan.by_appointment:
        yield Item("usual", gettext("By appointment"), (("", _at(item)),))


def _by_day(plan: PlanDocument) -> Iterator[Item]:
    for first in plan.first_days:
        said = joined(*(f"{item.clock} {item.words}".strip() for item in first.items))
        yield Item("first_days", first.day, (("", said),))
    for day in plan.calendar:
        said = joined(*(f"{entry.clock} {entry.words}".strip() for entry in day.entries))
        yield Item("calendar", day.day, (("", said),))


def _at(item: WeekItem) -> str:
    return f"{item.clock} {item.words}".strip()
