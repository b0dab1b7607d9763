"""What the pages of this room share."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.audit.actions import record
from clinic.clients import queries as clients
from clinic.clients.models import Client
from clinic.consents import policy, queries
from clinic.consents.document import House, ending_words, short_key
from clinic.consents.models import Consent
from clinic.consents.policy import labels
from clinic.core.clock import local_date, now
from clinic.core.db import db
from clinic.core.forms import BaseForm

bp = Blueprint("consents", __name__)


def today(at: datetime) -> date:
    """Return the date on the clinic's wall."""
    return local_date(at, current_app.config["TIMEZONE"])


def house() -> House:
    """Return the clinic's part of a page."""
    return House.from_settings(current_app.config)


def client_of(consent: Consent) -> Client:
    """Return the client a consent belongs to, with all that the head of a page shows."""
    return clients.get(consent.client_id, viewer=current_user)


def back(consent: Consent) -> ResponseReturnValue:
    """Lead to the page of a consent."""
    return redirect(url_for("consents.show", consent_id=consent.id), 303)


def words() -> dict[str, Any]:
    """Return what the templates of this room say."""
    return {
        "labels": labels,
        "standings": policy.STANDINGS,
        "tones": policy.TONES,
        "ending_words": ending_words,
        "short_key": short_key,
    }


def show_form(template: str, client: Client, form: BaseForm, **page: Any) -> ResponseReturnValue:
    """Show a form of this client; the look at the record is written down."""
    note_reading(client)
    status = 422 if form.errors and form.status == 200 else form.status
    return render_template(template, client=client, form=form, **words(), **page), status


def show_consent(consent: Consent, client: Client) -> ResponseReturnValue:
    """Show one consent: what it says, where it stands, what was told because of it."""
    shown = {
        "standing": policy.standing(consent, now()),
        "gaps": policy.missing(consent, signed=consent.signed_at is not None),
        "told": queries.told(consent.id),
        "relied_on": queries.relied_on(consent),
    }
    note_reading(client)
    return render_template("consents/show.html", client=client, consent=consent, **shown, **words())


def note_reading(client: Client) -> None:
    """Write in the log that this person saw a client's consents, and end the transaction."""
    record("consents.read", client, by=current_user, at=now(), client_id=client.id)
    db.session.commit()
