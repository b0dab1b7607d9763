"""Signing in and out."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user

from clinic.accounts import actions, queries
from clinic.accounts.forms import SignInForm
from clinic.accounts.models import User
from clinic.accounts.views.blueprint import bp
from clinic.core.access import own_page, public
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.errors import RuleBroken


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Let a member of staff in, and on to where they were going."""
    form = SignInForm()
    if form.submitted() and (user := _come_in(form)):
        begin(user)
        db.session.commit()
        return redirect(own_page(request.args.get("next", "")) or url_for("caseload.today"), 303)
    return render_template(
        "accounts/sign_in.html",
        form=form,
        lapsed=getattr(session, "lapsed", False),
        left="left" in request.args,
        lost="lost" in request.args,
    )


@bp.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """End this session, wherever its cookie has been copied to."""
    if current_user.is_authenticated:
        actions.sign_out(current_user, at=now())
    session.end()  # type: ignore[attr-defined]
    db.session.commit()
    response: Response = current_app.make_response(redirect(url_for(".sign_in", left=""), 303))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def begin(user: User) -> None:
    """Give this person a session with a new token."""
    session.begin(user)  # type: ignore[attr-defined]
    login_user(user)


def _come_in(form: SignInForm) -> User | None:
    """Return who has come in, or write on the form why nobody has.

    The try is committed before the password is looked at: it counts even when many are made at
    once, and no lock is held while the hash is worked out.
    """
    email, address, limits = form.email.data or "", request.remote_addr or "", _limits()
    try:
        pause = actions.begin_try(email, address=address, at=now(), limits=limits)
        user = queries.by_email(email)
        db.session.commit()
        return actions.let_in(
            user,
            form.password.data or "",
            pause=pause,
            address=address,
            at=now(),
            limits=limits,
        )
    except RuleBroken as refusal:
        db.session.commit()
        form.refuse(refusal)
        return None


def _limits() -> actions.Limits:
    config = current_app.config
    return actions.Limits(
        per_account=config["SIGN_IN_TRIES"],
        per_address=config["SIGN_IN_TRIES_PER_ADDRESS"],
        lasts=timedelta(minutes=config["SIGN_IN_PAUSE_MINUTES"]),
        zone=config["TIMEZONE"],
    )
