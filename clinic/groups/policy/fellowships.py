"""The fellowships whose groups we know the kind of."""

from __future__ import annotations

from clinic.groups.models import GroupKind

TWELVE_STEP = (
    "AA",
    "NA",
    "CA",
    "CMA",
    "HA",
    "MA",
    "GA",
    "OA",
    "ACA",
    "CoDA",
    "SLAA",
    "Al-Anon",
    "Nar-Anon",
)


def kind_of(fellowship: str, *, online: bool) -> GroupKind:
    """Return the kind of a group that a fellowship lists."""
    if online:
        return GroupKind.ONLINE
    step = fellowship.casefold() in {name.casefold() for name in TWELVE_STEP}
    return GroupKind.TWELVE_STEP if step else GroupKind.MUTUAL
