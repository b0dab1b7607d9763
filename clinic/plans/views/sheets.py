"""The sheets that go with a plan: pocket card, calendar, large print and the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from flask import abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLERICAL
from clinic.audit.actions import record
from clinic.core.access import allow
from clinic.core.clock import local_date, now
from clinic.core.db import db
from clinic.core.pdf import RenderFailed
from clinic.core.words import LOCALES, LazyString
from clinic.core.words import lazy_gettext as _
from clinic.plans import queries
from clinic.plans.document import ClinicFacts, PlanDocument, compose, since
from clinic.plans.models import AftercarePlan
from clinic.plans.printing import print_part
from clinic.plans.views.blueprint import bp
from clinic.plans.views.paper import send

#: What may be printed beside the plan, by the name in its address.
SHEETS = {
    "large": _("The plan in large print"),
    "pocket": _("Pocket card"),
    "calendar": _("Calendar of the first 30 days"),
    "journal": _("Attendance journal"),
    "slips": _("Slips for proof of attendance"),
    "changes": _("What changed since the last copy"),
}


def sheets_of(plan: AftercarePlan) -> dict[str, LazyString]:
    """Return the sheets of a version; the first has no earlier copy to have changed since."""
    first = plan.version == 1
    return {name: words for name, words in SHEETS.items() if name != "changes" or not first}


@bp.get("/plans/<uuid:plan_id>/print/<sheet>.pdf")
@allow(*CLERICAL)
def sheet_pdf(plan_id: UUID, sheet: str) -> ResponseReturnValue:
    """Print a sheet from a signed plan as it was signed, or from what a draft holds by now."""
    plan = queries.get(plan_id, viewer=current_user)
    if sheet not in sheets_of(plan):
        abort(404)
    at, client = now(), plan.episode.client
    document, detail = _document(plan, at), {"sheet": sheet, "version": plan.version}
    record("plan.sheet_printed", plan, by=current_user, at=at, client_id=client.id, detail=detail)
    db.session.commit()
    try:
        return send(_laid_out(document, sheet), f"plan-{client.number}-v{plan.version}-{sheet}.pdf")
    except RenderFailed as refusal:
        flash(str(refusal))
        return redirect(url_for(".for_client", client_id=client.id), 303)


def _document(plan: AftercarePlan, at: datetime) -> PlanDocument:
    """Return the words that were signed, or those of the draft in the language asked for.

    A version signed before changes were kept is held against the copy before it now.
    """
    if plan.frozen is not None:
        signed, last = PlanDocument.from_json(plan.frozen), queries.last_given(plan)
        return signed if signed.since or last is None else since(last, signed)
    asked = request.args.get("language", "")
    facts = ClinicFacts.from_settings(current_app.config)
    return compose(
        plan,
        clinic=facts,
        at=at,
        today=local_date(at, facts.timezone),
        rules=queries.rules(),
        beside=queries.beside(plan, at=at),
        language=asked if asked in LOCALES else "",
    )


def _laid_out(document: PlanDocument, sheet: str) -> bytes:
    if sheet == "large":
        return print_part(replace(document, size="large")).pdf
    return print_part(document, part=sheet).pdf
