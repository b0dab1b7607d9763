"""What the clinic decides about all plans: the rules, and goals to start from."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts.models import Program, Role
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.lists import number_asked, pager, text_asked
from clinic.core.words import gettext
from clinic.plans import actions, queries
from clinic.plans.forms import RulesForm, TemplateForm
from clinic.plans.models import GoalTemplate
from clinic.plans.views.blueprint import bp

WRITERS = (Role.SUPERVISOR, Role.ADMIN)


@bp.route("/plan-rules", methods=["GET", "POST"])
@allow(Role.ADMIN)
def rules() -> ResponseReturnValue:
    """Show and change the rules for plans, with what was decided before."""
    found = {name: _listed(value) for name, value in asdict(queries.rules()).items()}
    form = RulesForm(None if request.method == "GET" else request.form, data=found)
    if form.done(lambda: actions.decide(form.answers(), by=current_user, at=now())):
        db.session.commit()
        flash(gettext("Plan rules saved"))
        return redirect(url_for(".rules"), 303)
    history = queries.decisions()
    code = 422 if request.method == "POST" else 200
    return render_template("plans/rules.html", form=form, history=history), code


def _listed(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


@bp.get("/goal-templates")
@allow(*WRITERS)
def templates() -> ResponseReturnValue:
    """List the goals to start from."""
    text, sort = text_asked(), request.args.get("sort", "goal")
    sort = sort if sort.removeprefix("-") in queries.TEMPLATE_SORTS else "goal"
    found = queries.templates(current_user, text=text, sort=sort, number=number_asked())
    page = pager(found, ".templates", q=text, sort=sort)
    return render_template("plans/templates.html", found=found.rows, q=text, sort=sort, page=page)


@bp.route("/goal-templates/new", methods=["GET", "POST"])
@allow(*WRITERS)
def new_template() -> ResponseReturnValue:
    """Add a goal to start from."""
    return _template(None)


@bp.route("/goal-templates/<uuid:template_id>", methods=["GET", "POST"])
@allow(*WRITERS)
def template(template_id: UUID) -> ResponseReturnValue:
    """Change a goal to start from."""
    return _template(queries.template(template_id, viewer=current_user))


@bp.post("/goal-templates/<uuid:template_id>/<any(retire, restore):way>")
@allow(*WRITERS)
def retire_template(template_id: UUID, way: str) -> ResponseReturnValue:
    """Offer a goal to start from no longer, or again."""
    found = queries.template(template_id, viewer=current_user)
    actions.retire_template(found, back=way == "restore", by=current_user, at=now())
    db.session.commit()
    return redirect(url_for(".templates"), 303)


def _template(found: GoalTemplate | None) -> ResponseReturnValue:
    programs = {str(program.id): program for program in queries.template_programs(current_user)}
    form = TemplateForm(obj=found, offers=_offers(programs))
    if request.method == "GET" and found is not None:
        form.program.data = str(found.program_id or "")

    def keep() -> None:
        facts = form.answers() | {"program": programs.get(form.program.data)}
        actions.keep_template(found, **facts, by=current_user, at=now())

    if form.done(keep, record=found):
        db.session.commit()
        return redirect(url_for(".templates"), 303)
    code = form.status if form.status != 200 or request.method == "GET" else 422
    return render_template("plans/template.html", form=form, template=found), code


def _offers(programs: dict[str, Program]) -> list[tuple[str, Any]]:
    """Return the programs a template may be for; only an admin's may be for all of them."""
    every = [("", gettext("All programs"))] if Role.ADMIN in current_user.roles else []
    return every + [(key, program.name) for key, program in programs.items()]
