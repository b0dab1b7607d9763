"""The sources of the directory: which there are, how each is read, what came of it."""

from __future__ import annotations

from uuid import UUID

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.core.access import allow
from clinic.core.clock import now
from clinic.core.db import db
from clinic.core.errors import RuleBroken
from clinic.core.lists import number_asked, pager, text_asked
from clinic.core.words import gettext as _
from clinic.groups import queries
from clinic.groups.actions import imports
from clinic.groups.actions.sources import add_source, change_source
from clinic.groups.feeds.addresses import reach_of, shown
from clinic.groups.feeds.fetching import fetch
from clinic.groups.feeds.reading import Refused
from clinic.groups.forms import SourceForm
from clinic.groups.models import DirectorySource, ImportRun
from clinic.groups.policy import READERS, RETIRERS
from clinic.groups.views.blueprint import bp


@bp.get("/groups/sources")
@allow(*READERS)
def sources() -> ResponseReturnValue:
    """List where the directory comes from."""
    text, sort = text_asked(), request.args.get("sort", "name")
    sort = sort if sort.removeprefix("-") in queries.SOURCE_SORTS else "name"
    page = queries.source_rows(text=text, sort=sort, number=number_asked())
    leaves = pager(page, ".sources", q=text, sort=sort if sort != "name" else "")
    asked = {"q": text, "sort": sort, "at": now()}
    return render_template("groups/sources.html", rows=page.rows, page=leaves, **asked)


@bp.route("/groups/sources/new", methods=["GET", "POST"])
@allow(*RETIRERS)
def new_source() -> ResponseReturnValue:
    """Write down a feed or a list that groups come from."""
    form = SourceForm(timezone=current_app.config["TIMEZONE"])
    made: list[DirectorySource] = []
    if form.done(lambda: made.append(_added(form))):
        db.session.commit()
        flash(_("%(name)s is in the list of sources.", name=made[0].name))
        return redirect(url_for(".source", source_id=made[0].id), 303)
    return render_template("groups/source_form.html", form=form, source=None), form.status


@bp.get("/groups/sources/<uuid:source_id>")
@allow(*READERS)
def source(source_id: UUID) -> ResponseReturnValue:
    """Show how one source is read, and what became of each reading."""
    row = queries.source_row(queries.source(source_id))
    page = queries.runs(source_id=source_id, number=number_asked())
    leaves = pager(page, ".source", source_id=source_id)
    more = {"place": shown(row.source.url), "at": now()}
    return render_template("groups/source.html", row=row, runs=page.rows, page=leaves, **more)


@bp.route("/groups/sources/<uuid:source_id>/change", methods=["GET", "POST"])
@allow(*RETIRERS)
def change_of_source(source_id: UUID) -> ResponseReturnValue:
    """Change how a source is read."""
    record = queries.source(source_id)
    form = SourceForm(obj=record)
    facts = {"by": current_user, "at": now(), "reach": reach_of(current_app.config)}
    if form.done(lambda: change_source(record, **form.answers(), **facts), record):
        db.session.commit()
        return redirect(url_for(".source", source_id=source_id), 303)
    return render_template("groups/source_form.html", form=form, source=record), form.status


@bp.post("/groups/sources/<uuid:source_id>/fetch")
@allow(*RETIRERS)
def fetch_source(source_id: UUID) -> ResponseReturnValue:
    """Fetch a feed now, and show what it would change."""
    try:
        run = _fetched(queries.source(source_id))
    except (RuleBroken, Refused) as refusal:
        db.session.rollback()
        flash(str(refusal))
        return redirect(url_for(".source", source_id=source_id), 303)
    db.session.commit()
    return redirect(url_for(".run", run_id=run.id), 303)


def _added(form: SourceForm) -> DirectorySource:
    reach = reach_of(current_app.config)
    return add_source(**form.answers(), by=current_user, at=now(), reach=reach)


def _fetched(record: DirectorySource) -> ImportRun:
    """Preview what a feed holds. Nobody waits for the database while it is fetched."""
    if not record.url:
        raise RuleBroken(_("It has no web address. Bring in a file instead."))
    db.session.commit()
    content = fetch(record.url, reach=reach_of(current_app.config)).content or b""
    return imports.preview(
        content, source=record, origin=shown(record.url), by=current_user, at=now()
    )
