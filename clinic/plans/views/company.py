"""Who else is in the plan: told on the page, and asked again while it stays open."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLERICAL
from clinic.core import formats
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.words import gettext
from clinic.plans import policy, queries
from clinic.plans.models import AftercarePlan
from clinic.plans.views.blueprint import bp

#: Who wrote longer ago than this has likely gone on to something else.
AWHILE = timedelta(minutes=10)


def company(plan: AftercarePlan) -> dict[str, object]:
    """Return what others saved lately, in sentences, and a sign that changes when these do."""
    found = queries.others(plan, viewer=current_user, since=now() - AWHILE)
    return {
        "others": [_said(writing) for writing in found],
        "others_sign": "-".join(f"{writing.at:%H%M%S%f}" for writing in found),
    }


def _said(writing: queries.Writing) -> str:
    at = writing.at.astimezone(ZoneInfo(current_app.config["TIMEZONE"])).time()
    return gettext(
        "%(who)s saved %(section)s at %(time)s",
        who=writing.who,
        section=policy.title(writing.section),
        time=formats.clock(at),
    )


@bp.get("/plans/<uuid:plan_id>/others")
@allow(*CLERICAL)
def others(plan_id: UUID) -> ResponseReturnValue:
    """Say who else saved something, to a page that does not know it yet; else nothing at all."""
    plan = queries.get(plan_id, viewer=current_user)
    found = company(plan)
    if found["others_sign"] == request.args.get("seen", ""):
        return "", 204
    return render_template("plans/others.html", plan=plan, **found)
