"""Lists of referrals: those of one client, and those of everyone this person looks after."""

from __future__ import annotations

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLERICAL
from clinic.audit.actions import record
from clinic.clients import queries as clients
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.episodes import queries as episodes
from clinic.referrals import policy, queries
from clinic.referrals.forms import ListForm
from clinic.referrals.views.blueprint import bp
from clinic.referrals.views.shared import note_reading, today, words


@bp.get("/clients/<uuid:client_id>/referrals")
@allow(*CLERICAL)
def for_client(client_id: UUID) -> ResponseReturnValue:
    """Show the groups a client was referred to: the open ones first, the past folded away."""
    client = clients.get(client_id, viewer=current_user)
    at = now()
    found = queries.for_client(client_id)
    facts = {
        "episode": episodes.current(client_id),
        "still_open": [referral for referral in found if referral.state in policy.OPEN],
        "over": [referral for referral in found if referral.state not in policy.OPEN],
    }
    note_reading(client, client_id, at)
    return render_template("referrals/for_client.html", client=client, **facts, **words(at))


@bp.route("/referrals", methods=["GET", "POST"])
@allow(*CLERICAL)
def index() -> ResponseReturnValue:
    """Show what waits for an answer, what was answered and what did not work out.

    A search is posted: a client's name never stands in an address.
    """
    form = ListForm.asked()
    at = now()
    found = queries.listing(current_user, today(at), **form.answers())
    waiting = queries.waiting_count(current_user, today(at))
    record(
        "referrals.listed", "referrals", by=current_user, at=at, detail={"found": len(found.rows)}
    )
    db.session.commit()
    return render_template(
        "referrals/index.html", form=form, found=found, waiting=waiting, **words(at)
    )
