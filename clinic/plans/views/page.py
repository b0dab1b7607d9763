"""The editor's page, and what happens when one of its forms comes in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.audit.actions import record
from clinic.clients.models import Supporter
from clinic.core.clock import local_date, now
from clinic.core.db import db
from clinic.core.errors import RuleBroken, Stale
from clinic.core.forms import RevisedForm
from clinic.core.words import gettext
from clinic.groups import policy as groups
from clinic.plans import policy, queries
from clinic.plans.forms import CardForm
from clinic.plans.models import AftercarePlan
from clinic.plans.policy import kinds, marks
from clinic.plans.policy.cards import section_of
from clinic.plans.policy.doses import gap_days
from clinic.plans.policy.follow import follow_ups
from clinic.plans.policy.notes import notes
from clinic.plans.policy.off import days_off
from clinic.plans.views import clash, fresh, together
from clinic.plans.views.company import company
from clinic.plans.views.keeping import home, keeping
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
        rules=queries.rules(),
        consents_end=queries.consents_end(plan, at=at),
        copy_missing=queries.copy_missing(plan.episode_id),
    )


def parts(plan: AftercarePlan) -> dict[str, Any]:
    """Return what every picture of the sections needs."""
    lines, rules = bool(current_app.config["CRISIS_LINES"]), queries.rules()
    found = policy.sections(plan, crisis_lines=lines, rules=rules)
    unready = next((section.key for section in found if not section.ready), "")
    return {
        "rules": rules,
        "sections": found,
        "ready": policy.ready_count(found),
        "first_unready": unready,
        "marks": marks.of_all(plan),
        "notes": notes(plan, rules),
        "at": now().astimezone(ZoneInfo(current_app.config["TIMEZONE"])).time(),
        **company(plan),
    }


def editor(plan: AftercarePlan, code: int = 200, **given: Any) -> ResponseReturnValue:
    """Show the draft with all its cards; forms ``given`` stand in for fresh ones, words kept."""
    client = plan.episode.client
    record("plan.opened", plan, by=current_user, at=now(), client_id=client.id)
    shown = {
        "forms": fresh.forms(plan, more=request.args.get("more") == "goal") | given,
        "page": clash.of_card(plan, *next(iter(given.items()))) if code == 409 else {},
        "keeping": keeping(plan),
        **parts(plan),
        **_known(plan),
        "told_when": referrals.told_when,
        "state_words": referrals.STATE_WORDS,
        "state_tone": referrals.tone,
        "live": policy.LIVE,
        "kind_names": groups.KINDS,
        "words": kinds,
        "gap_days": gap_days,
    }
    db.session.commit()
    return render_template("plans/edit.html", plan=plan, client=client, **shown), code


def _known(plan: AftercarePlan) -> dict[str, Any]:
    """Return what is recorded elsewhere and helps in writing this plan."""
    rules = queries.rules()
    return {
        "offered": queries.unattached(plan),
        "known": _supporters_left(plan),
        "versions": queries.versions(plan.episode_id),
        "templates": queries.offered(plan.episode.placement.program_id),
        "reach": desk(plan).phone,
        "follow_ups": follow_ups(plan, rules),
        "off": _off(plan, rules),
        "witnesses": [plan.answers.no_medicines_by, plan.answers.at_risk_by],
    }


def _off(plan: AftercarePlan, rules: policy.Rules) -> Any:
    """Return the days off among the first two weeks after leaving."""
    first = plan.episode.leaves_on
    return days_off(first, fresh.weeks_on(first, 2), rules) if first else {}


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
    both = clash.choose(form)
    if not form.submitted():
        return _again(plan, card, form, 422)
    try:
        if mark is not None:
            form.check_unchanged(mark)
        if both and isinstance(form, CardForm):
            clash.join(form, fresh.now(plan, card))
            if not form.validate():
                return _again(plan, card, form, 422)
        change()
    except Stale as refusal:
        form.refuse(refusal)
        form.revision.data = str(mark.revision if mark else "")
        return _again(plan, card, form, 409)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _again(plan, card, form, 422)
    db.session.commit()
    return kept(plan, card, kept=card, **address)


def pressed(plan: AftercarePlan, card: str, act: Callable[[], object]) -> ResponseReturnValue:
    """Do what one button does, or say why not, and go back to the card."""
    try:
        act()
    except RuleBroken as refusal:
        flash(str(refusal))
    db.session.commit()
    return kept(plan, card)


def kept(plan: AftercarePlan, card: str, **address: str) -> ResponseReturnValue:
    """Go back to the card that was saved; a page that saves by itself gets only what changed.

    ``kept`` in the address tells the page which form it need not keep words of any more: the
    last part of the address to which that form was sent.
    """
    if card == "print":
        return redirect(url_for("plans.check", plan_id=plan.id), 303)
    if together.asked():
        return together.kept(plan, card, **address)
    if "HX-Request" in request.headers:
        return render_template("plans/saved.html", plan=plan, card=card, **parts(plan))
    return redirect(home(plan, _anchor=section_of(card), **address), 303)


def _again(plan: AftercarePlan, card: str, form: RevisedForm, code: int) -> ResponseReturnValue:
    if card == "print" and code == 409:
        flash(gettext("Somebody else chose how it prints meanwhile. Look, and choose again."))
        return redirect(url_for("plans.check", plan_id=plan.id), 303)
    if "HX-Request" in request.headers:
        said = {"form": form, "page": clash.of_card(plan, card, form) if code == 409 else {}}
        db.session.commit()
        return render_template("plans/unsaved.html", plan=plan, card=card, **said), code
    if together.asked():
        return together.show(plan, code, **{card: form})
    return editor(plan, code, **{card: form})


def _supporters_left(plan: AftercarePlan) -> list[Supporter]:
    """Return people on the client's side who are not in the plan yet."""
    of_client = sa.select(Supporter).where(Supporter.client_id == plan.episode.client_id)
    here = {person.name for person in plan.people}
    everyone = db.session.scalars(of_client.order_by(Supporter.position))
    return [supporter for supporter in everyone if supporter.name not in here]
