"""The sheets that go with a plan: pocket card, calendar, large print and the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLERICAL
from clinic.audit.actions import record
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.pdf import RenderFailed
from clinic.core.words import LazyString
from clinic.core.words import lazy_gettext as _
from clinic.plans import queries
from clinic.plans.document import PlanDocument, since
from clinic.plans.models import AftercarePlan
from clinic.plans.printing import print_part
from clinic.plans.printing.ics import calendar_file
from clinic.plans.views.blueprint import bp
from clinic.plans.views.paper import send
from clinic.plans.views.said import said_now

#: What may be printed beside the plan, by the name in its address.
SHEETS = {
    "large": _("The plan in large print"),
    "pocket": _("Pocket card"),
    "calendar": _("Calendar of the first 30 days"),
    "journal": _("Attendance journal"),
    "slips": _("Slips for proof of attendance"),
    "changes": _("What changed since the last copy"),
}
#: What may be printed of a signed plan, in the order in which it is offered.
SIGNED = {
    "plan": _("The plan"),
    **SHEETS,
    "chart": _("Copy for the chart"),
}
PAPERS = {"Letter": _("Letter"), "A4": _("A4")}


def sheets_of(plan: AftercarePlan) -> dict[str, LazyString]:
    """Return the sheets of a version; the first has no earlier copy to have changed since."""
    found = SIGNED if plan.is_final else SHEETS
    return {name: words for name, words in found.items() if name != "changes" or plan.version > 1}


@bp.get("/plans/<uuid:plan_id>/print/<sheet>.pdf")
@allow(*CLERICAL)
def sheet_pdf(plan_id: UUID, sheet: str) -> ResponseReturnValue:
    """Print a sheet from a signed plan as it was signed, or from what a draft holds by now."""
    plan = queries.get(plan_id, viewer=current_user)
    if sheet not in sheets_of(plan):
        abort(404)
    at = now()
    document = _document(plan)
    how = _how(document)
    if sheet == "plan" and how == {"discreet": False, "paper": document.paper}:
        return redirect(url_for(".pdf", plan_id=plan.id), 303)
    name = f"plan-{plan.episode.client.number}-v{plan.version}-{sheet}.pdf"
    _note(plan, sheet, at)
    try:
        return send(_laid_out(document, sheet, **how), name)
    except RenderFailed as refusal:
        flash(str(refusal))
        return redirect(url_for(".for_client", client_id=plan.episode.client_id), 303)


@bp.get("/plans/<uuid:plan_id>/calendar.ics")
@allow(*CLERICAL)
def calendar_ics(plan_id: UUID) -> ResponseReturnValue:
    """Send the calendar file of a signed plan; ``words=y`` asks for names and places in it."""
    plan = queries.get(plan_id, viewer=current_user)
    document = PlanDocument.from_json(plan.frozen) if plan.frozen else None
    file = calendar_file(document, words="words" in request.args) if document else b""
    if not file:
        abort(404)
    _note(plan, "ics", now())
    answer = Response(file, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return answer


def _note(plan: AftercarePlan, sheet: str, at: datetime) -> None:
    client, detail = plan.episode.client, {"sheet": sheet, "version": plan.version}
    record("plan.sheet_printed", plan, by=current_user, at=at, client_id=client.id, detail=detail)
    db.session.commit()


def _document(plan: AftercarePlan) -> PlanDocument:
    """Return the words that were signed, or those of the draft.

    A version signed before changes were kept is held against the copy before it now.
    """
    if plan.frozen is not None:
        signed, last = PlanDocument.from_json(plan.frozen), queries.last_given(plan)
        return signed if signed.since or last is None else since(last, signed)
    return said_now(plan)


def _how(document: PlanDocument) -> dict[str, Any]:
    """Return whether the cover is asked to be discreet, and on what paper."""
    asked = request.args.get("paper", "")
    paper = asked if asked in PAPERS else document.paper
    return {"discreet": "discreet" in request.args, "paper": paper}


def _laid_out(document: PlanDocument, sheet: str, *, discreet: bool, paper: str) -> bytes:
    document = replace(document, paper=paper)
    if sheet == "chart":
        return print_part(document, copy="chart").pdf
    if sheet == "large":
        document = replace(document, size="large")
    part = "plan" if sheet in ("plan", "large") else sheet
    return print_part(document, part=part, discreet=discreet).pdf
