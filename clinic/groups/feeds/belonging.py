"""Which group a meeting belongs to, and what groups are called by a feed that changes its ways.

A meeting stays with its group whatever the feed does; only new meetings are given one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from clinic.core.ids import new_id
from clinic.groups.feeds.known import Known, StoredGroup
from clinic.groups.feeds.likeness import alike, name_words
from clinic.groups.feeds.matching import Match
from clinic.groups.feeds.rows import Slot


@dataclass
class Belonging:
    """The groups of a file: of each new slot, the new ones, and known ones under new keys."""

    group_of: dict[str, UUID] = field(default_factory=dict)
    new: dict[UUID, list[Slot]] = field(default_factory=dict)
    keys: dict[UUID, tuple[str | None, list[str]]] = field(default_factory=dict)


def belonging(matches: Iterable[Match], known: Known) -> Belonging:
    """Give every new slot its group, by its uid, and every re-keyed group its new key."""
    return _Belonging(known).run(list(matches))


class _Belonging:
    def __init__(self, known: Known) -> None:
        self.known = known
        self.result = Belonging()
        self.keyed = {g.source_key: g.id for g in self._own() if g.source_key is not None}
        self.formerly: dict[str, UUID] = {}
        for group in sorted(self._own(), key=lambda group: group.id):
            for key in group.key_aliases:
                self.formerly.setdefault(key, group.id)
        #: How many meetings of each group stand under each key.
        self.under: dict[str, Counter[UUID]] = defaultdict(Counter)
        self.keys_of: dict[UUID, Counter[str]] = defaultdict(Counter)

    def _own(self) -> Iterable[StoredGroup]:
        return (g for g in self.known.groups.values() if g.source_id == self.known.source_id)

    def run(self, matches: list[Match]) -> Belonging:
        """Let the meetings that are known say what keys mean; then place the new ones."""
        for match in matches:
            if match.stored is not None:
                self.under[match.slot.group_key][match.stored.group_id] += 1
                self.keys_of[match.stored.group_id][match.slot.group_key] += 1
        fresh: dict[str, UUID] = {}
        for slot in (match.slot for match in matches if match.stored is None):
            group_id = fresh.get(slot.group_key) or self._owner(slot)
            if group_id is None:
                group_id = fresh[slot.group_key] = new_id()
            if slot.group_key in fresh:
                self.result.new.setdefault(group_id, []).append(slot)
            self.result.group_of[slot.uid_key] = group_id
        self._rekey(fresh)
        return self.result

    def _owner(self, slot: Slot) -> UUID | None:
        """Return the known group that a key stands for.

        The one most of whose meetings stand under it; else the one that has or had the key, if
        its name is anything like the new one: feeds give old numbers to new groups.
        """
        key = slot.group_key
        if most := self.under.get(key):
            holder = self.known.surviving(self.keyed[key]) if key in self.keyed else None
            best = max(most.values())
            first = sorted(group for group, count in most.items() if count == best)
            return holder if holder in first else self.known.surviving(first[0])
        for names in (self.keyed, self.formerly):
            if key in names:
                group = self.known.groups[names[key]]
                if alike(name_words(group.name), name_words(slot.group_name)):
                    return self.known.surviving(group.id)
        return None

    def _rekey(self, fresh: dict[str, UUID]) -> None:
        """Note the groups whose key the feed no longer uses, or gave to another group."""
        wanted: dict[str, UUID] = {}
        for group in self._own():
            keys = self.keys_of.get(group.id)
            if keys and group.source_key not in keys:
                best = sorted(keys, key=lambda key: (-keys[key], key))
                if new := next((k for k in best if self._is_mine(k, group.id, wanted)), None):
                    wanted[new] = group.id
        taken = {**fresh, **wanted}
        for key, holder in self.keyed.items():
            if key in taken and holder not in wanted.values():
                self._set_key(holder, None)
        for key, group_id in wanted.items():
            self._set_key(group_id, key)

    def _is_mine(self, key: str, group_id: UUID, wanted: dict[str, UUID]) -> bool:
        holder = self.keyed.get(key)
        if key in wanted or (holder is not None and self.known.surviving(holder) == group_id):
            return False
        if holder is not None and key in self.keys_of.get(holder, ()):
            return False
        most = self.under[key]
        return most[group_id] == max(most.values())

    def _set_key(self, group_id: UUID, key: str | None) -> None:
        group = self.known.groups[group_id]
        before = [group.source_key] if group.source_key else []
        aliases = [name for name in (*group.key_aliases, *before) if name != key]
        self.result.keys[group_id] = key, list(dict.fromkeys(aliases))
