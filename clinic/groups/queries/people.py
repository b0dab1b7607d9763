"""Which clients a group concerns: asked of the rooms above, which know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from blinker import Signal

from clinic.accounts.models import User


@dataclass(frozen=True)
class Holder:
    """A client who has a group in their plan. ``on_paper`` says that it stands in a signed one."""

    client_id: UUID
    name: str
    initials: str
    number: int
    on_paper: bool


@dataclass(frozen=True)
class Holders:
    """Who has a group in their plan: those one may see by name, of the others the number.

    ``papers`` is how many have it on paper, ``to_tell`` how many of those have an old fact there
    and were not told, ``mine`` how many of these the person asking may see.
    """

    named: tuple[Holder, ...] = ()
    others: int = 0
    papers: int = 0
    to_tell: int = 0
    mine: int = 0

    @property
    def total(self) -> int:
        """How many clients have the group in their plan."""
        return len(self.named) + self.others


@dataclass(frozen=True)
class Concerned:
    """How many clients have old facts of groups on paper, and how many counselors those have."""

    clients: int = 0
    counselors: int = 0


#: Sent with ``group_id``, ``viewer`` and ``today``; the listener returns :class:`Holders`.
holders_asked = Signal()
#: Sent with ``group_ids`` and ``today``; the listener returns :class:`Concerned`.
concerned_asked = Signal()


def holders_of(group_id: UUID, *, viewer: User, today: date) -> Holders:
    """Return who has a group in their plan, as far as this person may see."""
    answers = holders_asked.send(None, group_id=group_id, viewer=viewer, today=today)
    return next((known for _listener, known in answers), Holders())


def concerned_by(group_ids: Iterable[UUID], *, today: date) -> Concerned:
    """Return how many have to be told that these groups changed, whoever asks."""
    wanted = frozenset(group_ids)
    if not wanted:
        return Concerned()
    answers = concerned_asked.send(None, group_ids=wanted, today=today)
    return next((known for _listener, known in answers), Concerned())
