"""The list of clients: one page by keyset, from an index, however long the list is.

Each program of the viewer is asked on its own, so that its index gives the order; what has no
date comes last. The pages then are laid together here: a few dozen rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from clinic.accounts.models import Role, User
from clinic.accounts.policy import CLERICAL, CLINICAL
from clinic.clients.models import CareTeamMember, Client, Part, PlanState, Stage
from clinic.clients.queries import reach, scopes, within
from clinic.core.db import db
from clinic.episodes.models import Episode

PAGE = 50
#: Counting further than this costs more than it tells.
MOST = 1_000
SORTS = {"name": Client.name_key, "leaves": Client.leaves_on, "admitted": Client.admitted_on}


@dataclass(frozen=True)
class Ask:
    """What is asked of the list. ``after`` and ``before`` are keys of clients, never names.

    ``leaves``: within so many days; ``on``: on this very day.

    ``down`` turns the order round; whoever lacks what the list is sorted by stays last.
    """

    today: date
    mine: bool = False
    stage: Stage | None = None
    leaves: int = 0
    on: date | None = None
    plan: PlanState | None = None
    language: str = ""
    sort: str = "name"
    down: bool = False
    after: UUID | None = None
    before: UUID | None = None


@dataclass(frozen=True)
class Row:
    """One client of the list, as far as the list tells."""

    id: UUID
    number: int
    given_name: str
    family_name: str
    preferred_name: str
    stage: Stage
    admitted_on: date | None
    leaves_on: date | None
    left_on: date | None
    plan_state: PlanState | None
    program_id: UUID
    key: Any
    counselor: str | None
    episode_id: UUID | None

    @property
    def name(self) -> str:
        """The name used."""
        return f"{self.preferred_name or self.given_name} {self.family_name}".strip()

    @property
    def initials(self) -> str:
        """Initials, for when names are hidden."""
        return " ".join(f"{part[0].upper()}." for part in self.name.split())


@dataclass(frozen=True)
class Page:
    """One page of the list, and whether there is more on either side."""

    rows: Sequence[Row]
    older: bool
    newer: bool


def page(viewer: User, ask: Ask) -> Page:
    """Return the page that begins after, or ends before, the client named."""
    back = ask.before is not None
    mark = _mark(viewer, ask)
    branches = list(_branches(viewer, ask, mark, back=back))
    if not branches:
        return Page((), older=False, newer=False)
    found = sa.union_all(*branches).subquery()
    rows = _ordered(_rows(found.c.id, SORTS[ask.sort]), ask)
    if back:
        rows.reverse()
    more, rows = len(rows) > PAGE, rows[:PAGE]
    if back:
        return Page(rows[::-1], older=True, newer=more)
    return Page(rows, older=more, newer=mark is not None)


def first(viewer: User, ask: Ask, most: int) -> list[Row]:
    """Return the first rows of the list, over its pages: at least ``most``, if it has so many."""
    found = page(viewer, replace(ask, after=None, before=None))
    rows = list(found.rows)
    while found.older and len(rows) < most:
        found = page(viewer, replace(ask, after=rows[-1].id, before=None))
        rows += found.rows
    return rows


def chosen(clients: Sequence[Client]) -> Sequence[Row]:
    """Return these clients, who were found in scope, as rows of the list."""
    ids = [client.id for client in clients]
    rows = _rows(sa.select(Client.id).where(Client.id.in_(ids)).subquery().c.id, Client.name_key)
    return sorted(rows, key=lambda row: ids.index(row.id))


def count(viewer: User, ask: Ask) -> int:
    """Return how many clients match, or one more than ``MOST``."""
    whole = replace(ask, sort="name", down=False, after=None, before=None)
    branches = [
        branch.order_by(None).limit(MOST + 1)
        for branch in (_filtered(viewer, whole, *scope) for scope in _scopes(viewer, ask))
    ]
    if not branches:
        return 0
    each = [sa.select(branch.subquery().c.id) for branch in branches]
    total = db.session.scalar(
        sa.select(sa.func.count()).select_from(sa.union_all(*each).subquery())
    )
    return min(total or 0, MOST + 1)


def _mark(viewer: User, ask: Ask) -> tuple[Any, UUID] | None:
    """Return what the client named is sorted by; out of sight, the list begins at its head."""
    key = ask.before or ask.after
    if key is None:
        return None
    found = sa.select(SORTS[ask.sort]).where(Client.id == key, reach(viewer, *CLERICAL))
    row = db.session.execute(found).first()
    return (row[0], key) if row else None


def _scopes(viewer: User, ask: Ask) -> list[tuple[UUID, Role]]:
    """Return where to look; plans are asked about only where one may read them."""
    return scopes(viewer, *(CLINICAL if ask.plan else CLERICAL))


def _filtered(viewer: User, ask: Ask, program_id: UUID, role: Role) -> sa.Select[UUID]:
    # A supervisor's own clients are found as a counselor's are: from the care team on.
    way = Role.COUNSELOR if ask.mine and role is Role.SUPERVISOR else role
    rows = sa.select(Client.id).where(within(viewer, program_id, way))
    if ask.stage:
        rows = rows.where(Client.stage == ask.stage)
    if ask.language:
        rows = rows.where(Client.language == ask.language)
    if ask.leaves:
        last = ask.today + timedelta(days=ask.leaves)
        rows = rows.where(Client.leaves_on.between(ask.today, last))
    if ask.on:
        rows = rows.where(Client.leaves_on == ask.on)
    if ask.plan:
        rows = rows.where(Client.plan_state == ask.plan)
    return rows


def _branches(
    viewer: User, ask: Ask, mark: tuple[Any, UUID] | None, *, back: bool
) -> Iterator[sa.Select[UUID]]:
    """Yield the first rows of each program: those with a date, then those without."""
    column, down = SORTS[ask.sort], ask.down
    for program_id, role in _scopes(viewer, ask):
        rows = _filtered(viewer, ask, program_id, role)
        if not (mark and mark[0] is None and not back):
            dated = rows.where(column.is_not(None)) if column.property.columns[0].nullable else rows
            if mark and mark[0] is not None:
                dated = dated.where(_beyond((column, Client.id), mark, rising=down == back))
            yield _cut(dated, (column, Client.id), rising=down == back)
        if ask.leaves and ask.sort == "leaves":
            continue  # who leaves within so many days has a date
        if column.property.columns[0].nullable and not (mark and mark[0] is not None and back):
            undated = rows.where(column.is_(None))
            if mark and mark[0] is None:
                undated = undated.where(_beyond((Client.id,), mark[1:], rising=not back))
            yield _cut(undated, (Client.id,), rising=not back)


def _beyond(
    columns: tuple[Any, ...], mark: tuple[Any, ...], *, rising: bool
) -> sa.ColumnElement[bool]:
    here = sa.tuple_(*columns)
    there = sa.tuple_(*mark, types=[column.type for column in columns])
    return here > there if rising else here < there


def _cut(rows: sa.Select[UUID], columns: tuple[Any, ...], *, rising: bool) -> sa.Select[UUID]:
    order = [column if rising else column.desc() for column in columns]
    return sa.select(rows.order_by(*order).limit(PAGE + 1).subquery().c.id)


def _rows(ids: Any, key: Any) -> list[Row]:
    primary = sa.and_(
        CareTeamMember.client_id == Client.id,
        CareTeamMember.until.is_(None),
        CareTeamMember.part == Part.PRIMARY,
    )
    newest_first = (Episode.left_on.is_not(None), Episode.admitted_on.desc(), Episode.id.desc())
    episodes = sa.select(Episode.id).where(Episode.client_id == Client.id)
    latest = episodes.order_by(*newest_first).limit(1).scalar_subquery()
    facts: list[Any] = [getattr(Client, name) for name in list(Row.__annotations__)[:11]]
    found = (
        sa.select(*facts, key.label("key"), User.name.label("counselor"), latest.label("episode"))
        .join_from(ids.table, Client, Client.id == ids)
        .outerjoin(CareTeamMember, primary)
        .outerjoin(User, User.id == CareTeamMember.user_id)
    )
    return [Row(*tuple(row)) for row in db.session.execute(found)]


def _ordered(rows: Sequence[Row], ask: Ask) -> list[Row]:
    """Lay rows in the order asked for, those without what they are sorted by last."""
    dated = sorted((row for row in rows if row.key is not None), key=_place, reverse=ask.down)
    return [*dated, *sorted((row for row in rows if row.key is None), key=lambda row: row.id.int)]


def _place(row: Row) -> tuple[Any, int]:
    return row.key, row.id.int
