"""One reading of a source: what it would change or did, and the decision about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.lists import number_asked, text_asked
from clinic.groups import queries
from clinic.groups.actions import choices, imports
from clinic.groups.feeds.reading import Refused
from clinic.groups.forms import AcceptForm, AgainForm
from clinic.groups.models import ImportRun
from clinic.groups.policy import READERS, RETIRERS
from clinic.groups.views.blueprint import bp
from clinic.groups.views.run_page import left_out, show, tab_asked


@bp.get("/groups/imports/<uuid:run_id>")
@allow(*READERS)
def run(run_id: UUID) -> ResponseReturnValue:
    """Show what a reading would change, or did."""
    return show(queries.run(run_id))


@bp.post("/groups/imports/<uuid:run_id>/choose")
@allow(*RETIRERS)
def choose(run_id: UUID) -> ResponseReturnValue:
    """Keep the ticks of one page, and go where the press leads."""
    found = queries.run(run_id)
    try:
        _keep_ticks(found)
    except RuleBroken as refusal:
        db.session.rollback()
        flash(str(refusal))
    else:
        db.session.commit()
    if "HX-Request" in request.headers:
        return render_template("groups/run_chosen.html", left_out=left_out(found))
    return _to(found, tab=tab_asked(), q=text_asked(), page=number_asked("to"))


@bp.post("/groups/imports/<uuid:run_id>/apply")
@allow(*RETIRERS)
def apply(run_id: UUID) -> ResponseReturnValue:
    """Bring the directory up to date with what the page shows, as ticked."""
    found = queries.run(run_id)

    def act() -> None:
        _keep_ticks(found)
        choices.apply_as_ticked(found, by=current_user, at=now())

    return _decide(found, act)


@bp.post("/groups/imports/<uuid:run_id>/accept")
@allow(*RETIRERS)
def accept(run_id: UUID) -> ResponseReturnValue:
    """Apply a held run all the same, on the word of somebody who looked at it."""
    found, form = queries.run(run_id), AcceptForm()
    if not form.submitted():
        return show(found, accept=form)
    facts: dict[str, Any] = {"accept_held": True, "by": current_user, "at": now()}
    return _decide(found, lambda: choices.apply_as_ticked(found, **facts))


@bp.post("/groups/imports/<uuid:run_id>/discard")
@allow(*RETIRERS)
def discard(run_id: UUID) -> ResponseReturnValue:
    """Throw away a run that was not applied."""
    found = queries.run(run_id)
    return _decide(found, lambda: imports.discard(found, by=current_user, at=now()))


@bp.post("/groups/imports/<uuid:run_id>/undo")
@allow(*RETIRERS)
def undo(run_id: UUID) -> ResponseReturnValue:
    """Take back what a run did."""
    found = queries.run(run_id)
    return _decide(found, lambda: imports.undo(found, by=current_user, at=now()))


@bp.post("/groups/imports/<uuid:run_id>/again")
@allow(*RETIRERS)
def again(run_id: UUID) -> ResponseReturnValue:
    """Read the same content once more, in another format."""
    found, form = queries.run(run_id), AgainForm()
    made: list[ImportRun] = []
    if not form.submitted():
        return show(found, again=form)
    done = _decide(found, lambda: made.append(_read_again(found, form.format.data)))
    return _to(made[0]) if made else done


def _decide(found: ImportRun, act: Callable[[], object]) -> ResponseReturnValue:
    """Do one thing to a run; what is refused is said on its page."""
    try:
        act()
    except (RuleBroken, Refused) as refusal:
        db.session.rollback()
        flash(str(refusal))
    else:
        db.session.commit()
    return _to(found)


def _keep_ticks(found: ImportRun) -> None:
    """Keep what is ticked on the page that was sent; a page may have shown none."""
    acting: dict[str, Any] = {"by": current_user, "at": now()}
    if word := request.form.get("all", ""):
        take = word == "take"
        choices.choose_all(found, tab_asked(), text=text_asked(), take=take, **acting)
    elif shown := _keys("shown"):
        choices.choose(found, shown=shown, take=_keys("take"), feed=_keys("feed"), **acting)


def _keys(name: str) -> list[UUID]:
    return request.form.getlist(name, type=UUID)


def _read_again(found: ImportRun, format: str) -> ImportRun:
    content = imports.content_of(found)
    acting: dict[str, Any] = {"by": current_user, "at": now()}
    imports.discard(found, **acting)
    return imports.preview(
        content, source=found.source, origin=found.origin, format=format, **acting
    )


def _to(found: ImportRun, **asked: Any) -> ResponseReturnValue:
    given = {name: value for name, value in asked.items() if value and value != 1}
    return redirect(url_for(".run", run_id=found.id, **given), 303)
