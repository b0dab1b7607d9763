"""The editor's page, and what happens when one of its forms comes in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.audit.actions import record
from clinic.clients.models import Supporter
from clinic.core.clock import local_date, now
from clinic.core.db import db
from clinic.core.errors import RuleBroken, Stale
from clinic.core.forms import RevisedForm
from clinic.groups import policy as groups
from clinic.plans import policy, queries
from clinic.plans.forms import AppointmentForm, GoalsForm, PersonForm, WordsForm
from clinic.plans.models import AftercarePlan
from clinic.plans.policy import marks
from clinic.referrals import policy as referrals


def desk(plan: AftercarePlan) -> policy.Desk:
    """Return what the last look needs to know beside the plan."""
    at, settings = now(), current_app.config
    counselor = plan.episode.client.counselor
    return policy.Desk(
        today=local_date(at, settings["TIMEZONE"]),
        stale_days=settings["STALE_GROUP_DAYS"],
        crisis_lines=bool(settings["CRISIS_LINES"]),
        phone=plan.episode.placement.program.phone
        or settings["CLINIC_PHONE"]
        or (counselor.phone if counselor else ""),
    )


def parts(plan: AftercarePlan) -> dict[str, Any]:
    """Return what every picture of the sections needs."""
    found = policy.sections(plan, crisis_lines=bool(current_app.config["CRISIS_LINES"]))
    unready = next((section.key for section in found if not section.ready), "")
    return {
        "sections": found,
        "ready": policy.ready_count(found),
        "first_unready": unready,
        "marks": {"goals": marks.of_goals(marks.goal_rows(plan)), "words": marks.of_words(plan)},
        "at": now().astimezone(ZoneInfo(current_app.config["TIMEZONE"])).time(),
    }


def editor(plan: AftercarePlan, code: int = 200, **forms: Any) -> ResponseReturnValue:
    """Show the draft with all its cards; ``forms`` stand in for fresh ones, words kept."""
    client = plan.episode.client
    record("plan.opened", plan, by=current_user, at=now(), client_id=client.id)
    shown = {
        **_fresh(plan, more=request.args.get("more") == "goal"),
        "clashes": (),
        **parts(plan),
        "offered": queries.unattached(plan),
        "known": _supporters_left(plan),
        "versions": queries.versions(plan.episode_id),
        "changed_by": plan.changed_by,
        "reach": desk(plan).phone,
        "told_when": referrals.told_when,
        "state_words": referrals.STATE_WORDS,
        "state_tone": referrals.tone,
        "live": policy.LIVE,
        "kind_words": policy.KIND_WORDS,
        "kind_names": groups.KINDS,
        **forms,
    }
    db.session.commit()
    return render_template("plans/edit.html", plan=plan, client=client, **shown), code


def keep(
    plan: AftercarePlan,
    card: str,
    form: RevisedForm,
    change: Callable[[], object],
    *,
    mark: marks.Mark | None = None,
    **address: str,
) -> ResponseReturnValue:
    """Keep one card of the editor, or show it again with the words typed and what is wrong."""
    if not form.submitted():
        return _again(plan, card, form, 422)
    try:
        if mark is not None:
            form.check_unchanged(mark)
        change()
    except Stale as refusal:
        form.refuse(refusal)
        form.revision.data = str(mark.revision if mark else "")
        return _again(plan, card, form, 409)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _again(plan, card, form, 422)
    db.session.commit()
    return kept(plan, card, **address)


def kept(plan: AftercarePlan, card: str, **address: str) -> ResponseReturnValue:
    """Go back to the card that was saved; a page that saves by itself gets only what changed."""
    if "HX-Request" in request.headers:
        return render_template("plans/saved.html", plan=plan, card=card, **parts(plan))
    anchor = {"words": policy.REMEMBER}.get(card, card)
    return redirect(_home(plan, _anchor=anchor, **address), 303)


def _again(plan: AftercarePlan, card: str, form: RevisedForm, code: int) -> ResponseReturnValue:
    if "HX-Request" in request.headers:
        changed_by = plan.changed_by
        db.session.commit()
        said = {"form": form, "clash": code == 409, "changed_by": changed_by}
        return render_template("plans/unsaved.html", plan=plan, card=card, **said), code
    return editor(plan, code, **{card: form, "clashes": (card,) if code == 409 else ()})


def _home(plan: AftercarePlan, **address: str) -> str:
    client_id = plan.episode.client_id
    return url_for("plans.for_client", client_id=client_id, **address)  # type: ignore[arg-type]


def _fresh(plan: AftercarePlan, *, more: bool) -> dict[str, Any]:
    rows = marks.goal_rows(plan)
    blank = [{"goal": "", "first_step": ""}] if more or not rows else []
    goals, words = marks.of_goals(rows), marks.of_words(plan)
    return {
        "goals": GoalsForm(None, goals=rows + blank, revision=goals.revision),
        "words": WordsForm(
            None, data={n: getattr(plan, n) for n in marks.WORDS} | {"revision": words.revision}
        ),
        "appointments": AppointmentForm(None, revision=0),
        "people": PersonForm(None, revision=0),
    }


def _supporters_left(plan: AftercarePlan) -> list[Supporter]:
    """Return people on the client's side who are not in the plan yet."""
    of_client = sa.select(Supporter).where(Supporter.client_id == plan.episode.client_id)
    here = {person.name for person in plan.people}
    everyone = db.session.scalars(of_client.order_by(Supporter.position))
    return [supporter for supporter in everyone if supporter.name not in here]
