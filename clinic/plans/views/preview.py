"""Pictures of a draft's pages: beside the editor, and small ones at the last look.

A picture comes after every save, and a line in the log for each would bury the others. So one is
written only when this person has had nothing to do with the plan for a quarter of an hour: who
looked at a plan, and when, still stands in the log.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLERICAL
from clinic.audit import queries as log
from clinic.audit.actions import record
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.pdf import Pictures, RenderFailed
from clinic.plans import policy, queries
from clinic.plans.models import AftercarePlan
from clinic.plans.policy import keys
from clinic.plans.printing import draw_plan, draw_section
from clinic.plans.views.blueprint import bp
from clinic.plans.views.said import said_now

SECTIONS = f"<any({','.join(keys.ALL)}):section>"
QUIET = timedelta(minutes=15)


@bp.get(f"/plans/<uuid:plan_id>/preview/{SECTIONS}")
@allow(*CLERICAL)
def preview(plan_id: UUID, section: str) -> ResponseReturnValue:
    """Show a page that a section prints on, with the way to the other pages of the section."""
    plan = queries.get(plan_id, viewer=current_user)
    if plan.is_final:
        return _to_version(plan)
    drawn = _drawn(plan, section)
    said = {"section": section, "title": policy.title(section), "drawn": drawn}
    return _answer(plan, "picture", **said)


@bp.get(f"/plans/<uuid:plan_id>/preview/{SECTIONS}.png")
@allow(*CLERICAL)
def preview_png(plan_id: UUID, section: str) -> ResponseReturnValue:
    """Send the same picture alone, for a page without script."""
    plan = queries.get(plan_id, viewer=current_user)
    if plan.is_final:
        return _to_version(plan)
    drawn = _drawn(plan, section)
    return Response(drawn.drawn[0].png, mimetype="image/png") if drawn else ("", 503)


@bp.get("/plans/<uuid:plan_id>/preview")
@allow(*CLERICAL)
def previews(plan_id: UUID) -> ResponseReturnValue:
    """Show every page of the plan, small."""
    plan = queries.get(plan_id, viewer=current_user)
    if plan.is_final:
        return _to_version(plan)
    return _answer(plan, "pictures", drawn=_drawn(plan))


def _drawn(plan: AftercarePlan, section: str = "") -> Pictures | None:
    """Return what was drawn, or nothing when it could not be; no transaction is open meanwhile."""
    at = now()
    document = said_now(plan)
    _note_reading(plan, at, always=not section)
    db.session.commit()
    try:
        if not section:
            return draw_plan(document)
        return draw_section(document, section, request.args.get("page", 0, type=int))
    except RenderFailed:
        return None


def _note_reading(plan: AftercarePlan, at: datetime, *, always: bool) -> None:
    client_id, since = plan.episode.client_id, at - QUIET
    if always or not log.noted("plan.", client_id, by=current_user.id, since=since):
        record("plan.pictured", plan, by=current_user, at=at, client_id=client_id)


def _answer(plan: AftercarePlan, part: str, **said: object) -> ResponseReturnValue:
    """Show a part alone where it goes into a page that is open, else as a page of its own."""
    code = 200 if said["drawn"] else 503
    alone = "HX-Request" in request.headers
    name = f"plans/{part}.html" if alone else "plans/preview.html"
    return render_template(name, plan=plan, part=part, **said), code


def _to_version(plan: AftercarePlan) -> ResponseReturnValue:
    return redirect(url_for(".version", plan_id=plan.id), 303)
