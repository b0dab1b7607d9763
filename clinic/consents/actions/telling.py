"""The one way in which anything about a client leaves the clinic."""

from __future__ import annotations

from datetime import datetime

from clinic.accounts.models import User
from clinic.audit.actions import record
from clinic.clients.models import Client
from clinic.consents import policy, queries
from clinic.consents.models import Disclosure, Item
from clinic.core.db import db
from clinic.core.errors import RuleBroken, Stale
from clinic.core.words import gettext


def permit(client: Client, wish: policy.Wish, *, at: datetime) -> policy.Release:
    """Ask the gate and tell nobody anything: for drafts, previews, and pages about to be printed.

    Raises :class:`clinic.consents.policy.NotCovered`.
    """
    return policy.gate(queries.signed(client.id), wish, at=at)


def disclose(
    client: Client,
    wish: policy.Wish,
    *,
    what: str,
    by: User,
    at: datetime,
    printed: policy.Release | None = None,
) -> policy.Release:
    """Pass the gate and write the one accounting row, in this transaction.

    Call it in the transaction that sends, and send only what the release lets out. ``what`` names
    the copy or the call. ``printed`` is the release that a page was printed from a moment ago:
    when the answer has changed since, :class:`Stale` is raised, and the page stays here. Raises
    :class:`clinic.consents.policy.NotCovered` when no consent covers it, now.
    """
    if not what.strip():
        raise RuleBroken(gettext("Say what was shared."))
    release = policy.gate(queries.signed(client.id, to_rely_on=True), wish, at=at)
    if printed is not None and printed != release:
        raise Stale(gettext("A consent changed while this was printing. Print it again."))
    row = Disclosure(
        client_id=client.id,
        consent_id=release.consent_id,
        at=at,
        by_id=by.id,
        recipient_kind=wish.recipient.kind,
        recipient=wish.recipient.name,
        what=what.strip(),
        items=[item.value for item in Item if item in release.items],
        purpose=wish.purpose,
        statement=release.version,
    )
    db.session.add(row)
    detail = {"consent": str(release.consent_id), "items": row.items}
    record("consent.disclosed", row, by=by, at=at, client_id=client.id, detail=detail)
    return release
