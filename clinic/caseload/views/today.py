"""The first page of the day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.models import Role, User
from clinic.accounts.policy import CLERICAL, CLINICAL
from clinic.audit.actions import record
from clinic.caseload.policy import week
from clinic.caseload.queries import today as queries
from clinic.caseload.views.blueprint import bp
from clinic.core.access import signed_in
from clinic.core.clock import local_date, now
from clinic.core.db import db
from clinic.plans import queries as plans
from clinic.referrals import policy as referring
from clinic.referrals import queries as referrals

#: Rows of a list on Today, before "See all".
ROWS = 5


@bp.get("/")
@signed_in
def today() -> ResponseReturnValue:
    """Show what needs this person now."""
    viewer, at = current_user._get_current_object(), now()
    day = local_date(at, current_app.config["TIMEZONE"])
    shown: dict[str, Any] = {"day": day, "hour": at.astimezone(ZoneInfo(_zone())).hour}
    if viewer.roles & set(CLERICAL):
        shown |= _caseload(viewer, day, at)
        record("caseload.today", "caseload", by=viewer, at=at, detail=_seen(shown))
        db.session.commit()
    return render_template("caseload/today.html", rows=ROWS, **shown)


def _zone() -> str:
    return str(current_app.config["TIMEZONE"])


def _caseload(viewer: User, day: date, at: datetime) -> dict[str, Any]:
    clinical = bool(viewer.roles & set(CLINICAL))
    leaving = queries.leaving(viewer, day)
    first = queries.first_meetings(viewer, day)
    waiting = referrals.waiting(viewer, day, queries.MOST)
    supervises = Role.SUPERVISOR in viewer.roles
    episodes = [leaver.episode_id for leaver in leaving] if clinical else []
    ahead = [leaver for leaver in leaving if not leaver.is_overdue(day)]
    return {
        "clinical": clinical,
        "supervises": supervises,
        "leaving": leaving,
        "week": week.of_caseload(day, ahead, first, _client),
        "first": first,
        "plans": plans.progress(episodes, crisis_lines=bool(current_app.config["CRISIS_LINES"])),
        "to_tell": plans.clients_of(plans.to_tell(viewer, day)) if clinical else 0,
        "uncopied": plans.uncopied(viewer, day, plans.rules()) if clinical else [],
        "waiting": [(referral, referring.wait(referral, day)) for referral in waiting],
        "stages": queries.stages(viewer, day),
        "alone": queries.without_counselor(viewer) if supervises else [],
        "to_review": _to_review(viewer) if supervises else {},
        "recorded": [] if clinical else queries.recorded_lately(viewer, at),
    }


def _to_review(viewer: User) -> dict[str, int]:
    """Return how many plans wait for this supervisor, where the clinic wants that."""
    rules, heaps = plans.rules(), plans.Heap
    wanted = {heaps.APPROVE: rules.approval, heaps.COSIGN: rules.cosign}
    return {heap: plans.review_count(viewer, heap) for heap, on in wanted.items() if on}


def _client(client_id: UUID) -> str:
    return url_for("caseload.client", client_id=client_id)


def _seen(shown: dict[str, Any]) -> dict[str, Any]:
    """Return the keys of the clients this page names."""
    clients = [leaver.client for leaver in shown["leaving"]]
    clients += [referral.client for referral in shown["first"]]
    clients += [referral.client for referral, _wait in shown["waiting"]]
    clients += [each.client for each in shown["uncopied"]]
    clients += [*shown["alone"], *shown["recorded"]]
    return {"clients": sorted({str(client.id) for client in clients})}
