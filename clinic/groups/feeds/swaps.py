"""Ids that changed hands: two meetings, or more, each listed under another's id."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from clinic.groups.feeds.ladder import Key, keyed, same, same_but_place
from clinic.groups.feeds.likeness import Content


def untangled(
    pairs: Mapping[int, int],
    row: Callable[[int], Content],
    meeting: Callable[[int], Content],
) -> dict[int, int]:
    """Return the rows that fit each other's meetings, each with the meeting it fits.

    ``pairs`` are row and meeting by id, where the two differ. A real feed exchanged the ids of two
    meetings, Thursday at seven and Friday at eight: where the rows fit crosswise, in a closed ring
    of two or more, what they say counts and not their ids.
    """
    found: dict[int, int] = {}
    left = dict(pairs)
    for key in (same, same_but_place):
        ring = _rings(left, _fitting(left, row, meeting, key))
        found |= ring
        left = {one: its for one, its in left.items() if one not in ring}
    return found


def _fitting(
    pairs: Mapping[int, int],
    row: Callable[[int], Content],
    meeting: Callable[[int], Content],
    key: Key,
) -> dict[int, int]:
    """Return for each row the meeting it alone fits, among those that this row's like are for."""
    rows = keyed({one: row(one) for one in pairs}, key)
    meetings = keyed({one: meeting(one) for one in pairs.values()}, key)
    return {
        some[0]: meetings[value][0]
        for value, some in rows.items()
        if len(some) == 1 and len(meetings.get(value, ())) == 1
    }


def _rings(pairs: Mapping[int, int], fitting: Mapping[int, int]) -> dict[int, int]:
    """Keep of the fitting pairs those that lead back to where they began."""
    row_of = {meeting: row for row, meeting in pairs.items()}
    found: dict[int, int] = {}
    for start in fitting:
        path, at = [start], row_of.get(fitting[start])
        while at is not None and at in fitting and at not in path:
            path.append(at)
            at = row_of.get(fitting[at])
        if at == start and len(path) > 1:
            found |= {one: fitting[one] for one in path}
    return found
