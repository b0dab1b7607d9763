"""The clinic contacting a group itself: nothing goes out but through the gate of consents."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from clinic.accounts.models import User
from clinic.audit.actions import record
from clinic.consents import actions as consents
from clinic.consents.models import Consent, Item
from clinic.consents.policy import Release
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext
from clinic.referrals import policy, queries
from clinic.referrals.models import ContactState, GroupContact, Referral


def begin(*, by: User, at: datetime) -> GroupContact:
    """Return the draft of what a group is told, for a new referral."""
    items = [item.value for item in policy.USUALLY_TOLD]
    return GroupContact(items=items, state=ContactState.DRAFT, drafted_at=at, drafted_by_id=by.id)


def choose(contact: GroupContact, *, items: Collection[Item], by: User, at: datetime) -> None:
    """Say what the group is to be told. After a consent was taken back this begins anew."""
    _refuse_sent(contact)
    chosen = set(items) | set(policy.ALWAYS_TOLD)
    contact.items = [item.value for item in policy.MAY_BE_TOLD if item in chosen]
    contact.state, contact.canceled_at = ContactState.DRAFT, None
    referral = contact.referral
    record("referrals.contact_drafted", contact, by=by, at=at, client_id=referral.client_id)


def send(referral: Referral, *, by: User, at: datetime) -> Release:
    """Tell the group: pass the gate, write the accounting row, and note that it was sent.

    Raises :class:`clinic.consents.policy.NotCovered` unless a consent names this group, this
    purpose and every item, now.
    """
    contact = queries.contact_to_send(referral)
    _refuse_sent(contact)
    if referral.state not in policy.OPEN:
        raise RuleBroken(gettext("This referral is over. Nothing is sent to the group."))
    if contact.state is ContactState.CANCELED:
        raise RuleBroken(gettext("The consent was taken back. Choose anew what the group is told."))
    release = consents.disclose(
        referral.client,
        policy.wish(referral, contact),
        what=gettext("Referral to the group"),
        by=by,
        at=at,
    )
    contact.state, contact.sent_at, contact.sent_by_id = ContactState.SENT, at, by.id
    contact.consent_id = release.consent_id
    record("referrals.contact_sent", contact, by=by, at=at, client_id=referral.client_id)
    return release


@consents.revoked.connect
def cancel_when_revoked(_sender: object, *, consent: Consent, by: User, at: datetime) -> None:
    """Stop what waits to be sent to the group whose consent was taken back."""
    for contact in queries.contacts_relying_on(consent):
        if contact.state is ContactState.DRAFT:
            contact.state, contact.canceled_at = ContactState.CANCELED, at
            client_id = consent.client_id
            record("referrals.contact_canceled", contact, by=by, at=at, client_id=client_id)
    db.session.flush()


def _refuse_sent(contact: GroupContact) -> None:
    if contact.state is ContactState.SENT:
        raise RuleBroken(gettext("The group has been told already."))
