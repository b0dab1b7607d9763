"""Taking a consent back."""

from __future__ import annotations

from datetime import datetime

from blinker import Signal

from clinic.accounts.models import User
from clinic.audit.actions import record
from clinic.consents.models import Consent, HowRevoked, Revocation
from clinic.core.db import db, kept_by_database
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext

#: Sent with consent=, by=, at= in the transaction that takes a consent back.
revoked = Signal()


def revoke(
    consent: Consent, *, how: HowRevoked, by: User, at: datetime, words: str = ""
) -> Revocation:
    """Take a consent back, from this instant on, and tell the rooms above.

    Read the consent with ``to_change``: whoever is telling somebody something because of it is
    either done by then or too late.
    """
    if consent.signed_at is None:
        raise RuleBroken(gettext("Nobody has signed this. Throw the draft away instead."))
    over = gettext("This consent was taken back already.")
    if consent.revocation is not None:
        raise RuleBroken(over)
    with kept_by_database(over):
        taken = Revocation(consent=consent, how=how, words=words.strip(), at=at, by_id=by.id)
        db.session.add(taken)
        record("consent.revoked", consent, by=by, at=at, client_id=consent.client_id)
        revoked.send(consent, consent=consent, by=by, at=at)
    return taken
