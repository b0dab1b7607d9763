"""Finding referrals."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, selectinload

from clinic.accounts.models import User
from clinic.accounts.policy import CLERICAL
from clinic.clients import queries as clients
from clinic.clients.models import Client, ClientName
from clinic.clients.policy import fold
from clinic.clients.queries.search import begins
from clinic.consents.models import Consent
from clinic.consents.queries import Relying, relying
from clinic.core.db import db
from clinic.groups.models import PeerGroup
from clinic.referrals import policy
from clinic.referrals.models import GroupContact, Referral, ReferralState, ReferralStep
from clinic.referrals.policy import Order, Tab


@dataclass(frozen=True)
class Listing:
    """One page of a list, and how many rows the whole list has."""

    rows: Sequence[Referral]
    total: int
    page: int
    pages: int


PER_PAGE = 50
#: The fewest clients that are counted together, and the numbers that are said of more.
CELL = 5
STEPS = (CELL, 10, 20, 50, 100)


def _seen_by(viewer: User) -> sa.Select[Referral]:
    """Return the referrals whose client this person may see."""
    return (
        sa.select(Referral)
        .join(Referral.client)
        .where(clients.reach(viewer, *CLERICAL))
        .options(contains_eager(Referral.client))
    )


def get(referral_id: uuid.UUID, *, viewer: User) -> Referral:
    """Return a referral with its history.

    Raises :class:`sqlalchemy.exc.NoResultFound` when there is none that this person may see.
    """
    asked = _seen_by(viewer).where(Referral.id == referral_id)
    asked = asked.options(
        selectinload(Referral.steps).joinedload(ReferralStep.by),
        selectinload(Referral.made_by),
        selectinload(Referral.episode),
        selectinload(Referral.contact).joinedload(GroupContact.consent),
    )
    return db.session.scalars(asked).unique().one()


def for_episode(episode_id: uuid.UUID) -> list[Referral]:
    """Return the referrals of an episode, the first made first."""
    asked = (
        sa.select(Referral)
        .where(Referral.episode_id == episode_id)
        .options(selectinload(Referral.steps).joinedload(ReferralStep.by))
        .order_by(Referral.made_at, Referral.id)
    )
    return list(db.session.scalars(asked).unique())


def for_client(client_id: uuid.UUID) -> list[Referral]:
    """Return every referral of a client, whatever the episode, the newest first."""
    asked = (
        sa.select(Referral)
        .where(Referral.client_id == client_id)
        .options(
            selectinload(Referral.steps).joinedload(ReferralStep.by),
            selectinload(Referral.contact).joinedload(GroupContact.consent),
        )
        .order_by(Referral.made_at.desc(), Referral.id.desc())
    )
    return list(db.session.scalars(asked).unique())


def open_one(episode_id: uuid.UUID, group_id: uuid.UUID) -> Referral | None:
    """Return the open referral of an episode to a group, if there is one.

    A referral to a group that was merged into this one is a referral to this one.
    """
    merged = sa.select(PeerGroup.id).where(PeerGroup.merged_into_id == group_id)
    asked = sa.select(Referral).where(
        Referral.episode_id == episode_id,
        sa.or_(Referral.group_id == group_id, Referral.group_id.in_(merged)),
        Referral.state.in_(policy.OPEN),
    )
    return db.session.scalars(asked.order_by(Referral.id)).unique().first()


def stayed(group_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Return how many clients of the clinic went to some groups, in steps.

    Groups to which fewer went than :data:`CELL` are left out, and no count is exact: nobody can be
    known by it. It says nothing of who they are, so it is not bound to a viewer's own clients.
    """
    clients_who = sa.func.count(sa.distinct(Referral.client_id))
    asked = (
        sa.select(Referral.group_id, clients_who)
        .where(Referral.group_id.in_(group_ids), Referral.state.in_(policy.WENT))
        .group_by(Referral.group_id)
        .having(clients_who >= CELL)
    )
    found = db.session.execute(asked) if group_ids else ()
    return {group_id: max(step for step in STEPS if step <= many) for group_id, many in found}


def contact(referral: Referral) -> GroupContact:
    """Return what the clinic tells a group itself.

    Raises :class:`sqlalchemy.exc.NoResultFound` when it tells this group nothing.
    """
    asked = sa.select(GroupContact).where(GroupContact.referral_id == referral.id)
    return db.session.scalars(asked).one()


def contact_to_send(referral: Referral) -> GroupContact:
    """Return what a group is to be told, read afresh and held until the transaction ends.

    Raises :class:`sqlalchemy.exc.NoResultFound` when the clinic tells this group nothing.
    """
    asked = sa.select(GroupContact).where(GroupContact.referral_id == referral.id)
    held = asked.with_for_update(of=GroupContact).execution_options(populate_existing=True)
    return db.session.scalars(held).one()


def contacts_relying_on(consent: Consent) -> list[GroupContact]:
    """Return what was or is to be told a group in open referrals, because of one consent."""
    asked = (
        sa.select(GroupContact)
        .join(GroupContact.referral)
        .where(
            Referral.client_id == consent.client_id,
            Referral.state.in_(policy.OPEN),
            sa.or_(
                GroupContact.consent_id == consent.id,
                sa.and_(GroupContact.consent_id.is_(None), Referral.group_id == consent.group_id),
            ),
        )
        .order_by(Referral.made_at, Referral.id)
    )
    return list(db.session.scalars(asked).unique())


@relying.connect
def tell_what_relies(_sender: object, *, consent: Consent) -> list[Relying]:
    """Answer the room below which open referrals rely on a consent."""
    return [
        Relying(
            f"{contact.referral.group_name}: {policy.CONTACT_WORDS[contact.state]}",
            "referrals.contact",
            {"referral_id": contact.referral_id},
        )
        for contact in contacts_relying_on(consent)
    ]


def waiting(viewer: User, today: date, limit: int) -> list[Referral]:
    """Return the referrals that wait for an answer, the longest wait first."""
    asked = _seen_by(viewer).where(_in_tab(Tab.WAITING, today))
    asked = asked.order_by(Referral.waits_from, Referral.id).limit(limit)
    return list(db.session.scalars(asked).unique())


def waiting_count(viewer: User, today: date) -> int:
    """Return how many referrals wait for an answer, for the bar at the top of each page."""
    counted = (
        sa.select(sa.func.count(Referral.id))
        .join(Referral.client)
        .where(_in_tab(Tab.WAITING, today), clients.reach(viewer, *CLERICAL))
    )
    return db.session.scalar(counted) or 0


def listing(
    viewer: User, today: date, *, tab: Tab, order: Order, text: str = "", page: int = 1
) -> Listing:
    """Return one page of referrals: a tab of them, searched by client or group, sorted."""
    asked = _seen_by(viewer).where(_in_tab(tab, today), *_matches(text))
    total = db.session.scalar(
        sa.select(sa.func.count()).select_from(asked.with_only_columns(Referral.id).subquery())
    )
    pages = max(1, -(-(total or 0) // PER_PAGE))
    page = min(page, pages)
    asked = asked.order_by(*_order(order, tab)).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    return Listing(list(db.session.scalars(asked).unique()), total or 0, page, pages)


def _in_tab(tab: Tab, today: date) -> sa.ColumnElement[bool]:
    """Return the condition that puts a referral in a heap. Each lies in exactly one."""
    if tab is Tab.WAITING:
        return Referral.waits_from <= today
    if tab is Tab.NOT_WORKED_OUT:
        return Referral.state.in_(policy.FAILED)
    answered = (
        ReferralState.AGREED,
        ReferralState.FIRST_ATTENDED,
        ReferralState.ATTENDING,
        ReferralState.COMPLETED,
    )
    not_waiting = sa.or_(Referral.waits_from.is_(None), Referral.waits_from > today)
    return sa.and_(Referral.state.in_(answered), not_waiting)


def _order(order: Order, tab: Tab) -> tuple[sa.SQLColumnExpression[Any], ...]:
    """Return what to sort by; the key comes last so that pages never overlap."""
    if order is Order.CLIENT:
        return (Client.name_key, Referral.id)
    if order is Order.GROUP:
        return (sa.func.lower(Referral.group_name), Referral.id)
    if tab is Tab.WAITING:
        return (Referral.waits_from, Referral.id)
    return (Referral.made_at.desc(), Referral.id.desc())


def _matches(text: str) -> list[sa.ColumnElement[bool]]:
    """Return a condition for each word: a client's name begins so, or a group's holds it."""
    return [
        sa.or_(
            _named(fold(word)),
            sa.func.lower(Referral.group_name).contains(word.lower(), autoescape=True),
        )
        for word in text.split()[:6]
    ]


def _named(word: str) -> sa.ColumnElement[bool]:
    """Return the condition that a name of the client begins with a folded word."""
    if not word:
        return sa.false()
    named = sa.select(ClientName.id).where(ClientName.client_id == Referral.client_id)
    return named.where(begins(ClientName.key, word)).exists()
