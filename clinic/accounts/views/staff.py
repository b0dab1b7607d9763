"""Who works here: for admins, and for supervisors to look up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.accounts import actions, queries
from clinic.accounts.forms import PlaceForm, StaffForm
from clinic.accounts.models import Role, User
from clinic.accounts.policy import ROLES
from clinic.accounts.views.blueprint import bp
from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.words import gettext


@bp.get("/staff")
@allow(Role.ADMIN, Role.SUPERVISOR)
def staff() -> ResponseReturnValue:
    """List the staff this person may see."""
    text, sort = request.args.get("q", "").strip()[:100], request.args.get("sort", "name")
    sort = sort if sort.removeprefix("-") in queries.SORTS else "name"
    number = min(max(request.args.get("page", 1, type=int), 1), 10_000)
    people = queries.staff(current_user, text=text, sort=sort, page=number)
    return render_template(
        "accounts/staff.html",
        people=people[: queries.PAGE],
        page=_pager(number, len(people), q=text, sort=sort),
        q=text,
        sort=sort,
        roles=ROLES,
    )


@bp.route("/staff/new", methods=["GET", "POST"])
@allow(Role.ADMIN)
def new_staff() -> ResponseReturnValue:
    """Add a member of staff and show the one-time code, once."""
    form = StaffForm()
    form.offer(queries.programs())
    if form.submitted():
        facts = form.answers() | {"program": queries.program(form.program.data)}
        try:
            user, code = actions.add_staff(**facts, by=current_user, at=now())
            db.session.commit()
            return render_template("accounts/code.html", user=user, code=code)
        except RuleBroken as refusal:
            form.refuse(refusal)
    return render_template("accounts/new_staff.html", form=form)


@bp.get("/staff/<uuid:user_id>")
@allow(Role.ADMIN)
def member(user_id: UUID) -> ResponseReturnValue:
    """Show one member of staff: roles, and what may be done about their account."""
    user = queries.get(user_id)
    held = user.memberships[0] if user.memberships else None
    facts = {"program": held.program_id, "role": held.role} if held else {}
    return _member(user, PlaceForm(**facts))


@bp.post("/staff/<uuid:user_id>/role")
@allow(Role.ADMIN)
def role(user_id: UUID) -> ResponseReturnValue:
    """Give someone their one role in a program, or take it away."""
    user, form = queries.get(user_id), PlaceForm()
    form.offer(queries.programs(), nothing=True)
    if form.submitted():
        program = queries.program(form.program.data)
        try:
            actions.set_role(user, program=program, role=form.role.data, by=current_user, at=now())
            return _done(user, gettext("The role is changed. They have to sign in again."))
        except RuleBroken as refusal:
            form.refuse(refusal)
    return _member(user, form)


@bp.post("/staff/<uuid:user_id>/code")
@allow(Role.ADMIN)
def code(user_id: UUID) -> ResponseReturnValue:
    """Replace a forgotten password by a one-time code, and show it, once."""
    user, form = queries.get(user_id), PlaceForm()
    try:
        code = actions.give_code(user, by=current_user, at=now())
        db.session.commit()
        return render_template("accounts/code.html", user=user, code=code)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _member(user, form)


@bp.post("/staff/<uuid:user_id>/disable")
@allow(Role.ADMIN)
def disable(user_id: UUID) -> ResponseReturnValue:
    """Shut someone out."""
    return _act(user_id, actions.disable, gettext("They cannot sign in any more."))


@bp.post("/staff/<uuid:user_id>/enable")
@allow(Role.ADMIN)
def enable(user_id: UUID) -> ResponseReturnValue:
    """Let someone in again."""
    return _act(user_id, actions.enable, gettext("They can sign in again."))


@bp.post("/staff/<uuid:user_id>/end-sessions")
@allow(Role.ADMIN)
def end_sessions(user_id: UUID) -> ResponseReturnValue:
    """Sign someone out wherever they are signed in."""
    return _act(user_id, actions.end_sessions, gettext("They are signed out everywhere."))


def _act(user_id: UUID, act: Callable[..., None], words: str) -> ResponseReturnValue:
    user, form = queries.get(user_id), PlaceForm()
    try:
        act(user, by=current_user, at=now())
        return _done(user, words)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _member(user, form)


def _done(user: User, words: str) -> ResponseReturnValue:
    db.session.commit()
    flash(words)
    return redirect(url_for(".member", user_id=user.id), 303)


def _member(user: User, form: PlaceForm) -> ResponseReturnValue:
    form.offer(queries.programs(), nothing=True)
    own = user.id == current_user.id
    return render_template("accounts/member.html", user=user, form=form, roles=ROLES, own=own)


def _pager(number: int, found: int, **kept: str) -> dict[str, Any]:
    """Return where the pages before and after this one are."""

    def way(to: int) -> str:
        return url_for(".staff", page=to, **kept)  # type: ignore[arg-type]

    newer = way(number - 1) if number > 1 else ""
    older = way(number + 1) if found > queries.PAGE else ""
    words = gettext("Page %(number)s", number=number) if newer or older else ""
    return {"newer_href": newer, "older_href": older, "words": words}
