"""The directory: find a group, add a group."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.core.access import allow, signed_in
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext as _
from clinic.groups import actions
from clinic.groups.forms import NewGroupForm
from clinic.groups.policy import EDITORS
from clinic.groups.views.blueprint import bp
from clinic.groups.views.finding import asked, local_today, present


@bp.get("/groups")
@signed_in
def index() -> ResponseReturnValue:
    """Find a group, for nobody in particular."""
    finder = present(asked(request.args), ".index")
    return render_template("groups/index.html", finder=finder)


@bp.route("/groups/new", methods=["GET", "POST"])
@allow(*EDITORS)
def new() -> ResponseReturnValue:
    """Write down a group by hand."""
    form = NewGroupForm(timezone=current_app.config["TIMEZONE"])
    at = now()
    if form.submitted():
        try:
            group = actions.add(**form.answers(), by=current_user, at=at, today=local_today(at))
        except RuleBroken as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            db.session.commit()
            flash(_("%(name)s is in the directory.", name=group.name))
            return redirect(url_for(".show", group_id=group.id), 303)
    return render_template("groups/new.html", form=form)
