"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint, Flask, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user

from clinic.accounts import passwords, queries, sessions
from clinic.accounts.forms import SignInForm
from clinic.core.access import public, signed_in
from clinic.core.db import db

bp = Blueprint("accounts", __name__)


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Let a member of staff in."""
    form = SignInForm()
    if form.submitted():
        user = queries.by_email(form.email.data or "")
        if user and passwords.matches(user.password_hash, form.password.data or ""):
            session.renew()  # type: ignore[attr-defined]
            login_user(user)
            db.session.commit()
            return redirect(url_for("caseload.today"), 303)
    return render_template("accounts/sign_in.html", form=form)


@bp.post("/sign-out")
@signed_in
def sign_out() -> ResponseReturnValue:
    """End this session."""
    session.end()  # type: ignore[attr-defined]
    db.session.commit()
    return redirect(url_for(".sign_in"), 303)


def init_app(app: Flask) -> None:
    """Keep sessions in the database."""
    sessions.init_app(app)
