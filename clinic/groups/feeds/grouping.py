"""Which meetings are one group, and what the feed calls them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from clinic.core.words import gettext as _
from clinic.groups.feeds.noted import Issue
from clinic.groups.feeds.rows import Slot, street_key
from clinic.groups.models import Severity, fold

#: A "group" that spans this much is a district or an intergroup.
MOST_STREETS, MOST_NAMES = 3, 10
_DISTRICT = re.compile(r"\bdistrict\b", re.IGNORECASE)


def grouped(slots: list[Slot]) -> list[Slot]:
    """Give every slot the key and name of its group.

    By the feed's group id, else by its group name unless that is a district, else by the name and
    house. Never by an online meeting's address alone: one such address serves dozens of groups.
    """
    districts = _districts(slots)
    return [_keyed(slot, districts) for slot in slots]


def _districts(slots: list[Slot]) -> set[str]:
    streets, names = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for slot in slots:
        if slot.group_name:
            streets[slot.group_name].add(street_key(slot.listed_at))
            names[slot.group_name].add(fold(slot.name))
    wide = {n for n in names if len(streets[n]) > MOST_STREETS and len(names[n]) > MOST_NAMES}
    return wide | {name for name in names if _DISTRICT.search(name)}


def _keyed(slot: Slot, districts: set[str]) -> Slot:
    named = "" if slot.group_name in districts else slot.group_name
    if slot.group_key:
        return replace(slot, group_name=named or slot.name)
    if named:
        return replace(slot, group_key=f"name {fold(named)}")
    house = street_key(slot.listed_at) or _conference(slot.conference_url)
    return replace(slot, group_key=f"{fold(slot.name)} at {house}", group_name=slot.name)


def _conference(url: str) -> str:
    """Return host and path of a conference address, without the password."""
    return url.split("?")[0].rstrip("/").casefold()


def distinct(slots: list[Slot]) -> tuple[list[Slot], list[Issue]]:
    """Give every slot an id of its own, and leave out what stands twice in the file.

    Rows that share an id are told apart by day, time and, if need be, street, all of them: which
    one comes first in a file says nothing.
    """
    issues: list[Issue] = []
    for tell_apart in (_by_time, _by_street):
        count = defaultdict[str, int](int)
        for slot in slots:
            count[slot.uid_key] += 1
        shared = {key for key, times in count.items() if times > 1}
        slots = [tell_apart(slot) if slot.uid_key in shared else slot for slot in slots]
    kept: dict[str, Slot] = {}
    for slot in slots:
        if kept.setdefault(slot.uid_key, slot) is not slot:
            reason = _("The same meeting stands in row %(row)s.", row=kept[slot.uid_key].row)
            issues.append(Issue(slot.row, slot.uid, "slug", Severity.SKIPPED, reason, slot.uid))
    return list(kept.values()), issues


def _by_time(slot: Slot) -> Slot:
    when = "" if slot.starts_at is None else f"{slot.weekday} {slot.starts_at:%H:%M}"
    return replace(slot, uid=f"{slot.uid} {when}".strip())


def _by_street(slot: Slot) -> Slot:
    house = street_key(slot.listed_at) or _conference(slot.conference_url)
    return replace(slot, uid=f"{slot.uid} {house}".strip())
