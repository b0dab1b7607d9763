"""Which meetings are one group, and which id each of them has."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace

from clinic.core.words import gettext as _
from clinic.groups.feeds.noted import Issue
from clinic.groups.feeds.places import Place
from clinic.groups.feeds.rows import Slot, street_key
from clinic.groups.models import Severity, fold

#: A "group" that spans this much is a district or an intergroup.
MOST_STREETS, MOST_NAMES = 3, 10
#: An id that so many rows share says nothing of any of them.
MOST_ROWS = 20
_DISTRICT = re.compile(r"\bdistrict\b", re.IGNORECASE)


class _Folded:
    """Folded names and houses, each worked out once."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._houses: dict[int, tuple[Place, str]] = {}

    def name(self, text: str) -> str:
        if text not in self._names:
            self._names[text] = fold(text)
        return self._names[text]

    def house(self, slot: Slot) -> str:
        """Return the street of a slot, or where it meets on a screen."""
        return self.street(slot) or _conference(slot.conference_url)

    def street(self, slot: Slot) -> str:
        place = slot.listed_at
        if place is None:
            return ""
        if id(place) not in self._houses:
            self._houses[id(place)] = place, street_key(place)
        return self._houses[id(place)][1]


def grouped(slots: list[Slot]) -> list[Slot]:
    """Give every slot the key and name of its group, in place.

    By the feed's group id, else by its group name unless that is a district, else by the name and
    house. Never by an online meeting's address alone: one such address serves dozens of groups.
    """
    folded = _Folded()
    districts = _districts(slots, folded)
    for slot in slots:
        named = "" if slot.group_name in districts else slot.group_name
        if not slot.group_key:
            own = f"{folded.name(slot.name)} at {folded.house(slot)}"
            slot.group_key = f"name {folded.name(named)}" if named else own
        slot.group_name = named or slot.name
    return slots


def _districts(slots: list[Slot], folded: _Folded) -> set[str]:
    streets, names = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for slot in slots:
        if slot.group_name:
            streets[slot.group_name].add(folded.street(slot))
            names[slot.group_name].add(folded.name(slot.name))
    wide = {n for n in names if len(streets[n]) > MOST_STREETS and len(names[n]) > MOST_NAMES}
    return wide | {name for name in names if _DISTRICT.search(name)}


def _conference(url: str) -> str:
    """Return host and path of a conference address, without the password."""
    return url.split("?")[0].rstrip("/").casefold()


def distinct(slots: list[Slot]) -> tuple[list[Slot], list[Issue]]:
    """Give every slot an id of its own, and leave out what stands twice in the file.

    Rows that share an id are told apart by day and time, then house, then name, all of them:
    which one comes first in a file says nothing. An id that is missing, or that very many rows
    share, is none: the content stands for it.
    """
    folded = _Folded()
    count = Counter(slot.uid_key for slot in slots)
    unusable = {uid for uid, times in count.items() if not uid or times > MOST_ROWS}
    slots = [_by_content(slot, folded) if slot.uid_key in unusable else slot for slot in slots]
    steps: tuple[Callable[[Slot], str], ...] = (_when, folded.house, lambda s: folded.name(s.name))
    for step in steps:
        count = Counter(slot.uid_key for slot in slots)
        if len(count) == len(slots):
            break
        slots = [_with(slot, step(slot)) if count[slot.uid_key] > 1 else slot for slot in slots]
    kept, issues = _once(slots)
    return kept, issues + _twins(kept, folded)


def _once(slots: list[Slot]) -> tuple[list[Slot], list[Issue]]:
    kept: dict[str, Slot] = {}
    issues: list[Issue] = []
    for slot in slots:
        first = kept.setdefault(slot.uid_key, slot)
        if first is not slot:
            reason = _("The same meeting stands in row %(row)s.", row=first.row)
            issues.append(Issue(slot.row, slot.uid, "slug", Severity.SKIPPED, reason, slot.uid))
    return list(kept.values()), issues


def _twins(slots: list[Slot], folded: _Folded) -> list[Issue]:
    """Note meetings that stand twice under different ids: both are kept."""
    first: dict[tuple[object, ...], Slot] = {}
    issues: list[Issue] = []
    for slot in slots:
        if slot.starts_at is not None:
            where = (folded.house(slot), slot.attendance, slot.fellowship)
            key = (slot.name, slot.weekday, slot.starts_at, *where)
            known = first.setdefault(key, slot)
            if known is not slot:
                reason = _("Row %(row)s says the same under another id.", row=known.row)
                issues.append(Issue(slot.row, slot.uid, "slug", Severity.REVIEW, reason, slot.name))
    return issues


def _by_content(slot: Slot, folded: _Folded) -> Slot:
    said = (folded.name(slot.name), _when(slot), folded.house(slot))
    return replace(slot, uid=" ".join(part for part in said if part))


def _with(slot: Slot, more: str) -> Slot:
    return replace(slot, uid=f"{slot.uid} {more}".strip())


def _when(slot: Slot) -> str:
    return "" if slot.starts_at is None else f"{slot.weekday} {slot.starts_at:%H:%M}"
