"""The page of one client."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.policy import CLERICAL
from clinic.audit.actions import record
from clinic.caseload.policy import story, tasks, week
from clinic.caseload.policy.leaving import after, near_day
from clinic.caseload.queries.client import Overview, overview
from clinic.caseload.views.blueprint import bp
from clinic.clients.models import Stage
from clinic.consents.policy import Standing, standing
from clinic.consents.policy.labels import ITEMS
from clinic.core.access import allow
from clinic.core.clock import local_date, now
from clinic.core.db import db
from clinic.groups.policy import WISHES, Wish
from clinic.plans import queries as plans
from clinic.plans.policy import LIVE, Rules, copy_due, sections
from clinic.plans.queries import rules
from clinic.referrals.policy import STATE_WORDS, tone

#: Lines of what has happened, before "All".
LINES = 4
#: What is late comes first, then what we can do, what others must do, what has to wait.
TONES = ("late", "soon", "wait", "line", "done")


@bp.get("/clients/<uuid:client_id>")
@allow(*CLERICAL)
def client(client_id: UUID) -> ResponseReturnValue:
    """Show who this is, what is left to do, and what the week after leaving looks like."""
    viewer, at = current_user._get_current_object(), now()
    found = overview(client_id, viewer=viewer)
    shown = _shown(found, local_date(at, current_app.config["TIMEZONE"]))
    in_force = [each for each in found.consents if standing(each, at) is Standing.IN_FORCE]
    record("client.opened", found.client, by=viewer, at=at, client_id=found.client.id)
    db.session.commit()
    return render_template(
        "caseload/client.html", lines=LINES, items=ITEMS, consents=in_force, **shown
    )


def _shown(found: Overview, day: date) -> dict[str, Any]:
    """Work out the parts of the page while the records are at hand."""
    client, zone, decided = found.client, current_app.config["TIMEZONE"], rules()
    return {
        "found": found,
        "client": client,
        "episode": found.episode,
        "tasks": [] if client.stage is Stage.LEFT else _tasks(found, day, decided),
        "states": STATE_WORDS,
        "tone": tone,
        "after": after(found.episode, day, decided) if found.clinical else None,
        "leaves": _leaves(client.leaves_on, day),
        "week": _week(found) if found.episode else [],
        "needs": [str(WISHES[Wish(need)]) for need in client.needs],
        "story": story.tell(
            story.of_record(client, found.changes, zone),
            story.of_care(found.episode),
            story.of_referrals(found.referrals, zone),
            story.of_plans(found.versions, zone),
            story.of_leaving(found.episode),
        ),
    }


def _leaves(on: date | None, day: date) -> str:
    """Return the day of leaving in a word, or nothing once it is past."""
    if on is None or on < day:
        return ""
    return {0: "today", 1: "tomorrow"}.get((on - day).days) or near_day(on, day)


def _tasks(found: Overview, day: date, decided: Rules) -> list[tasks.Task]:
    plan, lines = found.plan, bool(current_app.config["CRISIS_LINES"])
    parts = sections(plan, crisis_lines=lines, rules=decided) if plan else []
    todo = [*tasks.of_record(found.client), *tasks.of_referrals(found.referrals, day)]
    if found.clinical:
        todo += tasks.of_changes(
            found.client, plans.to_tell(current_user, day, client_id=found.client.id)
        )
    if found.clinical and found.episode:
        todo += tasks.of_plan(plan, parts)
        leaves = found.episode.leaves_on
        due = copy_due(leaves, decided) if leaves else None
        todo += tasks.of_copy(found.client, found.versions, found.copy_missing, due, day)
    return sorted(todo, key=lambda task: TONES.index(task.tone))


def _week(found: Overview) -> list[week.Day]:
    client = found.client
    return week.after_leaving(
        [referral for referral in found.referrals if referral.state in LIVE],
        found.plan.appointments if found.plan else [],
        client.leaves_on or client.left_on,
        link=lambda key: url_for("referrals.show", referral_id=key),
        search=lambda weekday: url_for("referrals.find", client_id=client.id, day=weekday),
    )
