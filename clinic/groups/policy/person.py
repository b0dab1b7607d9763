"""The person a group is looked for: what the record says, as far as it steers matching."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from clinic.groups.models import GroupKind

#: Pronouns that say whose company a person belongs to; all others say nothing about it.
_PRONOUNS = {
    **dict.fromkeys(("she", "she/her", "she/her/hers"), "women"),
    **dict.fromkeys(("he", "he/him", "he/him/his"), "men"),
}


@dataclass(frozen=True)
class Busy:
    """A fixed part of a person's week: minutes from Sunday 0:00 by the clinic's wall."""

    group_id: UUID
    starts: int
    minutes: int
    words: str


def _nobody(_groups: Collection[UUID]) -> Mapping[UUID, int]:
    return {}


@dataclass(frozen=True)
class Person:
    """What steers matching for one client. What is not known steers nothing.

    ``company`` is "women" or "men" where the record says so, else empty. ``free`` holds weekdays
    with parts of the day; ``substances`` are the words of the record. ``is_new`` says that the
    client has been to no group yet. ``stayed`` tells for groups how many clients of ours went and
    stayed, of those groups where so many did that nobody is known by it.
    """

    birth_year: int | None = None
    company: str = ""
    substances: tuple[str, ...] = ()
    co_occurring: bool = False
    medication: bool = False
    proof: bool = False
    travels: bool = True
    joins_online: bool = True
    free: frozenset[tuple[int, str]] = frozenset()
    not_wanted: frozenset[GroupKind] = frozenset()
    busy: tuple[Busy, ...] = ()
    going: frozenset[UUID] = frozenset()
    is_new: bool = False
    leaves_on: date | None = None
    stayed: Callable[[Collection[UUID]], Mapping[UUID, int]] = _nobody


def company(wishes: Collection[str], pronouns: str) -> str:
    """Return "women" or "men" where the record says with whom a person belongs.

    A wish for one of the two decides. Without one, pronouns do where they are plain; nothing is
    guessed from any others, nor from a name.
    """
    wished = {"women_only": "women", "men_only": "men"}
    said = [wished[wish] for wish in wishes if wish in wished]
    if said:
        return said[0] if len(said) == 1 else ""
    return _PRONOUNS.get(pronouns.strip().casefold().replace(" ", ""), "")
