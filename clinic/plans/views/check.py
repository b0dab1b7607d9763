"""The last look: what is left, what it says, and signing off."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.models import Role
from clinic.accounts.policy import CLERICAL
from clinic.audit.actions import record
from clinic.core import pdf
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.errors import RuleBroken, Stale
from clinic.plans import actions, policy, queries
from clinic.plans.document import ClinicFacts, PlanDocument, all_lines, reading
from clinic.plans.forms import LeaveOutForm, PrintForm, ReviewForm, SignOffForm
from clinic.plans.models import AftercarePlan, SignedHow
from clinic.plans.policy import kinds, marks
from clinic.plans.policy.cards import SHEETS
from clinic.plans.policy.sections import TITLES
from clinic.plans.printing import print_plan, unprintable
from clinic.plans.views.blueprint import bp
from clinic.plans.views.page import desk
from clinic.plans.views.said import said_now


@bp.get("/plans/<uuid:plan_id>/check")
@allow(*CLERICAL)
def check(plan_id: UUID) -> ResponseReturnValue:
    """Look at the whole plan once more, with the client."""
    plan = queries.get(plan_id, viewer=current_user)
    if plan.is_final:
        return redirect(url_for(".version", plan_id=plan.id), 303)
    pdf.warm()
    return last_look(plan)


@bp.post("/plans/<uuid:plan_id>/accept")
@allow(*CLERICAL)
def accept(plan_id: UUID) -> ResponseReturnValue:
    """Let one thing stand that was found, or take that back."""
    plan = queries.get(plan_id, viewer=current_user, to_change=True)
    key = request.form.get("key", "")
    try:
        if request.form.get("stand") == "no":
            actions.look_again(plan, key, by=current_user, at=now())
        else:
            actions.accept(plan, key, desk=desk(plan), by=current_user, at=now())
    except RuleBroken as refusal:
        return last_look(plan, refusal=refusal)
    db.session.commit()
    return redirect(url_for(".check", plan_id=plan.id), 303)


@bp.post("/plans/<uuid:plan_id>/sign-off")
@allow(*CLERICAL)
def sign_off(plan_id: UUID) -> ResponseReturnValue:
    """Freeze the plan and its printed page; a second press finds the first one's work."""
    plan = queries.get(plan_id, viewer=current_user)
    form = SignOffForm()
    try:
        if not plan.is_final:
            if not form.submitted():
                return last_look(plan, form, code=422)
            _sign(plan, form)
    except RuleBroken as refusal:
        return last_look(queries.get(plan_id, viewer=current_user), form, refusal)
    return redirect(url_for(".version", plan_id=plan_id, print=1), 303)


def _sign(plan: AftercarePlan, form: SignOffForm) -> None:
    """Compose, print with no transaction open, then keep words and page together."""
    form.check_unchanged(plan)
    shown, signed = plan.revision, form.signed()
    document = actions.prepare(
        plan,
        signed,
        desk=desk(plan),
        clinic=ClinicFacts.from_settings(current_app.config),
        by=current_user,
        at=now(),
    )
    db.session.commit()
    printed = print_plan(document)
    plan = queries.get(plan.id, viewer=current_user, to_change=True)
    actions.finalize(
        plan,
        signed,
        document=document,
        pdf=printed.pdf,
        pages=printed.pages,
        expected_revision=shown,
        by=current_user,
        at=now(),
    )
    db.session.commit()


def last_look(
    plan: AftercarePlan,
    form: SignOffForm | None = None,
    refusal: RuleBroken | None = None,
    code: int = 0,
    **given: Any,
) -> ResponseReturnValue:
    """Show the check, with what stopped the signing, if anything did.

    ``given`` are forms that stand in for fresh ones: ``left_out`` or ``review``.
    """
    client, said, at_desk = plan.episode.client, said_now(plan), desk(plan)
    found = policy.check(plan, at_desk)
    shown = {
        "plan": plan,
        "client": client,
        "said": said,
        "lines": all_lines(said),
        "titles": TITLES,
        "rules": at_desk.rules,
        "fixes": policy.to_fix(found),
        "looks": policy.to_look_at(plan, found),
        "stands": [f for f in found if f.key in plan.accepted],
        "passed": policy.passed(plan, at_desk),
        "unprintable": unprintable(said),
        "refusal": refusal,
    }
    shown |= {**_told(plan, at_desk.rules), **_approval(plan, said), **given}
    form = _newest(form, plan, refusal)
    record("plan.checked", plan, by=current_user, at=now(), client_id=client.id)
    db.session.commit()
    code = code or _code(refusal)
    return render_template("plans/check.html", form=form, clash=code == 409, **shown), code


def _told(plan: AftercarePlan, rules: policy.Rules) -> dict[str, Any]:
    """Return what is said of teach-back, and how the plan prints."""
    facts = marks.sheet_facts(plan, SHEETS["print"])
    revision = marks.of_sheet(facts, SHEETS["print"]).revision
    return {
        "topics": policy.topics(rules),
        "untold": policy.untold(plan, rules),
        "told": {row.topic: row for row in plan.teachbacks},
        "words": kinds,
        "left_out": LeaveOutForm(None),
        "printing": PrintForm(None, data={"revision": revision}),
    }


def _approval(plan: AftercarePlan, said: PlanDocument) -> dict[str, Any]:
    """Return how far the approval has come, and whether this person decides."""
    sum_, last = reading(said), policy.last_review(plan)
    stands = policy.standing(plan, sum_)
    program, waits = plan.episode.client.program_id, stands is policy.Standing.WAITING
    may = program in current_user.programs_as(Role.SUPERVISOR) and not policy.wrote(
        plan, current_user
    )
    return {
        "standing": stands,
        "last_review": last,
        "review": ReviewForm(None, data={"shown": sum_}),
        "decides": waits and may,
    }


def _newest(
    form: SignOffForm | None, plan: AftercarePlan, refusal: RuleBroken | None
) -> SignOffForm:
    """Return the form as it is shown now: for the plan as it is now, with what stopped it."""
    form = form or SignOffForm(None, data={"way": SignedHow.PAPER})
    form.revision.data = str(plan.revision)
    if refusal is not None:
        form.refuse(refusal)
    return form


def _code(refusal: RuleBroken | None) -> int:
    if refusal is None:
        return 200
    if isinstance(refusal, pdf.RenderFailed):
        return 503
    return 409 if isinstance(refusal, Stale) else 422
