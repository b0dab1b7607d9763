"""Everything the page of one client shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload

from clinic.accounts.models import User
from clinic.accounts.policy import CLERICAL
from clinic.clients import queries as clients
from clinic.clients.models import Client, ClientChange
from clinic.consents import queries as consents
from clinic.consents.models import Consent
from clinic.core.db import db
from clinic.episodes import queries as episodes
from clinic.episodes.models import Episode
from clinic.episodes.policy import may_care
from clinic.plans import queries as plans
from clinic.plans.models import AftercarePlan
from clinic.referrals import queries as referrals
from clinic.referrals.models import Referral


@dataclass
class Overview:
    """One client and what hangs on them.

    ``clinical`` says whether this person may read what treatment is about; without it there is no
    plan here at all.
    """

    client: Client
    clinical: bool
    episode: Episode | None
    namesakes: Sequence[Client]
    changes: Sequence[ClientChange]
    referrals: Sequence[Referral] = ()
    plan: AftercarePlan | None = None
    versions: Sequence[AftercarePlan] = field(default_factory=list)
    copy_missing: int = 0
    consents: Sequence[Consent] = ()


def overview(client_id: UUID, *, viewer: User) -> Overview:
    """Return what this person may see of a client, in a fixed number of queries.

    Raises :class:`sqlalchemy.exc.NoResultFound` alike for a stranger's client and for none.
    """
    client = clients.get(client_id, viewer=viewer)
    episode = episodes.latest(client.id)
    found = Overview(
        client=client,
        clinical=may_care(viewer, client),
        episode=episode,
        namesakes=_namesakes(client, viewer),
        changes=clients.changes(client),
        consents=consents.signed(client.id),
    )
    if episode:
        found.referrals = referrals.for_episode(episode.id)
    if episode and found.clinical:
        found.plan = plans.newest(episode.id)
        found.versions = _versions(episode.id)
        found.copy_missing = plans.copy_missing(episode.id)
    return found


def _namesakes(client: Client, viewer: User) -> Sequence[Client]:
    asked = sa.select(Client).where(
        clients.reach(viewer, *CLERICAL),
        Client.name_key == client.name_key,
        Client.id != client.id,
    )
    return db.session.scalars(asked.order_by(Client.id).limit(3)).all()


def _versions(episode_id: UUID) -> Sequence[AftercarePlan]:
    asked = (
        sa.select(AftercarePlan)
        .where(AftercarePlan.episode_id == episode_id, AftercarePlan.finalized_at.is_not(None))
        .options(
            joinedload(AftercarePlan.finalized_by),
            lazyload(AftercarePlan.goals),
            lazyload(AftercarePlan.supports),
            lazyload(AftercarePlan.appointments),
            lazyload(AftercarePlan.people),
        )
        .order_by(AftercarePlan.version.desc())
    )
    return db.session.scalars(asked).all()
