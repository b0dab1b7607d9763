"""Somebody leaves today: one page in two presses, from whatever is there."""

from __future__ import annotations

from uuid import UUID

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLERICAL, CLINICAL
from clinic.audit.actions import record
from clinic.clients import queries as clients
from clinic.clients.models import Client
from clinic.core import pdf
from clinic.core.access import allow
from clinic.core.clock import local_date, now
from clinic.core.db import db
from clinic.core.words import LOCALES
from clinic.plans import queries
from clinic.plans.document import ClinicFacts, PlanDocument, leaving_today
from clinic.plans.forms import PAPERS, EarlyForm
from clinic.plans.printing import plain_page, print_part
from clinic.plans.views.blueprint import bp
from clinic.plans.views.paper import send


@bp.get("/clients/<uuid:client_id>/leaving-today")
@allow(*CLERICAL)
def early(client_id: UUID) -> ResponseReturnValue:
    """Ask in which language and on which paper; the client's and the clinic's are chosen."""
    client = clients.get(client_id, viewer=current_user, roles=CLINICAL)
    usual = {"language": _spoken(client), "paper": current_app.config["PAPER"]}
    record("plan.opened", client, by=current_user, at=now(), client_id=client.id)
    shown = {"client": client, "form": EarlyForm(None, data=usual)}
    db.session.commit()
    return render_template("plans/leaving_today.html", **shown)


@bp.get("/clients/<uuid:client_id>/leaving-today.pdf")
@allow(*CLERICAL)
def early_pdf(client_id: UUID) -> ResponseReturnValue:
    """Print the page; when the press fails, show one that the browser prints."""
    client = clients.get(client_id, viewer=current_user, roles=CLINICAL)
    document, number = _document(client), client.number
    said = {"language": document.language, "version": document.version, "draft": document.draft}
    who = {"by": current_user, "at": now(), "client_id": client.id}
    record("plan.early_exit_printed", client, **who, detail=said)
    db.session.commit()
    try:
        return send(print_part(document, part="early-exit").pdf, f"page-{number}.pdf")
    except pdf.RenderFailed:
        return plain_page(document)


def _document(client: Client) -> PlanDocument:
    """Compose what there is, as asked for; an answer that is none leaves what is usual."""
    at, asked = now(), request.args
    settings = dict(current_app.config)
    settings["PAPER"] = asked["paper"] if asked.get("paper") in PAPERS else settings["PAPER"]
    facts = ClinicFacts.from_settings(settings)
    language = asked.get("language", "")
    plan, referrals = queries.at_hand(client)
    return leaving_today(
        client,
        plan,
        referrals,
        clinic=facts,
        at=at,
        today=local_date(at, facts.timezone),
        rules=queries.rules(),
        language=language if language in LOCALES else _spoken(client),
    )


def _spoken(client: Client) -> str:
    """Return the client's language when its words are there, else English."""
    spoken = client.language[:2]
    return spoken if spoken in LOCALES else "en"
