"""One consent, or all of a client."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from clinic.accounts.models import User
from clinic.accounts.policy import CLERICAL
from clinic.clients.models import Client
from clinic.clients.queries import reach
from clinic.consents.models import Consent, ConsentPaper
from clinic.core.db import db


def get(consent_id: UUID, *, viewer: User, to_change: bool = False) -> Consent:
    """Return a consent of a client whom this person may see.

    ``to_change`` reads it afresh and holds it until the transaction ends. Raises
    :class:`sqlalchemy.exc.NoResultFound` alike for a consent out of reach and for none.
    """
    found = (
        sa.select(Consent)
        .join(Client, Client.id == Consent.client_id)
        .options(joinedload(Consent.episode), joinedload(Consent.client))
        .where(Consent.id == consent_id, reach(viewer, *CLERICAL))
    )
    if to_change:
        found = found.with_for_update(of=Consent).execution_options(populate_existing=True)
    return db.session.scalars(found).unique().one()


def for_client(client_id: UUID) -> Sequence[Consent]:
    """Return every consent of a client who was found in scope, the newest first."""
    found = (
        sa.select(Consent)
        .options(joinedload(Consent.episode), joinedload(Consent.signed_by))
        .where(Consent.client_id == client_id)
        .order_by(Consent.drafted_at.desc(), Consent.id.desc())
    )
    return db.session.scalars(found).unique().all()


def signed(client_id: UUID, *, to_rely_on: bool = False) -> Sequence[Consent]:
    """Return the signed consents of a client, the newest first.

    ``to_rely_on`` reads them afresh and lets nobody take one back until the transaction ends.
    """
    found = (
        sa.select(Consent)
        .options(joinedload(Consent.episode))
        .where(Consent.client_id == client_id, Consent.signed_at.is_not(None))
        .order_by(Consent.signed_at.desc(), Consent.id.desc())
    )
    if to_rely_on:
        found = found.with_for_update(of=Consent).execution_options(populate_existing=True)
    return db.session.scalars(found).unique().all()


class StoredPaper(NamedTuple):
    """The page of a consent as it was signed, with what its file is named by."""

    pdf: bytes
    sha256: str
    client_id: UUID
    number: int


def paper(consent_id: UUID, *, viewer: User) -> StoredPaper | None:
    """Return the stored page of a signed consent this person may see, or nothing for a draft."""
    found = (
        sa.select(ConsentPaper.pdf, ConsentPaper.sha256, Client.id, Client.number)
        .join(Consent, Consent.id == ConsentPaper.consent_id)
        .join(Client, Client.id == Consent.client_id)
        .where(Consent.id == consent_id, reach(viewer, *CLERICAL))
    )
    row = db.session.execute(found).one_or_none()
    return StoredPaper(*row) if row else None
