"""What the pages of this room share."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import abort, current_app, flash, request, url_for
from flask_login import current_user

from clinic.audit.actions import record
from clinic.clients.models import Client
from clinic.core.clock import local_date
from clinic.core.db import db
from clinic.core.words import gettext
from clinic.referrals import policy
from clinic.referrals.models import Referral, ReferralState


def today(at: datetime) -> date:
    """Return the date on the clinic's own wall."""
    return local_date(at, current_app.config["TIMEZONE"])


def key_in_query(name: str) -> UUID:
    """Return a key given in the query; what cannot be a key is not there."""
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        abort(404)


def note_reading(subject: Client | Referral, client_id: UUID, at: datetime) -> None:
    """Write in the log that this person saw a client's referrals, and end the transaction."""
    record("referrals.read", subject, by=current_user, at=at, client_id=client_id)
    db.session.commit()


def way_back(referral: Referral, back: str | None) -> str:
    """Return where an answer leads: the place it was given at, out of the three there are."""
    if back == "client":
        return url_for(".for_client", client_id=referral.client_id)
    if back == "list":
        return url_for(".index")
    return url_for(".show", referral_id=referral.id)


def tell_step(referral: Referral) -> None:
    """Say at the top of the next page what was noted, with a button that takes it back."""
    answer = policy.STATE_WORDS[referral.state]
    position = len(referral.steps)
    back = url_for(".undo", referral_id=referral.id, position=position)
    flash(
        gettext("%(group)s: %(answer)s.", group=referral.group_name, answer=answer), f"undo {back}"
    )


def dates_to_offer(referral: Referral, at: datetime) -> list[date]:
    """Return the first dates to choose from: the one that stands, and the next ones."""
    dates = policy.first_dates(referral.meeting, at, count=6) if referral.meeting else []
    kept = referral.first_on
    if referral.state not in (ReferralState.OFFERED, ReferralState.AGREED):
        dates = []
    return [kept, *(day for day in dates if day != kept)] if kept else dates


def words(at: datetime) -> dict[str, Any]:
    """Return what the templates of this room say about states, and today's date."""
    return {
        "today": today(at),
        "state_words": policy.STATE_WORDS,
        "tab_words": policy.TAB_WORDS,
        "order_words": policy.ORDER_WORDS,
        "mode_words": policy.MODE_WORDS,
        "companion_words": policy.COMPANION_WORDS,
        "how_known_words": policy.HOW_KNOWN_WORDS,
        "why_words": policy.WHY_WORDS,
        "following": policy.NEXT,
        "wait": policy.wait,
        "tone": policy.tone,
        "told_when": policy.told_when,
        "contact_words": policy.CONTACT_WORDS,
        "lost_consent": policy.lost_consent,
    }
