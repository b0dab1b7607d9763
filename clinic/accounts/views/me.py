"""One's own page."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts import actions
from clinic.accounts.forms import FirstPasswordForm, PasswordForm, SelfForm
from clinic.accounts.policy import ROLES
from clinic.accounts.views.blueprint import bp
from clinic.accounts.views.signing_in import begin
from clinic.core.access import signed_in
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.errors import RuleBroken, Stale
from clinic.core.headers import ASSETS
from clinic.core.words import gettext

#: What someone who came in with a one-time code may still open.
BEFORE_PASSWORD = ("accounts.password", "accounts.sign_out", "accounts.sign_in", *ASSETS)


def ask_for_a_password() -> ResponseReturnValue | None:
    """Let someone who came in with a one-time code do nothing before choosing a password."""
    if request.endpoint in BEFORE_PASSWORD or not current_user.is_authenticated:
        return None
    return redirect(url_for("accounts.password"), 303) if _has_a_code() else None


@bp.route("/me", methods=["GET", "POST"])
@signed_in
def me() -> ResponseReturnValue:
    """Show who one is here, and let one correct it."""
    form, status = SelfForm(obj=current_user), 200
    if form.submitted():
        try:
            form.check_unchanged(current_user)
            actions.correct_self(current_user, **form.answers(), at=now())
            db.session.commit()
            flash(gettext("Saved."))
            return redirect(url_for(".me"), 303)
        except RuleBroken as refusal:
            form.refuse(refusal)
            status = 409 if isinstance(refusal, Stale) else 200
    return render_template("accounts/me.html", form=form, roles=ROLES), status


@bp.route("/me/password", methods=["GET", "POST"])
@signed_in
def password() -> ResponseReturnValue:
    """Change one's own password; every other session ends."""
    form = FirstPasswordForm() if _has_a_code() else PasswordForm()
    if form.submitted() and _changed(form):
        begin(current_user._get_current_object())
        db.session.commit()
        flash(gettext("Your password is changed. Other places where you were signed in are shut."))
        return redirect(url_for("caseload.today"), 303)
    shortest = current_app.config["PASSWORD_MIN_LENGTH"]
    return render_template("accounts/password.html", form=form, shortest=shortest)


def _has_a_code() -> bool:
    return bool(current_user.must_change_password)


def _changed(form: FirstPasswordForm | PasswordForm) -> bool:
    config = current_app.config
    try:
        actions.change_password(
            current_user._get_current_object(),
            **form.answers(),
            shortest=config["PASSWORD_MIN_LENGTH"],
            near=(config["CLINIC_NAME"], *_places()),
            at=now(),
        )
    except RuleBroken as refusal:
        form.refuse(refusal)
        return False
    return True


def _places() -> list[str]:
    return [membership.program.name for membership in current_user.memberships]
