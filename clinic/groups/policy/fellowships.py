"""The fellowships whose groups we know the kind of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

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
#: What the fellowships that are about something in particular are about.
ABOUT: dict[str, tuple[str, ...]] = {
    "aa": ("alcohol",),
    "ca": ("stimulants",),
    "cma": ("stimulants",),
    "ha": ("opioids",),
    "ma": ("cannabis",),
    "pa": ("opioids", "sedatives"),
    "nica": ("nicotine",),
    "ga": ("gambling",),
    **dict.fromkeys(("oa", "aca", "coda", "slaa", "da", "al-anon", "nar-anon", "alateen"), ()),
}
#: Beginnings of words by which a record names what a person is treated for.
_NAMED: dict[str, tuple[str, ...]] = {
    "alcohol": ("alcohol",),
    "opioids": ("opi", "heroin", "fentanyl", "oxy", "hydrocodone", "methadone", "codeine"),
    "stimulants": ("stimul", "meth", "amphet", "cocaine", "crack", "speed"),
    "cannabis": ("cannabis", "marijuana", "thc"),
    "sedatives": ("sedat", "benzo", "xanax", "alprazolam", "diazepam", "barbit"),
    "nicotine": ("nicotine", "tobacco", "vap", "cigar"),
    "gambling": ("gambl",),
}
_FAMILY = ("al-anon", "nar-anon", "alateen", "families anonymous", "pal", "co-anon", "gam-anon")


@lru_cache(maxsize=512)
def named_in(words: str) -> str:
    """Return what a person is treated for, as :data:`ABOUT` calls it; nothing when unknown."""
    for word in words.casefold().replace("-", " ").split():
        for about, beginnings in _NAMED.items():
            if word.startswith(beginnings):
                return about
    return ""


def is_about(fellowship: str, substances: Sequence[str]) -> bool | None:
    """Say whether a fellowship is about what a person is treated for first.

    One that is about nothing in particular, secular or not, welcomes everybody and is as good a
    fit as one that is about just this. Nothing is said where the record names nothing we know.
    """
    first = next((about for words in substances if (about := named_in(words))), "")
    if not first:
        return None
    subject = ABOUT.get(fellowship.strip().casefold())
    return True if subject is None else first in subject


def for_family(fellowship: str) -> bool:
    """Say whether a fellowship is for family and friends."""
    return fellowship.strip().casefold() in _FAMILY


def for_teens(fellowship: str) -> bool:
    """Say whether a fellowship is for young people in their teens."""
    return fellowship.strip().casefold() == "alateen"


def kind_of(fellowship: str, *, online: bool) -> GroupKind:
    """Return the kind of a group that a fellowship lists."""
    if online:
        return GroupKind.ONLINE
    step = fellowship.casefold() in {name.casefold() for name in TWELVE_STEP}
    return GroupKind.TWELVE_STEP if step else GroupKind.MUTUAL
