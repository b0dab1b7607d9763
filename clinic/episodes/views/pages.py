"""What the pages of this room share."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.audit.actions import record
from clinic.clients.models import Client
from clinic.clients.policy import labels
from clinic.clients.queries import sees
from clinic.core.clock import local_date, now
from clinic.core.db import db
from clinic.core.forms import BaseForm
from clinic.core.words import gettext

bp = Blueprint("episodes", __name__)


def today() -> date:
    """Return the date on the clinic's wall."""
    return local_date(now(), current_app.config["TIMEZONE"])


def back(client: Client) -> ResponseReturnValue:
    """Lead to the care of this client, or to the list for who looks after them no longer."""
    if not sees(current_user, client):
        flash(gettext("Saved. You no longer look after this client."))
        return redirect(url_for("caseload.clients"), 303)
    return redirect(url_for("episodes.for_client", client_id=client.id), 303)


def show(template: str, client: Client, form: BaseForm, **page: Any) -> ResponseReturnValue:
    """Show a form of this client; the look at the record is written down."""
    record("episode.read", client, by=current_user, at=now(), client_id=client.id)
    db.session.commit()
    return render_template(template, client=client, form=form, labels=labels, **page), form.status
