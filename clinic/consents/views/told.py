"""The accounting of disclosures on screen."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLERICAL
from clinic.clients import queries as clients
from clinic.consents import queries
from clinic.consents.document import told_row
from clinic.consents.forms import SpanForm
from clinic.consents.views.pages import bp, house, note_reading, today, words
from clinic.core.access import allow
from clinic.core.clock import now


@bp.get("/clients/<uuid:client_id>/disclosures")
@allow(*CLERICAL)
def accounting(client_id: UUID) -> ResponseReturnValue:
    """Show what was shared about a client: the last three years, or shorter as asked."""
    client = clients.get(client_id, viewer=current_user)
    since, until = asked_days(now())
    zone = house().timezone
    found = queries.accounting(client.id, since=since, until=until, zone=zone)
    rows = [(row.consent_id, told_row(row, zone)) for row in found]
    form = SpanForm(None, data={"since": since, "until": until})
    note_reading(client)
    shown = {"rows": rows, "since": since, "until": until, "form": form}
    return render_template("consents/accounting.html", client=client, **shown, **words())


def asked_days(at: datetime) -> tuple[date, date]:
    """Return the days that the address asks for, the last three years unless it says shorter."""
    day = today(at)
    return SpanForm.asked().span(earliest=queries.earliest(day), today=day)
