"""The programs of the clinic, for admins."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts import actions, queries
from clinic.accounts.forms import ProgramForm
from clinic.accounts.models import Role
from clinic.accounts.views.blueprint import bp
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.errors import RuleBroken, Stale
from clinic.core.words import gettext


@bp.get("/programs")
@allow(Role.ADMIN)
def programs() -> ResponseReturnValue:
    """List the programs."""
    return render_template("accounts/programs.html", programs=queries.programs())


@bp.route("/programs/new", methods=["GET", "POST"])
@allow(Role.ADMIN)
def new_program() -> ResponseReturnValue:
    """Add a program."""
    form = ProgramForm()
    if form.submitted():
        try:
            actions.add_program(**form.answers(), by=current_user, at=now())
            return _saved()
        except RuleBroken as refusal:
            form.refuse(refusal)
    return render_template("accounts/program.html", form=form, program=None)


@bp.route("/programs/<uuid:program_id>", methods=["GET", "POST"])
@allow(Role.ADMIN)
def program(program_id: UUID) -> ResponseReturnValue:
    """Correct a program."""
    program, status = queries.program(program_id), 200
    form = ProgramForm(obj=program)
    if form.submitted():
        try:
            form.check_unchanged(program)
            actions.correct_program(program, **form.answers(), by=current_user, at=now())
            return _saved()
        except RuleBroken as refusal:
            form.refuse(refusal)
            status = 409 if isinstance(refusal, Stale) else 200
    return render_template("accounts/program.html", form=form, program=program), status


def _saved() -> ResponseReturnValue:
    db.session.commit()
    flash(gettext("Saved."))
    return redirect(url_for(".programs"), 303)
